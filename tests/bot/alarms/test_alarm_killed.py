"""An alarm comes twice rather than never: the process is killed at every step, and another one goes on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.running.edges import CountingIds, clock
from portal import consultants
from storage import Store, Work
from storage.sharing.alarms import AlarmRow
from tests.bot.alarms.house import PEOPLE
from tests.bot.alarms.worker import PaperPost, jobs
from tests.bot.jobs.conftest import kill, until
from tests.bot.talking import Child, conversation

AMINA, BAS, COR = PEOPLE
Start = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def paper(store: Store, tmp_path: Path) -> PaperPost:
    """Three consultants, and a postman who writes down whom he told."""
    for number, address in enumerate(PEOPLE):
        consultants.add(store, address, address, lambda late=number: clock() + timedelta(seconds=late))
    return PaperPost(tmp_path / "paper")


@pytest.fixture
def dies_at(database_url: str, master_key: str, paper: PaperPost) -> Iterator[Start]:
    """Start a process that stops at a step, and kill it there."""
    started: list[subprocess.Popen[str]] = []

    def start(step: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.bot.alarms.worker", step, database_url, master_key, str(paper.paper)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == f"{step}\n"
        kill(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            kill(process)


def link(store: Store, address: str, chat: str) -> None:
    """Somebody has linked a chat."""
    with store.begin() as work:
        found = work.consultants.by_email(address)
        assert found is not None
        work.consultants.expect_telegram(found.id, b"link")
        assert work.consultants.link_telegram(found.id, b"link", chat)


def alarms(store: Store) -> list[AlarmRow]:
    """What nobody has taken."""
    with store.read() as work:
        return work.alarms.list_open()


def later(**span: float) -> Callable[[], datetime]:
    """A clock that is ahead."""
    return lambda: clock() + timedelta(**span)


async def go_on(store: Store, paper: PaperPost, told: int, now: Callable[[], datetime] = clock) -> None:
    """Another process goes on until so many were told."""
    here = jobs(store, "here", paper, now)
    await here.start()
    try:
        await until(lambda: len(paper.told()) >= told)
        await until(lambda: not _waiting(store))
    finally:
        await here.stop()


def _climbed_to(store: Store, level: int) -> bool:
    """Seen at one moment: looked at one after the other, the notices of a climb in between would be overlooked."""
    with store.read() as work:
        (row,) = work.alarms.list_open()
        return row.level == level and not any(n.status == "due" for n in work.alarm_notices.of(row.id))


def _waiting(store: Store) -> bool:
    with store.read() as work:
        return any(n.status == "due" for row in work.alarms.list_open() for n in work.alarm_notices.of(row.id))


async def test_killed_within_the_turn_neither_turn_nor_alarm_ever_was(store: Store, dies_at: Start) -> None:
    dies_at("in turn")
    await Child(conversation(store, ids=CountingIds(1)), address="lot").until("happiness.more")
    with store.begin() as work:
        assert work.alarms.list_open() == []
        assert _turns(work, "noor") == _turns(work, "lot"), (
            "as many as a child has had who is still asked that question"
        )


def _turns(work: Work, address: str) -> int:
    person = work.people.by_identity("web", address)
    assert person is not None
    return work.sessions.of_person(person)[0].seq


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("raised", [AMINA]),
        ("climbing", [AMINA]),
        ("stored", [AMINA]),
        ("climbed", [AMINA]),
        ("sent", [AMINA, AMINA]),
        ("marked", [AMINA]),
    ],
)
async def test_killed_at_a_step_the_first_is_told_and_then_the_next(
    store: Store, paper: PaperPost, dies_at: Start, step: str, told: list[str]
) -> None:
    dies_at(step)
    assert len(alarms(store)) == 1
    await go_on(store, paper, len(told))
    assert paper.told() == told
    (row,) = alarms(store)
    assert row.level == 1
    await go_on(store, paper, len(told) + 1, later(minutes=6))
    assert paper.told() == [*told, BAS]


async def test_killed_while_waiting_the_next_is_told_when_the_time_has_come(
    store: Store, paper: PaperPost, dies_at: Start
) -> None:
    dies_at("waiting")
    assert paper.told() == [AMINA]
    await go_on(store, paper, 2, later(minutes=6))
    await go_on(store, paper, 3, later(minutes=12))
    assert paper.told() == [AMINA, BAS, COR]
    (row,) = alarms(store)
    with store.begin() as work:
        assert work.alarms.take(row.id, str(work.consultants.by_email(BAS).id), clock())  # type: ignore[union-attr]
    here = jobs(store, "here", paper, later(minutes=60))
    await here.start()
    await until(lambda: here.swept_at is not None)
    await here.stop()
    assert paper.told() == [AMINA, BAS, COR]


@pytest.mark.parametrize(
    ("step", "chats"),
    [
        ("climbing", ["chat 7001"]),
        ("stored", ["chat 7001"]),
        ("chat climbed", ["chat 7001"]),
        ("chat sent", ["chat 7001", "chat 7001"]),
    ],
)
async def test_killed_at_a_step_a_linked_chat_is_told_as_well_and_never_not(
    store: Store, paper: PaperPost, dies_at: Start, step: str, chats: list[str]
) -> None:
    link(store, AMINA, "7001")
    dies_at(step)
    # Whether the letter was out when the process died is chance; it comes once or twice, and so does the message.
    here = jobs(store, "here", paper)
    await here.start()
    try:
        await until(lambda: _climbed_to(store, 2))
    finally:
        await here.stop()
    told = paper.told()
    assert [one for one in told if one.startswith("chat ")] == chats
    assert 1 <= told.count(AMINA) <= 2
    assert set(told) == {AMINA, "chat 7001"}
