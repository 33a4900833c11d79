"""Wishes: a course a child would like. A wish is an enrolment that nobody has confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select

from storage.statement import Statement
from storage.tables import enrolment, place
from storage.transaction import Transaction

WISHED: Final = "wished"
_COLUMNS: Final = ["id", "person_id", "session_id", "course_id", "status", "at", "needs"]
_PUT: Final = Statement(enrolment.insert(), *_COLUMNS)
_DROP: Final = Statement(
    enrolment.delete().where(
        enrolment.c.person_id == bindparam("person_id"),
        enrolment.c.course_id == bindparam("course_id"),
        enrolment.c.status == WISHED,
    )
)
_OF_PERSON: Final = Statement(
    select(*(enrolment.c[name] for name in _COLUMNS))
    .where(enrolment.c.person_id == bindparam("person_id"))
    .order_by(enrolment.c.at, enrolment.c.id)
)


@dataclass(frozen=True, slots=True)
class Wish:
    """A course wished for. `needs` is what would help to come, as it was answered."""

    id: str
    course_id: str
    session_id: str | None
    status: str
    needs: Mapping[str, Any] | None
    at: datetime


class Wishes:
    """What everybody wishes to join."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def put(
        self,
        wish_id: str,
        person_id: str,
        session_id: str,
        course_id: str,
        at: datetime,
        needs: Mapping[str, Any] | None = None,
    ) -> None:
        """Keep a wish; an earlier wish of this person for the same course is replaced."""
        self.drop(person_id, course_id)
        sealed = None
        if needs is not None:
            sealed = self._in.key_of(person_id).seal_json(_needs_place(wish_id), needs)
        self._in.run(
            _PUT,
            id=wish_id,
            person_id=person_id,
            session_id=session_id,
            course_id=course_id,
            status=WISHED,
            at=at,
            needs=sealed,
        )

    def drop(self, person_id: str, course_id: str) -> bool:
        """Take a wish back; False when there was none, or when it has become more than a wish."""
        return self._in.run(_DROP, person_id=person_id, course_id=course_id) > 0

    def of_person(self, person_id: str) -> list[Wish]:
        """What a person wishes to join or has joined, oldest first."""
        key = self._in.key_of(person_id)
        found = []
        for wish_id, _, session_id, course_id, status, at, needs in self._in.all(_OF_PERSON, person_id=person_id):
            opened = None if needs is None else key.open_json(_needs_place(wish_id), needs)
            found.append(Wish(wish_id, course_id, session_id, status, opened, at))
        return found


def _needs_place(wish_id: str) -> str:
    return place("enrolment", "needs", wish_id)
