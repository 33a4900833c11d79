"""The access log: who looked at what of whom. It is only added to, and holds ids, never an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Integer, bindparam, select

from storage.statement import Statement
from storage.tables import access_log
from storage.transaction import Transaction

A_PAGE: Final = 1_000
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_COLUMNS: Final = ["event", "person_id", "user_id", "responsible_id", "at"]
_READ: Final = select(*(access_log.c[name] for name in _COLUMNS)).order_by(access_log.c.at, access_log.c.id)
_ADD: Final = Statement(access_log.insert(), *_COLUMNS)
_ABOUT: Final = Statement(_READ.where(access_log.c.person_id == bindparam("person_id")))
_SINCE: Final = Statement(
    select(access_log.c.id, *(access_log.c[name] for name in _COLUMNS))
    .where(access_log.c.at >= bindparam("since"), access_log.c.id > bindparam("after", type_=Integer))
    .order_by(access_log.c.id)
    .limit(bindparam("at_most", type_=Integer))
)
_FORGET: Final = Statement(access_log.delete().where(access_log.c.at < bindparam("before")))


@dataclass(frozen=True, slots=True)
class Access:
    """One look. `user_id` looked, `responsible_id` answers for it; `person_id` is the child's random id."""

    event: str
    person_id: str | None
    user_id: str
    responsible_id: str
    at: datetime


class AccessLog:
    """Every look at personal content."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def add(self, event: str, at: datetime, *, person_id: str | None, user_id: str, responsible_id: str) -> None:
        """Note a look, in the same transaction as the look itself."""
        values = {"person_id": person_id, "user_id": user_id, "responsible_id": responsible_id}
        self._in.run(_ADD, event=event, at=at, **values)

    def about(self, person_id: str) -> list[Access]:
        """Every look at a person, oldest first; also after they were deleted."""
        return [Access(*row) for row in self._in.all(_ABOUT, person_id=person_id)]

    def since(self, since: datetime, page: int = A_PAGE) -> Iterator[Access]:
        """Every look from a moment on, in the order they were written; read page by page, since there may be many."""
        after = 0
        while rows := self._in.all(_SINCE, since=since, after=after, at_most=page):
            yield from (Access(*row[1:]) for row in rows)
            after = rows[-1][0]

    def all(self) -> list[Access]:
        """Every look there is, in the order they were written."""
        return list(self.since(_BEGINNING))

    def add_missing(self, looks: Iterable[Access]) -> int:
        """Note the looks that another copy of this log has and this one has not; how many."""
        missing = sorted((Counter(looks) - Counter(self.all())).elements(), key=lambda look: look.at)
        for look in missing:
            self.add(
                look.event,
                look.at,
                person_id=look.person_id,
                user_id=look.user_id,
                responsible_id=look.responsible_id,
            )
        return len(missing)

    def forget_before(self, before: datetime) -> int:
        """Drop what is older than its term; how many."""
        return self._in.run(_FORGET, before=before)
