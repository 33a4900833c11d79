"""Contact conditions are kept to by everything that sends late: not after eight, not at night, and never in doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.jobs.pace import Pace
from bot.jobs.redelivery import Redelivery
from bot.outbox import Outbox
from storage import Store
from storage.talk.answers import AnswerRow
from tests.bot.jobs.left_behind import PaperChannel, commit_talk

HOME = ZoneInfo("Europe/Amsterdam")
PACE = replace(Pace(), patience=1.0, orphan_age=1.0)


def at(hour: int, minute: int = 0, day: int = 12) -> datetime:
    """A moment on the child's own clock, as we keep it."""
    return datetime(2026, 3, day, hour, minute, tzinfo=HOME).astimezone(UTC)


class House:
    """A committed message that a crash left behind, and a clock to turn."""

    def __init__(self, store: Store, channel: PaperChannel) -> None:
        self.store, self.channel, self.now = store, channel, at(10)
        self.redelivery = Redelivery(store, Outbox(store, {channel.name: channel}, self.clock, HOME), self.clock, PACE)

    def clock(self) -> datetime:
        return self.now

    def left(self, contact: Any, said_at: datetime, channel: str = "telegram") -> None:
        """A child with these conditions, and a message that waits since then."""
        with self.store.begin() as work:
            commit_talk(work, "noor", ["Fijn dat je er bent."], said_at, channel)
            if contact is not None:
                row = AnswerRow("meeting.contact", 1, "answered", contact, None, "nl", "", False, True, said_at)
                work.answers.write("session-noor", [row])

    async def sent_at(self, now: datetime) -> bool:
        """Look at what was left behind at a moment; was it sent?"""
        self.now = now
        for job in self.redelivery.jobs():
            await self.redelivery.run(*job.arguments)
        return bool(self.channel.sent())


@pytest.fixture
def house(store: Store, channel: PaperChannel) -> House:
    return House(store, channel)


async def test_a_message_that_is_late_waits_until_the_child_may_be_reached(house: House) -> None:
    house.left({"way": "app", "not_at": "niet na acht"}, at(19, 30))
    assert not await house.sent_at(at(20, 5))
    assert not await house.sent_at(at(7, 30, day=13))
    assert await house.sent_at(at(8, 0, day=13))


async def test_waiting_counts_as_no_try_so_nothing_is_given_up(house: House) -> None:
    house.left({"way": "app", "not_at": "niet na acht"}, at(19, 30))
    for minute in range(6, 50):
        assert not await house.sent_at(at(20, minute))
    with house.store.read() as work:
        (message,) = work.outbox.pending("session-noor")
    assert (message.status, message.attempts) == ("waiting", 0)


async def test_the_answer_to_what_was_just_said_is_no_disturbance(house: House) -> None:
    house.left({"way": "app", "not_at": "niet na acht"}, at(22, 0))
    assert await house.sent_at(at(22, 10))


async def test_without_any_conditions_nothing_comes_at_night(house: House) -> None:
    house.left(None, at(20, 0))
    assert not await house.sent_at(at(21, 0))
    assert not await house.sent_at(at(3, 0, day=13))
    assert await house.sent_at(at(9, 0, day=13))


async def test_what_we_do_not_understand_holds_everything_back_until_the_child_is_there(house: House) -> None:
    house.left({"way": "app", "not_at": "alleen als mijn vader slaapt"}, at(10, 0))
    for hour in (11, 15, 19):
        assert not await house.sent_at(at(hour))
    with house.store.begin() as work:
        row = work.sessions.get("session-noor")
        work.sessions.save(row, {}, 2, "talking", "nl", at(19, 30))  # back in the talk
    assert await house.sent_at(at(19, 31))


async def test_the_web_chat_disturbs_nobody_so_it_is_never_held_back(store: Store, channel: PaperChannel) -> None:
    channel.name = "web"
    house = House(store, channel)
    house.left({"way": "app", "not_at": "alleen woensdag"}, at(10), channel="web")
    assert await house.sent_at(at(23))


async def test_a_no_is_logged_by_its_kind_and_never_with_the_childs_words(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    house.left({"way": "app", "not_at": "alleen als Merkvader slaapt"}, at(10))
    assert not await house.sent_at(at(12))
    assert "reason=unclear" in caplog.text
    assert "Merkvader" not in caplog.text


def test_conditions_may_not_be_lost_with_the_route(house: House, store: Store) -> None:
    from bot.reaching import conditions_of_session

    house.left({"way": "app", "not_at": "niet bellen"}, at(10))
    with store.begin() as work:
        (row,) = work.answers.load("session-noor")
        work.answers.write("session-noor", [replace(row, active=False)])
        assert conditions_of_session(work, "session-noor").never == {"call"}
