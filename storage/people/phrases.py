"""Resume by phrase: four plain words that bring a person back. Only a keyed hash is kept, one phrase a person."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select

from storage.statement import Statement
from storage.tables import phrase
from storage.transaction import Transaction

_PUT: Final = Statement(phrase.insert(), "phrase_hash", "person_id", "created_at", "expires_at")
_FIND: Final = Statement(
    select(phrase.c.person_id).where(
        phrase.c.phrase_hash == bindparam("phrase_hash"), phrase.c.expires_at > bindparam("at")
    )
)
_EXPIRES: Final = Statement(select(phrase.c.expires_at).where(phrase.c.person_id == bindparam("person_id")))
_FORGET: Final = Statement(phrase.delete().where(phrase.c.person_id == bindparam("person_id")))
_FORGET_EXPIRED: Final = Statement(phrase.delete().where(phrase.c.expires_at <= bindparam("at")))


class Phrases:
    """The phrases of everybody. Hash with `keys.keyed_hash("phrase", words)`, cleaned up the same way each time."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def put(self, person_id: str, phrase_hash: bytes, at: datetime, expires: datetime) -> None:
        """Give a person a phrase; the one they had no longer works."""
        self.forget(person_id)
        self._in.run(_PUT, phrase_hash=phrase_hash, person_id=person_id, created_at=at, expires_at=expires)

    def find(self, phrase_hash: bytes, at: datetime) -> str | None:
        """Whose phrase this is, or None when nobody's or too old. Count attempts before asking."""
        row = self._in.first(_FIND, phrase_hash=phrase_hash, at=at)
        return None if row is None else str(row[0])

    def forget(self, person_id: str) -> None:
        """Take the phrase of a person away."""
        self._in.run(_FORGET, person_id=person_id)

    def forget_expired(self, at: datetime) -> int:
        """Drop what is too old; how many."""
        return self._in.run(_FORGET_EXPIRED, at=at)

    def expires(self, person_id: str) -> datetime | None:
        """Until when somebody's phrase works; None when they have none."""
        row = self._in.first(_EXPIRES, person_id=person_id)
        return None if row is None else row[0]
