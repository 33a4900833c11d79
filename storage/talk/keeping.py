"""Keeping: which talks and people have been still for longer than we may keep them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Date, Integer, and_, bindparam, exists, func, select

from storage.statement import Statement
from storage.tables import alarm, handoff, person, session
from storage.transaction import Transaction

_COLUMNS: Final = (session.c.id, session.c.person_id, session.c.life, session.c.updated_at)
_shared: Final = exists().where(handoff.c.session_id == session.c.id, handoff.c.status == "open")
_quiet: Final = and_(session.c.updated_at < bindparam("before"), ~_shared)
_QUIET: Final = Statement(
    select(session.c.id, session.c.person_id)
    .where(_quiet)
    .order_by(session.c.updated_at)
    .limit(bindparam("at_most", type_=Integer))
)
_STILL_QUIET: Final = Statement(select(session.c.id).where(session.c.id == bindparam("of_session"), _quiet))
_PAST_TERM: Final = Statement(
    select(handoff.c.id)
    .where(handoff.c.retention_until < bindparam("today", type_=Date), handoff.c.status == "open")
    .order_by(handoff.c.retention_until, handoff.c.id)
    .limit(bindparam("at_most", type_=Integer))
)
_EVERY: Final = Statement(select(*_COLUMNS).order_by(session.c.updated_at.desc()))
# An alarm has a term of its own: whoever took it up must be able to look back, also when the talk is gone.
_empty: Final = and_(
    person.c.created_at < bindparam("before"),
    ~exists().where(session.c.person_id == person.c.id),
    ~exists().where(alarm.c.person_id == person.c.id),
)
_EMPTY: Final = Statement(select(person.c.id).where(_empty).limit(bindparam("at_most", type_=Integer)))
_STILL_EMPTY: Final = Statement(select(person.c.id).where(person.c.id == bindparam("of_person"), _empty))
_UNANSWERED: Final = Statement(
    select(func.count())
    .select_from(alarm)
    .where(alarm.c.raised_at < bindparam("before"), alarm.c.acknowledged_at.is_(None))
)
_ALARMS: Final = Statement(
    select(alarm.c.id, alarm.c.raised_at, alarm.c.acknowledged_at, session.c.updated_at)
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


@dataclass(frozen=True, slots=True)
class ListedTalk:
    """A talk as the operator sees it listed: whose, where it stands, and when it was last touched."""

    id: str
    person_id: str
    life: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class KeptAlarm:
    """An alarm as far as its person is shown it: when it was raised, and when somebody took it up.

    `talked_at` is the last sign of life in its talk, None when that is gone.
    """

    id: str
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
    """What the retention job asks; it deletes through `sessions`, `handoffs` and `people`.

    Only dates are compared and only ids are given, by the database itself: what is due goes also when its key is damaged.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def quiet_sessions(self, before: datetime, limit: int = 500) -> list[QuietSession]:
        """Talks with nothing handed over that were last touched before a moment, the oldest first."""
        return [QuietSession(*row) for row in self._in.all(_QUIET, before=before, at_most=limit)]

    def still_quiet(self, session_id: str, before: datetime) -> bool:
        """Ask again about one of them, under the lock of its person; False also when it is gone."""
        return self._in.first(_STILL_QUIET, of_session=session_id, before=before) is not None

    def talks(self) -> list[ListedTalk]:
        """Every talk there is, the latest first; ids only."""
        return [ListedTalk(*row) for row in self._in.all(_EVERY)]

    def handoffs_past_term(self, today: date, limit: int = 500) -> list[str]:
        """Open handoffs whose term is over, the oldest first."""
        return [str(row[0]) for row in self._in.all(_PAST_TERM, today=today, at_most=limit)]

    def people_without_sessions(self, before: datetime, limit: int = 500) -> list[str]:
        """People who came before a moment and have no talk and no alarm left."""
        return [str(row[0]) for row in self._in.all(_EMPTY, before=before, at_most=limit)]

    def still_empty(self, person_id: str, before: datetime) -> bool:
        """Ask again about one of them, under their lock; False also when they are gone."""
        return self._in.first(_STILL_EMPTY, of_person=person_id, before=before) is not None

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
