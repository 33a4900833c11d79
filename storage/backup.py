"""Backups: a whole copy of the database in one file that only its owner can read, and putting one back.

A backup brings deleted people back, and what was taken back. So whatever is put back is cleaned at once: by the records of
deletions in the database that is replaced, in the backup itself, and in a list that was kept apart. It would also let in
who was shut out since: nobody is signed in afterwards.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url

from storage.database import is_memory
from storage.errors import BackupFailed
from storage.key_ring import KeyRing
from storage.people.deletions import Deletion
from storage.placing import BROKEN, must_be_alone, place, take_away
from storage.sharing.calls import withdraw_call_again
from storage.store import Store, open_store
from storage.work import Work

OWNER_ONLY: Final = 0o600
OWNER_FOLDER: Final = 0o700
SHOWS_A_DATABASE: Final = b"SQLite format 3\x00"
JUST_NOW: Final = "restored"
CONSULTANT: Final = "deletion|consultant"
DISABLED: Final = "disabled"
PASSWORD: Final = "password"
SECRETS: Final = ("sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key")
"""What libpq takes out of an address and out of nothing else that others cannot read."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """How much a backup had brought back that is gone again now. `consultants` are disabled again."""

    people: int = 0
    handoffs: int = 0
    alarms: int = 0
    consultants: int = 0


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

    The copy is opened, brought up to date and cleaned before it takes the place; whoever kills us meanwhile leaves the
    old database or the new one. Raises BackupFailed, and WrongMasterKey when the backup was sealed with another key;
    then nothing was changed.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        raise BackupFailed(
            "a PostgreSQL dump is put back with `pg_restore` into an empty database; then run `maatje person redelete`"
        )
    file = _file_of(address).resolve()
    _must_be_a_database(backup)
    must_be_alone(file)
    with _beside(file) as copy:
        shutil.copyfile(backup, copy)
        cleaned = _cleaned(copy, keys, at, records)
        place(copy, file)
    return cleaned


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A new file beside another, gone afterwards unless it has taken its place. Raises BackupFailed."""
    new = file.with_name(f"{file.name}.{JUST_NOW}")
    try:
        take_away(new)
        _new_file(new)
        yield new
    except OSError as problem:
        raise BackupFailed(f"{file.name} cannot be replaced ({problem.strerror}); nothing was changed") from None
    finally:
        take_away(new)


def _cleaned(file: Path, keys: KeyRing, at: datetime, records: Iterable[Deletion]) -> Cleaned:
    store = open_store(f"sqlite:///{file}", keys)
    try:
        store.upgrade()
        return delete_again(store, at, records)
    finally:
        store.close()


def delete_again(store: Store, at: datetime, records: Iterable[Deletion] = ()) -> Cleaned:
    """Delete whoever and whatever is here although a record says it is gone; `records` come from another copy.

    Nobody stays signed in to the portal, and no link that was not used yet works any more.
    """
    known = list(records)
    with store.begin() as work:
        work.deletions.add(record for record in known if record.reason != DISABLED)
        people = work.deletions.people_back()
        for person_id in people:
            work.people.delete(person_id, at)
        handoffs = work.deletions.handoffs_back()
        for handoff_id in handoffs:
            work.handoffs.withdraw(handoff_id, at)
        alarms = _alarms_again(work)
        work.portal_sessions.revoke_everybody()
        work.links.forget_all()
        consultants = _disable_again(work, known)
    return Cleaned(len(people), len(handoffs), alarms, consultants)


def _alarms_again(work: Work) -> int:
    """Take back alarms, and calls in alarms; how many."""
    gone = work.deletions.alarms_back()
    for alarm_id in gone:
        work.alarms.remove(alarm_id)
    called = [(work.alarms.find(alarm_id), at) for alarm_id, at in work.deletions.calls_withdrawn().items()]
    return len(gone) + sum(withdraw_call_again(work.alarms, row, at) for row, at in called if row is not None)


def _disable_again(work: Work, records: Iterable[Deletion]) -> int:
    """Shut out whoever is enabled here and was disabled in the other copy; how many."""
    since = {record.hash: record.at for record in records if record.reason == DISABLED}
    enabled = [(one.id, work.hash(CONSULTANT, one.id)) for one in work.consultants.list() if one.enabled]
    back = [(consultant_id, since[digest]) for consultant_id, digest in enabled if digest in since]
    for consultant_id, at in back:
        work.consultants.disable(consultant_id, at)
        work.consultants.unlink_telegram(consultant_id)
    return len(back)


def deletions_of(store: Store) -> Sequence[Deletion]:
    """Every record of a deletion, and of every consultant who is disabled, for a copy that is put back.

    That somebody is disabled is never kept as a record: they may be enabled again.
    """
    with store.read() as work:
        disabled = [
            Deletion(work.hash(CONSULTANT, consultant_id), DISABLED, since)
            for consultant_id, since in work.consultants.shut_out()
        ]
        return [*work.deletions.all(), *disabled]


def _file_of(address: URL) -> Path:
    if is_memory(address) or not address.database:
        raise BackupFailed("this database lives in memory only; there is nothing to back up")
    return Path(address.database)


def _new_file(path: Path) -> None:
    """An empty file for its owner alone, in a folder that is made when missing: nobody can read along while it is written."""
    try:
        path.parent.mkdir(OWNER_FOLDER, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    except FileExistsError:
        raise BackupFailed(f"{path.name} is there already; name another file, or take that one away first") from None
    except OSError as problem:
        raise BackupFailed(f"{path} cannot be written ({type(problem).__name__}); choose another folder") from None


def _copy_sqlite(file: Path, to: Path) -> None:
    if not file.is_file():
        raise BackupFailed(f"there is no database at {file}; look at MAATJE_DATABASE_URL")
    try:
        # Not read-only: such a connection could not take its own journal index away again.
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as source:
            source.execute("VACUUM INTO ?", [str(to)])
    except BROKEN as problem:
        raise BackupFailed(f"SQLite could not copy ({problem}); is the disk full?") from None


def _dump_postgresql(address: URL, to: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupFailed("pg_dump is not installed here (Debian: postgresql-client); run it where the database is")
    dsn, password = _without_password(address)
    # The password goes through the environment: what stands in a command line, every user of the machine can read.
    secret = {"PGPASSWORD": password} if password else {}
    command = [program, "--format=custom", "--no-owner", f"--file={to}", f"--dbname={dsn}"]
    done = subprocess.run(command, env={**os.environ, **secret}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupFailed(f"pg_dump ended with code {done.returncode}; run it by hand to see why")


def _without_password(address: URL) -> tuple[str, str | None]:
    """The address as pg_dump wants it, and its password; what stands behind the ? goes before, as for the driver."""
    told = address.normalized_query
    for name in SECRETS:
        if name in told:
            raise BackupFailed(
                f"pg_dump can be given {name} only where every user of this machine can read it: take it out of "
                "MAATJE_DATABASE_URL for the backup, or run pg_dump by hand with a service file"
            )
    password = told[PASSWORD][-1] if PASSWORD in told else address.password
    rest = address.difference_update_query([PASSWORD]).query
    plain = URL.create("postgresql", address.username, None, address.host, address.port, address.database, rest)
    return plain.render_as_string(hide_password=False), password


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
