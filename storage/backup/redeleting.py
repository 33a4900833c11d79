"""Deleting again: whoever a backup brought back although a record says they are gone, and whoever it would let in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from storage.people.deletions import Deletion
from storage.sharing.calls import withdraw_call_again
from storage.staff.access_log import Access
from storage.store import Store
from storage.work import Work

CONSULTANT: Final = "deletion|consultant"
DISABLED: Final = "disabled"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """How much a backup had brought back that is gone again now. `consultants` are disabled again.

    `looks` are the rows of the access log that it did not have and that were kept.
    """

    people: int = 0
    handoffs: int = 0
    alarms: int = 0
    consultants: int = 0
    looks: int = 0


def delete_again(store: Store, at: datetime, records: Iterable[Deletion] = (), looks: Iterable[Access] = ()) -> Cleaned:
    """Delete whoever and whatever is here although a record says it is gone; `records` come from another copy.

    So do `looks`, its access log: that somebody looked stays known, whatever is put back. Nobody stays signed in to the portal, and no link that was not used yet works any more.
    """
    known = list(records)
    with store.begin() as work:
        work.deletions.add(record for record in known if record.reason != DISABLED)
        people = work.deletions.people_back()
        for person_id in people:
            work.people.delete(person_id, at)
        handoffs = work.deletions.handoffs_back()
        for handoff_id in handoffs:
            work.handoffs.withdraw(handoff_id, at)
        alarms = _alarms_again(work)
        work.portal_sessions.revoke_everybody()
        work.links.forget_all()
        consultants = _disable_again(work, known)
        kept = work.access_log.add_missing(looks)
    return Cleaned(len(people), len(handoffs), alarms, consultants, kept)


def _alarms_again(work: Work) -> int:
    """Take back alarms, and calls in alarms; how many."""
    gone = work.deletions.alarms_back()
    for alarm_id in gone:
        work.alarms.remove(alarm_id)
    called = [(work.alarms.find(alarm_id), at) for alarm_id, at in work.deletions.calls_withdrawn().items()]
    return len(gone) + sum(withdraw_call_again(work.alarms, row, at) for row, at in called if row is not None)


def _disable_again(work: Work, records: Iterable[Deletion]) -> int:
    """Shut out whoever is enabled here and was disabled in the other copy; how many."""
    since = {record.hash: record.at for record in records if record.reason == DISABLED}
    enabled = [(one.id, work.hash(CONSULTANT, one.id)) for one in work.consultants.list() if one.enabled]
    back = [(consultant_id, since[digest]) for consultant_id, digest in enabled if digest in since]
    for consultant_id, at in back:
        work.consultants.disable(consultant_id, at)
        work.consultants.unlink_telegram(consultant_id)
    return len(back)


def deletions_of(store: Store) -> Sequence[Deletion]:
    """Every record of a deletion, and of every consultant who is disabled, for a copy that is put back.

    That somebody is disabled is never kept as a record: they may be enabled again.
    """
    with store.read() as work:
        disabled = [
            Deletion(work.hash(CONSULTANT, consultant_id), DISABLED, since)
            for consultant_id, since in work.consultants.shut_out()
        ]
        return [*work.deletions.all(), *disabled]


def looks_of(store: Store) -> Sequence[Access]:
    """The whole access log, for a copy that is put back."""
    with store.read() as work:
        return work.access_log.all()
