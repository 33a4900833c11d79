"""Trouble with the place where the database lives, such as a full disk: turns fail there although the writer lives."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any, Final

RECENT_SECONDS: Final = 30.0
_PRIMARY: Final = 0xFF  # the lowest byte is the kind of error, what is above it says more precisely which
_OF_THE_PLACE: Final = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    }
)
_POSTGRESQL_FULL: Final = "53100"
_POSTGRESQL_PLACE: Final = ("53", "57P", "58", "08", "25006")


class Trouble:
    """Remembers when something last could not be written. Safe to use from several threads."""

    def __init__(self) -> None:
        self._at: float | None = None

    @property
    def is_recent(self) -> bool:
        """True for a while after a write that failed because of its place; it ends by itself."""
        return self._at is not None and time.monotonic() - self._at < RECENT_SECONDS

    def note(self, problem: BaseException | None) -> None:
        """Take note of why something failed."""
        if any(_is_of_the_place(one) for one in _causes(problem)):
            self._at = time.monotonic()

    def note_future(self, future: Future[Any]) -> None:
        """As `note`, of something that is done."""
        if not future.cancelled():
            self.note(future.exception())


def is_full(problem: BaseException) -> bool:
    """True when the disk has no room."""
    return any(primary_code(one) == sqlite3.SQLITE_FULL or _state(one) == _POSTGRESQL_FULL for one in _causes(problem))


def _is_of_the_place(problem: BaseException) -> bool:
    return primary_code(problem) in _OF_THE_PLACE or _state(problem).startswith(_POSTGRESQL_PLACE)


def primary_code(problem: BaseException) -> int:
    """What kind of error SQLite means, SQLITE_OK when it is none of its errors."""
    return int(getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_OK)) & _PRIMARY


def _state(problem: BaseException) -> str:
    return getattr(problem, "sqlstate", None) or ""


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    while problem is not None:
        yield problem
        problem = problem.__cause__
