"""Whoever reads that somebody gets a message now: somebody does. And nobody is said to be there who is not on duty."""

from __future__ import annotations

import pytest

from bot.notices import NoticeError
from bot.turn.messages import Reply
from storage import Store
from tests.bot.alarms.house import DUTY, PEOPLE, SHARING, TELLING, WATCH, Clock, House, Post, at
from tests.bot.alarms.test_alarm_raising import NOW, child
from tests.bot.talking import Child, heard

AMINA, BAS, COR = PEOPLE
NIGHT = at("2026-11-25 22:00")
ANYBODY = SHARING.model_copy(update={"duty": DUTY.model_copy(update={"fallback": None})})


@pytest.fixture
def house(store: Store) -> House:
    return House(store, TELLING, Clock())


def told(house: House) -> list[str]:
    assert isinstance(house.post, Post)
    return house.post.told


async def in_danger(house: House) -> Child:
    """Somebody of whom an alarm is open."""
    noor = child(house.store, house.clock, house.organisation)
    await noor.until("happiness.more")
    await noor.say(NOW)
    await house.look()
    return noor


async def call(noor: Child) -> Reply:
    """Ask to be called, from wherever the talk is."""
    await noor.command("call_me")
    await noor.tap("call")
    await noor.say("06 00 00 00 00")
    await noor.tap("skip")
    return await noor.tap("skip")


async def test_who_asks_to_be_called_after_an_alarm_is_told_that_somebody_gets_a_message_and_somebody_does(
    house: House,
) -> None:
    noor = await in_danger(house)
    assert told(house) == [AMINA]
    house.clock.pass_by(minutes=1)
    assert "Die krijgt nu een bericht" in heard(await call(noor))
    await house.look()
    assert told(house) == [AMINA, BAS]
    assert house.alarm(one(house)).urgency == "now"


def one(house: House) -> str:
    with house.store.read() as work:
        (row,) = work.alarms.list_open()
    return row.id


async def test_at_night_the_fallback_gets_it_in_that_minute(house: House) -> None:
    house.clock.now = NIGHT
    noor = await in_danger(house)
    await house.live_through(minutes=120)
    before = len(told(house))
    assert "Ik stuur Wacht Voorbeeld nu een bericht." in heard(await call(noor))
    await house.look()
    assert told(house)[before:] == [WATCH]


async def test_a_call_that_is_known_already_is_passed_on_without_a_promise_and_hurries_nobody(house: House) -> None:
    noor = await in_danger(house)
    await call(noor)
    await house.look()
    due = house.alarm(one(house)).escalates_at
    house.clock.pass_by(minutes=1)
    said = heard(await noor.command("call_me"))
    assert "Dit geef ik ook door." in said
    assert "nu een bericht" not in said
    assert house.alarm(one(house)).escalates_at == due
    await house.look()
    assert told(house) == [AMINA, BAS]


async def test_a_fallback_that_is_refused_is_not_said_to_get_a_message(house: House) -> None:
    house.clock.now = NIGHT
    assert house.post is not None
    house.post.trouble[WATCH] = NoticeError("recipient_refused", final=True)
    noor = await in_danger(house)
    await house.look()
    said = heard(await call(noor))
    assert "Wacht Voorbeeld" not in said
    assert "Tot morgen om 9:00 is er niemand" in said
    await house.look()
    assert told(house) == [AMINA, BAS]


async def test_of_those_who_are_not_on_duty_nobody_is_said_to_be_there(store: Store) -> None:
    house = House(store, ANYBODY.model_copy(update={"duty": strangers()}))
    noor = child(store, house.clock, house.organisation)
    await noor.until("happiness.more")
    said = heard(await call(noor))
    assert "Er is iemand" not in said
    assert "Ik weet niet precies wanneer er iemand kijkt." in said
    await house.look()
    assert len(told(house)) == 1


async def test_those_who_are_not_on_duty_are_told_day_and_night(store: Store) -> None:
    house = House(store, ANYBODY.model_copy(update={"duty": strangers()}), Clock(NIGHT))
    house.raise_one()
    await house.live_through(minutes=11)
    assert sorted(told(house)) == [AMINA, BAS, COR]


def strangers() -> object:
    """A duty list on which nobody can sign in, without a fallback."""
    return DUTY.model_copy(update={"consultants": ("nobody@example.org",), "fallback": None})
