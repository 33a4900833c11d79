"""One open transaction: a connection, the keys, and which person's key goes with which session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from storage.encryption import DataKey, new_key
from storage.errors import UnknownPerson, UnknownSession, Unreadable, WrongMasterKey
from storage.key_ring import KeyRing
from storage.statement import Driver, Row, Statement
from storage.tables import data_key, place, session

Value = str | int | bool | bytes | datetime | date | None

_KEY: Final = Statement(select(data_key.c.wrapped).where(data_key.c.person_id == bindparam("person_id")))
_KEY_LOCKED: Final = Statement(
    select(data_key.c.wrapped).where(data_key.c.person_id == bindparam("person_id")).with_for_update()
)
_PERSON_OF_SESSION: Final = Statement(select(session.c.person_id).where(session.c.id == bindparam("session_id")))
_ADD_KEY: Final = Statement(data_key.insert(), "person_id", "wrapped", "master_id")


class Transaction:
    """What the query objects stand on. Everything in it happens together or not at all."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self.connection: Final = connection
        self.keys: Final = keys
        self.must_scrub = False
        self._persons: dict[str, str] = {}
        self._data_keys: dict[str, DataKey] = {}
        self._wrapped: dict[str, bytes] = {}
        self._driver = Driver(connection)
        self._locked: set[str] = set()

    def all(self, statement: Statement, **values: Value) -> list[Row]:
        """Every row the statement finds."""
        return statement.all(self._driver, values)

    def first(self, statement: Statement, **values: Value) -> Row | None:
        """The first row the statement finds, or None."""
        return statement.first(self._driver, values)

    def run(self, statement: Statement, **values: Value) -> int:
        """Do what the statement says; how many rows it touched."""
        return statement.run(self._driver, values)

    def run_each(self, statement: Statement, rows: Sequence[dict[str, Any]]) -> None:
        """Do what the statement says, once for each row of values."""
        statement.run_each(self._driver, rows)

    def hash(self, purpose: str, text: str) -> bytes:
        """What a text can be looked up by."""
        return self.keys.keyed_hash(purpose, text)

    def new_person_key(self, person_id: str) -> None:
        """Give a new person a key of their own."""
        wrapped = self.keys.wrap(key_place(person_id), new_key())
        self.run(_ADD_KEY, person_id=person_id, wrapped=wrapped, master_id=self.keys.master_id)

    def key_of(self, person_id: str) -> DataKey:
        """The key of a person. Raises UnknownPerson."""
        return self._data_keys.get(person_id) or self._open_key(person_id)

    def opens(self, person_id: str, wrapped: bytes) -> bool:
        """Say whether a key can be opened, without keeping it."""
        try:
            return bool(self.keys.unwrap(key_place(person_id), wrapped))
        except (Unreadable, WrongMasterKey):
            return False

    def lock(self, person_id: str) -> bool:
        """Let no other transaction play a turn of this person before we are done; False when there is no such person.

        SQLite has one writer at a time anyway. On PostgreSQL the row of the person's key is the lock. The key itself is
        opened when it is asked for: whoever deletes must not fail because it is damaged.
        """
        if person_id in self._locked:
            return True
        row = self.first(_KEY_LOCKED, person_id=person_id)
        if row is None:
            return False
        self.locked(person_id, row[0])
        return True

    def locked(self, person_id: str, wrapped: bytes) -> None:
        """Take note of a key that another statement has read and locked already."""
        self._locked.add(person_id)
        self._wrapped[person_id] = wrapped

    def belongs(self, session_id: str, person_id: str) -> None:
        """Remember whose session this is, so that nobody has to ask the database."""
        self._persons[session_id] = person_id

    def person_of(self, session_id: str) -> str:
        """Whose session this is. Raises UnknownSession."""
        person_id = self._persons.get(session_id)
        if person_id is None:
            row = self.first(_PERSON_OF_SESSION, session_id=session_id)
            if row is None:
                raise UnknownSession(f"there is no session {session_id}; it may have been deleted")
            person_id = self._persons[session_id] = str(row[0])
        return person_id

    def key_of_session(self, session_id: str) -> DataKey:
        """The key of the person whose session this is."""
        return self.key_of(self.person_of(session_id))

    def forget(self, person_id: str) -> None:
        """Drop a deleted person's key from memory, and have the files cleaned after the commit."""
        self._data_keys.pop(person_id, None)
        self._wrapped.pop(person_id, None)
        self._locked.discard(person_id)
        self._persons = {talk: owner for talk, owner in self._persons.items() if owner != person_id}
        self.must_scrub = True

    def _open_key(self, person_id: str) -> DataKey:
        wrapped = self._wrapped.get(person_id) or self._wrapped_key(person_id)
        key = self._data_keys[person_id] = self.keys.data_key(key_place(person_id), wrapped)
        return key

    def _wrapped_key(self, person_id: str) -> bytes:
        row = self.first(_KEY, person_id=person_id)
        if row is None:
            raise UnknownPerson(f"there is no person {person_id}; they may have been deleted")
        wrapped: bytes = row[0]
        return wrapped


def key_place(person_id: str) -> str:
    """Where the wrapped key of a person stands."""
    return place("data_key", "wrapped", person_id)
