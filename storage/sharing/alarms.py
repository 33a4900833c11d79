"""Alarms: what has to reach a person of the organisation now. The row is the truth; whoever dies, it says what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, and_, bindparam, exists, func, or_, select

from care.alarms import Urgency
from storage.people.deletions import Deletions
from storage.statement import Row, Statement
from storage.tables import alarm, alarm_notice, place, session
from storage.transaction import Transaction, Value

OPEN: Final = "open"
TAKEN: Final = "taken"
WITHDRAWN: Final = "withdrawn"


def _forgetting(those: ColumnElement[bool]) -> tuple[Statement, Statement]:
    """Drop the notices of these alarms, then the alarms."""
    notices = alarm_notice.delete().where(alarm_notice.c.alarm_id.in_(select(alarm.c.id).where(those)))
    return Statement(notices), Statement(alarm.delete().where(those))


_COLUMNS: Final = [
    *("id", "person_id", "session_id", "urgency", "status", "level", "raised_at", "escalates_at"),
    *("acknowledged_at", "acknowledged_by"),
]
_READ: Final = select(*(alarm.c[name] for name in _COLUMNS))
_THIS: Final = and_(alarm.c.id == bindparam("of_id"), alarm.c.status == OPEN)
_ADD: Final = Statement(alarm.insert(), *_COLUMNS, "content")
_OF_SESSION: Final = Statement(
    _READ.where(alarm.c.session_id == bindparam("of_session")).order_by(alarm.c.raised_at, alarm.c.id)
)
_OF_PERSON: Final = Statement(
    _READ.where(alarm.c.person_id == bindparam("of_person")).order_by(alarm.c.raised_at, alarm.c.id)
)
_ONE: Final = Statement(_READ.where(alarm.c.id == bindparam("of_id")))
_CONTENT: Final = Statement(select(alarm.c.content, alarm.c.person_id).where(alarm.c.id == bindparam("of_id")))
_UPDATE: Final = Statement(
    alarm.update()
    .where(_THIS)
    .values(urgency=bindparam("graver"), content=bindparam("sealed"), escalates_at=bindparam("next_at"))
)
_AMEND: Final = Statement(
    alarm.update()
    .where(alarm.c.id == bindparam("of_id"))
    .values(urgency=bindparam("new_urgency"), content=bindparam("sealed"))
)
_ADVANCE: Final = Statement(
    alarm.update()
    .where(_THIS, alarm.c.level == bindparam("from_level"))
    .values(level=bindparam("to_level"), escalates_at=bindparam("next_at"))
)
_HURRY: Final = Statement(
    alarm.update().where(_THIS, alarm.c.level == bindparam("at_level")).values(escalates_at=bindparam("next_at"))
)
_TAKE: Final = Statement(
    alarm.update()
    .where(_THIS)
    .values(status=TAKEN, acknowledged_at=bindparam("now"), acknowledged_by=bindparam("who"), escalates_at=None)
)
_waits: Final = exists().where(alarm_notice.c.alarm_id == alarm.c.id, alarm_notice.c.status == "due")
_DUE: Final = Statement(
    _READ.where(alarm.c.status == OPEN, or_(alarm.c.escalates_at <= bindparam("now"), _waits))
    .order_by(alarm.c.escalates_at, alarm.c.id)
    .limit(bindparam("at_most", type_=Integer))
)
_ALL_OPEN: Final = Statement(_READ.where(alarm.c.status == OPEN).order_by(alarm.c.raised_at, alarm.c.id))
_ALL_TAKEN: Final = Statement(
    _READ.where(alarm.c.status == TAKEN)
    .order_by(alarm.c.acknowledged_at.desc(), alarm.c.id)
    .limit(bindparam("at_most", type_=Integer))
    .offset(bindparam("skipped", type_=Integer))
)
_SEALS: Final = Statement(select(alarm.c.id, alarm.c.content).where(alarm.c.status == OPEN))
_COUNT: Final = Statement(select(func.count()).select_from(alarm).where(alarm.c.status == OPEN))
_taken: Final = and_(alarm.c.status == TAKEN, alarm.c.acknowledged_at < bindparam("before"))
# While its child goes on talking, more may be said in an open alarm, so it counts from the last sign of life in its talk.
_talks: Final = exists().where(session.c.id == alarm.c.session_id, session.c.updated_at >= bindparam("before"))
_untaken: Final = and_(alarm.c.status == OPEN, alarm.c.raised_at < bindparam("before"), ~_talks)
_FORGET_TAKEN: Final = _forgetting(_taken)
_FORGET_UNTAKEN: Final = _forgetting(_untaken)
_DROP: Final = Statement(alarm.delete().where(_THIS))
_REMOVE: Final = Statement(alarm.delete().where(alarm.c.id == bindparam("of_id")))


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """An alarm without its content. `status` is open or taken; `level` counts how often somebody was told.

    `urgency` is now, soon or call, and withdrawn for a taken one of which nothing is left but that it was taken back;
    `escalates_at` is when the next one is told, None once somebody has taken it.
    """

    id: str
    person_id: str
    session_id: str | None
    urgency: str
    status: str
    level: int
    raised_at: datetime
    escalates_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str | None

    @property
    def open(self) -> bool:
        """True while nobody has taken it."""
        return self.status == OPEN

    @property
    def ladder_urgency(self) -> Urgency:
        """Its urgency as the ladder knows it: what is withdrawn presses no more than a call."""
        return "now" if self.urgency == "now" else "soon" if self.urgency == "soon" else "call"


class Alarms:
    """Every alarm that was raised and is still kept."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._deletions = Deletions(transaction)

    def put(
        self, alarm_id: str, person_id: str, session_id: str, urgency: str, content: Mapping[str, Any], at: datetime
    ) -> None:
        """Raise an alarm, due at once. The content is sealed with the person's key."""
        sealed = self._in.key_of(person_id).seal_json(_content_place(alarm_id), content)
        new = AlarmRow(alarm_id, person_id, session_id, urgency, OPEN, 0, at, at, None, None)
        self._in.run(_ADD, **_values(new), content=sealed)

    def update(self, row: AlarmRow, urgency: str, content: Mapping[str, Any], escalates_at: datetime | None) -> bool:
        """Say more in an open alarm; False when somebody has taken it in the meantime, so that nobody would see it."""
        sealed = self._in.key_of(row.person_id).seal_json(_content_place(row.id), content)
        return self._in.run(_UPDATE, of_id=row.id, graver=urgency, sealed=sealed, next_at=escalates_at) == 1

    def amend(self, row: AlarmRow, urgency: str, content: Mapping[str, Any], at: datetime) -> None:
        """The child took back the call in it: say less, also where somebody has taken it. When it is due stays."""
        sealed = self._in.key_of(row.person_id).seal_json(_content_place(row.id), content)
        self._in.run(_AMEND, of_id=row.id, new_urgency=urgency, sealed=sealed)
        self._deletions.note_call(row.id, at)
        self._in.must_scrub = True

    def drop(self, alarm_id: str, at: datetime) -> bool:
        """The child took back what this alarm was about. Who was told of it sees for a while that it is gone.

        False when somebody has taken it: then it stays, and has to say that.
        """
        gone = self._in.run(_DROP, of_id=alarm_id) == 1
        if gone:
            self._deletions.note_alarm(alarm_id, at)
            self._in.must_scrub = True
        return gone

    def remove(self, alarm_id: str) -> None:
        """It is here although it was taken back: a backup has brought it back."""
        self._in.run(_REMOVE, of_id=alarm_id)
        self._in.must_scrub = True

    def of_session(self, session_id: str) -> list[AlarmRow]:
        """The alarms of a talk, oldest first."""
        return [AlarmRow(*row) for row in self._in.all(_OF_SESSION, of_session=session_id)]

    def of_person(self, person_id: str) -> list[AlarmRow]:
        """The alarms about a person, oldest first, also when the talk is gone."""
        return [AlarmRow(*row) for row in self._in.all(_OF_PERSON, of_person=person_id)]

    def find(self, alarm_id: str) -> AlarmRow | None:
        """One alarm, or None."""
        row = self._in.first(_ONE, of_id=alarm_id)
        return None if row is None else AlarmRow(*row)

    def content(self, alarm_id: str) -> dict[str, Any] | None:
        """What is known; None when the alarm is gone. Log the access yourself."""
        row: Row | None = self._in.first(_CONTENT, of_id=alarm_id)
        if row is None:
            return None
        opened: dict[str, Any] = self._in.key_of(row[1]).open_json(_content_place(alarm_id), row[0])
        return opened

    def due(self, now: datetime, limit: int) -> list[AlarmRow]:
        """Open alarms whose time has come, or with somebody who still has to be told."""
        return [AlarmRow(*row) for row in self._in.all(_DUE, now=now, at_most=limit)]

    def advance(self, alarm_id: str, from_level: int, to_level: int, escalates_at: datetime) -> bool:
        """Go up a rung; False when somebody else did, or has taken it."""
        moved: dict[str, Value] = {"from_level": from_level, "to_level": to_level, "next_at": escalates_at}
        return self._in.run(_ADVANCE, of_id=alarm_id, **moved) == 1

    def hurry(self, alarm_id: str, level: int, escalates_at: datetime) -> bool:
        """Have the next one told at another time; False when it is not at that rung any more."""
        return self._in.run(_HURRY, of_id=alarm_id, at_level=level, next_at=escalates_at) == 1

    def take(self, alarm_id: str, consultant_id: str, at: datetime) -> bool:
        """Say by name that somebody is on it; False when somebody was before, or when it is gone."""
        return self._in.run(_TAKE, of_id=alarm_id, who=consultant_id, now=at) == 1

    def list_open(self) -> list[AlarmRow]:
        """What nobody has taken yet, oldest first."""
        return [AlarmRow(*row) for row in self._in.all(_ALL_OPEN)]

    def list_taken(self, limit: int, skip: int = 0) -> list[AlarmRow]:
        """What somebody has taken, the latest first; `skip` leaves so many of them out."""
        return [AlarmRow(*row) for row in self._in.all(_ALL_TAKEN, at_most=limit, skipped=skip)]

    def versions(self) -> dict[str, str]:
        """What tells apart an open alarm from the same one when more was said in it; it says nothing about what."""
        return {str(alarm_id): sha256(sealed).hexdigest()[:12] for alarm_id, sealed in self._in.all(_SEALS)}

    def count_open(self) -> int:
        """How many nobody has taken yet."""
        row = self._in.first(_COUNT)
        return 0 if row is None else int(row[0])

    def forget_taken(self, before: datetime) -> int:
        """Drop those that were taken before a moment, and who was told of them; how many."""
        return self._forget(_FORGET_TAKEN, before)

    def forget_untaken(self, before: datetime) -> int:
        """Drop those that nobody took, and in whose talk nothing was heard since a moment; how many."""
        return self._forget(_FORGET_UNTAKEN, before)

    def _forget(self, those: tuple[Statement, Statement], before: datetime) -> int:
        notices, alarms = those
        self._in.run(notices, before=before)
        gone = self._in.run(alarms, before=before)
        self._in.must_scrub = self._in.must_scrub or gone > 0
        return gone


def _content_place(alarm_id: str) -> str:
    return place("alarm", "content", alarm_id)


def _values(row: AlarmRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _COLUMNS}
