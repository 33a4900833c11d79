"""Languages by their codes: what they are called, in which direction they are written, and which one somebody names."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

from babel import Locale, UnknownLocaleError

TALKS_IN: Final = ("nl", "en")
"""The languages that have commands a child can type; a talk goes on in any that has a catalogue."""


def is_language(code: str) -> bool:
    """True when this is the code of a language that exists, such as ar or pt-BR."""
    try:
        Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return False
    return True


def language_name(code: str, language: str | None = None) -> str:
    """What a language is called in another one, or in itself: language_name("nl", "en") is "Dutch"."""
    return str(Locale.parse(code, sep="-").get_display_name(language or code) or code)


def language_called(name: str) -> str | None:
    """The code of the language that somebody names in one of the languages of talks: "engels" and "English" are en."""
    return _codes_by_name().get(name.casefold())


def direction(language: str) -> Literal["ltr", "rtl"]:
    """The direction in which a language is written."""
    return "rtl" if Locale.parse(language, sep="-").text_direction == "rtl" else "ltr"


@cache
def _codes_by_name() -> dict[str, str]:
    return {language_name(code, other).casefold(): code for code in TALKS_IN for other in TALKS_IN}
