"""The store: the one door to the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from threading import Lock, local
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from storage import database
from storage.cleaning import Cleaner
from storage.errors import DiskFull, NestedTransaction, NotUpgraded, StatementFailed, StorageError, StoreUnreachable
from storage.key_ring import KeyRing
from storage.revision import NEWEST, current
from storage.store_keys import attach_store_keys, make_store_keys, rewrap_some_data_keys, rewrap_store_keys
from storage.trouble import Trouble, is_full
from storage.work import Work
from storage.writers import GroupWriter, Job, LaneWriter, Pulse, Writer
from storage.writers.bell import waiting_for

POOL_SIZE: Final = 8
T = TypeVar("T")


def open_store(url: str, keys: KeyRing, *, pool_size: int = POOL_SIZE) -> Store:
    """Open the database at `sqlite:///path`, `sqlite://` (in memory, for this store alone) or `postgresql+psycopg://…`.

    A new database has no tables yet: call `upgrade`. Raises StoreUnreachable, and WrongMasterKey when it was sealed
    with another key.
    """
    store = Store(url, keys, pool_size)
    try:
        store.attach()
    except BaseException:
        store.close()
        raise
    return store


class Store:
    """A database that is open. Safe to use from several threads; get one with `open_store`."""

    def __init__(self, url: str, keys: KeyRing, pool_size: int = POOL_SIZE) -> None:
        self.keys: Final = keys
        self._engine, self._reader = database.open_engines(url, pool_size)
        self._one_engine = self._reader is self._engine
        embedded = self._engine.dialect.name == "sqlite"
        # SQLite has one writer at a time. Waiting for it here is quick; its own waiting polls.
        self._turnstile = Lock() if embedded else nullcontext()
        self._here = local()
        self._trouble = Trouble()
        self._cleaner = Cleaner(self._engine)
        self._writer: Writer = (
            GroupWriter(self._connected, keys, self.scrub) if embedded else LaneWriter(self.begin, pool_size)
        )
        self._pulse = Pulse(lambda: self.submit(_nothing, "pulse"))

    @property
    def engine(self) -> Engine:
        """The engine that writes; for durable jobs, which live in the same database."""
        return self._engine

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """One transaction: left normally it commits, left by an exception it undoes everything."""
        try:
            with self._connected() as connection:
                work = Work(connection, self.keys)
                yield work
        except StorageError as problem:
            self._trouble.note(problem)
            raise
        if work.must_scrub:
            self.scrub()

    @contextmanager
    def read(self) -> Iterator[Work]:
        """A transaction that cannot write. It holds no writer up."""
        with self._connected() if self._one_engine else _transaction(self._attached(self._reader)) as connection:
            yield Work(connection, self.keys)

    def submit(self, do: Callable[[Work], T], key: str) -> Future[T]:
        """Have something done in a transaction of the writer; the result is there after the commit.

        What has the same `key` (a session, a chat) is done in the order it came, one at a time. Turns of different keys
        may share a commit; when `do` raises, only what it did itself is undone.
        """
        self._attached(self._engine)
        job = Job(do, key)
        job.future.add_done_callback(self._trouble.note_future)
        self._writer.submit(job)
        return job.future

    def run(self, do: Callable[[Work], T], key: str) -> T:
        """Like `submit`, and wait for it. Not from inside a transaction or an event loop."""
        self._refuse_nesting()
        return self.submit(do, key).result()

    async def run_async(self, do: Callable[[Work], T], key: str) -> T:
        """Like `submit`, for an event loop. It is carried out even when whoever asked goes away."""
        found: T = await waiting_for(self.submit(do, key))
        return found

    async def takes_turns(self, within: float) -> bool:
        """True when the writer does an empty job in so many seconds, and lately nothing failed for want of room.

        However many ask, it is one job at a time.
        """
        return not self._trouble.is_recent and await self._pulse.felt(within)

    def upgrade(self, revision: str = "head") -> None:
        """Bring the database to the newest revision, and make its keys when it is new."""
        with self._turnstile, _transaction(self._engine) as connection:
            if revision != "head" or current(connection) != NEWEST:
                from storage import schema  # only here: it brings the migration tool with it

                schema.upgrade(connection, revision)
            if current(connection):
                make_store_keys(connection, self.keys)
        self.attach()

    def downgrade(self, revision: str = "base") -> None:
        """Take the database back to an older revision. What only newer tables hold is lost."""
        from storage import schema

        with self._turnstile, _transaction(self._engine) as connection:
            schema.downgrade(connection, revision)

    def check(self) -> list[str]:
        """What is wrong with the database, each with what to do; empty when all is well.

        It reads the whole file, and holds no writer up.
        """
        from storage import schema

        with self._turnstile if self._one_engine else nullcontext(), _transaction(self._reader) as connection:
            found = schema.problems(connection)
            if not found:
                found = database.problems(connection)
            return found

    def attach(self) -> None:
        """Take the keys of the database on the ring; nothing happens when it has no tables yet."""
        with self._turnstile, _transaction(self._engine) as connection:
            if current(connection):
                attach_store_keys(connection, self.keys)

    def rotate_keys(self) -> int:
        """Wrap every key with the newest master key, while work goes on; how many people's keys.

        Content is not touched. Afterwards the previous master keys are no longer needed, and what they open is
        overwritten in the files like something that was deleted. A key that cannot be opened stays as it is.
        """
        with self.begin() as work:
            rewrap_store_keys(work.connection, self.keys)
        total = 0
        while done := self._rewrap_data_keys():  # until there are none: who still serves with the old key may add some
            total += done
        self.scrub()
        return total

    def _rewrap_data_keys(self) -> int:
        total = 0
        last: str | None = ""
        while last is not None:
            with self.begin() as work:
                done, last = rewrap_some_data_keys(work.connection, self.keys, last)
            total += done
        return total

    def scrub(self) -> bool:
        """Overwrite what deletions left in the database's own files.

        False when that did not work: it is tried again after every commit, until it did. Raises nothing.
        """
        self.keys.forget_opened()
        return self._cleaner.clean()

    def close(self) -> None:
        """Finish what was submitted, then let go of the database."""
        self._writer.close()
        self._engine.dispose()
        self._reader.dispose()

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        engine = self._attached(self._engine)
        self._refuse_nesting()
        with self._turnstile:
            self._here.busy = True
            try:
                with _transaction(engine) as connection:
                    yield connection
                self._cleaner.clean_if_due()
            finally:
                self._here.busy = False

    def _attached(self, engine: Engine) -> Engine:
        if not self.keys.attached:
            raise NotUpgraded(NotUpgraded.__doc__)
        return engine

    def _refuse_nesting(self) -> None:
        if getattr(self._here, "busy", False):
            raise NestedTransaction(NestedTransaction.__doc__)


def _nothing(_: Work) -> None:
    """A job that only needs the writer."""


@contextmanager
def _transaction(engine: Engine) -> Iterator[Connection]:
    connection = _reached(engine.connect)
    with connection:
        begun = _reached(connection.begin)
        try:
            with begun:
                yield connection
        except DBAPIError as error:
            _refuse_full(error)
            raise StatementFailed(f"{type(error.orig).__name__}: nothing of this transaction was kept") from error


def _reached(open_it: Callable[[], T]) -> T:
    try:
        return open_it()
    except DBAPIError as error:
        _refuse_full(error)
        raise StoreUnreachable(f"{type(error.orig).__name__}: {StoreUnreachable.__doc__}") from error


def _refuse_full(error: DBAPIError) -> None:
    if error.orig is not None and is_full(error.orig):
        raise DiskFull(DiskFull.__doc__) from error.orig
