"""What was committed is sent, whoever dies in between; and what jobs write down holds nothing of a child."""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError

from bot.jobs import Jobs
from bot.jobs.durable import DurableRunner
from bot.jobs.job import AlreadyRunning
from bot.jobs.passing import PassingRunner
from bot.outbox import Outbox
from bot.running.edges import clock
from bot.settings import Settings
from bot.turn.messages import Sent
from storage import KeyRing, Store, open_store
from tests.bot.jobs.conftest import kill, until
from tests.bot.jobs.left_behind import PaperChannel, commit_talk
from tests.bot.jobs.worker import QUICK

SECRET = "mijn zusje is zo stil de laatste tijd"
OURS = {"alembic_version"}


async def test_killed_between_commit_and_send_a_message_goes_out_after_the_restart_once(
    store: Store, worker: Any, running: Any, channel: PaperChannel
) -> None:
    process = worker("commit")
    assert process.stdout.readline() == "committed\n"
    kill(process)
    async with running():
        await until(lambda: len(channel.sent()) >= 3)
        await asyncio.sleep(3 * QUICK.sweep_every)
    assert channel.sent() == ["chat-noor een", "chat-noor twee", "chat-noor drie"]
    assert _unsent(store, "session-noor") == []


async def test_killed_while_sending_another_worker_takes_over(
    store: Store, worker: Any, running: Any, channel: PaperChannel
) -> None:
    _commit(store, ["noor"])
    process = worker("hang")
    assert process.stdout.readline() == "sending\n"
    kill(process)
    assert {(row.executor_id, row.status) for row in _jobs(store, "redeliver")} == {("there", "PENDING")}
    async with running(orphan_age=1.0):
        await until(lambda: channel.sent() == ["chat-noor hoi noor"])
        await until(lambda: {row.status for row in _jobs(store, "redeliver")} == {"SUCCESS"})
        await asyncio.sleep(3 * QUICK.sweep_every)
    assert channel.sent() == ["chat-noor hoi noor"]
    assert {row.executor_id for row in _jobs(store, "redeliver")} == {"here"}


async def test_two_workers_share_the_work_and_nothing_goes_out_twice(
    store: Store, worker: Any, running: Any, channel: PaperChannel
) -> None:
    names = ["amir", "bo", "cas", "daan", "eva", "fay"]
    _commit(store, names)
    channel.together_with = "there"  # each holds on to what it took until the other took something too
    worker("share")
    async with running():
        await until(lambda: len(channel.sent()) >= len(names))
        await asyncio.sleep(3 * QUICK.sweep_every)
    assert sorted(channel.sent()) == [f"chat-{name} hoi {name}" for name in names]
    assert channel.workers() == {"here", "there"}


async def test_jobs_write_nothing_down_of_what_was_said(store: Store, running: Any, channel: PaperChannel) -> None:
    def fall_over(sent: Sent) -> None:
        if sent.outbox_id.startswith("session-noor"):
            raise RuntimeError(f"a library complains about {sent.message.text!r}")

    channel.trouble = fall_over
    with store.begin() as work:
        commit_talk(work, "noor", [SECRET], clock())
        commit_talk(work, "sem", [SECRET], clock())
    async with running():
        await until(lambda: channel.sent() == [f"chat-sem {SECRET}"])
        await until(lambda: {row.status for row in _jobs(store, "redeliver")} == {"SUCCESS", "ERROR"})
    written = _everything_of_dbos(store)
    assert "JobBroken" in written and "RuntimeError" in written
    assert SECRET not in written
    assert "chat-" not in written


async def test_starting_holds_nothing_up_and_stopping_can_be_followed_by_a_start(store: Store, running: Any) -> None:
    for _ in range(2):
        began = time.perf_counter()
        async with running() as jobs:
            assert time.perf_counter() - began < 0.1
            await _swept(jobs)
            stopping = time.perf_counter()
        assert time.perf_counter() - stopping < 5
    async with running():
        pass  # stopped before it came up
    assert {row.status for row in _jobs(store, "keep")} <= {"SUCCESS", "ENQUEUED", "PENDING"}


async def test_a_database_in_memory_needs_no_records_of_jobs(keys: KeyRing, channel: PaperChannel) -> None:
    store = open_store("sqlite://", keys)
    store.upgrade()
    _commit(store, ["noor"])
    jobs = Jobs(store, Outbox(store, {channel.name: channel}, clock), Settings(), clock, pace=QUICK)
    await jobs.start()
    await until(lambda: channel.sent() == ["chat-noor hoi noor"])
    assert isinstance(jobs._runner, PassingRunner)
    await jobs.stop()
    assert _unsent(store, "session-noor") == []
    store.close()


async def test_a_start_that_fails_leaves_the_way_free_and_only_one_runs_at_a_time(tmp_path: Path) -> None:
    def opened(folder: str) -> DurableRunner:
        return DurableRunner(f"sqlite:///{tmp_path / folder / 'jobs.db'}", "here", {}, loop, QUICK)

    loop = asyncio.get_running_loop()
    with pytest.raises(OperationalError):
        await asyncio.to_thread(opened, "missing")
    runner = await asyncio.to_thread(opened, ".")
    try:
        with pytest.raises(AlreadyRunning, match="stop the other"):
            await asyncio.to_thread(opened, ".")
    finally:
        await asyncio.to_thread(runner.close)


async def test_the_records_of_jobs_that_ended_are_dropped_and_others_stay(
    store: Store, running: Any, channel: PaperChannel
) -> None:
    _commit(store, ["noor"])
    async with running() as jobs:
        await until(lambda: channel.sent() != [])
        await until(lambda: {row.status for row in _jobs(store, "redeliver")} == {"SUCCESS"})
        runner = jobs._runner
        assert isinstance(runner, DurableRunner)
        assert await asyncio.to_thread(runner.forget_finished, datetime(2020, 1, 1, tzinfo=UTC)) == 0
        await asyncio.to_thread(runner.forget_finished, datetime(2100, 1, 1, tzinfo=UTC))
    assert _jobs(store, "redeliver") == []


async def _swept(jobs: Jobs) -> None:
    await until(lambda: jobs.swept_at is not None)


def _commit(store: Store, names: Iterable[str]) -> None:
    with store.begin() as work:
        for name in names:
            commit_talk(work, name, [f"hoi {name}"], clock())


def _unsent(store: Store, session_id: str) -> list[str]:
    with store.read() as work:
        return [message.id for message in work.outbox.pending(session_id)]


def _schema(store: Store) -> str | None:
    return "dbos" if store.engine.dialect.name == "postgresql" else None


def _jobs(store: Store, name: str) -> list[Any]:
    table = "dbos.workflow_status" if _schema(store) else "workflow_status"
    with store.engine.connect() as connection:
        found = connection.execute(text(f"SELECT * FROM {table} WHERE name = :name"), {"name": name})
        return list(found)


def _everything_of_dbos(store: Store) -> str:
    """Every value in every table of dbos, decoded where it can be."""
    prefix = "dbos." if _schema(store) else ""
    with store.engine.connect() as connection:
        tables = inspect(connection).get_table_names(schema=_schema(store))
        assert "workflow_status" in tables and "operation_outputs" in tables
        foreign = tables if prefix else [name for name in tables if name not in _our_tables()]
        values = [
            str(value)
            for table in foreign
            for row in connection.execute(text(f'SELECT * FROM {prefix}"{table}"'))
            for value in row
        ]
    return "\n".join([*values, *map(_decoded, values)])


def _our_tables() -> set[str]:
    from storage.tables import metadata

    return OURS | set(metadata.tables)


def _decoded(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode(errors="replace")
    except ValueError:
        return ""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine has set for dbos' cloud must not count here."""
    for name in ("DBOS__CLOUD", "DBOS__VMID", "DBOS__APPVERSION", "DBOS_CONDUCTOR_KEY"):
        monkeypatch.delenv(name, raising=False)
