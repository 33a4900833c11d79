"""Group commit for SQLite: the turns that wait are written together and share one flush to the disk.

A turn that fails is undone alone and the others are kept: the whole group is then played once more, each turn in a
savepoint of its own. Turns hardly ever fail, and savepoints for all of them cost two statements each. While one group is
being flushed the next one gathers, so nobody waits longer than without groups.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, Final

from sqlalchemy import Connection

from storage.errors import StoreClosed, WriterStopped
from storage.key_ring import KeyRing
from storage.work import Work
from storage.writers.bell import gathered
from storage.writers.job import Job

JOBS_IN_A_COMMIT: Final = 64
Begin = Callable[[], AbstractContextManager[Connection]]
Done = tuple[Job, Any, BaseException | None]
Play = Callable[[Job, Work], Done]

_log: Final = logging.getLogger(__name__)


class GroupWriter:
    """One thread that writes for everybody. `begin` opens a transaction that commits when it is left."""

    def __init__(self, begin: Begin, keys: KeyRing, scrub: Callable[[], object]) -> None:
        self._begin = begin
        self._keys = keys
        self._scrub = scrub
        self._waiting: SimpleQueue[Job | None] = SimpleQueue()
        self._taken: list[Job] = []
        self._lock = Lock()
        self._closed = False
        self._thread: Thread | None = None

    def submit(self, job: Job) -> None:
        """Have the job done, in the order they come."""
        with self._lock:
            if self._closed:
                raise StoreClosed(StoreClosed.__doc__)
            if self._thread is None:
                thread = Thread(target=self._work, name="maatje-writer", daemon=True)
                thread.start()
                self._thread = thread
            self._waiting.put(job)

    def close(self) -> None:
        """Finish what was submitted, then stop."""
        with self._lock:
            self._closed = True
            self._waiting.put(None)
            thread = self._thread
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        try:
            while (jobs := self._take()) is not None:
                if jobs:
                    self._commit_together(jobs)
        finally:
            self._end()

    def _end(self) -> None:
        """Nobody goes on waiting for a thread that is gone, whatever it died of; the next job starts another one."""
        with self._lock:
            self._thread = None
            left = [*self._taken, *self._never_taken()]
        for job in left:
            job.give_up(WriterStopped(WriterStopped.__doc__))

    def _never_taken(self) -> Iterator[Job]:
        with suppress(Empty):
            while True:
                job = self._waiting.get_nowait()
                if job is not None and job.start():
                    yield job

    def _take(self) -> list[Job] | None:
        """The jobs that wait by now, at least one; None when it is over."""
        jobs: list[Job] = []
        self._taken = jobs
        job = self._waiting.get()
        while job is not None:
            if job.start():
                jobs.append(job)
            if len(jobs) >= JOBS_IN_A_COMMIT:
                return jobs
            try:
                job = self._waiting.get_nowait()
            except Empty:
                return jobs
        if not jobs:
            return None
        self._waiting.put(None)
        return jobs

    def _commit_together(self, jobs: list[Job]) -> None:
        try:
            done, scrub = self._played(jobs)
        except BaseException as error:
            # The group itself was lost (a full disk, a broken file): nothing was kept, and everybody must know.
            for job in jobs:
                job.future.set_exception(error)
            return
        if scrub:
            self._clean()
        with gathered():
            for job, result, failure in done:
                job.future.set_exception(failure) if failure else job.future.set_result(result)

    def _clean(self) -> None:
        try:
            self._scrub()
        except Exception as problem:  # the turns are committed: whoever waits is answered, and the next ones go on
            _log.error("the files could not be cleaned kind=%s", type(problem).__name__)

    def _played(self, jobs: list[Job]) -> tuple[list[Done], bool]:
        """What came of each job, committed; and whether the files have to be cleaned afterwards."""
        with suppress(_OneFailed):
            return self._play_all(jobs, _play)
        return self._play_all(jobs, _play_apart)

    def _play_all(self, jobs: list[Job], play: Play) -> tuple[list[Done], bool]:
        done: list[Done] = []
        scrub = False
        with self._begin() as connection:
            for job in jobs:
                work = Work(connection, self._keys)
                done.append(play(job, work))
                scrub = scrub or work.must_scrub
        return done, scrub


class _OneFailed(Exception):
    """Undoes the group, so that it can be played again with care."""


def _play(job: Job, work: Work) -> Done:
    try:
        return job, job.do(work), None
    except BaseException as failure:
        raise _OneFailed from failure


def _play_apart(job: Job, work: Work) -> Done:
    say = work.connection.connection.cursor().execute
    say("SAVEPOINT turn")
    try:
        result = job.do(work)
    except BaseException as failure:
        if not _undone(say):
            raise
        work.must_scrub = False
        return job, None, failure
    say("RELEASE turn")
    return job, result, None


def _undone(say: Callable[[str], object]) -> bool:
    """Undo one turn of a group; False when the database has undone everything by itself, as it does on a full disk."""
    try:
        say("ROLLBACK TO turn")
        say("RELEASE turn")
    except Exception:
        return False
    return True
