"""Durable work on a real database, with a channel that writes to a file."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.jobs import Jobs
from bot.outbox import Outbox
from bot.running.edges import clock
from bot.settings import Settings
from storage import Store
from tests.bot.jobs.left_behind import PaperChannel
from tests.bot.jobs.worker import QUICK

LONG = 20.0


@pytest.fixture
def channel(tmp_path: Path) -> PaperChannel:
    """The one channel there is."""
    return PaperChannel(tmp_path / "paper")


@pytest.fixture
def running(store: Store, channel: PaperChannel) -> Callable[..., AbstractAsyncContextManager[Jobs]]:
    """Durable work in this process, quick: `async with running(orphan_age=1.0) as jobs`."""

    @asynccontextmanager
    async def run(**pace: Any) -> AsyncIterator[Jobs]:
        outbox = Outbox(store, {channel.name: channel}, clock)
        jobs = Jobs(store, outbox, Settings(executor_id="here"), clock, pace=replace(QUICK, **pace))
        await jobs.start()
        try:
            yield jobs
        finally:
            await jobs.stop()

    return run


@pytest.fixture
def worker(
    database_url: str, master_key: str, channel: PaperChannel
) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Start another process in a role; it is killed at the end at the latest."""
    started: list[subprocess.Popen[str]] = []

    def start(role: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.bot.jobs.worker", role, database_url, master_key, "there"]
        process = subprocess.Popen(
            [*command, str(channel.paper)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        kill(process)


def kill(process: subprocess.Popen[str]) -> None:
    """As a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=10)


async def until(true: Callable[[], bool]) -> None:
    """Wait for something that must become true."""
    async with asyncio.timeout(LONG):
        while not true():
            await asyncio.sleep(0.02)
