"""A clock that runs ahead deletes nobody's talk, and what it deleted comes back with a backup."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.jobs import Jobs, looked_at
from bot.outbox import Outbox
from bot.running.edges import clock
from bot.settings import Settings
from storage import Store
from tests.bot.jobs.conftest import until
from tests.bot.jobs.left_behind import commit_talk
from tests.bot.jobs.worker import QUICK

YEAR = timedelta(days=400)


def _ahead() -> datetime:
    return clock() + YEAR


async def _run(store: Store, done: Callable[[], bool]) -> None:
    jobs = Jobs(store, Outbox(store, {}, _ahead), Settings(executor_id="here"), _ahead, pace=QUICK)
    await jobs.start()
    await until(done)
    await asyncio.sleep(5 * QUICK.sweep_every)
    await jobs.stop()


def _is_there(store: Store) -> bool:
    with store.read() as work:
        return work.people.exists("person-noor")


def _is_doubted(store: Store) -> bool:
    with store.read() as work:
        known = work.clock.last()
    return known is not None and known.is_doubted


@pytest.fixture
def talked(store: Store) -> Store:
    """Somebody talked a moment ago."""
    with store.begin() as work:
        commit_talk(work, "noor", [], clock())
    return store


@pytest.mark.parametrize("looked_before", [True, False])
async def test_a_clock_that_runs_ahead_deletes_nothing_also_after_somebody_came(
    talked: Store, looked_before: bool
) -> None:
    if looked_before:
        looked_at(talked, clock())
    await _run(talked, lambda: _is_doubted(talked))
    with talked.begin() as work:
        commit_talk(work, "sem", [], _ahead())
    assert looked_at(talked, _ahead() + timedelta(hours=1)).is_doubted
    assert _is_there(talked)


async def test_who_says_that_the_clock_is_right_is_believed(talked: Store) -> None:
    looked_at(talked, _ahead(), is_right=True)
    await _run(talked, lambda: not _is_there(talked))
