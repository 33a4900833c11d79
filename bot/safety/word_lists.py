"""The packaged word lists, read line by line; what is wrong in one is a sentence with its file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from bot.written.plain_yaml import BadYaml, NoYaml, read_yaml
from care.safety import LexiconError, WordList, read_word_list, refuse_unfilled

LANGUAGES: Final = ("nl", "en", "de", "tr", "pl", "uk", "ar")
SHARED: Final = "shared"
_ADVICE: Final = "; a line begins with spaces, as far in as the lines of its list above it"


class BadWordList(Exception):
    """A word list cannot be used; the message says in which file, on which line, and what to change."""


def folder() -> Traversable:
    """Where the word lists are read: beside the program that runs, so mostly the installed ones."""
    return files("care.safety").joinpath("lexicon")


@cache
def word_lists() -> tuple[WordList, ...]:
    """Every packaged word list with every line understood. Raises BadWordList.

    It takes a third of the time that compiling them takes, so a server does it before it serves.
    """
    shared = _read(SHARED)
    with _naming(SHARED):
        read_word_list(SHARED, {}, shared)
    found = tuple(_understood(language, shared) for language in LANGUAGES)
    with _naming(SHARED):
        refuse_unfilled(shared, found)
    return found


def _understood(language: str, shared: Mapping[str, Any]) -> WordList:
    data = _read(language)
    with _naming(language):
        return read_word_list(language, data, shared)


def _read(name: str) -> Mapping[str, Any]:
    file = _file(name)
    try:
        data: Mapping[str, Any] = read_yaml(file.read_text("utf-8"))
    except NoYaml as problem:
        raise BadWordList(f"{file}: {problem}{_ADVICE}") from None
    except (BadYaml, UnicodeDecodeError) as problem:
        raise BadWordList(f"{file}: {problem}") from None
    return data


@contextmanager
def _naming(language: str) -> Iterator[None]:
    try:
        yield
    except LexiconError as problem:
        raise BadWordList(f"{_where(language, problem.place)}: {problem.what}") from problem


def _where(language: str, place: tuple[str, ...]) -> str:
    """File and line. What every language has stands in the shared list, and is only seen with a language."""
    for file in (_file(language), _file(SHARED)):
        if line := _line(file.read_text("utf-8"), place):
            return f"{file}:{line}"
    return str(_file(language))


def _line(text: str, place: tuple[str, ...]) -> int:
    """Where one arrives who looks for each key after the one above it; 0 when it is not there."""
    number = 0
    lines = enumerate(text.splitlines(), 1)
    for wanted in place:
        number = next((number for number, raw in lines if wanted in _readings(raw)), 0)
    return number


def _readings(raw: str) -> Iterator[str]:
    """What a line of the file may be: a line of a list, or a key."""
    yield raw.partition("#")[0].strip()
    yield raw.partition(":")[0].strip().strip("\"'")


def _file(name: str) -> Traversable:
    return folder().joinpath(f"{name}.yaml")
