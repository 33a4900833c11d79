"""Durable work as the server starts and stops it: every now and then it looks what was left behind or is past its term.

Looking is cheap and may be missed, so it is a plain timer. What is found is done by jobs, which are kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar

from bot.alarms.bell import Bell
from bot.jobs.alarms.work import AlarmWork
from bot.jobs.job import AlreadyRunning, Job, JobName, Runner, Work
from bot.jobs.keeping import BATCHES_A_JOB, IF_DOUBTED, Forgotten, keep, looked_at
from bot.jobs.pace import Pace
from bot.jobs.passing import PassingRunner
from bot.jobs.redelivery import Redelivery
from bot.jobs.watch import Watch
from bot.notices.postman import Postman
from bot.organisation import Organisation
from bot.outbox import Clock, Outbox
from bot.running.logs import get_logger
from bot.settings import Settings
from care.keeping import Terms
from storage import Store
from storage.database import is_memory

RECORDS_KEPT: Final = timedelta(days=7)
NOT_STARTED: Final = "is the database reachable, and may its user make a schema there?"
T = TypeVar("T")

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class AlarmReach:
    """Whom alarms reach: the organisation with its duty list, who tells them (None: the portal alone), and the bell.

    `telegram` tells consultants who linked a chat of theirs, beside the `postman` who mails.
    """

    organisation: Organisation
    postman: Postman | None
    bell: Bell
    telegram: Postman | None = None

    def work(self, store: Store, clock: Clock, pace: Pace) -> AlarmWork:
        """The work on a store."""
        return AlarmWork(store, self.organisation, self.postman, clock, pace, telegram=self.telegram)


class Jobs:
    """Redelivers, keeps terms, and takes over from workers that died. One open at a time in a process."""

    def __init__(
        self,
        store: Store,
        outbox: Outbox,
        settings: Settings,
        clock: Clock,
        *,
        terms: Terms | None = None,
        pace: Pace | None = None,
        alarms: AlarmReach | None = None,
    ) -> None:
        """`alarms` says who is told of alarms and how; without it nobody is, as in tests of other work."""
        self._store, self._clock = store, clock
        self._executor_id = settings.executor_id
        self._terms, self._pace = terms or Terms(), pace or Pace()
        self._redelivery = Redelivery(store, outbox, clock, self._pace)
        self._alarms = alarms.work(store, clock, self._pace) if alarms is not None else None
        self._watch = self._watching(alarms)
        self._tasks: list[asyncio.Task[None]] = []
        self._runner: Runner | None = None
        self._kept_at: str | None = None
        self.swept_at: datetime | None = None

    def _watching(self, alarms: AlarmReach | None) -> Watch | None:
        if alarms is None or self._alarms is None:
            return None
        return Watch(self._alarms, alarms.bell, self._pace, lambda: self._runner)

    async def start(self) -> None:
        """Begin in the background, so that the server listens at once. Call it on the loop the channels live on."""
        self._tasks = [asyncio.create_task(self._go_on(), name="durable work")]
        if self._watch is not None:
            self._tasks.append(asyncio.create_task(self._watch.go_on(), name="alarms"))

    async def stop(self) -> None:
        """Let running jobs end, then let go of the database. Afterwards it can be started again."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        self._tasks = []
        runner, self._runner = self._runner, None
        if runner is not None:
            await asyncio.to_thread(runner.close)

    async def _go_on(self) -> None:
        await asyncio.sleep(self._pace.head_start)
        while self._runner is None:
            await self._launch()
        while True:
            await self._sweep(self._runner)
            await asyncio.sleep(self._pace.sweep_every)

    async def _launch(self) -> None:
        try:
            await _in_thread(self._open, asyncio.get_running_loop())
        except Exception as problem:
            hint = str(problem) if isinstance(problem, AlreadyRunning) else NOT_STARTED
            log.error("durable work did not start; trying again", kind=type(problem).__name__, hint=hint)
            await asyncio.sleep(self._pace.relaunch_after)

    def _open(self, loop: asyncio.AbstractEventLoop) -> None:
        works: dict[JobName, Work] = {"redeliver": self._redelivery.run, "keep": self._keep}
        if self._alarms is not None:
            works["alarm"] = self._alarms.run
        url = self._store.engine.url
        if is_memory(url):
            self._runner = PassingRunner(works, loop, self._pace)
            return
        from bot.jobs.durable import DurableRunner  # only here, in a thread: loading it takes a second

        address = url.render_as_string(hide_password=False)
        self._runner = DurableRunner(address, self._executor_id, works, loop, self._pace)

    async def _sweep(self, runner: Runner) -> None:
        try:
            await _in_thread(self._look, runner)
            self.swept_at = self._clock()
        except Exception as problem:
            log.error("sweep failed; trying again", kind=type(problem).__name__)

    def _look(self, runner: Runner) -> None:
        for job in self._redelivery.jobs():
            runner.enqueue(job)
        resumed = runner.resume_orphans()
        if resumed:
            log.warning("jobs taken over from a worker that is gone", jobs=resumed)
        self._look_at_terms(runner)

    def _look_at_terms(self, runner: Runner) -> None:
        """Once an hour, whoever comes first: an hour that was missed or broke is made up for by the next."""
        now = self._clock()
        hour = now.strftime("%Y-%m-%dT%H")
        if self._kept_at != hour:
            runner.enqueue(Job("keep", f"keep.{hour}", ()))
            runner.forget_finished(now - RECORDS_KEPT)
            self._kept_at = hour

    async def _keep(self) -> int:
        known = await asyncio.to_thread(looked_at, self._store, self._clock())
        if known.is_doubted:
            log.error("the clock runs far ahead; nothing is deleted", last=known.seen_at.isoformat(), hint=IF_DOUBTED)
            return 0
        went = await asyncio.to_thread(keep, self._store, self._terms, self._clock(), most_batches=BATCHES_A_JOB)
        if went != Forgotten():
            log.info("terms kept", **asdict(went))
        return went.people


async def _in_thread(do: Callable[[T], None], argument: T) -> None:
    """Like `asyncio.to_thread`, but who cancels it waits for the thread, which cannot be stopped half-way."""
    doing = asyncio.ensure_future(asyncio.to_thread(do, argument))
    try:
        await asyncio.shield(doing)
    except asyncio.CancelledError:
        await asyncio.wait([doing])
        raise
