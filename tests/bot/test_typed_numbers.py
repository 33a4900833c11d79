"""A number that is typed: what is no whole number is asked again, in the words of the whole conversation."""

from __future__ import annotations

import pytest

from flows.engine import phrases
from storage import Store
from tests.bot.talking import WORDS, Child, answers_of, conversation, heard

AGAIN = WORDS.gettext("nl")(phrases.A_NUMBER_PLEASE)


NO_NUMBER = ["-9", "\u22129", " \u20139 ", ".9"]
BETWEEN_TWO_RUNGS = ["3.5", "9,5"]


@pytest.mark.parametrize(
    ("link_id", "said"),
    [*(("me.age", said) for said in NO_NUMBER), *(("happiness.now", said) for said in NO_NUMBER + BETWEEN_TWO_RUNGS)],
)
async def test_what_is_no_whole_number_is_asked_again_and_nothing_is_stored(
    store: Store, link_id: str, said: str
) -> None:
    child = Child(conversation(store))
    await child.until(link_id)
    assert AGAIN in heard(await child.say(said))
    assert (child.open.step, link_id in answers_of(store)) == (link_id, False)
    await child.say("8")
    assert answers_of(store)[link_id].value == 8


async def test_what_was_told_around_it_stays_beside_the_number(store: Store) -> None:
    child, told = Child(conversation(store)), "het is nu een 3,5 door alles thuis"
    await child.until("happiness.now")
    assert AGAIN in heard(await child.say(told))
    await child.say("4")
    answer = answers_of(store)["happiness.now"]
    assert (answer.value, answer.words) == (4, told)


@pytest.mark.parametrize("said", ["8", "8!", "(8)", "een 8.", "... 8", "- 8", "stap 8"])
async def test_a_whole_number_in_any_dress_is_the_answer(store: Store, said: str) -> None:
    child = Child(conversation(store))
    await child.until("happiness.now")
    await child.say(said)
    assert answers_of(store)["happiness.now"].value == 8
