"""Consent: what a person agreed to or not, with the proof: which text, in which language, how and when.

The text itself is kept once, under its hash: a proof that only had the hash could not be read by anybody.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, exists, select

from storage.statement import Statement
from storage.tables import consent, wording
from storage.transaction import Transaction

_COLUMNS: Final = ["scope", "text_hash", "language", "decision", "way", "at"]
_ADD: Final = Statement(consent.insert(), "person_id", *_COLUMNS)
_KEEP_WORDING: Final = Statement(
    lambda insert: insert(wording).on_conflict_do_nothing(index_elements=["text_hash"]),
    *("text_hash", "language", "text", "first_seen_at"),
)
_WORDING: Final = Statement(select(wording.c.text).where(wording.c.text_hash == bindparam("text_hash")))
_FORGET_WORDINGS: Final = Statement(
    wording.delete().where(
        wording.c.first_seen_at < bindparam("before"), ~exists().where(consent.c.text_hash == wording.c.text_hash)
    )
)
_ALL: Final = Statement(
    select(*(consent.c[name] for name in _COLUMNS))
    .where(consent.c.person_id == bindparam("person_id"))
    .order_by(consent.c.at, consent.c.id)
)


@dataclass(frozen=True, slots=True)
class Consent:
    """One decision. `decision` is given, declined or withdrawn; `way` is how it was made, for instance "button"."""

    scope: str
    text_hash: str
    language: str
    decision: str
    way: str
    at: datetime


def text_hash_of(text: str, language: str) -> str:
    """Names a wording: the same text in the same language has the same name, and no other text has it."""
    return hashlib.sha256(f"{language}\n{text}".encode()).hexdigest()


class Consents:
    """The decisions of everybody; none is ever changed, a new one comes on top."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def add(self, person_id: str, scope: str, text: str, language: str, decision: str, way: str, at: datetime) -> None:
        """Keep a decision with the whole text that could be read when it was made, also behind "tell me more"."""
        text_hash = text_hash_of(text, language)
        self._in.run(_KEEP_WORDING, text_hash=text_hash, language=language, text=text, first_seen_at=at)
        given = {"scope": scope, "text_hash": text_hash, "language": language, "decision": decision, "way": way}
        self._in.run(_ADD, person_id=person_id, at=at, **given)

    def wording(self, text_hash: str) -> str | None:
        """The text behind a hash; None for one that was never kept."""
        row = self._in.first(_WORDING, text_hash=text_hash)
        return None if row is None else str(row[0])

    def forget_wordings(self, before: datetime) -> int:
        """Drop old wordings that nobody's decision names any more; how many."""
        return self._in.run(_FORGET_WORDINGS, before=before)

    def history(self, person_id: str) -> list[Consent]:
        """Every decision of a person, oldest first."""
        return [Consent(*row) for row in self._in.all(_ALL, person_id=person_id)]

    def current(self, person_id: str) -> dict[str, Consent]:
        """The latest decision for each scope."""
        return {decided.scope: decided for decided in self.history(person_id)}
