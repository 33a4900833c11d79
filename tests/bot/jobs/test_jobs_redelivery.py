"""Redelivery: in order, never late, never for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.jobs.job import Job
from bot.jobs.pace import Pace
from bot.jobs.redelivery import GAVE_UP, Redelivery
from bot.outbox import Outbox
from bot.turn.messages import SendError, Sent
from storage import Store
from storage.tables import outbox
from tests.bot.jobs.left_behind import PaperChannel, commit_talk

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
PACE = Pace()


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def later(self, seconds: float) -> None:
        """Some time goes by."""
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def hands() -> Hands:
    """It is noon."""
    return Hands()


@pytest.fixture
def redelivery(store: Store, channel: PaperChannel, hands: Hands) -> Redelivery:
    """With the channel, by that clock."""
    return Redelivery(store, Outbox(store, {channel.name: channel}, hands), hands, PACE)


def _commit(store: Store, name: str, *texts: str, at: datetime = NOON, channel: str = "telegram") -> str:
    with store.begin() as work:
        return commit_talk(work, name, texts, at, channel)


def _waiting(store: Store, session: str) -> list[tuple[str, str, int]]:
    with store.read() as work:
        return [(each.id, each.status, each.attempts) for each in work.outbox.pending(session)]


async def _do(redelivery: Redelivery, job: Job) -> int:
    session, message, attempts = job.arguments
    return await redelivery.run(str(session), str(message), int(attempts))


async def _run(redelivery: Redelivery) -> int:
    return sum([await _do(redelivery, job) for job in redelivery.jobs()])


def test_what_was_committed_a_moment_ago_is_left_to_its_own_turn(
    store: Store, redelivery: Redelivery, hands: Hands
) -> None:
    _commit(store, "noor", "hoi")
    hands.later(PACE.patience - 1)
    assert redelivery.jobs() == []
    hands.later(2)
    assert redelivery.jobs() == [
        Job("redeliver", "redeliver.session-noor.1.0.0.0", ("session-noor", "session-noor.1.0", 0))
    ]


async def test_every_session_gets_its_messages_in_order(
    store: Store, redelivery: Redelivery, channel: PaperChannel, hands: Hands
) -> None:
    _commit(store, "noor", "een", "twee")
    _commit(store, "sem", "drie", "vier")
    hands.later(20)
    assert await _run(redelivery) == 4
    assert [line for line in channel.sent() if "noor" in line] == ["chat-noor een", "chat-noor twee"]
    assert [line for line in channel.sent() if "sem" in line] == ["chat-sem drie", "chat-sem vier"]


async def test_a_job_that_runs_late_drops_itself(
    store: Store, redelivery: Redelivery, channel: PaperChannel, hands: Hands
) -> None:
    session = _commit(store, "noor", "een", "twee")
    hands.later(20)
    (job,) = redelivery.jobs()
    assert await _do(redelivery, job) == 2
    assert await _do(redelivery, job) == 0
    _commit(store, "sem", "drie")
    hands.later(20)
    (other,) = redelivery.jobs()
    with store.begin() as work:
        assert work.outbox.mark_sending("session-sem.1.0", hands(), attempts=0)
    assert await _do(redelivery, other) == 0
    assert channel.sent() == ["chat-noor een", "chat-noor twee"]
    assert _waiting(store, session) == []


async def test_a_failure_stops_the_rest_so_that_the_order_stays(
    store: Store, redelivery: Redelivery, channel: PaperChannel, hands: Hands
) -> None:
    session = _commit(store, "noor", "een", "twee")
    channel.problems = [SendError("timeout", final=False)]
    hands.later(20)
    assert await _run(redelivery) == 0
    assert _waiting(store, session) == [("session-noor.1.0", "waiting", 1), ("session-noor.1.1", "waiting", 0)]
    hands.later(20)
    assert await _run(redelivery) == 0, "the first one rests; the second one must not overtake it"
    hands.later(PACE.orphan_age)
    assert await _run(redelivery) == 2
    assert channel.sent() == ["chat-noor een", "chat-noor twee"]


async def test_what_can_never_arrive_is_given_up_at_once(
    store: Store, redelivery: Redelivery, channel: PaperChannel, hands: Hands
) -> None:
    session = _commit(store, "noor", "een", "twee")
    channel.problems = [SendError("blocked", final=True), SendError("blocked", final=True)]
    hands.later(20)
    assert await _run(redelivery) == 0
    assert _waiting(store, session) == []
    assert channel.sent() == []


async def test_what_fails_and_fails_is_tried_less_often_and_given_up_in_the_end(
    store: Store, redelivery: Redelivery, channel: PaperChannel, hands: Hands
) -> None:
    session = _commit(store, "noor", "een")
    channel.problems = [SendError("timeout", final=False)] * 100
    tries = 0
    while _waiting(store, session):
        hands.later(300)
        tries += len(redelivery.jobs())
        await _run(redelivery)
        assert hands() < NOON + timedelta(days=1)
    assert tries == PACE.most_attempts + 1, "the last one finds that it was enough"
    assert hands() - NOON > timedelta(hours=6)
    with store.read() as work:
        ended = work.connection.execute(select(outbox.c.status, outbox.c.error)).one()
    assert tuple(ended) == ("failed", GAVE_UP)


async def test_a_channel_that_was_switched_off_is_waited_for(
    store: Store, redelivery: Redelivery, hands: Hands
) -> None:
    session = _commit(store, "noor", "een", channel="pigeon")
    hands.later(20)
    assert await _run(redelivery) == 0
    assert _waiting(store, session) == [("session-noor.1.0", "waiting", 1)]


async def test_a_job_that_broke_before_it_began_does_not_stand_in_the_way_for_ever(
    store: Store, redelivery: Redelivery, hands: Hands
) -> None:
    _commit(store, "noor", "een")
    hands.later(20)
    (first,) = redelivery.jobs()
    hands.later(20)
    assert [job.id for job in redelivery.jobs()] == [first.id]
    hands.later(PACE.second_chance)
    assert [job.id for job in redelivery.jobs()] != [first.id]


async def test_a_young_message_of_a_live_turn_is_not_taken_along(
    store: Store, redelivery: Redelivery, channel: PaperChannel, hands: Hands
) -> None:
    session = _commit(store, "noor", "een")
    hands.later(20)
    (job,) = redelivery.jobs()
    with store.begin() as work:
        work.outbox.add(session, 2, [{"kind": "say"}], channel.name, None, hands())
    assert await _do(redelivery, job) == 1
    assert channel.sent() == ["chat-noor een"]
    assert _waiting(store, session) == [("session-noor.2.0", "waiting", 0)]


async def test_a_bug_in_a_channel_leaves_the_message_for_a_later_try(
    store: Store, redelivery: Redelivery, channel: PaperChannel, hands: Hands
) -> None:
    def fall_over(_sent: Sent) -> None:
        raise RuntimeError("a bug")

    session = _commit(store, "noor", "een")
    channel.trouble = fall_over
    hands.later(20)
    with pytest.raises(RuntimeError):
        await _run(redelivery)
    assert _waiting(store, session) == [("session-noor.1.0", "sending", 1)]
    channel.trouble = None
    hands.later(PACE.orphan_age)
    assert await _run(redelivery) == 1
