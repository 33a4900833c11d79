"""In a language that nobody translated, whatever must be understood comes in Dutch and in English, buttons too."""

from __future__ import annotations

from typing import Any

from bot.turn.messages import Reply, Start
from bot.turn.rendering import IN_CRISIS
from portal import consultants
from storage import Store
from tests.bot.alarms.house import PEOPLE, Clock
from tests.bot.alarms.test_alarm_raising import GENTLE, NOW, child, known
from tests.bot.talking import Child, heard


async def in_ukrainian(store: Store, **more: Any) -> Child:
    clock = Clock()
    consultants.add(store, "Amina", PEOPLE[0], clock)
    noor = child(store, clock, **more)
    await noor.begin(Start(language="uk"))
    await noor.until("happiness.more")
    return noor


def labels(noor: Child) -> list[str]:
    assert noor.open.control in IN_CRISIS
    return [choice.label for choice in noor.open.choices]


def asked(reply: Reply) -> str:
    return reply.messages[-1].message.text


async def test_the_gentle_question_and_its_buttons(store: Store) -> None:
    noor = await in_ukrainian(store)
    question = asked(await noor.say(GENTLE)).splitlines()
    assert question == ["Dat klinkt zwaar. Wil je nu hulp?", "That sounds heavy. Do you want help now?"]
    assert all(" / " in label for label in labels(noor))
    await noor.tap("help")
    assert all(" / " in label for label in labels(noor))


async def test_the_promise_and_the_choice_under_the_card(store: Store) -> None:
    noor = await in_ukrainian(store)
    reply = await noor.say(NOW)
    kinds = [sent.message.kind for sent in reply.messages]
    told = reply.messages[kinds.index("help") + 1].message.text
    dutch, english = told.splitlines()
    assert dutch.startswith("Ik geef nu aan Amina of een collega door wat je schreef.")
    assert english.startswith("I am passing on what you wrote to Amina or a colleague now.")
    assert "until 17:00" in english
    assert known(store).told == (told,)
    assert all(" / " in label for label in labels(noor))
    assert heard(reply).count(dutch) == 1


async def test_what_is_passed_on_again(store: Store) -> None:
    noor = await in_ukrainian(store)
    await noor.say(NOW)
    assert "Dit geef ik ook door.\nI pass this on too." in heard(await noor.say(NOW))


async def test_under_watching_eyes(store: Store) -> None:
    noor = await in_ukrainian(store, answers={"welcome.place": "being_watched"})
    said = heard(await noor.say(NOW))
    assert "Ik stuur Amina of een collega een bericht." in said
    assert "I send Amina or a colleague a message." in said


async def test_a_button_is_heard_as_it_was_read_and_may_be_typed_in_either_language(store: Store) -> None:
    noor = await in_ukrainian(store)
    await noor.say(NOW)
    either = labels(noor)[0].split(" / ")
    assert len(either) == 2
    await noor.say(either[1])
    assert noor.open.control not in IN_CRISIS
    await noor.say(NOW)
    await noor.command("help")
    both = labels(noor)[0]
    await noor.tap("go_on")
    assert noor.talk.transcript("web", "noor")[-2].text == both


async def test_in_a_language_of_ours_it_is_said_once(store: Store) -> None:
    clock = Clock()
    consultants.add(store, "Amina", PEOPLE[0], clock)
    noor = child(store, clock)
    await noor.until("happiness.more")
    said = heard(await noor.say(NOW))
    assert "passing on" not in said
    assert not any(" / " in label for label in labels(noor))
