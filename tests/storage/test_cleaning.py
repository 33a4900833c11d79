"""Cleaning the files may fail; turns go on all the same, and it is tried again until nothing is left."""

from __future__ import annotations

import logging
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Connection, make_url, select, text

from bot.jobs import keep
from care.keeping import Terms
from storage import KeyRing, Store, Work, open_store
from storage.tables import data_key, store_key

ROOM = 4096


on_sqlite: Final = pytest.mark.parametrize("database_kind", ["sqlite"])
on_postgresql: Final = pytest.mark.parametrize("database_kind", ["postgresql"])


@contextmanager
def _full_disk(database: Path) -> Iterator[None]:
    """No file of this process may grow far beyond the database: a full disk as SQLite meets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (database.stat().st_size + ROOM, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def _reader(database: Path) -> Iterator[None]:
    with closing(sqlite3.connect(database, isolation_level=None)) as reading:
        reading.execute("BEGIN").close()
        reading.execute("SELECT count(*) FROM person").fetchall()
        yield


@contextmanager
def _no_cleaning(store: Store, url: str) -> Iterator[None]:
    """Something that makes cleaning fail: on SQLite a full disk, on PostgreSQL a statement that is refused."""
    if store.engine.dialect.name == "sqlite":
        with _full_disk(_file(url)):
            yield
        return
    for old, new in (("store_key", "elsewhere"), ("elsewhere", "store_key")):
        if old == "elsewhere":
            yield
        with store.engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")


def _file(url: str) -> Path:
    return Path(str(make_url(url).database))


def _on_disk(url: str) -> bytes:
    path = _file(url)
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def _wrapped(store: Store) -> list[bytes]:
    with store.read() as work:
        both = select(data_key.c.wrapped).union_all(select(store_key.c.wrapped))
        return list(work.connection.execute(both).scalars())


def _fill(store: Store, name: str, noon: datetime) -> None:
    """A person whose talk takes so much room that the file must grow for it."""
    with store.begin() as work:
        work.people.create(name, noon)
        for number in range(40):
            work.sessions.create(f"{name}-{number}", name, "intake", "1", "nl", {"x": "y" * 5000}, noon)


@pytest.mark.parametrize("by_writer", [True, False])
def test_turns_go_on_when_cleaning_fails_and_it_is_made_up_for(
    store: Store, database_url: str, talk: Any, noon: datetime, by_writer: bool, caplog: pytest.LogCaptureFixture
) -> None:
    _fill(store, "big", noon)
    assert store.scrub()
    (wrapped,) = _wrapped_of(store, talk.person)
    _fill(store, "bigger", noon)
    with _no_cleaning(store, database_url):
        assert _delete(store, talk.person, noon, by_writer)
        assert store.submit(lambda work: work.people.exists(talk.person), "noor").result(10) is False
    assert [record.levelname for record in caplog.records if record.name == "storage.cleaning"] == ["WARNING"]
    assert talk.person not in caplog.text
    assert store._cleaner.due
    assert store.submit(lambda work: work.people.exists("big"), "big").result(10)
    assert not store._cleaner.due
    if store.engine.dialect.name == "sqlite":
        assert wrapped not in _on_disk(database_url)


def _delete(store: Store, person: str, noon: datetime, by_writer: bool) -> bool:
    if by_writer:
        return store.submit(lambda work: work.people.delete(person, noon), "noor").result(10)
    with store.begin() as work:
        return work.people.delete(person, noon)


def _wrapped_of(store: Store, person: str) -> list[bytes]:
    with store.read() as work:
        asked = select(data_key.c.wrapped).where(data_key.c.person_id == person)
        return list(work.connection.execute(asked).scalars())


@on_sqlite
def test_a_failed_cleaning_leaves_the_patience_of_its_connection(
    store: Store, database_url: str, noon: datetime
) -> None:
    assert store.scrub()
    _fill(store, "big", noon)
    with _full_disk(_file(database_url)):
        assert not store.scrub()
    with store.begin() as work:
        assert _patience(work.connection) == 15_000


def _patience(connection: Connection) -> int:
    return int(connection.execute(text("PRAGMA busy_timeout")).scalar_one())


@on_sqlite
def test_what_a_reader_kept_from_being_cleaned_goes_after_the_next_commit(
    store: Store, database_url: str, talk: Any, noon: datetime
) -> None:
    wrapped = _wrapped_of(store, talk.person)[0]
    with _reader(_file(database_url)):
        assert store.run(lambda work: work.people.delete(talk.person, noon), "noor")
        store.run(lambda work: work.people.create("sam", noon), "sam")
        assert wrapped in _on_disk(database_url)
    store.run(lambda work: work.people.create("bo", noon), "bo")
    assert wrapped not in _on_disk(database_url)


@on_sqlite
def test_what_another_process_could_not_clean_goes_when_terms_are_kept(
    store: Store, database_url: str, keys: KeyRing, talk: Any, noon: datetime
) -> None:
    wrapped = _wrapped_of(store, talk.person)[0]
    other = open_store(database_url, keys)
    with _reader(_file(database_url)), other.begin() as work:
        assert work.people.delete(talk.person, noon)
    other.close()
    assert wrapped in _on_disk(database_url)
    keep(store, Terms(), noon)
    assert wrapped not in _on_disk(database_url)


@on_sqlite
def test_after_rotating_no_key_under_the_old_master_is_in_the_files(
    store: Store, database_url: str, talk: Any, master_key: str
) -> None:
    old = _wrapped(store)
    assert len(old) == 3
    assert all(wrapped in _on_disk(database_url) for wrapped in old)
    rotating = open_store(database_url, KeyRing.from_master(KeyRing.new_master(), [master_key]))
    assert rotating.rotate_keys() == 1
    assert [wrapped for wrapped in old if wrapped in _on_disk(database_url)] == []  # `store` still has them open
    rotating.close()


@on_postgresql
def test_after_rotating_postgresql_has_no_dead_row_of_a_key(
    store: Store, database_url: str, talk: Any, master_key: str
) -> None:
    rotating = open_store(database_url, KeyRing.from_master(KeyRing.new_master(), [master_key]))
    assert rotating.rotate_keys() == 1
    assert rotating.run(_dead_and_vacuumed, "keys") == {"data_key": (0, True), "store_key": (0, True)}
    rotating.close()


def _dead_and_vacuumed(work: Work) -> dict[str, tuple[int, bool]]:
    asked = (
        "SELECT relname, n_dead_tup, vacuum_count FROM pg_stat_user_tables WHERE relname IN ('data_key', 'store_key')"
    )
    return {name: (dead, count > 0) for name, dead, count in work.connection.execute(text(asked))}


def test_a_reader_in_the_way_is_no_alarm(tmp_path: Path, noon: datetime, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    store = open_store(f"sqlite:///{tmp_path / 'maatje.db'}", KeyRing.generate())
    store.upgrade()
    with _reader(tmp_path / "maatje.db"):
        store.run(lambda work: work.people.create("sam", noon), "sam")
        for _ in range(2):
            assert not store.scrub()
    said = [record.levelname for record in caplog.records if record.name == "storage.cleaning"]
    assert said == ["INFO"]
    store.close()
