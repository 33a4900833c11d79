"""A few threads that are shared out by turns: whoever asks much waits for themselves, and for nobody else's second job."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Job:
    do: Callable[[], Any]
    future: Future[Any]


class FairThreads:
    """Of each key one job at a time; the next one stands behind those of all other keys."""

    def __init__(self, threads: int, name: str) -> None:
        self._pool = ThreadPoolExecutor(threads, name)
        self._lanes: dict[str, deque[_Job]] = {}
        self._lock = Lock()

    def submit(self, do: Callable[[], T], key: str) -> Future[T]:
        """Have it done. Who cancels before it began takes the job out of the row."""
        job = _Job(do, Future())
        with self._lock:
            lane = self._lanes.get(key)
            if lane is not None:
                lane.append(job)
                return job.future
            self._lanes[key] = deque([job])
        self._pool.submit(self._next, key)
        return job.future

    def _next(self, key: str) -> None:
        with self._lock:
            job = self._lanes[key].popleft()
        if job.future.set_running_or_notify_cancel():
            _play(job)
        with self._lock:
            if not self._lanes[key]:
                del self._lanes[key]
                return
        self._pool.submit(self._next, key)


def _play(job: _Job) -> None:
    try:
        found = job.do()
    except BaseException as failure:  # whoever waits for it is told
        job.future.set_exception(failure)
    else:
        job.future.set_result(found)
