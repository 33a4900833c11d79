"""One whole turn against a real database: delivered twice, from two tabs, all at once; and when it fails."""

from __future__ import annotations

import asyncio

import pytest

from bot.turn.messages import Start
from flows.engine.events import Chose, Picked, Shown, Started
from storage import KeyRing, Store, open_store
from storage.tables import session
from tests.bot.talking import Child, answers_of, conversation, heard

# --- twice, and from two sides ----------------------------------------------------------------------------------------


async def test_a_delivery_that_comes_twice_is_played_once(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("me.name")
    incoming = child.delivery(typed="Noor")
    first = await child.take(incoming)
    again = await child.take(incoming)
    assert (again.duplicate, again.messages, again.seq) == (True, (), first.seq)
    assert answers_of(store)["me.name"].revision == 1


async def test_the_same_delivery_number_of_another_channel_is_another_delivery(store: Store) -> None:
    talk = conversation(store)
    web, telegram = Child(talk, "one", "web"), Child(talk, "one", "telegram")
    assert not (await web.take(web.delivery(Shown()))).duplicate
    assert not (await telegram.take(telegram.delivery(Shown()))).duplicate


async def test_a_second_tap_on_an_old_button_changes_nothing(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("happiness.now")
    tap = Chose(child.open.token, "7")
    await child.do(tap)
    await child.do(tap)
    assert child.open.step == "happiness.sources"
    assert answers_of(store)["happiness.now"].revision == 1


async def test_two_tabs_of_one_child_converge(store: Store) -> None:
    talk = conversation(store)
    one = Child(talk)
    await one.until("care.who")
    other = Child(talk, _numbers=iter(range(1000, 2000)))
    await other.do(Shown())
    assert other.open == one.open
    await one.do(Picked(one.open.token, ("mother",)))
    await other.do(Picked(other.open.token, ("father",)))
    assert other.open.control == "stale", "the slower tab is asked whether to change the answer"
    await other.tap("go_on")
    await one.do(Shown())
    assert one.open.step == other.open.step == "care.tasks"
    assert answers_of(store)["care.who"].value == ["mother"]


# --- what an entry link brings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "organisation", "language"),
    [
        (Start(organisation="\x00school"), "school", "nl"),
        (Start(organisation="sch\ud800ool\x00"), "sch?ool", "nl"),
        (Start(organisation="\x00"), None, "nl"),
        (Start(language="\x00"), None, "nl"),
        (Start(language="e\x00n", band="\x00"), None, "en"),
        (Start(language="\x00xx\x00", band="C\x00"), None, "nl"),
    ],
)
@pytest.mark.parametrize("kind", ["opened", "shown"])
async def test_a_link_with_signs_that_nobody_types_begins_like_any_other(
    store: Store, start: Start, organisation: str | None, language: str, kind: str
) -> None:
    child = Child(conversation(store))
    event = Started(start.band) if kind == "opened" else Shown()
    reply = await child.take(child.delivery(event, start=start))
    assert (reply.language, child.open.step) == (language, "welcome.place")
    with store.read() as work:
        (row,) = work.connection.execute(session.select())
    assert row.organisation == organisation


# --- all at once ------------------------------------------------------------------------------------------------------


async def test_twenty_deliveries_at_once_lose_nothing_and_double_nothing(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("care.tasks")
    chips = [choice.id for choice in child.open.choices if not choice.alone][:10]
    token = child.open.token
    taps = [child.delivery(Chose(token, chip)) for chip in chips]
    before = (await child.do(Shown())).seq
    replies = await asyncio.gather(*(child.talk.take(tap) for tap in [*taps, *taps]))
    played = sorted(reply.seq for reply in replies if not reply.duplicate)
    assert played == list(range(before + 1, before + 11)), "every turn has its own place, without a gap"
    assert sum(reply.duplicate for reply in replies) == 10
    await child.do(Shown())
    assert sorted(child.open.picked) == sorted(chips)


async def test_two_processes_that_share_a_database_take_turns(database_url: str, store: Store, master_key: str) -> None:
    other_store = open_store(database_url, KeyRing.from_master(master_key))
    try:
        here = Child(conversation(store))
        await here.until("care.tasks")
        there = conversation(other_store)
        chips = [choice.id for choice in here.open.choices if not choice.alone][:8]
        taps = [here.delivery(Chose(here.open.token, chip)) for chip in chips]
        await asyncio.gather(*((here.talk if n % 2 else there).take(tap) for n, tap in enumerate(taps)))
        await here.do(Shown())
        assert sorted(here.open.picked) == sorted(chips)
    finally:
        other_store.close()


async def test_many_children_at_once_do_not_hear_each_other(store: Store) -> None:
    talk = conversation(store)
    children = [Child(talk, f"child {number}") for number in range(12)]
    await asyncio.gather(*(child.until("me.name") for child in children))
    await asyncio.gather(*(child.say(f"Naam {n}") for n, child in enumerate(children)))
    names = [answers_of(store, "web", child.address)["me.name"].value for child in children]
    assert names == [f"Naam {n}" for n in range(12)]


# --- small promises ---------------------------------------------------------------------------------------------------


async def test_a_talk_begins_in_the_language_of_the_link_and_in_dutch_for_an_unknown_one(store: Store) -> None:
    talk = conversation(store)
    english, other = Child(talk, "one"), Child(talk, "two")
    assert "Hi" in heard(await english.begin(Start(language="en")))
    assert "Hoi" in heard(await other.begin(Start(language="xx")))
    assert (talk.language_of("web", "one"), talk.language_of("web", "two")) == ("en", "nl")


async def test_the_age_is_known_once_it_was_told(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("me.age")
    assert child.talk.age_of("web", "noor") is None
    await child.say("13")
    assert child.talk.age_of("web", "noor") == 13


async def test_the_transcript_can_be_asked_from_a_place_on(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("me.name")
    whole = child.talk.transcript("web", "noor")
    middle = whole[len(whole) // 2]
    later = child.talk.transcript("web", "noor", after=(middle.seq, middle.ordinal))
    assert later == whole[len(whole) // 2 + 1 :]
    assert [(entry.seq, entry.ordinal) for entry in whole] == sorted((entry.seq, entry.ordinal) for entry in whole)


async def test_of_somebody_unknown_there_is_nothing(store: Store) -> None:
    talk = conversation(store)
    assert talk.transcript("web", "nobody") == []
    assert talk.open_prompt("web", "nobody") is None
    assert talk.language_of("web", "nobody") is None


async def test_a_turn_that_fails_leaves_nothing_behind(store: Store) -> None:
    def fail(_event: object) -> None:
        raise RuntimeError("the disk is on fire")

    child = Child(conversation(store))
    await child.until("me.name")
    before = child.talk.transcript("web", "noor")
    failing = conversation(store, observe=fail)
    incoming = child.delivery(typed="Noor")
    with pytest.raises(RuntimeError):
        await failing.take(incoming)
    assert child.talk.transcript("web", "noor") == before
    assert not (await child.take(incoming)).duplicate, "the same delivery may come again and counts now"
    assert child.open.step == "happiness.now"
