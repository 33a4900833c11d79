"""Keeping: which talks and people have been still for longer than we may keep them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Date, Integer, bindparam, exists, select

from storage.statement import Statement
from storage.tables import alarm, handoff, person, session
from storage.transaction import Transaction

_COLUMNS: Final = (session.c.id, session.c.person_id, session.c.life, session.c.updated_at)
_shared: Final = exists().where(handoff.c.session_id == session.c.id, handoff.c.status == "open")
_QUIET: Final = Statement(
    select(*_COLUMNS)
    .where(session.c.updated_at < bindparam("before"), ~_shared)
    .order_by(session.c.updated_at)
    .limit(bindparam("at_most", type_=Integer))
)
_PAST_TERM: Final = Statement(
    select(handoff.c.id)
    .where(handoff.c.retention_until < bindparam("today", type_=Date), handoff.c.status == "open")
    .order_by(handoff.c.retention_until, handoff.c.id)
    .limit(bindparam("at_most", type_=Integer))
)
_EVERY: Final = Statement(select(*_COLUMNS).order_by(session.c.updated_at.desc()))
_EMPTY: Final = Statement(
    select(person.c.id)
    .where(
        person.c.created_at < bindparam("before"),
        ~exists().where(session.c.person_id == person.c.id),
        # Nobody disappears while somebody still has to look after them.
        ~exists().where(alarm.c.person_id == person.c.id, alarm.c.status == "open"),
    )
    .limit(bindparam("at_most", type_=Integer))
)


@dataclass(frozen=True, slots=True)
class QuietSession:
    """A talk that nobody went on with; ids only."""

    id: str
    person_id: str
    life: str
    updated_at: datetime


class Keeping:
    """What the daily retention job asks; it deletes through `sessions`, `handoffs` and `people`."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def quiet_sessions(self, before: datetime, limit: int = 500) -> list[QuietSession]:
        """Talks with nothing handed over that were last touched before a moment, the oldest first."""
        return [QuietSession(*row) for row in self._in.all(_QUIET, before=before, at_most=limit)]

    def talks(self) -> list[QuietSession]:
        """Every talk there is, the latest first; ids only."""
        return [QuietSession(*row) for row in self._in.all(_EVERY)]

    def handoffs_past_term(self, today: date, limit: int = 500) -> list[str]:
        """Open handoffs whose term is over, the oldest first."""
        return [str(row[0]) for row in self._in.all(_PAST_TERM, today=today, at_most=limit)]

    def people_without_sessions(self, before: datetime, limit: int = 500) -> list[str]:
        """People who came before a moment, have no talk left and no alarm that nobody has taken."""
        return [str(row[0]) for row in self._in.all(_EMPTY, before=before, at_most=limit)]
