"""Replacing: one database file takes the place of another. Whoever is killed meanwhile leaves the old or the new one, whole."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from storage.backup.files import BROKEN
from storage.errors import BackupFailed
from storage.trouble import primary_code

BESIDE: Final = ("-wal", "-shm", "-journal")
IN_USE: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def must_be_alone(file: Path) -> None:
    """Nobody else may have the database open: what they still write would be lost, or spoil the copy."""
    if file.is_file():
        _alone(file)


def replace(new: Path, file: Path) -> None:
    """Put a closed database in the place of another. Raises BackupFailed; then the old one is there, whole."""
    if not _alone(new, "PRAGMA journal_mode = DELETE"):
        raise BackupFailed("the copy was spoilt while it was made; try again. Nothing was changed")
    _to_disk(new)
    if file.is_file():
        # The old one takes in what only its journal holds: without its journals it is whole as well.
        _alone(file, "PRAGMA journal_mode = DELETE")
    take_away_journals(file)
    os.replace(new, file)
    with suppress(OSError):  # not every system can do it with a folder, and the new one is there
        _to_disk(file.parent)


def take_away(file: Path) -> None:
    """A database with its journals."""
    take_away_journals(file)
    file.unlink(missing_ok=True)


def take_away_journals(file: Path) -> None:
    """A journal of what is replaced must never be played into what comes."""
    for ending in BESIDE:
        file.with_name(file.name + ending).unlink(missing_ok=True)


def _alone(file: Path, *more: str) -> bool:
    """Say something to a database that nobody else has open; False when it is too damaged for anybody to work with it."""
    if not os.access(file, os.R_OK | os.W_OK):
        raise BackupFailed(f"you may not open {file.name}: run this as the user of the service. Nothing was changed")
    try:
        with closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as asked:
            for text in ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "ROLLBACK", *more):
                asked.execute(text).close()
    except BROKEN as problem:
        _must_be_damage(problem)
        return False
    return True


def _must_be_damage(problem: Exception) -> None:
    code = primary_code(problem)
    if code in IN_USE:
        raise BackupFailed("the database is in use: stop the service first. Nothing was changed") from None
    if code == sqlite3.SQLITE_FULL:
        raise BackupFailed("the disk is full; make room first. Nothing was changed") from None


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
