"""Once somebody is on an alarm, its child reads so in the talk: by name, once, and never where somebody reads along."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.alarms.seen import say_seen
from flows.engine.events import Signal
from portal import alarms, consultants
from storage import Store
from storage.tables import session
from tests.bot.alarms.house import MORNING, PEOPLE, SENTENCE, TELLING, Clock
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
        if taken:
            say_seen(work, catalogues(), row, amina.name)
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
