"""Jobs for a database in memory: nothing there outlives the process, so jobs need not either."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future, wait
from datetime import datetime

from bot.jobs.job import Job, Works
from bot.jobs.pace import Pace
from bot.running.logs import get_logger

log = get_logger(__name__)


class PassingRunner:
    """Carries jobs out at once, on the event loop."""

    def __init__(self, works: Works, loop: asyncio.AbstractEventLoop, pace: Pace) -> None:
        self._works, self._loop, self._pace = works, loop, pace
        self._running: dict[str, Future[None]] = {}

    def enqueue(self, job: Job) -> None:
        """Do a job now; nothing happens while it runs already."""
        if job.id not in self._running:
            running = self._running[job.id] = asyncio.run_coroutine_threadsafe(self._do(job), self._loop)
            running.add_done_callback(lambda _done: self._running.pop(job.id, None))

    def resume_orphans(self) -> int:
        """There are none: the only worker is this one."""
        return 0

    def forget_finished(self, before: datetime) -> int:
        """Nothing is remembered of a job that ended."""
        return 0

    def close(self) -> None:
        """Let running jobs end for a while, then stop them."""
        _ended, unfinished = wait(tuple(self._running.values()), self._pace.stop_limit)
        for running in unfinished:
            running.cancel()

    async def _do(self, job: Job) -> None:
        try:
            async with asyncio.timeout(self._pace.job_limit):
                await self._works[job.name](*job.arguments)
        except Exception as problem:
            log.error("job broken", job=job.name, kind=type(problem).__name__)
