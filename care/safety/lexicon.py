"""The word lists that professionals look after: groups of words, patterns that signal danger, phrases that are harmless."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from care.safety.normalise import normalise
from care.safety.patterns import Pattern, PatternError, compile_pattern
from care.safety.signal import CATEGORIES, URGENCIES, Signal
from care.safety.vocabulary import Vocabulary

_SECTIONS: Final = {"common", "short", "words", "danger", "harmless"}


class LexiconError(ValueError):
    """A word list cannot be used; the message says where and what to change."""


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


def compile_lexicon(language: str, data: Mapping[str, Any], shared: Mapping[str, Any]) -> Lexicon:
    """Make a word list ready for use.

    `data` is the parsed YAML of the language, `shared` that of what every language has. Raises LexiconError.
    """
    unknown = set(data) - _SECTIONS
    if unknown:
        raise LexiconError(f"{language}: unknown part {min(unknown)!r}; use one of {sorted(_SECTIONS)}")
    written = {**shared.get("words", {}), **data.get("words", {})}
    groups = {str(name): _words(words) for name, words in written.items()}
    dangers = _dangers(language, shared.get("danger", {}), groups, optional=True)
    dangers += _dangers(language, data.get("danger", {}), groups, optional=False)
    harmless = tuple(_compiled(language, line, groups) for line in _lines(data.get("harmless", "")))
    patterns = [danger.pattern for danger in dangers] + list(harmless)
    short = {normalise(str(written)): normalise(str(full)) for written, full in data.get("short", {}).items()}
    return Lexicon(
        language=language,
        vocabulary=Vocabulary.build(language, groups, (*_words(data.get("common", "")), *short), patterns),
        short=short,
        dangers=tuple(dangers),
        harmless=harmless,
    )


def _dangers(language: str, part: Mapping[str, Any], groups: Mapping[str, Any], optional: bool) -> list[Danger]:
    found: list[Danger] = []
    for category, by_urgency in part.items():
        for urgency, text in by_urgency.items():
            if category not in CATEGORIES or urgency not in URGENCIES:
                raise LexiconError(f"{language}: {category}/{urgency} is not a category with an urgency of the design")
            for line in _lines(text):
                if optional and not _words_present(line, groups):
                    continue
                found.append(Danger(_compiled(language, line, groups), Signal(category, urgency)))
    return found


def _words(text: str) -> tuple[str, ...]:
    # The sign of "any form of" and of "starts with" must survive the spelling.
    return tuple(word[:1] + normalise(word[1:]) if word[0] == "~" else normalise(word) for word in str(text).split())


def _lines(text: str) -> list[str]:
    return [line for raw in str(text).splitlines() if (line := raw.partition("#")[0].strip())]


def _words_present(line: str, groups: Mapping[str, Any]) -> bool:
    named = [part.strip("[]") for element in line.split() for part in element.split("/") if part.startswith("[")]
    return all(name in groups for name in named)


def _compiled(language: str, line: str, groups: Mapping[str, Any]) -> Pattern:
    try:
        return compile_pattern(line, groups)
    except PatternError as problem:
        raise LexiconError(f"{language}: {line!r}: {problem}") from problem
