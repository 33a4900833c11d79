"""Backups: a whole copy of the database in one file that only its owner can read, and putting one back.

A backup brings deleted people back, and pages that were taken back. So whatever is put back is cleaned at once: by the
records of deletions in the database that is replaced, in the backup itself, and in a list that was kept apart.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url

from storage.database import is_memory
from storage.errors import StorageError
from storage.key_ring import KeyRing
from storage.people.deletions import Deletion
from storage.store import Store, open_store

OWNER_ONLY: Final = 0o600
SHOWS_A_DATABASE: Final = b"SQLite format 3\x00"
BESIDE: Final = ("-wal", "-shm", "-journal")
JUST_NOW: Final = "restored"


class BackupFailed(StorageError):
    """The backup could not be made or put back; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """How much a backup had brought back that is gone again now."""

    people: int = 0
    handoffs: int = 0


def back_up(url: str, to: Path) -> None:
    """Write the whole database into a new file, while work goes on. Raises BackupFailed."""
    address = make_url(url)
    _new_file(to)
    try:
        if address.get_backend_name() == "sqlite":
            _copy_sqlite(_file_of(address), to)
        else:
            _dump_postgresql(address, to)
    except BackupFailed:
        to.unlink(missing_ok=True)
        raise


def put_back(url: str, backup: Path, keys: KeyRing, at: datetime, records: Iterable[Deletion] = ()) -> Cleaned:
    """Put a backup in the place of an embedded database that nobody has open, without whoever was deleted since.

    The copy is opened, brought up to date and cleaned before it takes the place. Raises BackupFailed, and WrongMasterKey
    when the backup was sealed with another key; then nothing was changed.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        raise BackupFailed(
            "a PostgreSQL dump is put back with `pg_restore` into an empty database; then run `maatje person redelete`"
        )
    file = _file_of(address)
    _must_be_a_database(backup)
    _must_be_alone(file)
    beside = file.with_name(f"{file.name}.{JUST_NOW}")
    _take_away(beside)
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _new_file(beside)
        shutil.copyfile(backup, beside)
        cleaned = _cleaned(beside, keys, at, records)
        _take_away(file)
        os.replace(beside, file)
    finally:
        _take_away(beside)
    return cleaned


def _cleaned(file: Path, keys: KeyRing, at: datetime, records: Iterable[Deletion]) -> Cleaned:
    store = open_store(f"sqlite:///{file}", keys)
    try:
        store.upgrade()
        return delete_again(store, at, records)
    finally:
        store.close()


def _take_away(file: Path) -> None:
    """A database with its journals: a journal of what is replaced must never be played into what comes."""
    for ending in ("", *BESIDE):
        file.with_name(file.name + ending).unlink(missing_ok=True)


def delete_again(store: Store, at: datetime, records: Iterable[Deletion] = ()) -> Cleaned:
    """Delete whoever and whatever is here although a record says it is gone; `records` come from another copy."""
    with store.begin() as work:
        work.deletions.add(records)
        people = work.deletions.people_back()
        for person_id in people:
            work.people.delete(person_id, at)
        handoffs = work.deletions.handoffs_back()
        for handoff_id in handoffs:
            work.handoffs.withdraw(handoff_id, at)
    return Cleaned(len(people), len(handoffs))


def deletions_of(store: Store) -> Sequence[Deletion]:
    """Every record of a deletion, to be taken over by a copy that is put back."""
    with store.read() as work:
        return work.deletions.all()


def _file_of(address: URL) -> Path:
    if is_memory(address) or not address.database:
        raise BackupFailed("this database lives in memory only; there is nothing to back up")
    return Path(address.database)


def _new_file(path: Path) -> None:
    """An empty file for its owner alone, so that nobody can read along while it is written."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    except FileExistsError:
        raise BackupFailed(f"{path.name} is there already; name another file, or take that one away first") from None
    except OSError as problem:
        raise BackupFailed(f"{path.name} cannot be written ({type(problem).__name__}); choose another folder") from None


def _copy_sqlite(file: Path, to: Path) -> None:
    if not file.is_file():
        raise BackupFailed(f"there is no database at {file}; look at MAATJE_DATABASE_URL")
    try:
        # Not read-only: such a connection could not take its own journal index away again.
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as source:
            source.execute("VACUUM INTO ?", [str(to)])
    except sqlite3.Error as problem:
        raise BackupFailed(f"SQLite could not copy ({problem}); is the disk full?") from None


def _dump_postgresql(address: URL, to: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupFailed("pg_dump is not installed here (Debian: postgresql-client); run it where the database is")
    plain = URL.create(
        "postgresql", address.username, None, address.host, address.port, address.database, address.query
    )
    dsn = plain.render_as_string(hide_password=False)
    # The password goes through the environment: what stands in a command line, every user of the machine can read.
    secret = {"PGPASSWORD": address.password} if address.password else {}
    command = [program, "--format=custom", "--no-owner", f"--file={to}", f"--dbname={dsn}"]
    done = subprocess.run(command, env={**os.environ, **secret}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupFailed(f"pg_dump ended with code {done.returncode}; run it by hand to see why")


def _must_be_a_database(backup: Path) -> None:
    if not backup.is_file():
        raise BackupFailed(f"there is no file {backup}")
    with backup.open("rb") as file:
        if file.read(len(SHOWS_A_DATABASE)) != SHOWS_A_DATABASE:
            raise BackupFailed(f"{backup.name} is no SQLite database; nothing was changed")
    try:
        with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as found:
            sound = found.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.Error:
        sound = False
    if not sound:
        raise BackupFailed(f"{backup.name} is damaged; take an older one. Nothing was changed")


def _must_be_alone(file: Path) -> None:
    """Nobody else may have the database open: what they still write would be lost, or spoil the copy."""
    if not file.is_file():
        return
    asked = sqlite3.connect(file, isolation_level=None, timeout=0)
    try:
        asked.execute("PRAGMA locking_mode = EXCLUSIVE").close()
        asked.execute("BEGIN EXCLUSIVE").close()
        asked.execute("ROLLBACK").close()
    except sqlite3.OperationalError:
        raise BackupFailed("the database is in use: stop the service first. Nothing was changed") from None
    finally:
        asked.close()
