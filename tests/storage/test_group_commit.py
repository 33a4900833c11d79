"""Turns that wait together share a commit, follow each other by key, and fail alone."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event

from storage import KeyRing, Store, Work, open_store
from storage.errors import NestedTransaction, StatementFailed, StoreClosed, WriterStopped
from storage.writers import GroupWriter


def _claim(number: int, at: datetime) -> Callable[[Work], bool]:
    return lambda work: work.inbox.claim("web", str(number), at)


def _hold(store: Store, key: str = "first") -> tuple[threading.Event, Future[None]]:
    """Keep the writer busy with one job until the event is set."""
    started, go = threading.Event(), threading.Event()

    def wait(_: Work) -> None:
        started.set()
        assert go.wait(10)

    held = store.submit(wait, key)
    assert started.wait(10)
    return go, held


def test_a_result_is_there_after_the_commit(store: Store, talk: Any, noon: datetime) -> None:
    assert store.run(lambda work: work.inbox.claim("web", "1", noon), "noor")
    with store.read() as work:
        session = work.sessions.get(talk.session)
    saved = store.run(lambda work: work.sessions.save(session, {}, 1, "talking", "nl", noon), "noor")
    with store.read() as work:
        assert work.sessions.get(talk.session) == saved


def test_a_turn_that_fails_spoils_no_other(store: Store, make_talk: Any, noon: datetime) -> None:
    talks = [make_talk(str(number)) for number in range(6)]

    def turn(number: int) -> Any:
        def do(work: Work) -> int:
            work.turns.add(talks[number].session, 1, "Wrote", f"zin {number}", noon)
            if number == 2:
                raise ZeroDivisionError
            if number == 4:
                work.turns.add(talks[number].session, 1, "Wrote", "nog eens", noon)
            return number

        return do

    go, _ = _hold(store)
    futures = [store.submit(turn(number), talks[number].session) for number in range(6)]
    go.set()
    failures = [type(future.exception()) for future in futures]
    assert failures == [type(None), type(None), ZeroDivisionError, type(None), StatementFailed, type(None)]
    with store.read() as work:
        heard = [len(work.transcript.of(each.session)) for each in talks]
    assert heard == [1, 1, 0, 1, 0, 1]


def test_waiting_turns_share_a_commit(tmp_path: Any, noon: datetime) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'maatje.db'}", KeyRing.generate())
    store.upgrade()
    commits: list[object] = []
    event.listen(store.engine, "commit", commits.append)
    go, held = _hold(store)
    futures = [store.submit(_claim(number, noon), str(number)) for number in range(40)]
    go.set()
    assert all(future.result() for future in futures)
    assert held.done()
    assert len(commits) == 2
    store.close()


def test_the_same_key_is_served_in_order_one_at_a_time(store: Store) -> None:
    busy, order = threading.Lock(), []

    def turn(number: int) -> Any:
        def do(_: Work) -> None:
            assert busy.acquire(blocking=False)
            order.append(number)
            threading.Event().wait(0.001)
            busy.release()

        return do

    futures = [store.submit(turn(number), "noor") for number in range(30)]
    for future in futures:
        future.result()
    assert order == list(range(30))


async def test_an_event_loop_can_wait_for_many_turns(store: Store, noon: datetime) -> None:
    async def one(number: int) -> bool:
        return await store.run_async(lambda work: work.inbox.claim("web", str(number % 10), noon), str(number))

    won = await asyncio.gather(*(one(number) for number in range(40)))
    assert sum(won) == 10


async def test_a_turn_is_kept_when_whoever_asked_goes_away(store: Store, noon: datetime) -> None:
    go, _ = _hold(store)
    asking = asyncio.create_task(store.run_async(lambda work: work.inbox.claim("web", "1", noon), "first"))
    await asyncio.sleep(0.01)
    asking.cancel()
    go.set()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert not await store.run_async(lambda work: work.inbox.claim("web", "1", noon), "first")


def test_closing_finishes_what_was_submitted(database_url: str, keys: KeyRing, noon: datetime) -> None:
    store = open_store(database_url, keys)
    futures = [store.submit(_claim(number, noon), str(number)) for number in range(20)]
    store.close()
    assert all(future.result(0) for future in futures)
    with pytest.raises(StoreClosed):
        store.submit(lambda work: None, "late")


def test_a_transaction_within_a_transaction_is_refused_not_awaited(store: Store) -> None:
    with store.begin():
        with pytest.raises(NestedTransaction), store.begin():
            pass
        with pytest.raises(NestedTransaction):
            store.run(lambda work: None, "noor")
    with pytest.raises(NestedTransaction):
        store.run(lambda work: store.run(lambda inner: None, "sam"), "noor")


def test_reading_cannot_write(store: Store, noon: datetime) -> None:
    with pytest.raises(StatementFailed), store.read() as work:
        work.inbox.claim("web", "1", noon)


def test_reading_waits_for_no_writer(store: Store, talk: Any, noon: datetime) -> None:
    with store.begin() as writing:
        writing.turns.add(talk.session, 1, "Wrote", "zin", noon)
        with store.read() as work:
            assert work.transcript.of(talk.session) == []


def _group_writer(store: Store) -> GroupWriter:
    assert isinstance(store._writer, GroupWriter)
    return store._writer


@pytest.fixture
def embedded(tmp_path: Any) -> Iterator[Store]:
    """A store on SQLite, with its one writer."""
    opened = open_store(f"sqlite:///{tmp_path / 'maatje.db'}", KeyRing.generate())
    opened.upgrade()
    yield opened
    opened.close()


def test_whatever_cleaning_comes_to_the_turn_is_answered_and_the_next_one_too(
    embedded: Store, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_group_writer(embedded), "_scrub", lambda: 1 / 0)
    embedded.submit(lambda work: work.people.create("sam", noon), "sam").result(10)
    assert embedded.submit(lambda work: work.people.delete("sam", noon), "sam").result(10)
    assert embedded.submit(lambda work: work.people.exists("sam"), "sam").result(10) is False


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("place", ["_commit_together", "_take"])
async def test_nobody_waits_for_a_writer_that_died(
    embedded: Store, noon: datetime, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    go, held = _hold(embedded)

    def die(*_: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(_group_writer(embedded), place, die)
    waiting = [embedded.submit(_claim(number, noon), str(number)) for number in range(3)]
    go.set()
    assert held.exception(10) is None
    assert [type(future.exception(10)) for future in waiting] == [WriterStopped] * 3
    with pytest.raises(WriterStopped):
        await asyncio.wait_for(embedded.run_async(_claim(9, noon), "9"), 10)
    assert not await embedded.takes_turns(within=10)
    monkeypatch.undo()
    assert await embedded.takes_turns(within=10), "once the reason is gone it writes again by itself"


async def test_a_store_takes_turns_while_its_writer_does(store: Store) -> None:
    assert await store.takes_turns(within=10)


async def test_a_writer_that_is_held_up_takes_no_turns_and_many_who_ask_are_one_job(
    embedded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, _ = _hold(embedded)
    jobs: list[object] = []
    submit = embedded.submit

    def counted(do: Callable[[Work], None], key: str) -> Future[None]:
        jobs.append(key)
        return submit(do, key)

    monkeypatch.setattr(embedded, "submit", counted)
    assert await asyncio.gather(*(embedded.takes_turns(within=0.1) for _ in range(50))) == [False] * 50
    go.set()
    assert await embedded.takes_turns(within=10)
    assert len(jobs) <= 2


async def test_a_store_that_is_closed_takes_no_turns(database_url: str, keys: KeyRing) -> None:
    store = open_store(database_url, keys)
    store.close()
    assert not await store.takes_turns(within=10)


def test_the_full_check_waits_for_no_writer_and_holds_none_up(store: Store, noon: datetime) -> None:
    with store.begin() as work:
        work.people.create("sam", noon)
        with ThreadPoolExecutor(1) as apart:
            assert apart.submit(store.check).result(10) == []
