"""The watch over alarms: woken by the bell, and every few seconds anyway. It does not depend on the job engine.

An alarm becomes a durable job when the engine runs. While that is still starting, broken or does not get round to it, the
watch does it itself: the rows are claimed, so two of them do no harm.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.alarms.bell import Bell
from bot.jobs.alarms.due import Due
from bot.jobs.alarms.work import AlarmWork
from bot.jobs.job import Job, Runner
from bot.jobs.pace import Pace
from bot.running.logs import get_logger

log = get_logger(__name__)


class Watch:
    """Looks for alarms that are due for as long as `go_on` runs; `runner` gives the job engine, None while there is none."""

    def __init__(self, work: AlarmWork, bell: Bell, pace: Pace, runner: Callable[[], Runner | None]) -> None:
        self._work, self._bell, self._pace, self._runner = work, bell, pace, runner
        self._here: dict[str, asyncio.Task[None]] = {}

    async def go_on(self) -> None:
        """Watch until cancelled; what is being done then is cancelled too, and found again by its row."""
        try:
            with self._bell.listen() as listener:
                while True:
                    await self.look()
                    await listener.wait(self._pace.alarms_every)
        finally:
            for doing in tuple(self._here.values()):
                doing.cancel()

    async def look(self) -> None:
        """Look once. What goes wrong is said, and looked at again the next time."""
        try:
            for due in await asyncio.to_thread(self._work.due):
                await self._hand_on(due)
        except Exception as problem:
            log.error("looking for alarms failed; trying again", kind=type(problem).__name__)

    async def _hand_on(self, due: Due) -> None:
        runner = self._runner()
        if runner is None or due.late:
            self._do_here(due.job)
            return
        try:
            await asyncio.to_thread(runner.enqueue, due.job)
        except Exception as problem:
            log.error("an alarm could not become a job; done without", kind=type(problem).__name__)
            self._do_here(due.job)

    def _do_here(self, job: Job) -> None:
        if job.id in self._here:
            return
        doing = self._here[job.id] = asyncio.create_task(self._do(job), name="alarm")
        doing.add_done_callback(lambda _done: self._here.pop(job.id, None))

    async def _do(self, job: Job) -> None:
        alarm_id, level = str(job.arguments[0]), int(job.arguments[1])
        try:
            async with asyncio.timeout(self._pace.job_limit):
                await self._work.run(alarm_id, level)
        except Exception as problem:
            log.error("job broken", job=job.name, kind=type(problem).__name__)
