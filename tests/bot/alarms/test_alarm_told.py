"""After something about danger was passed on nothing says that nobody reads it; its child sees it, and that it stays."""

from __future__ import annotations

from typing import Any

import pytest

from bot.kept import Mine, words
from bot.kept.telling import cards
from flows.engine import phrases
from tests.bot.alarms.house import PEOPLE, SENTENCE, TELLING, House
from tests.bot.alarms.test_alarm_raising import Listening
from tests.bot.talking import LIBRARY, WORDS, Child, conversation, heard

NL = WORDS.gettext("nl")
SLOTS = {"org": TELLING.name, "consultant": TELLING.consultant}


def said(text: str) -> str:
    return NL(text).format(**SLOTS)


STAYS = said(words.STAYS)


async def child_in(house: House, *, watched: bool = False, cries: bool = True, answers: Any = None) -> Child:
    """A child who told of danger, somewhere in the talk."""
    place = "being_watched" if watched else "fine_here"
    talk = conversation(house.store, screener=Listening(), clock=house.clock, organisation=TELLING)
    child = Child(talk, answers={"welcome.place": place, **(answers or {})})
    await child.until("happiness.more")
    if cries:
        await child.say(SENTENCE)
    return child


def page(house: House, child: Child) -> str:
    """The page of what is kept, as text."""
    found = Mine(house.store, LIBRARY, child.talk.tools, house.clock).look("web", "noor")
    assert found is not None
    return "\n".join(f"{title}\n{text}" for title, text in cards(found[0], NL, found[1]) if SENTENCE not in title)


async def test_the_page_says_what_was_passed_on_and_that_it_stays(house: House) -> None:
    child = await child_in(house)
    told = page(house, child)
    assert said(words.NOT_SHARED) not in told
    assert said(words.NOT_SHARED_BUT_DANGER) in told
    assert f"{said(words.PASSED_ON)}\n“{SENTENCE}”\n{STAYS}" in told


async def test_under_watching_eyes_the_page_says_neither_that_nor_what_is_untrue(house: House) -> None:
    child = await child_in(house, watched=True)
    told = page(house, child)
    assert said(words.NOT_SHARED) not in told
    assert said(words.NOT_SHARED_UNSEEN) in told
    assert not any(text in told.lower() for text in (f"“{SENTENCE}”\n{STAYS}", "gevaar", said(words.PASSED_ON).lower()))


async def test_without_danger_the_page_is_as_it_was(house: House) -> None:
    child = await child_in(house, cries=False)
    assert said(words.NOT_SHARED) in page(house, child)
    assert STAYS not in page(house, child)


@pytest.mark.parametrize(
    ("cries", "watched", "text"),
    [
        (True, False, phrases.KEPT_BUT_DANGER),
        (True, True, phrases.KEPT_UNSEEN),
        (False, False, phrases.KEPT),
        (False, True, phrases.KEPT),
    ],
)
async def test_keeping_it_says_only_what_is_true(house: House, cries: bool, watched: bool, text: str) -> None:
    child = await child_in(house, cries=cries, watched=watched)
    await child.until("review.send")
    assert said(text) in heard(await child.tap("keep")).split("\n")


@pytest.mark.parametrize("is_taken", [False, True])
async def test_taking_back_says_what_stays(house: House, is_taken: bool) -> None:
    child = await child_in(house)
    with house.store.read() as work:
        (row,) = work.alarms.list_open()
    if is_taken:
        house.take(PEOPLE[0], row.id)
    reply = heard(await child.command("take_back"))
    assert said(phrases.NOTHING_SHARED) in reply
    assert f"{STAYS}\n{said(words.UNTIL_WHEN)}" in reply


async def test_taking_back_what_was_shared_says_what_stays_once(house: House) -> None:
    child = await child_in(house)
    await child.send(switched_on=True)
    assert STAYS not in heard(await child.command("take_back", "me.person"))
    reply = heard(await child.command("take_back", "everything"))
    assert said(phrases.TOOK_BACK_ALL) in reply
    assert reply.count(STAYS) == 1
    with house.store.read() as work:
        assert work.alarms.count_open() == 1


async def test_the_answer_that_told_of_danger_stays_in_the_alarm_and_that_is_said(house: House) -> None:
    child = await child_in(house, answers={"happiness.more": SENTENCE})
    await child.send(switched_on=True)
    assert STAYS in heard(await child.command("take_back", "happiness.more"))


@pytest.mark.parametrize(("cries", "watched", "told"), [(True, False, 1), (True, True, 0), (False, False, 0)])
async def test_taking_the_yes_back_says_what_stays(house: House, cries: bool, watched: bool, told: int) -> None:
    child = await child_in(house, cries=cries, watched=watched)
    await child.command("withdraw")
    assert heard(await child.tap("withdraw")).count(STAYS) == told


async def test_deleting_everything_takes_it_too_as_it_says(house: House) -> None:
    child = await child_in(house)
    await child.command("delete")
    await child.tap("erase_yes")
    with house.store.read() as work:
        assert work.alarms.list_open() == []
