"""Jobs on dbos: kept in our own database, so that they outlive this process. Loaded late, because it is slow to load."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Final

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetWorkflowID

from bot.jobs.job import AlreadyRunning, Argument, Job, JobBroken, JobName, Work, Works
from bot.jobs.pace import Pace

QUEUE: Final = "maatje"
ALARMS: Final = "maatje-alarms"  # of their own, so that no slow channel holds an alarm up
APPLICATION_VERSION: Final = "1"  # the same for every release, or a new one would leave the jobs of the old one alone
JOBS_AT_ONCE: Final = 4
CONNECTIONS: Final = 4
TAKEN_OVER_AT_ONCE: Final = 200
DROPPED_AT_ONCE: Final = 500
ENDED: Final = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]

_the_one = Lock()  # dbos has one instance a process


class DurableRunner:
    """Carries jobs out through a queue that all workers on one database share.

    Launching makes dbos' tables when they are not there, and takes up the jobs that this `executor_id` left unfinished.
    Raises AlreadyRunning while another one in this process is open.
    """

    def __init__(self, url: str, executor_id: str, works: Works, loop: asyncio.AbstractEventLoop, pace: Pace) -> None:
        if not _the_one.acquire(blocking=False):
            raise AlreadyRunning(AlreadyRunning.__doc__)
        self._loop, self._pace = loop, pace
        self._running: set[Future[int]] = set()
        try:
            _quiet_logs()
            DBOS(config=_config(url, executor_id))
            self._workflows = {name: self._workflow(name, work) for name, work in works.items()}
            DBOS.launch()
            for queue in (QUEUE, ALARMS):
                DBOS.register_queue(
                    queue,
                    worker_concurrency=JOBS_AT_ONCE,
                    polling_interval_sec=pace.queue_poll,
                    on_conflict="always_update",
                )
        except BaseException:
            self._destroy()
            raise

    def enqueue(self, job: Job) -> None:
        """Have a job done soon, here or by another worker; nothing happens when it is known already."""
        with SetWorkflowID(job.id):
            DBOS.enqueue_workflow(_queue(job.name), self._workflows[job.name], *job.arguments)

    def resume_orphans(self) -> int:
        """Take over jobs that run for longer than a job may: their worker is gone. How many."""
        before = datetime.now(UTC) - timedelta(seconds=self._pace.orphan_age)
        return sum(self._resume_orphans(queue, before) for queue in (ALARMS, QUEUE))

    def forget_finished(self, before: datetime) -> int:
        """Drop the records of jobs that ended before a moment; how many."""
        total = 0
        while ids := self._finished(before):
            DBOS.delete_workflows(ids)
            total += len(ids)
        return total

    def close(self) -> None:
        """Let running jobs end for a while, then stop. What did not end is found again at the next start."""
        until = time.monotonic() + self._pace.stop_limit
        while self._running and time.monotonic() < until:
            time.sleep(0.02)
        for unfinished in tuple(self._running):
            unfinished.cancel()
        self._destroy()

    def _resume_orphans(self, queue: str, before: datetime) -> int:
        orphans = DBOS.list_workflows(
            status="PENDING",
            queue_name=queue,
            dequeued_before=before.isoformat(),
            limit=TAKEN_OVER_AT_ONCE,
            load_input=False,
            load_output=False,
        )
        for orphan in orphans:
            DBOS.resume_workflow(orphan.workflow_id, queue_name=queue)
        return len(orphans)

    def _finished(self, before: datetime) -> list[str]:
        found = DBOS.list_workflows(
            status=ENDED,
            completed_before=before.isoformat(),
            limit=DROPPED_AT_ONCE,
            load_input=False,
            load_output=False,
        )
        return [each.workflow_id for each in found]

    def _workflow(self, name: JobName, work: Work) -> Callable[..., int]:
        def job(*arguments: Argument) -> int:
            return DBOS.run_step({"name": name}, self._on_the_loop, work, arguments)

        job.__qualname__ = f"{name}_job"
        return DBOS.workflow(name=name)(job)

    def _on_the_loop(self, work: Work, arguments: tuple[Argument, ...]) -> int:
        """Wait in this worker thread for what is done on the main event loop: the channels' clients live there."""

        async def limited() -> int:
            async with asyncio.timeout(self._pace.job_limit):
                return await work(*arguments)

        running = asyncio.run_coroutine_threadsafe(limited(), self._loop)
        self._running.add(running)
        try:
            return running.result()
        except Exception as problem:
            # dbos stores and logs what is raised here, and a message of another library may hold content.
            raise JobBroken(type(problem).__name__) from None
        finally:
            self._running.discard(running)

    @staticmethod
    def _destroy() -> None:
        try:
            DBOS.destroy(destroy_registry=True)
        finally:
            _the_one.release()


def _queue(name: JobName) -> str:
    return ALARMS if name == "alarm" else QUEUE


def _quiet_logs() -> None:
    """Our own log handlers get dbos' warnings; its own console handler is not wanted."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.propagate = True


def _config(url: str, executor_id: str) -> DBOSConfig:
    """Nothing here talks to a network: no conductor, no telemetry. Arguments and results are JSON, never pickles."""
    return DBOSConfig(
        name="maatje",
        system_database_url=url,
        executor_id=executor_id,
        application_version=APPLICATION_VERSION,
        serializer=DBOSPortableJSONSerializer(),
        enable_otlp=False,
        log_level="WARNING",
        sys_db_pool_size=CONNECTIONS,
        max_executor_threads=2 * JOBS_AT_ONCE,
        use_listen_notify=False,  # nobody here waits for dbos' own messages
        notification_listener_polling_interval_sec=0.25,  # how long a stop waits for that thread
        scheduler_polling_interval_sec=3_600.0,  # the schedule is ours, see jobs.py
    )
