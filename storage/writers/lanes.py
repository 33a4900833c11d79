"""Lanes for PostgreSQL: several threads, and for each key one lane in which jobs follow each other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any

from storage.errors import StoreClosed
from storage.work import Work
from storage.writers.job import Job


class LaneWriter:
    """A small pool of threads, each with its own transaction. `begin` opens one that commits when it is left."""

    def __init__(self, begin: Callable[[], AbstractContextManager[Work]], threads: int) -> None:
        self._begin = begin
        self._pool = ThreadPoolExecutor(threads, "maatje-writer")
        self._lanes: dict[str, deque[Job]] = {}
        self._lock = Lock()
        self._closed = False

    def submit(self, job: Job) -> None:
        """Have the job done after those of the same key that came before it."""
        with self._lock:
            if self._closed:
                raise StoreClosed(StoreClosed.__doc__)
            lane = self._lanes.get(job.key)
            if lane is not None:
                lane.append(job)
                return
            self._lanes[job.key] = deque([job])
            self._pool.submit(self._drain, job.key)

    def close(self) -> None:
        """Finish what was submitted, then stop."""
        with self._lock:
            self._closed = True
        self._pool.shutdown(wait=True)

    def _drain(self, key: str) -> None:
        while (job := self._head(key)) is not None:
            if job.start():
                self._play(job)

    def _head(self, key: str) -> Job | None:
        """The next job of a lane; an empty lane is given up."""
        with self._lock:
            lane = self._lanes[key]
            if lane:
                return lane.popleft()
            del self._lanes[key]
            return None

    def _play(self, job: Job) -> None:
        result: Any = None
        try:
            with self._begin() as work:
                result = job.do(work)
        except BaseException as failure:
            job.future.set_exception(failure)
        else:
            job.future.set_result(result)
