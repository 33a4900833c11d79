"""The one door to alarms: the list holds no content; whoever opens one is noted; who takes one does so by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from care.alarms import Known
from care.handoff import CONTACT_KINDS, Handoff
from portal.access import NoSuchCase, may_read, note
from storage import Work
from storage.sharing.alarm_notices import Notice
from storage.sharing.alarms import WITHDRAWN, AlarmRow
from storage.staff.consultants import Consultant

TAKEN_SHOWN: Final = timedelta(days=1)
GONE_SHOWN: Final = timedelta(days=3)
MOST_TAKEN: Final = 20


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
    """What nobody has taken, what was taken lately, and since when what was taken back is gone."""

    open: tuple[Line, ...]
    taken: tuple[Line, ...]
    gone: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class Alarm:
    """An opened alarm. `reach` are the lines in which the child said how to reach them, `handoff_id` where they stand."""

    line: Line
    known: Known
    reach: tuple[str, ...]
    handoff_id: str | None

    @property
    def is_withdrawn(self) -> bool:
        """Say whether nothing is left of it but that something was taken back."""
        return self.line.row.urgency == WITHDRAWN


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An alarm that is gone: the child took it back or deleted everything, or its time was over. Nothing of it is left."""

    told: tuple[Told, ...]


def board(work: Work, consultant: Consultant, at: datetime) -> Board:
    """Give the alarms, without any content. Raises NoSuchCase for somebody who may not look."""
    if not may_read(work, consultant):
        raise NoSuchCase(NoSuchCase.__doc__)
    names = _names(work)
    return Board(
        open=tuple(_line(work, row, names) for row in work.alarms.list_open()),
        taken=tuple(_line(work, row, names) for row in work.alarms.list_taken(at - TAKEN_SHOWN, MOST_TAKEN)),
        gone=tuple(work.alarm_notices.taken_back(at - GONE_SHOWN)),
    )


def open_alarm(work: Work, consultant: Consultant, alarm_id: str, at: datetime) -> Alarm | TakenBack:
    """Open an alarm and note the look, in one transaction. Raises NoSuchCase for what never was, or is not for them."""
    if not may_read(work, consultant):
        raise NoSuchCase(NoSuchCase.__doc__)
    row, content = work.alarms.find(alarm_id), work.alarms.content(alarm_id)
    if row is None or content is None:
        return _taken_back(work, alarm_id)
    note(work, consultant, "alarm_view", at, person_id=row.person_id)
    handoff_id, reach = _reach(work, row)
    if handoff_id is not None:  # what was shared is read here too, and the child is told who looked
        note(work, consultant, "view", at, person_id=row.person_id)
    return Alarm(_line(work, row, _names(work)), Known.from_data(content), reach, handoff_id)


def take(work: Work, consultant: Consultant, alarm_id: str, at: datetime) -> bool:
    """Say by name that this consultant is on it; False when somebody was quicker, or when it is gone."""
    if not may_read(work, consultant):
        raise NoSuchCase(NoSuchCase.__doc__)
    row = work.alarms.find(alarm_id)
    if row is None or not work.alarms.take(alarm_id, consultant.id, at):
        return False
    for notice in work.alarm_notices.of(alarm_id):
        if notice.status == "due":
            work.alarm_notices.drop(notice, "taken")
    note(work, consultant, "alarm_taken", at, person_id=row.person_id)
    return True


def _taken_back(work: Work, alarm_id: str) -> TakenBack:
    names = _names(work)
    told = tuple(_told(notice, names) for notice in work.alarm_notices.of(alarm_id))
    if not told:
        raise NoSuchCase(NoSuchCase.__doc__)
    return TakenBack(told)


def _line(work: Work, row: AlarmRow, names: dict[str, str]) -> Line:
    told = tuple(_told(notice, names) for notice in work.alarm_notices.of(row.id))
    return Line(row, names.get(row.acknowledged_by or "", ""), told)


def _told(notice: Notice, names: dict[str, str]) -> Told:
    return Told(notice, names.get(notice.consultant_id or ""))


def _names(work: Work) -> dict[str, str]:
    return {consultant.id: consultant.name for consultant in work.consultants.list()}


def _reach(work: Work, row: AlarmRow) -> tuple[str | None, tuple[str, ...]]:
    """How to reach the child stands in what it sent, and goes with it when it is taken back."""
    sent = [one for one in work.handoffs.of_person(row.person_id) if one.status == "open"]
    for one in sorted(sent, key=lambda one: (one.kind != "call_request", -one.at.timestamp())):
        document = work.handoffs.get(one.id)
        if document is not None:
            lines = Handoff.from_data(document).safety
            return one.id, tuple(line.text_quote for line in lines if line.kind in CONTACT_KINDS)
    return None, ()
