"""An alarm whose talk is gone still belongs to its child: to be seen, taken along and deleted, and not for ever."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.jobs import keep
from bot.kept import Mine
from bot.kept.telling import end_of
from care.keeping import Terms
from storage import Store
from tests.bot.alarms.house import MORNING as THEN
from tests.bot.alarms.house import PEOPLE, SENTENCE, TELLING, Clock, House
from tests.bot.alarms.test_alarm_raising import Listening
from tests.bot.talking import LIBRARY, WORDS, Child, conversation

TERMS = TELLING.terms


def mine(house: House, child: Child) -> Mine:
    return Mine(house.store, LIBRARY, child.talk.tools, house.clock)


async def told(house: House) -> Child:
    """A child whose sentence raised an alarm, and who shared nothing."""
    child = Child(conversation(house.store, screener=Listening(), clock=house.clock, organisation=TELLING))
    await child.until("happiness.sources")
    await child.say(SENTENCE)
    return child


async def left_alone(house: House, days: int = 32) -> Child:
    """The same child, and their talk is gone."""
    child = await told(house)
    house.clock.pass_by(days=days)
    assert keep(house.store, TERMS, house.clock()).talks == 1
    return child


def alarm_of(house: House) -> str:
    with house.store.read() as work:
        return work.alarms.list_open()[0].id


async def test_an_alarm_without_a_talk_is_shown_and_can_be_taken_along(house: House) -> None:
    child = await left_alone(house)
    found = mine(house, child).look("web", "noor")
    assert found is not None
    assert [SENTENCE in repr(found[0]), len(found[0].alarms), found[0].told] == [False, 1, ()]
    own = mine(house, child).export("web", "noor")
    assert own is not None
    assert SENTENCE in own.as_json()
    assert SENTENCE in own.as_html()
    assert set(json.loads(own.as_json())) >= {"person", "alarm", "consent", "channel_identity"}


async def test_a_child_without_a_talk_comes_back_as_the_same_child_and_deletes_it(house: House) -> None:
    child = await left_alone(house)
    await child.begin()
    await child.command("delete")
    await child.tap("erase_yes")
    with house.store.read() as work:
        assert work.alarms.list_open() == []
        assert work.people.by_identity("web", "noor") is None


async def test_an_open_alarm_says_until_somebody_takes_it_up(house: House) -> None:
    child = await told(house)
    found = mine(house, child).look("web", "noor")
    assert found is not None
    (one,) = found[0].alarms
    assert "Nog niemand heeft het opgepakt." in one.state
    assert "tot iemand dat doet, en daarna nog 730 dagen" in one.state
    assert "24 november 2028" in one.until  # if nobody ever does


async def test_a_taken_alarm_counts_from_when_it_was_taken(house: House) -> None:
    child = await left_alone(house, days=100)
    house.take(PEOPLE[0], alarm_of(house))
    found = mine(house, child).look("web", "noor")
    assert found is not None
    (one,) = found[0].alarms
    assert "Bewaard tot 4 maart 2029." in one.state
    house.clock.pass_by(days=729)
    assert keep(house.store, TERMS, house.clock()).alarms == 0
    house.clock.pass_by(days=2)
    went = keep(house.store, TERMS, house.clock())
    assert (went.alarms, went.people) == (1, 1)


async def test_an_alarm_does_not_make_the_answers_stay(house: House) -> None:
    child = await told(house)
    found = mine(house, child).look("web", "noor")
    assert found is not None
    assert "25 december 2026" in found[0].gone_on
    nl = WORDS.gettext("nl")
    assert "Wat je deelde" not in end_of(found[0], nl)
    assert "dan zijn je antwoorden weg op 25 december 2026" in end_of(found[0], nl)
    house.clock.pass_by(days=31)
    keep(house.store, TERMS, house.clock())
    alone = mine(house, child).look("web", "noor")
    assert alone is not None
    assert "antwoorden" not in end_of(alone[0], nl)
    assert "gaat op een andere dag weg" in end_of(alone[0], nl)


async def test_an_alarm_that_nobody_ever_takes_goes_at_last(house: House) -> None:
    await left_alone(house)
    house.clock.now = THEN + timedelta(days=729)
    assert keep(house.store, TERMS, house.clock()).untaken == 0
    house.clock.now = THEN + timedelta(days=731)
    went = keep(house.store, TERMS, house.clock())
    assert (went.untaken, went.alarms, went.people) == (1, 0, 1)


@pytest.mark.parametrize(("days", "gone"), [(364, 0), (366, 1)])
def test_a_short_term_never_hurries_away_what_nobody_saw(store: Store, days: int, gone: int) -> None:
    house = House(store, clock=Clock())
    house.raise_one()
    house.clock.pass_by(days=days)
    assert keep(store, Terms(days_alarms=1), house.clock()).untaken == gone


async def test_it_stays_while_its_child_goes_on_talking(house: House) -> None:
    child = await told(house)
    for _ in range(28):
        house.clock.pass_by(days=29)
        await child.command("repeat")
        assert keep(house.store, TERMS, house.clock()).untaken == 0
    found = mine(house, child).look("web", "noor")
    assert found is not None
    assert found[0].alarms[0].until.endswith(str((house.clock() + timedelta(days=730)).year))
