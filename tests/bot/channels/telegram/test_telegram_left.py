"""Whose talk is gone while something is kept: what they ask about that is done at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from emulated_telegram import Phone
from telegram_walking import ahead, asks, throws_all_away
from telegram_world import ORGANISATION, WORDS, World

from bot.jobs import keep
from bot.kept import words
from care.alarms import Known

DUTCH = WORDS.gettext("nl")


async def left_alone(world: World) -> Phone:
    """Somebody of whom only an alarm is left."""
    phone = world.phone()
    await ahead(world, phone, "happiness.now")
    now = world.conversation.clock()
    with world.store.begin() as work:
        person = work.people.by_identity("telegram", str(phone.chat_id))
        assert person is not None
        (row,) = work.sessions.of_person(person)
        work.alarms.put("a1", person, row.id, "now", Known().to_data(), now)
    assert keep(world.store, ORGANISATION.terms, now + timedelta(days=32)).talks == 1
    return phone


@pytest.mark.parametrize("asked", ["/delete", "/wis", "wis alles", "/delete alles"])
async def test_everything_is_thrown_away_at_the_first_word(world: World, asked: str) -> None:
    phone = await left_alone(world)
    await world.does(phone, phone.type(asked))
    assert world.prompt(phone).control == "erase"
    await throws_all_away(world, phone)
    with world.store.read() as work:
        assert work.alarms.list_open() == []
        assert work.people.by_identity("telegram", str(phone.chat_id)) is None


async def test_what_is_kept_is_shown_at_the_first_word(world: World) -> None:
    phone = await left_alone(world)
    await asks(world, phone, "/export", DUTCH(words.ALARMS))
    assert world.prompt(phone).step == "welcome.place"


@pytest.mark.parametrize("asked", ["/take_back", "/withdraw"])
async def test_taking_back_is_answered_at_the_first_word(world: World, asked: str) -> None:
    phone = await left_alone(world)
    count = len(phone.messages)
    await world.does(phone, phone.type(asked))
    said = len(phone.messages) - count
    await world.does(phone, phone.type("/start"))
    begun = len(phone.messages) - count - said
    assert said > begun, "the beginning, and an answer"


async def test_who_asks_for_nothing_of_what_is_kept_just_begins(world: World) -> None:
    phone = await left_alone(world)
    await world.does(phone, phone.type("/why"))
    assert world.prompt(phone).step == "welcome.place"
    assert DUTCH(words.ALARMS) not in phone.text()


async def test_somebody_new_who_deletes_first_is_not_asked_about_what_is_not_there(world: World) -> None:
    phone = world.phone()
    await world.does(phone, phone.type("/delete"))
    assert world.prompt(phone).control != "erase"
