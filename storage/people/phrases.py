"""Resume by phrase: four plain words that bring a person back. Only a keyed hash is kept, one phrase a person.

A phrase works as long as there is something to open with it: a talk, shared or not, or an alarm. Otherwise who shared
something could not take it back any more while it still can be read.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import and_, bindparam, exists, or_, select

from storage.statement import Statement
from storage.tables import alarm, phrase, session
from storage.transaction import Transaction

_PUT: Final = Statement(phrase.insert(), "phrase_hash", "person_id", "created_at", "expires_at")
_opens: Final = or_(
    exists().where(session.c.person_id == phrase.c.person_id),
    exists().where(alarm.c.person_id == phrase.c.person_id),
)
_works: Final = or_(phrase.c.expires_at > bindparam("at"), _opens)
_FIND: Final = Statement(select(phrase.c.person_id).where(phrase.c.phrase_hash == bindparam("phrase_hash"), _works))
_MADE_AT: Final = Statement(select(phrase.c.created_at).where(phrase.c.person_id == bindparam("person_id")))
_FORGET: Final = Statement(phrase.delete().where(phrase.c.person_id == bindparam("person_id")))
_FORGET_EXPIRED: Final = Statement(phrase.delete().where(and_(phrase.c.expires_at <= bindparam("at"), ~_opens)))


class Phrases:
    """The phrases of everybody. Hash with `keys.keyed_hash("phrase", words)`, cleaned up the same way each time."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def put(self, person_id: str, phrase_hash: bytes, at: datetime, expires: datetime) -> None:
        """Give a person a phrase that works until then at least; the one they had no longer works."""
        self.forget(person_id)
        self._in.run(_PUT, phrase_hash=phrase_hash, person_id=person_id, created_at=at, expires_at=expires)

    def find(self, phrase_hash: bytes, at: datetime) -> str | None:
        """Whose phrase this is, or None when nobody's, or when it opens nothing any more. Count attempts before asking."""
        row = self._in.first(_FIND, phrase_hash=phrase_hash, at=at)
        return None if row is None else str(row[0])

    def forget(self, person_id: str) -> None:
        """Take the phrase of a person away."""
        self._in.run(_FORGET, person_id=person_id)

    def forget_expired(self, at: datetime) -> int:
        """Drop what is too old and opens nothing; how many."""
        return self._in.run(_FORGET_EXPIRED, at=at)

    def has(self, person_id: str) -> bool:
        """True when somebody has a phrase."""
        return self.made_at(person_id) is not None

    def made_at(self, person_id: str) -> datetime | None:
        """When somebody's phrase was made; None when they have none."""
        row = self._in.first(_MADE_AT, person_id=person_id)
        made: datetime | None = None if row is None else row[0]
        return made
