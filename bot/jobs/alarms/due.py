"""Which alarms have something to be done for them now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.jobs.alarms.resting import Resting
from bot.jobs.job import Job
from bot.jobs.pace import Pace
from storage import Work
from storage.sharing.alarm_notices import Notice, Receiver
from storage.sharing.alarms import AlarmRow

LOOKED_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Due:
    """Something to do for an alarm. `late`: it has been due for so long that whoever should do it does not."""

    job: Job
    late: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Finds what is due."""

    pace: Pace
    resting: Resting

    def due(self, work: Work, now: datetime) -> list[Due]:
        """What has to be done now, one job an alarm."""
        rows = work.alarms.due(now, LOOKED_AT_ONCE)
        waiting = {row.id: [n for n in work.alarm_notices.of(row.id) if n.status == "due"] for row in rows}
        reached = self.resting.reached(work, now) if any(waiting.values()) else set()
        found = (self._due(row, waiting[row.id], reached, now) for row in rows)
        return [due for due in found if due is not None]

    def _due(self, row: AlarmRow, waiting: Sequence[Notice], reached: set[Receiver], now: datetime) -> Due | None:
        climbs = row.escalates_at is not None and row.escalates_at <= now
        if not (climbs or any(n.to not in reached and self.resting.is_over(n, now) for n in waiting)):
            return None
        overdue = timedelta(seconds=self.pace.alarm_overdue)
        late = climbs and row.escalates_at is not None and now - row.escalates_at > overdue
        return Due(self._job(row, waiting, now), late)

    def _job(self, row: AlarmRow, waiting: Sequence[Notice], now: datetime) -> Job:
        tries = sum(notice.attempts for notice in waiting)
        # A job that broke before it touched anything must not stand in the way for ever: its id wears off.
        lap = int(now.timestamp() // self.pace.alarm_second_chance)
        return Job("alarm", f"alarm.{row.id}.{row.level}.{tries}.{lap}", (row.id, row.level))
