"""Alarms: tells the next one on the list until somebody is on it. The rows say what is due; a job is only hands.

Stored first, then sent: the rung and the time of the next one are committed with the notice before anybody is told. A
crash in between leaves a notice that is due, which is sent after all; a crash after sending has it sent twice.

A letter says only that there is something to look at, so one letter covers every notice that its receiver has due when it
is taken in hand: those alarms were there before it went out. What rings later gets a letter of its own, some minutes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.jobs.alarms.climbing import Climbing
from bot.jobs.alarms.due import Due, Finding
from bot.jobs.alarms.resting import Resting
from bot.jobs.alarms.telling import Telling, lane
from bot.jobs.pace import Pace
from bot.notices.postman import Postman
from bot.organisation import Organisation
from bot.outbox import Clock
from bot.running import metrics
from storage import Store
from storage.sharing.alarm_notices import Way


class AlarmWork:
    """Finds alarms that are due, and takes them up one rung.

    `postman` mails, `telegram` tells consultants who linked a chat of theirs; without both the portal alone tells.
    """

    def __init__(
        self,
        store: Store,
        organisation: Organisation,
        postman: Postman | None,
        clock: Clock,
        pace: Pace,
        *,
        telegram: Postman | None = None,
    ) -> None:
        postmen = _postmen(postman, telegram)
        reachable = organisation if postman is not None else organisation.without_mail()
        resting = Resting(pace)
        self._store, self._clock = store, clock
        self._finding = Finding(pace, resting)
        self._climbing = Climbing(reachable, postmen.keys())
        self._telling = Telling(store, reachable, postmen, clock, resting)

    def due(self) -> list[Due]:
        """What has to be done now, one job an alarm."""
        now = self._clock()
        with self._store.read() as work:
            due = self._finding.due(work, now)
            metrics.ALARMS_OPEN.set(work.alarms.count_open())
        return due

    async def run(self, alarm_id: str, level: int) -> int:
        """Go up from this rung when that is due, then tell everybody who still has to be told; how many were."""
        await self._store.run_async(
            lambda work: self._climbing.climb(work, alarm_id, level, self._clock()), lane(alarm_id)
        )
        pending = await self._store.run_async(lambda work: self._telling.pending(work, alarm_id), lane(alarm_id))
        return sum(await asyncio.gather(*map(self._telling.tell, pending)))


def _postmen(mail: Postman | None, telegram: Postman | None) -> Mapping[Way, Postman]:
    """Who brings what: only the ways that there are."""
    found: dict[Way, Postman | None] = {"mail": mail, "telegram": telegram}
    return {way: postman for way, postman in found.items() if postman is not None}
