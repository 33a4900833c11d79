"""The words of Maatje in every language: gettext catalogues over the English source text.

The catalogues are read as they are written (.po), so that a translator's change is seen at the next start.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from flows.engine.events import Line

LOCALES: Final = Path(__file__).resolve().parent.parent / "locales"
DEFAULT_LANGUAGE: Final = "nl"
SOURCE_LANGUAGE: Final = "en"
BETWEEN: Final = " / "
SLOT: Final = re.compile(r"{(\w+)}")
BRACES: Final = re.compile(r"{[^{}]*}?|}")


class UnknownLanguage(LookupError):
    """There is no catalogue for this language."""


class MissingSlot(LookupError):
    """A sentence has a slot that nobody filled."""


@dataclass(frozen=True, slots=True)
class Catalogues:
    """Every sentence in every language. `texts` maps a language to its source text → translation.

    `rendered` is where whoever puts fixed sentences into words keeps them, by what they are and the language.
    """

    texts: Mapping[str, Mapping[str, str]]
    rendered: dict[tuple[Any, str], tuple[Any, Any]] = field(default_factory=dict, compare=False, repr=False)
    _translators: dict[str, Callable[[str], str]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def load(cls, folder: Path = LOCALES) -> Catalogues:
        """Read the catalogues that came with the program. Raises FileNotFoundError when the default one is missing."""
        found = {language: _translated(_catalog(path)) for language, path in _files(folder)}
        if DEFAULT_LANGUAGE not in found:
            raise FileNotFoundError(
                f"no {DEFAULT_LANGUAGE} catalogue under {folder}; reinstall Maatje with its locales"
            )
        return cls({SOURCE_LANGUAGE: {}, **found})

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of all languages, the default one first."""
        return tuple(sorted(self.texts, key=lambda code: (code != DEFAULT_LANGUAGE, code)))

    def gettext(self, language: str) -> Callable[[str], str]:
        """The translator of one language; what is not translated stays English. Raises UnknownLanguage."""
        known = self._translators.get(language)
        if known is None:
            texts = self._texts(language)
            known = self._translators[language] = lambda text: texts.get(text) or text
        return known

    def tongues(self, language: str, sentence: str | None = None) -> tuple[str, ...]:
        """The languages to say in what must be understood: this one, or Dutch and English when it has no catalogue.

        With a sentence (English source): or when its catalogue lacks that one. Any language may be asked for.
        """
        own = self.texts.get(language)
        known = own is not None and (sentence is None or language == SOURCE_LANGUAGE or bool(own.get(sentence)))
        return (language,) if known else (DEFAULT_LANGUAGE, SOURCE_LANGUAGE)

    def in_crisis(self, language: str, between: str = "\n") -> Callable[[str], str]:
        """The translator for what must never be missing, sentence by sentence; `between` stands between two languages."""
        return lambda text: together((self.gettext(tongue)(text) for tongue in self.tongues(language, text)), between)

    def translated(self, language: str) -> Callable[[str], str]:
        """As gettext, but "" for what has no translation of its own, to find what is missing."""
        texts = self._texts(language)
        return (lambda text: text) if language == SOURCE_LANGUAGE else lambda text: texts.get(text, "")

    def say(self, line: Line, language: str, slots: Mapping[str, str | Line]) -> str:
        """A sentence ready to be read: translated, its slots filled from the line itself and then from `slots`.

        Raises MissingSlot when a slot stays empty, UnknownLanguage for a language without a catalogue. What a person
        typed goes in as it is; braces in it are left alone.
        """
        text = self.gettext(language)(line.text)
        if "{" not in text:
            return text
        filled = {**slots, **line.args}

        def fill(slot: re.Match[str]) -> str:
            if slot[1] not in filled:
                known = ", ".join(sorted(filled)) or "nothing"
                raise MissingSlot(f"{{{slot[1]}}} in {line.text!r} was not filled; given: {known}")
            return self._value(filled[slot[1]], language, slots)

        return SLOT.sub(fill, text)

    def closest(self, tag: str | None) -> str:
        """The language that fits a tag such as nl-BE best; the default one when none does."""
        code = re.split(r"[-_]", tag or "")[0].lower()
        return code if code in self.texts else DEFAULT_LANGUAGE

    def _value(self, value: Any, language: str, slots: Mapping[str, str | Line]) -> str:
        return self.say(value, language, slots) if isinstance(value, Line) else str(value)

    def _texts(self, language: str) -> Mapping[str, str]:
        if language not in self.texts:
            raise UnknownLanguage(f"no words in {language!r}; there are {', '.join(self.languages)}")
        return self.texts[language]


def together(said: Iterable[str], between: str = "\n") -> str:
    """The same thing said in each of its languages; what two of them say alike is said once."""
    return between.join(dict.fromkeys(said))


def wrong_slots(folder: Path = LOCALES) -> list[str]:
    """Translations whose words in braces are not those of the English text, each with its file and line; they are not said."""
    return [
        f"{language} {path.name}:{message.lineno}: the words in braces must be those of {message.id!r}"
        for language, path in _files(folder)
        for message in _usable(_catalog(path))
        if not _fits(message)
    ]


def _files(folder: Path) -> list[tuple[str, Path]]:
    return [(path.parent.parent.name, path) for path in sorted(folder.glob("*/LC_MESSAGES/messages.po"))]


def _catalog(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def _usable(catalog: Catalog) -> list[Message]:
    """What is translated and not fuzzy: a guess of a tool is never said to a child."""
    return [
        message
        for message in catalog
        if message.id and message.string and not message.fuzzy
        if isinstance(message.id, str) and isinstance(message.string, str)
    ]


def _fits(message: Message) -> bool:
    """Nobody fills a slot that the English text does not have: the page would break."""
    return set(BRACES.findall(str(message.id))) == set(BRACES.findall(str(message.string)))


def _translated(catalog: Catalog) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in _usable(catalog) if _fits(message)}
