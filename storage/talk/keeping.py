"""Keeping: which talks and people have been still for longer than we may keep them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Date, Integer, bindparam, exists, func, select

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
# An alarm has a term of its own: whoever took it up must be able to look back, also when the talk is gone.
_EMPTY: Final = Statement(
    select(person.c.id)
    .where(
        person.c.created_at < bindparam("before"),
        ~exists().where(session.c.person_id == person.c.id),
        ~exists().where(alarm.c.person_id == person.c.id),
    )
    .limit(bindparam("at_most", type_=Integer))
)
_UNANSWERED: Final = Statement(
    select(func.count())
    .select_from(alarm)
    .where(alarm.c.raised_at < bindparam("before"), alarm.c.acknowledged_at.is_(None))
)
_ALARMS: Final = Statement(
    select(alarm.c.raised_at, alarm.c.acknowledged_at, session.c.updated_at)
    .select_from(alarm.outerjoin(session, session.c.id == alarm.c.session_id))
    .where(alarm.c.person_id == bindparam("person_id"))
    .order_by(alarm.c.raised_at)
)
_TALKLESS: Final = Statement(
    select(person.c.id, person.c.created_at, exists().where(alarm.c.person_id == person.c.id))
    .where(~exists().where(session.c.person_id == person.c.id))
    .order_by(person.c.created_at.desc(), person.c.id)
)


@dataclass(frozen=True, slots=True)
class QuietSession:
    """A talk that nobody went on with; ids only."""

    id: str
    person_id: str
    life: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class KeptAlarm:
    """An alarm as far as its person is shown it: when it was raised, and when somebody took it up.

    `talked_at` is the last sign of life in its talk, None when that is gone.
    """

    raised_at: datetime
    acknowledged_at: datetime | None
    talked_at: datetime | None

    @property
    def last_heard(self) -> datetime:
        """When something was last heard in its talk, as far as that is known."""
        return self.raised_at if self.talked_at is None else max(self.raised_at, self.talked_at)


@dataclass(frozen=True, slots=True)
class Talkless:
    """Somebody whose talk is gone, while something else of theirs is still kept."""

    person_id: str
    created_at: datetime
    has_alarm: bool


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
        """People who came before a moment and have no talk and no alarm left."""
        return [str(row[0]) for row in self._in.all(_EMPTY, before=before, at_most=limit)]

    def talkless(self) -> list[Talkless]:
        """Everybody without a talk, the latest first; ids only."""
        return [Talkless(*row) for row in self._in.all(_TALKLESS)]

    def has_alarm(self, person_id: str) -> bool:
        """True while an alarm about somebody is kept."""
        return self._in.first(_ALARMS, person_id=person_id) is not None

    def alarms_of(self, person_id: str) -> list[KeptAlarm]:
        """When alarms about somebody were raised and taken up, oldest first; no content."""
        return [KeptAlarm(*row) for row in self._in.all(_ALARMS, person_id=person_id)]

    def unanswered_alarms(self, before: datetime) -> int:
        """How many alarms from before a moment nobody has taken up yet: somebody has to look."""
        row = self._in.first(_UNANSWERED, before=before)
        return int(row[0]) if row else 0
