"""Putting a backup back in the place of an embedded database; whoever was deleted since does not come back with it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from storage.backup.files import BROKEN, file_of, new_file
from storage.backup.redeleting import Cleaned, delete_again
from storage.backup.replacing import must_be_alone, replace, take_away
from storage.errors import BackupFailed
from storage.key_ring import KeyRing
from storage.people.deletions import Deletion
from storage.staff.access_log import Access
from storage.store import open_store

SHOWS_A_DATABASE: Final = b"SQLite format 3\x00"
JUST_NOW: Final = "restored"


def put_back(
    url: str,
    backup: Path,
    keys: KeyRing,
    at: datetime,
    records: Iterable[Deletion] = (),
    looks: Iterable[Access] = (),
) -> Cleaned:
    """Put a backup in the place of an embedded database that nobody has open, without whoever was deleted since.

    `records` and `looks` are what the database that is replaced knows of deletions and of who looked.

    The copy is opened, brought up to date and cleaned before it takes the place; whoever kills us meanwhile leaves the
    old database or the new one. Raises BackupFailed, and WrongMasterKey when the backup was sealed with another key;
    then nothing was changed.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        raise BackupFailed(
            "a PostgreSQL dump is put back with `pg_restore` into an empty database; then run `maatje person redelete`"
        )
    file = file_of(address).resolve()
    _must_be_a_database(backup)
    must_be_alone(file)
    with _beside(file) as copy:
        shutil.copyfile(backup, copy)
        cleaned = _cleaned(copy, keys, at, records, looks)
        replace(copy, file)
    return cleaned


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A new file beside another, gone afterwards unless it has taken its place. Raises BackupFailed."""
    new = file.with_name(f"{file.name}.{JUST_NOW}")
    try:
        take_away(new)
        new_file(new)
        yield new
    except OSError as problem:
        raise BackupFailed(f"{file.name} cannot be replaced ({problem.strerror}); nothing was changed") from None
    finally:
        take_away(new)


def _cleaned(file: Path, keys: KeyRing, at: datetime, records: Iterable[Deletion], looks: Iterable[Access]) -> Cleaned:
    store = open_store(f"sqlite:///{file}", keys)
    try:
        store.upgrade()
        return delete_again(store, at, records, looks)
    finally:
        store.close()


def _must_be_a_database(backup: Path) -> None:
    if not backup.is_file():
        raise BackupFailed(f"there is no file {backup}")
    with backup.open("rb") as file:
        if file.read(len(SHOWS_A_DATABASE)) != SHOWS_A_DATABASE:
            raise BackupFailed(f"{backup.name} is no SQLite database; nothing was changed")
    try:
        with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as found:
            sound = found.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except BROKEN:
        sound = False
    if not sound:
        raise BackupFailed(f"{backup.name} is damaged; take an older one. Nothing was changed")
