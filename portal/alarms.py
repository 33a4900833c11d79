"""The one door to alarms: the list holds no content; whoever opens one is noted; who takes one does so by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from care.alarms import Known
from care.handoff import CONTACT_KINDS
from portal.access import NoSuchCase, Unshown, must_read, note, read_handoff
from storage import Work
from storage.sharing.alarm_notices import Notice
from storage.sharing.alarms import WITHDRAWN, AlarmRow
from storage.sharing.knowing import known_of
from storage.staff.consultants import Consultant

# A weekend: what was taken on Friday is looked for on Monday.
TAKEN_SHOWN: Final = timedelta(days=3)
GONE_SHOWN: Final = timedelta(days=3)
MOST_TAKEN: Final = 20
MOST_ON_A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who was told, or could not be. `name` is None for the fallback, and for somebody who is gone."""

    notice: Notice
    name: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """An alarm as the list shows it. `taken_by` is a name, or "" when whoever took it is not known any more."""

    row: AlarmRow
    taken_by: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """What nobody has taken, what was taken lately (`earlier`: and more before), since when what was taken back is gone."""

    open: tuple[Line, ...]
    taken: tuple[Line, ...]
    gone: tuple[tuple[str, datetime], ...]
    earlier: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """The lines in which the child said how to reach them, and where they stand; or that some cannot be read here."""

    lines: tuple[str, ...] = ()
    handoff_id: str | None = None
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Alarm:
    """An opened alarm. `known` is None when it cannot be read here; the button must stand there all the same."""

    line: Line
    known: Known | None
    reach: Reach

    @property
    def is_withdrawn(self) -> bool:
        """Say whether nothing is left of it but that something was taken back."""
        return self.line.row.urgency == WITHDRAWN


@dataclass(frozen=True, slots=True)
class AlarmGone:
    """An alarm that is gone: the child took it back or deleted everything, or its time was over. Nothing of it is left."""

    told: tuple[Told, ...]


def board(work: Work, consultant: Consultant, at: datetime) -> Board:
    """Give the alarms, without any content. Raises NoSuchCase for somebody who may not look."""
    must_read(work, consultant)
    taken = work.alarms.list_taken(MOST_TAKEN + 1)
    lately = [row for row in taken[:MOST_TAKEN] if row.acknowledged_at and row.acknowledged_at >= at - TAKEN_SHOWN]
    return Board(
        open=_lines(work, work.alarms.list_open()),
        taken=_lines(work, lately),
        gone=tuple(work.alarm_notices.taken_back(at - GONE_SHOWN)),
        earlier=len(taken) > len(lately),
    )


def taken_alarms(work: Work, consultant: Consultant, skip: int) -> tuple[tuple[Line, ...], bool]:
    """Give a page of all that was taken and is still kept, the latest first; and whether there is more. Raises NoSuchCase."""
    must_read(work, consultant)
    rows = work.alarms.list_taken(MOST_ON_A_PAGE + 1, skip)
    return _lines(work, rows[:MOST_ON_A_PAGE]), len(rows) > MOST_ON_A_PAGE


def alarms_about(work: Work, person_id: str) -> tuple[Line, ...]:
    """Give the alarms about the child of a case, oldest first, without content; open the case first."""
    return _lines(work, work.alarms.of_person(person_id))


def open_alarm(work: Work, consultant: Consultant, alarm_id: str, at: datetime) -> Alarm | AlarmGone:
    """Open an alarm and note the look, in one transaction. Raises NoSuchCase for what never was, or is not for them."""
    must_read(work, consultant)
    row = work.alarms.find(alarm_id)
    if row is None:
        return _gone(work, alarm_id)
    note(work, consultant, "alarm_view", at, person_id=row.person_id)
    reach = _reach(work, row)
    if reach.handoff_id is not None:  # what was shared is read here too, and the child is told who looked
        note(work, consultant, "view", at, person_id=row.person_id)
    return Alarm(_line(work, row, _names(work)), known_of(work.alarms, row), reach)


def take(work: Work, consultant: Consultant, alarm_id: str, at: datetime) -> bool:
    """Say by name that this consultant is on it; False when somebody was quicker, or when it is gone."""
    must_read(work, consultant)
    row = work.alarms.find(alarm_id)
    if row is None or not work.alarms.take(alarm_id, consultant.id, at):
        return False
    for notice in work.alarm_notices.of(alarm_id):
        if notice.status == "due":
            work.alarm_notices.drop(notice, "taken")
    note(work, consultant, "alarm_taken", at, person_id=row.person_id)
    return True


def _gone(work: Work, alarm_id: str) -> AlarmGone:
    names = _names(work)
    told = tuple(_told(notice, names) for notice in work.alarm_notices.of(alarm_id))
    if not told:
        raise NoSuchCase(NoSuchCase.__doc__)
    return AlarmGone(told)


def _lines(work: Work, rows: Iterable[AlarmRow]) -> tuple[Line, ...]:
    names = _names(work)
    return tuple(_line(work, row, names) for row in rows)


def _line(work: Work, row: AlarmRow, names: dict[str, str]) -> Line:
    told = tuple(_told(notice, names) for notice in work.alarm_notices.of(row.id))
    return Line(row, names.get(row.acknowledged_by or "", ""), told)


def _told(notice: Notice, names: dict[str, str]) -> Told:
    return Told(notice, names.get(notice.consultant_id or ""))


def _names(work: Work) -> dict[str, str]:
    return {consultant.id: consultant.name for consultant in work.consultants.list()}


def _reach(work: Work, row: AlarmRow) -> Reach:
    """How to reach the child stands in what it sent, and goes with it when it is taken back."""
    sent = [one for one in work.handoffs.of_person(row.person_id) if one.status == "open"]
    unreadable = False
    for one in sorted(sent, key=lambda one: (one.kind != "call_request", -one.at.timestamp())):
        try:
            handoff = read_handoff(work, one.id)
        except Unshown:
            unreadable = True
            continue
        if handoff is not None:
            lines = tuple(line.text_quote for line in handoff.safety if line.kind in CONTACT_KINDS)
            return Reach(lines, one.id, unreadable)
    return Reach(unreadable=unreadable)
