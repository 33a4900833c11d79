"""The watch needs no job engine: an alarm goes out while that is starting, when it is broken, and when it does nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.alarms.bell import Bell
from bot.jobs.alarms.work import AlarmWork
from bot.jobs.job import Job
from bot.jobs.pace import Pace
from bot.jobs.watch import Watch
from bot.notices import NoticeError
from bot.running.edges import clock
from storage import Store
from tests.bot.alarms.house import PEOPLE, House, Post
from tests.bot.alarms.worker import PaperPost, jobs
from tests.bot.jobs.conftest import until

SLOW = Pace(alarms_every=3_600)


class Engine:
    """A job engine; `enqueue` says what it does with a job."""

    def __init__(self, enqueue: Any) -> None:
        self.enqueue = enqueue


def watch(house: House, bell: Bell, engine: Any, pace: Pace = SLOW) -> Watch:
    """A watch over a house."""
    work = AlarmWork(house.store, house.organisation, house.post, house.clock, pace)
    return Watch(work, bell, pace, lambda: engine)


async def told(house: House, count: int) -> None:
    """Wait until so many were told, by rows and not only by letters."""
    await until(lambda: len([n for n in house.notices() if n.status == "sent"]) >= count)


def post(house: House) -> Post:
    """The postman."""
    assert house.post is not None
    return house.post


async def test_a_bell_wakes_it_at_once_although_it_would_look_only_in_an_hour(house: House) -> None:
    bell = Bell()
    watching = asyncio.create_task(watch(house, bell, None).go_on())
    await until(lambda: bell.listeners == 1)
    await asyncio.sleep(0.2)
    house.raise_one()
    bell.ring()
    await told(house, 1)
    watching.cancel()
    await asyncio.wait([watching])
    assert post(house).told == [PEOPLE[0]]
    assert bell.listeners == 0


async def test_when_the_job_engine_refuses_it_is_done_without(house: House, caplog: pytest.LogCaptureFixture) -> None:
    def refuse(job: Job) -> None:
        raise RuntimeError("no tables")

    house.raise_one()
    await watch(house, Bell(), Engine(refuse)).look()
    await told(house, 1)
    assert "could not become a job" in caplog.text
    assert "no tables" not in caplog.text


async def test_when_the_job_engine_takes_it_and_does_nothing_it_is_done_without_after_a_while(house: House) -> None:
    taken: list[Job] = []
    house.raise_one()
    watching = watch(house, Bell(), Engine(taken.append))
    await watching.look()
    assert len(taken) == 1
    house.clock.pass_by(seconds=Pace().alarm_overdue + 1)
    await watching.look()
    await told(house, 1)
    assert post(house).told == [PEOPLE[0]]


async def test_a_database_that_is_away_is_asked_again(house: House, caplog: pytest.LogCaptureFixture) -> None:
    class Away(AlarmWork):
        def due(self) -> Any:
            raise OSError("secret of the database")

    work = Away(house.store, house.organisation, house.post, house.clock, SLOW)
    await Watch(work, Bell(), SLOW, lambda: None).look()
    assert "looking for alarms failed" in caplog.text
    assert "secret" not in caplog.text


async def test_with_the_job_engine_an_alarm_is_a_durable_job_of_its_own_queue(store: Store, tmp_path: Path) -> None:
    house = House(store)
    paper = PaperPost(tmp_path / "paper")
    here = jobs(store, "here", paper)
    await here.start()
    await until(lambda: here.swept_at is not None)
    house.clock.now = clock()
    house.raise_one()
    await until(lambda: paper.told() == [PEOPLE[0]])
    await here.stop()
    table = "dbos.workflow_status" if store.engine.dialect.name == "postgresql" else "workflow_status"
    with store.engine.connect() as connection:
        found = connection.exec_driver_sql(f"SELECT name, queue_name FROM {table} WHERE name = 'alarm'").fetchall()
    assert {tuple(row) for row in found} == {("alarm", "maatje-alarms")}


async def test_a_way_that_was_switched_off_is_not_taken_in_hand_again_and_the_alarm_climbs_on(house: House) -> None:
    post(house).trouble["everybody"] = NoticeError("unreachable", final=False)
    house.raise_one()
    await house.look()
    tried = house.notices()[0].attempts
    assert tried == 1
    house.post = None
    await house.live_through(minutes=120, every=5)
    assert house.notices()[0].attempts == tried
    assert house.alarm().level > 1
