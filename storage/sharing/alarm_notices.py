"""Notices: who was, or still has to be, told of an alarm. They hold no content, and outlive the alarm for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import and_, bindparam, exists, func, or_, select

from storage.sharing.alarms import OPEN
from storage.statement import Statement
from storage.tables import alarm, alarm_notice
from storage.transaction import Transaction, Value

Kind = Literal["consultant", "fallback", "nobody"]
Way = Literal["mail", "telegram", "portal"]
Status = Literal["due", "sent", "failed", "dropped"]
Receiver = tuple[Kind, str | None, Way]
_COLUMNS: Final = [
    *("alarm_id", "level", "kind", "consultant_id", "way", "status", "attempts", "error", "at", "tried_at", "sent_at"),
]
_READ: Final = select(*(alarm_notice.c[name] for name in _COLUMNS))
_ADD: Final = Statement(alarm_notice.insert(), *_COLUMNS)
_OF: Final = Statement(_READ.where(alarm_notice.c.alarm_id == bindparam("of_id")).order_by(alarm_notice.c.level))
_lately: Final = or_(
    and_(alarm_notice.c.status == "sent", alarm_notice.c.sent_at > bindparam("sent_since")),
    and_(
        alarm_notice.c.status == "due",
        alarm_notice.c.error.is_(None),
        alarm_notice.c.tried_at > bindparam("tried_since"),
    ),
)
_REACHED: Final = Statement(
    select(alarm_notice.c.kind, alarm_notice.c.consultant_id, alarm_notice.c.way)
    .where(_lately, alarm_notice.c.way != "portal")
    .distinct()
)
_DUE: Final = Statement(
    _READ.join(alarm, alarm.c.id == alarm_notice.c.alarm_id)
    .where(alarm_notice.c.status == "due", alarm_notice.c.way == bindparam("by"), alarm.c.status == OPEN)
    # Everybody takes them in hand in the same order, so that no two wait for each other.
    .order_by(alarm_notice.c.alarm_id, alarm_notice.c.level)
)
_this: Final = and_(
    alarm_notice.c.alarm_id == bindparam("of_id"),
    alarm_notice.c.level == bindparam("at_level"),
    alarm_notice.c.status == "due",
)
_CLAIM: Final = Statement(
    alarm_notice.update()
    .where(_this, alarm_notice.c.attempts == bindparam("before"))
    .values(attempts=bindparam("after"), tried_at=bindparam("now"))
)
_MARK: Final = Statement(
    alarm_notice.update()
    .where(_this)
    .values(status=bindparam("new_status"), error=bindparam("kind_of_error"), sent_at=bindparam("sent"))
)
_gone: Final = ~exists().where(alarm.c.id == alarm_notice.c.alarm_id)
_TAKEN_BACK: Final = Statement(
    select(alarm_notice.c.alarm_id, func.min(alarm_notice.c.at, type_=alarm_notice.c.at.type).label("first"))
    .where(_gone)
    .group_by(alarm_notice.c.alarm_id)
    .having(func.max(alarm_notice.c.at) >= bindparam("since", type_=alarm_notice.c.at.type))
    .order_by(func.min(alarm_notice.c.at).desc())
)
_FORGET: Final = Statement(alarm_notice.delete().where(_gone, alarm_notice.c.at < bindparam("before")))


@dataclass(frozen=True, slots=True)
class Notice:
    """Somebody to tell. `kind` is consultant, fallback or nobody; `status` is due, sent, failed or dropped.

    `error` is a kind such as "unreachable"; `way` is "portal" where nothing can be sent and the page alone tells it.
    Whoever is told in two ways has two of them, with levels of their own and the same `at`.
    """

    alarm_id: str
    level: int
    kind: Kind
    consultant_id: str | None
    way: Way
    status: Status
    attempts: int
    error: str | None
    at: datetime
    tried_at: datetime | None
    sent_at: datetime | None

    @property
    def to(self) -> Receiver:
        """Who is told, and in which way."""
        return self.kind, self.consultant_id, self.way


class AlarmNotices:
    """Everybody who was told of an alarm."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def add(self, notice: Notice) -> None:
        """Somebody to tell."""
        self._in.run(_ADD, **{name: getattr(notice, name) for name in _COLUMNS})

    def of(self, alarm_id: str) -> list[Notice]:
        """Who was told of an alarm, in order; also after the alarm is gone."""
        return [Notice(*row) for row in self._in.all(_OF, of_id=alarm_id)]

    def due_to(self, receiver: Receiver) -> list[Notice]:
        """What one of them still has to be told in this way, of alarms that nobody has taken."""
        found = (Notice(*row) for row in self._in.all(_DUE, by=receiver[2]))
        return [notice for notice in found if notice.to == receiver]

    def reached(self, sent_since: datetime, tried_since: datetime) -> set[Receiver]:
        """Who was told since a moment, or is perhaps being told just now: tried since another one, with no outcome yet."""
        return {
            (row[0], row[1], row[2]) for row in self._in.all(_REACHED, sent_since=sent_since, tried_since=tried_since)
        }

    def claim(self, notice: Notice, at: datetime) -> bool:
        """Take it in hand; False when somebody else has it, or when it is settled."""
        tries: dict[str, Value] = {"before": notice.attempts, "after": notice.attempts + 1}
        return self._in.run(_CLAIM, of_id=notice.alarm_id, at_level=notice.level, now=at, **tries) == 1

    def sent(self, notice: Notice, at: datetime) -> bool:
        """They were told."""
        return self._mark(notice, "sent", None, at)

    def failed(self, notice: Notice, error: str, *, final: bool) -> bool:
        """They could not be told; unless that is final it is tried again."""
        return self._mark(notice, "failed" if final else "due", error, None)

    def drop(self, notice: Notice, reason: str) -> bool:
        """They need not be told any more."""
        return self._mark(notice, "dropped", reason, None)

    def taken_back(self, since: datetime) -> list[tuple[str, datetime]]:
        """(id, first told) of alarms that are gone although somebody was told of them since a moment, latest first."""
        return [(str(row[0]), row[1]) for row in self._in.all(_TAKEN_BACK, since=since)]

    def forget_taken_back(self, before: datetime) -> int:
        """Drop what is older and belongs to no alarm any more; how many."""
        return self._in.run(_FORGET, before=before)

    def _mark(self, notice: Notice, status: Status, error: str | None, sent: datetime | None) -> bool:
        new: dict[str, Value] = {"new_status": status, "kind_of_error": error, "sent": sent}
        return self._in.run(_MARK, of_id=notice.alarm_id, at_level=notice.level, **new) == 1
