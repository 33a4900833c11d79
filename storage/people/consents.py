"""Consent: what a person agreed to or not, with the proof: which text, in which language, how and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select

from storage.statement import Statement
from storage.tables import consent
from storage.transaction import Transaction

_COLUMNS: Final = ["scope", "text_hash", "language", "decision", "way", "at"]
_ADD: Final = Statement(consent.insert(), "person_id", *_COLUMNS)
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


class Consents:
    """The decisions of everybody; none is ever changed, a new one comes on top."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def add(
        self, person_id: str, scope: str, text_hash: str, language: str, decision: str, way: str, at: datetime
    ) -> None:
        """Keep a decision."""
        self._in.run(
            _ADD,
            person_id=person_id,
            scope=scope,
            text_hash=text_hash,
            language=language,
            decision=decision,
            way=way,
            at=at,
        )

    def history(self, person_id: str) -> list[Consent]:
        """Every decision of a person, oldest first."""
        return [Consent(*row) for row in self._in.all(_ALL, person_id=person_id)]

    def current(self, person_id: str) -> dict[str, Consent]:
        """The latest decision for each scope."""
        return {decided.scope: decided for decided in self.history(person_id)}
