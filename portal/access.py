"""The one door to a case: who may read it, and the note in the access log that comes with every look."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from care.handoff import Handoff, HandoffError
from storage import Work
from storage.errors import CANNOT_BE_OPENED
from storage.sharing.handoffs import HandoffRow
from storage.staff.consultants import Consultant

CaseEvent = Literal["view", "mark_seen", "download_pdf", "download_json"]
DoorEvent = Literal["sign_in", "sign_out"]
AlarmEvent = Literal["alarm_view", "alarm_taken"]
CANNOT_BE_READ: Final = (HandoffError, *CANNOT_BE_OPENED)
"""What a page gives that is damaged, or of a newer program while this one still runs."""
_OPEN: Final = "open"
_log: Final = logging.getLogger(__name__)


class NoSuchCase(LookupError):
    """There is nothing here for this consultant. Unknown and forbidden look the same."""


class CaseGone(NoSuchCase):
    """There was a page here; it was taken back, or its term is over. What stood on it cannot be read by anybody."""


class Unshown(Exception):
    """There is a page here that cannot be read: it is damaged, or a newer program wrote it."""


class Updated(NoSuchCase):
    """There is a newer page in the place of this one, which cannot be read by anybody any more."""

    def __init__(self, newer_id: str) -> None:
        super().__init__(Updated.__doc__)
        self.newer_id = newer_id


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody who said that they have read it."""

    consultant_id: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """An opened handoff. `updated` says that it took the place of an earlier one, never what changed."""

    id: str
    person_id: str
    kind: str
    updated: bool
    handoff: Handoff
    seen: tuple[Seen, ...]

    def seen_by(self, consultant: Consultant) -> bool:
        """Say whether this consultant has said that they read it."""
        return any(seen.consultant_id == consultant.id for seen in self.seen)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the list. `case` is None when what is stored cannot be read, so that it is not overlooked."""

    id: str
    kind: str
    at: datetime
    seen: bool
    case: Case | None


def open_case(work: Work, consultant: Consultant, handoff_id: str, *, event: CaseEvent, at: datetime) -> Case:
    """Open a case for a consultant and note the look, in one transaction.

    Raises NoSuchCase, for a page that was here once as CaseGone or Updated, and Unshown for one that cannot be read.
    """
    must_read(work, consultant)
    row = work.handoffs.find(handoff_id)
    case = _read(work, row) if row is not None and row.status == _OPEN else None
    if row is None or case is None:
        raise _why_not(work, row)
    note(work, consultant, event, at, person_id=row.person_id)
    return case


def list_cases(work: Work, consultant: Consultant, at: datetime, most_seen: int) -> tuple[list[Waiting], bool]:
    """Give what was shared and not taken back: all that nobody has read, and the latest `most_seen` of the rest.

    Also says whether older ones were left out. Every child in the list is noted as looked at. Raises NoSuchCase.
    """
    must_read(work, consultant)
    rows = work.handoffs.list_open()
    read = [row for row in rows if row.seen_at is not None]
    shown = [row for row in rows if row.seen_at is None] + read[:most_seen]
    for person_id in dict.fromkeys(row.person_id for row in shown):
        note(work, consultant, "list", at, person_id=person_id)
    return [_waiting(work, row) for row in shown], len(read) > most_seen


def mark_seen(work: Work, consultant: Consultant, handoff_id: str, at: datetime) -> None:
    """Keep that a consultant has read it, once for each consultant. Raises NoSuchCase."""
    case = open_case(work, consultant, handoff_id, event="mark_seen", at=at)
    if not case.seen_by(consultant):
        work.handoffs.mark_seen(handoff_id, consultant.id, at)


def note(
    work: Work,
    consultant: Consultant,
    event: CaseEvent | DoorEvent | AlarmEvent | Literal["list"],
    at: datetime,
    *,
    person_id: str | None = None,
) -> None:
    """Write a line of the access log: event, when, which client, which user, responsible user (NEN 7513)."""
    # Until cases are assigned to somebody, whoever looks answers for it.
    work.access_log.add(event, at, person_id=person_id, user_id=consultant.id, responsible_id=consultant.id)


def _why_not(work: Work, row: HandoffRow | None) -> NoSuchCase:
    """Say that something is gone only to whoever was allowed to read it; never what stood there."""
    if row is None:
        return NoSuchCase(NoSuchCase.__doc__)
    newer = work.handoffs.current(row.session_id, row.kind)
    return Updated(newer.id) if newer is not None and newer.id != row.id else CaseGone(CaseGone.__doc__)


def must_read(work: Work, consultant: Consultant) -> None:
    """Ask again, in this very transaction: whoever was disabled a moment ago is out. Raises NoSuchCase."""
    found = work.consultants.get(consultant.id)
    if found is None or not found.enabled:
        raise NoSuchCase(NoSuchCase.__doc__)


def read_handoff(work: Work, handoff_id: str) -> Handoff | None:
    """What the child shared; None when it is gone. Raises Unshown, and logs which page that is."""
    try:
        document = work.handoffs.get(handoff_id)
        return None if document is None else Handoff.from_data(document)
    except CANNOT_BE_READ as problem:
        _log.error("handoff %s cannot be read: %s", handoff_id, problem)
        raise Unshown(Unshown.__doc__) from None


def _waiting(work: Work, row: HandoffRow) -> Waiting:
    """One damaged page must not hide everybody else who waits."""
    try:
        case = _read(work, row)
    except Unshown:
        case = None
    return Waiting(row.id, row.kind, row.at, row.seen_at is not None, case)


def _read(work: Work, row: HandoffRow) -> Case | None:
    """The page as it can be shown; None when it is gone. Raises Unshown."""
    handoff = read_handoff(work, row.id)
    return None if handoff is None else _case(work, row, handoff)


def _case(work: Work, row: HandoffRow, handoff: Handoff) -> Case:
    seen = tuple(_seen(work, row.id))
    readers = tuple({"who": reader.name, "at": reader.at.isoformat()} for reader in seen)
    return Case(row.id, row.person_id, row.kind, row.updates > 0, replace(handoff, seen=readers), seen)


def _seen(work: Work, handoff_id: str) -> list[Seen]:
    events = [event for event in work.handoffs.events(handoff_id) if event.kind == "seen" and event.who]
    names = {consultant.id: consultant.name for consultant in work.consultants.list()} if events else {}
    return [Seen(event.who, names.get(event.who, event.who), event.at) for event in events if event.who]
