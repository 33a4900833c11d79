"""One rung up: who is told next, and when the one after that is. The rows say it before anybody is told."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.alarms.on_duty import on_duty
from bot.alarms.refusals import passed_over
from bot.alarms.rungs import rungs, told
from bot.organisation import Organisation
from bot.running import metrics
from bot.running.logs import get_logger
from care.alarms import Step, next_step
from storage import Work
from storage.sharing.alarm_notices import Kind, Notice, Way
from storage.sharing.alarms import AlarmRow

TOLD_AGAIN: Final = "told_again"

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Climbing:
    """Takes alarms up; `ways` are those in which anybody can be told, besides the portal."""

    organisation: Organisation
    ways: Set[Way]

    def climb(self, work: Work, alarm_id: str, level: int, now: datetime) -> None:
        """Go up from this rung when that is due: store who is told next, and when the one after that is."""
        row = work.alarms.find(alarm_id)
        if row is None or not row.open or row.level != level or row.escalates_at is None or row.escalates_at > now:
            return
        notices = work.alarm_notices.of(alarm_id)
        climbed = rungs(notices)
        duty = passed_over(on_duty(work, self.organisation), climbed)
        step = next_step(duty, row.ladder_urgency, told(climbed), now)
        new = [_notice(row, n, way, step, now) for n, way in enumerate(self._ways(work, step), row.level + 1)]
        if not work.alarms.advance(alarm_id, row.level, new[-1].level, step.escalates_at):
            return
        _told_again(work, notices, new)
        for one in new:
            work.alarm_notices.add(one)
        _count(alarm_id, new[0])

    def _ways(self, work: Work, step: Step) -> list[Way]:
        """Every way in which the next one can be told; the portal where there is none."""
        found = work.consultants.get(step.who) if step.who is not None else None
        ways: list[Way] = []
        if "mail" in self.ways and not step.nobody:
            ways.append("mail")
        if "telegram" in self.ways and found is not None and found.telegram is not None:
            ways.append("telegram")
        return ways or ["portal"]


def _told_again(work: Work, notices: Iterable[Notice], new: Iterable[Notice]) -> None:
    """Who is told anew needs no older notice any more."""
    again = {one.to for one in new}
    for older in notices:
        if older.status == "due" and older.to in again:
            work.alarm_notices.drop(older, TOLD_AGAIN)


def _count(alarm_id: str, notice: Notice) -> None:
    """Count the new rung, by its first notice."""
    if notice.level > 1:
        metrics.ESCALATIONS.inc()
    if notice.kind == "nobody":
        log.error("nobody to tell of an alarm; see duty in the organisation's file", alarm_id=alarm_id)
    elif notice.way == "portal":
        metrics.NOTICES.labels(way="portal", outcome="sent").inc()


def _notice(row: AlarmRow, level: int, way: Way, step: Step, now: datetime) -> Notice:
    kind: Kind = "nobody" if step.nobody else "fallback" if step.who is None else "consultant"
    goes = way != "portal"
    return Notice(
        alarm_id=row.id,
        level=level,
        kind=kind,
        consultant_id=step.who,
        way=way,
        status="due" if goes else "sent",
        attempts=0,
        error=None,
        at=now,
        tried_at=None,
        sent_at=None if goes else now,
    )
