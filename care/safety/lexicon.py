"""The word lists that professionals look after: groups of words, patterns that signal danger, phrases that are harmless."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from care.safety.normalise import normalise
from care.safety.patterns import Pattern, PatternError, compile_pattern, spelt
from care.safety.signal import CATEGORIES, URGENCIES, Signal
from care.safety.vocabulary import Vocabulary

_SECTIONS: Final = ("common", "short", "words", "danger", "harmless")
_SHARED_SECTIONS: Final = ("words", "danger")


class LexiconError(ValueError):
    """A word list cannot be used; the message says what to change.

    `place` is how to find it in the file: the keys one has to go by, from above, or the line itself.
    """

    def __init__(self, language: str, place: tuple[str, ...], what: str) -> None:
        super().__init__(f"{language}: {what}")
        self.place, self.what = place, what


@dataclass(frozen=True, slots=True)
class Danger:
    """A pattern, and what it signals."""

    pattern: Pattern
    signal: Signal


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word list of one language, compiled."""

    language: str
    vocabulary: Vocabulary
    short: Mapping[str, str]
    dangers: tuple[Danger, ...]
    harmless: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class WordList:
    """The word list of one language with every line understood; to compile it takes longer than to read it."""

    language: str
    groups: Mapping[str, tuple[str, ...]]
    common: tuple[str, ...]
    short: Mapping[str, str]
    dangers: tuple[Danger, ...]
    harmless: tuple[Pattern, ...]

    def compiled(self) -> Lexicon:
        """Make it ready for use: Dutch and English look up every form of their verbs."""
        patterns = [danger.pattern for danger in self.dangers] + list(self.harmless)
        vocabulary = Vocabulary.build(self.language, self.groups, (*self.common, *self.short), patterns)
        return Lexicon(self.language, vocabulary, self.short, self.dangers, self.harmless)


def compile_lexicon(language: str, data: Mapping[str, Any], shared: Mapping[str, Any]) -> Lexicon:
    """Make a word list ready for use, as `read_word_list` and `compiled`. Raises LexiconError."""
    return read_word_list(language, data, shared).compiled()


def read_word_list(language: str, data: Mapping[str, Any], shared: Mapping[str, Any]) -> WordList:
    """Read every line of a word list.

    `data` is the parsed YAML of the language, `shared` that of what every language has. Raises LexiconError.
    """
    _refuse_strange(language, data, _SECTIONS)
    _refuse_strange(language, shared, _SHARED_SECTIONS)
    written = {**_texts(language, shared, "words"), **_texts(language, data, "words")}
    groups = {name: _words(words) for name, words in written.items()}
    dangers = _dangers(language, shared, groups, optional=True) + _dangers(language, data, groups, optional=False)
    harmless = _lines(_text(language, data.get("harmless", ""), "harmless"))
    return WordList(
        language=language,
        groups=groups,
        common=_words(_text(language, data.get("common", ""), "common")),
        short={normalise(typed): normalise(full) for typed, full in _texts(language, data, "short").items()},
        dangers=tuple(dangers),
        harmless=tuple(_compiled(language, line, groups) for line in harmless),
    )


def refuse_unfilled(shared: Mapping[str, Any], lists: Iterable[WordList]) -> None:
    """Raise LexiconError for a shared line with a group that no language has: it would find nothing, anywhere."""
    known = {group for one in lists for group in one.groups}
    texts = (text for by_urgency in shared.get("danger", {}).values() for text in by_urgency.values())
    for line in (line for text in texts for line in _lines(text)):
        if missing := _named(line) - known:
            what = f"{line!r}: no language has a group [{min(missing)}]; add it under words, or take the line out"
            raise LexiconError("shared", (line,), what)


def _refuse_strange(language: str, data: Mapping[str, Any], sections: Collection[str]) -> None:
    if not isinstance(data, Mapping):
        raise LexiconError(language, (), f"found no parts; expected {', '.join(sections)}")
    for part in data:
        _refuse_unknown(language, (part,), "part", sections)


def _refuse_unknown(language: str, place: tuple[str, ...], kind: str, known: Collection[str]) -> None:
    if place[-1] not in known:
        what = f"unknown {kind} {place[-1]!r}; use one of {', '.join(known)}"
        raise LexiconError(language, place, what)


def _dangers(language: str, data: Mapping[str, Any], groups: Mapping[str, Any], optional: bool) -> list[Danger]:
    found: list[Danger] = []
    dangers = _parts(language, data, "danger")
    for category in dangers:
        _refuse_unknown(language, ("danger", category), "category", CATEGORIES)
        for urgency, text in _parts(language, dangers, "danger", category).items():
            place = ("danger", category, urgency)
            _refuse_unknown(language, place, "urgency", URGENCIES)
            for line in _lines(_text(language, text, *place)):
                if not optional or _named(line) <= groups.keys():
                    found.append(Danger(_compiled(language, line, groups), Signal(category, urgency)))
    return found


def _texts(language: str, data: Mapping[str, Any], part: str) -> dict[str, str]:
    found = _parts(language, data, part).items()
    return {_text(language, name, part): _text(language, text, part, str(name)) for name, text in found}


def _parts(language: str, data: Mapping[str, Any], *place: str) -> Mapping[Any, Any]:
    """What stands below a name with names of its own; nothing when it is not there."""
    found = data.get(place[-1], {})
    if not isinstance(found, Mapping):
        raise LexiconError(language, place, f"found no names below {place[-1]}; expected lines that end with a colon")
    return found


def _text(language: str, found: object, *place: str) -> str:
    """Words or lines. YAML makes something else of `no`, `[a, b]` and nothing at all, which would become other words."""
    if not isinstance(found, str | int) or isinstance(found, bool):
        what = f"found no words in {place[-1]}; write some (no, yes, on, off alone between quotes), or take it out"
        raise LexiconError(language, place, what)
    return str(found)


def _words(text: str) -> tuple[str, ...]:
    return tuple(spelt(word) for word in text.split())


def _lines(text: str) -> list[str]:
    return [line for raw in text.splitlines() if (line := raw.partition("#")[0].strip())]


def _named(line: str) -> set[str]:
    """The groups that a line names."""
    parts = (part for element in line.split() for part in element.split("/"))
    return {part.strip("[]") for part in parts if part.startswith("[")}


def _compiled(language: str, line: str, groups: Mapping[str, Any]) -> Pattern:
    try:
        return compile_pattern(line, groups)
    except PatternError as problem:
        raise LexiconError(language, (line,), f"{line!r}: {problem}") from problem
