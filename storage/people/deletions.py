"""Deletions: the record that something is gone for good, so that a backup that is put back can be cleaned again.

A record is a keyed hash of a random id. It says nothing to whoever reads it, and is found only by who knows the id.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import and_, bindparam, select
from sqlalchemy.dialects import sqlite

from storage.statement import Statement
from storage.tables import alarm, deletion, handoff, person
from storage.transaction import Transaction

PERSON: Final = "deletion"
HANDOFF: Final = "deletion|handoff"
ALARM: Final = "deletion|alarm"
CALL: Final = "deletion|call"
CALL_WITHDRAWN: Final = "call"
TERM: Final = "term"
"""Gone because its time was over. What a backup brings back of it goes by itself, unless the clock was wrong that day."""

_RECORD: Final = Statement(
    lambda insert: _unless_it_was_asked(insert(deletion)),
    *("person_hash", "reason", "at"),
)
# A call can be asked for again in the same alarm, and taken back again: the latest time is the one that counts.
_RECORD_LATEST: Final = Statement(
    lambda insert: _at_its_latest(insert(deletion)),
    *("person_hash", "reason", "at"),
)
_ALL: Final = Statement(select(deletion.c.person_hash, deletion.c.reason, deletion.c.at).order_by(deletion.c.at))
_FORGET: Final = Statement(deletion.delete().where(deletion.c.at < bindparam("before")))
_PEOPLE: Final = Statement(select(person.c.id).order_by(person.c.id))
_ALARMS: Final = Statement(select(alarm.c.id).order_by(alarm.c.id))
_OPEN_HANDOFFS: Final = Statement(select(handoff.c.id).where(handoff.c.status == "open").order_by(handoff.c.id))


@dataclass(frozen=True, slots=True)
class Deletion:
    """One record. `reason` is asked, term or operator for a person; withdrawn, replaced or term for a shared page.

    For an alarm it is withdrawn, and call where only the call in it was taken back.
    """

    hash: bytes
    reason: str
    at: datetime


class Deletions:
    """Everything that is gone for good."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def note_person(self, person_id: str, reason: str, at: datetime) -> None:
        """Keep that a person was deleted."""
        self._in.run(_RECORD, person_hash=self._in.hash(PERSON, person_id), reason=reason, at=at)

    def note_handoff(self, handoff_id: str, reason: str, at: datetime) -> None:
        """Keep that a shared page was taken back."""
        self._in.run(_RECORD, person_hash=self._in.hash(HANDOFF, handoff_id), reason=reason, at=at)

    def note_alarm(self, alarm_id: str, at: datetime) -> None:
        """Keep that an alarm was taken back."""
        self._in.run(_RECORD, person_hash=self._in.hash(ALARM, alarm_id), reason="withdrawn", at=at)

    def note_call(self, alarm_id: str, at: datetime) -> None:
        """Keep until when whatever call was asked for in an alarm is taken back."""
        self._in.run(_RECORD_LATEST, person_hash=self._in.hash(CALL, alarm_id), reason=CALL_WITHDRAWN, at=at)

    def add(self, records: Iterable[Deletion]) -> None:
        """Take over records of another copy of this database; those that are known stay as they are.

        Not that something was past its term: a clock that was wrong may have said so.
        """
        for record in (one for one in records if one.reason != TERM):
            keep = _RECORD_LATEST if record.reason == CALL_WITHDRAWN else _RECORD
            self._in.run(keep, person_hash=record.hash, reason=record.reason, at=record.at)

    def all(self) -> list[Deletion]:
        """Every record, oldest first."""
        return [Deletion(*row) for row in self._in.all(_ALL)]

    def people_back(self) -> list[str]:
        """The ids of people who are here although they were deleted: a backup has brought them back."""
        return list(self._recorded(_PEOPLE, PERSON))

    def handoffs_back(self) -> list[str]:
        """The ids of shared pages that are open although they were taken back."""
        return list(self._recorded(_OPEN_HANDOFFS, HANDOFF))

    def alarms_back(self) -> list[str]:
        """The ids of alarms that are here although they were taken back."""
        return list(self._recorded(_ALARMS, ALARM))

    def calls_withdrawn(self) -> dict[str, datetime]:
        """The ids of alarms out of which a call was taken back, and when that was the last time."""
        return self._recorded(_ALARMS, CALL)

    def forget_before(self, before: datetime) -> int:
        """Drop records that no backup is old enough for any more; how many."""
        return self._in.run(_FORGET, before=before)

    def _recorded(self, here: Statement, kind: str) -> dict[str, datetime]:
        """The ids of what is here although there is a record of this kind about it, and from when that is."""
        at = {record.hash: record.at for record in self.all() if record.reason != TERM}
        hashes = {str(row[0]): self._in.hash(kind, str(row[0])) for row in self._in.all(here)}
        return {one: at[digest] for one, digest in hashes.items() if digest in at}


def _unless_it_was_asked(insert: sqlite.Insert) -> sqlite.Insert:
    """The first record stays; but what somebody asked for counts more than that its time was over."""
    new = insert.excluded
    asked = and_(deletion.c.reason == TERM, new.reason != TERM)
    return insert.on_conflict_do_update(
        index_elements=["person_hash"], set_={"reason": new.reason, "at": new.at}, where=asked
    )


def _at_its_latest(insert: sqlite.Insert) -> sqlite.Insert:
    new = insert.excluded.at
    return insert.on_conflict_do_update(index_elements=["person_hash"], set_={"at": new}, where=deletion.c.at < new)
