"""Once somebody is on an alarm, its child reads so in the talk: by name, once, and never where somebody reads along."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.alarms.seen import say_seen
from bot.jobs.pace import Pace
from bot.jobs.redelivery import Redelivery
from bot.outbox import Outbox
from flows.engine.events import Signal
from portal import alarms, consultants
from storage import Store
from storage.tables import session
from storage.talk.answers import AnswerRow
from tests.bot.alarms.house import MORNING, PEOPLE, SENTENCE, TELLING, Clock, at
from tests.bot.jobs.left_behind import PaperChannel
from tests.bot.talking import Child, conversation
from tests.portal.invented import catalogues

SEEN = "Amina heeft je bericht gezien."


class Listening:
    """A safety layer that hears one sentence."""

    def screen(self, text: str, language: str) -> Signal | None:
        """What was noticed."""
        return Signal("abuse_physical", "now") if SENTENCE in text else None


@pytest.fixture
def clock() -> Clock:
    """A Wednesday morning."""
    return Clock(MORNING)


@pytest.fixture
def noor(store: Store, clock: Clock) -> Child:
    """Somebody whose words are passed on when they ring."""
    consultants.add(store, "Amina", PEOPLE[0], clock)
    return Child(conversation(store, screener=Listening(), organisation=TELLING, clock=clock))


def take(store: Store, clock: Clock) -> bool:
    """Amina presses "I'm on it"."""
    with store.begin() as work:
        (amina,) = work.consultants.list()
        row = (work.alarms.list_open() or work.alarms.list_taken(1))[0]
        taken = alarms.take(work, amina, row.id, clock())
        now_taken = work.alarms.find(row.id)
        if taken and now_taken is not None:
            say_seen(work, catalogues(), now_taken, amina.name)
    return taken


def bubbles(child: Child) -> list[str]:
    """What stands in the talk, the oldest first."""
    return [entry.text for entry in child.talk.transcript("web", child.address)]


async def test_the_child_reads_by_name_that_somebody_has_seen_it_and_reads_it_once(
    store: Store, clock: Clock, noor: Child
) -> None:
    await noor.until("happiness.more")
    await noor.say(SENTENCE)
    before = bubbles(noor)
    clock.now += timedelta(minutes=3)
    assert take(store, clock)
    assert bubbles(noor) == [*before, SEEN]
    assert not take(store, clock)
    assert bubbles(noor) == [*before, SEEN]


async def test_it_waits_to_be_sent_like_every_other_message_and_the_talk_goes_on_behind_it(
    store: Store, clock: Clock, noor: Child
) -> None:
    await noor.until("happiness.more")
    reply = await noor.say(SENTENCE)
    assert take(store, clock)
    with store.read() as work:
        pending = work.outbox.pending(reply.session_id or "")
    assert [message.payload["text"] for message in pending][-1] == SEEN
    assert {message.channel for message in pending} == {"web"}
    await noor.command("skip")
    assert bubbles(noor).index(SEEN) < len(bubbles(noor)) - 1


async def test_nothing_appears_by_itself_on_a_screen_that_somebody_may_be_reading(
    store: Store, clock: Clock, noor: Child
) -> None:
    noor.answers = {"welcome.place": "being_watched"}
    await noor.until("happiness.more")
    await noor.say(SENTENCE)
    before = bubbles(noor)
    assert take(store, clock)
    assert bubbles(noor) == before


async def test_who_has_deleted_everything_is_told_nothing(store: Store, clock: Clock, noor: Child) -> None:
    await noor.until("happiness.more")
    await noor.say(SENTENCE)
    with store.begin() as work:
        (amina,), (row,) = work.consultants.list(), work.alarms.list_open()
        work.people.delete(row.person_id, clock())
        assert not alarms.take(work, amina, row.id, clock())
        say_seen(work, catalogues(), row, amina.name)
    assert bubbles(noor) == []


async def test_a_damaged_talk_does_not_keep_anybody_from_taking_its_alarm(
    store: Store, clock: Clock, noor: Child
) -> None:
    await noor.until("happiness.more")
    await noor.say(SENTENCE)
    with store.begin() as work:
        work.connection.execute(session.update().values(state=b"damaged"))
    assert take(store, clock)


HOME = ZoneInfo("Europe/Amsterdam")
PACE = replace(Pace(), patience=1.0, orphan_age=1.0)
LIT_UP = f"noor {SEEN}"


class OnTelegram:
    """A talk on Telegram, where a message lights up the screen, and the sweep that sends what comes by itself."""

    def __init__(self, store: Store, clock: Clock, paper: Path) -> None:
        self.store, self.clock, self.channel = store, clock, PaperChannel(paper)
        outbox = Outbox(store, {self.channel.name: self.channel}, clock, HOME)
        self.sweep = Redelivery(store, outbox, clock, PACE)
        talk = conversation(store, screener=Listening(), organisation=TELLING, clock=clock)
        self.noor = Child(talk, channel="telegram")

    async def cries(self, contact: object = None) -> None:
        """Noor writes what rings now, and has read the answer."""
        await self.noor.until("happiness.more")
        reply = await self.noor.say(SENTENCE)
        assert reply.session_id is not None
        if contact is not None:
            row = AnswerRow("meeting.contact", 1, "answered", contact, None, "nl", "", False, True, self.clock())
            with self.store.begin() as work:
                work.answers.write(reply.session_id, [row])
        self.clock.now += timedelta(seconds=5)
        await self.sent()

    async def cries_and_is_seen(self, cried: str, taken: str, contact: object) -> None:
        """Noor writes it at one hour, somebody takes the alarm at another, and a minute goes by."""
        self.clock.now = at(f"2026-11-25 {cried}")
        await self.cries(contact)
        self.clock.now = at(f"2026-11-25 {taken}")
        assert take(self.store, self.clock)
        self.clock.now += timedelta(minutes=1)

    async def sent(self) -> bool:
        """What waits is sent, as far as it may be; has Noor been told that it was seen?"""
        for job in self.sweep.jobs():
            await self.sweep.run(*job.arguments)  # type: ignore[arg-type]
        return LIT_UP in self.channel.sent()

    async def sent_at(self, moment: str) -> bool:
        """The same at a moment."""
        self.clock.now = at(moment)
        return await self.sent()


@pytest.fixture
def telegram(store: Store, clock: Clock, tmp_path: Path) -> OnTelegram:
    """Somebody who talks on Telegram."""
    consultants.add(store, "Amina", PEOPLE[0], clock)
    return OnTelegram(store, clock, tmp_path / "paper")


@pytest.mark.parametrize(
    ("cried", "taken", "contact", "held", "comes"),
    [
        ("20:30", "21:30", None, "2026-11-26 07:59", "2026-11-26 08:00"),
        ("19:30", "20:05", {"way": "app", "not_at": "niet na acht"}, "2026-11-26 07:59", "2026-11-26 08:00"),
        ("02:00", "02:20", None, "2026-11-25 07:59", "2026-11-25 08:00"),
    ],
)
async def test_what_comes_long_after_the_last_word_lights_up_no_screen_at_night_or_when_it_may_not(
    telegram: OnTelegram, cried: str, taken: str, contact: object, held: str, comes: str
) -> None:
    await telegram.cries_and_is_seen(cried, taken, contact)
    assert not await telegram.sent()
    assert not await telegram.sent_at(held)
    assert await telegram.sent_at(comes)
    assert telegram.channel.sent().count(LIT_UP) == 1


async def test_in_doubt_it_waits_until_the_child_is_there(telegram: OnTelegram) -> None:
    await telegram.cries({"way": "app", "not_at": "alleen als mijn vader slaapt"})
    telegram.clock.now += timedelta(minutes=20)
    assert take(telegram.store, telegram.clock)
    assert not await telegram.sent_at("2026-11-25 14:00")
    assert not await telegram.sent_at("2026-11-26 10:00")


@pytest.mark.parametrize(
    ("cried", "taken", "contact"),
    [
        ("22:00", "22:10", {"way": "app", "not_at": "niet na acht"}),
        ("10:00", "10:40", {"way": "app", "not_at": "niet na acht"}),
    ],
)
async def test_right_after_the_last_word_and_by_day_it_comes_at_once(
    telegram: OnTelegram, cried: str, taken: str, contact: object
) -> None:
    await telegram.cries_and_is_seen(cried, taken, contact)
    assert await telegram.sent()
