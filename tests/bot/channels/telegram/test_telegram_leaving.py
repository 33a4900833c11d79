"""Words of another talk in a chat whose own talk was shared: its own words come first, the same words once more are a yes."""

from __future__ import annotations

from emulated_telegram import Phone
from telegram_walking import ahead
from telegram_world import World

from care.alarms import Known

HERE = "Hier staat al een gesprek."


def person(world: World, phone: Phone) -> str | None:
    """Whose talk stands in a chat."""
    with world.store.read() as work:
        return work.people.by_identity("telegram", str(phone.chat_id))


def alarm(world: World, phone: Phone) -> None:
    """Something that somebody has to look at."""
    whose = person(world, phone)
    assert whose is not None
    with world.store.begin() as work:
        (row,) = work.sessions.of_person(whose)
        work.alarms.put("a1", whose, row.id, "now", Known().to_data(), world.conversation.clock())


def words_in(text: str) -> str:
    """The four words of a message."""
    return text.split(":", 1)[1].split(".")[0].strip()


async def other_words(world: World) -> str:
    """The words of somebody else's talk."""
    other = world.phone(2002)
    await ahead(world, other, "happiness.sources")
    await world.does(other, other.type("/phrase"))
    return words_in(next(shown.text for shown in reversed(other.messages) if shown.protected))


def told(phone: Phone) -> list[str]:
    """How often it was said that there is a talk here."""
    return [shown.text for shown in phone.messages if HERE in shown.text]


async def test_a_chat_with_an_alarm_is_left_only_when_the_words_come_once_more(world: World) -> None:
    phone, phrase = world.phone(), await other_words(world)
    await ahead(world, phone, "happiness.now")
    alarm(world, phone)
    before, step = person(world, phone), world.prompt(phone).step
    await world.does(phone, phone.type(f"/phrase {phrase}"))
    assert (person(world, phone), world.prompt(phone).step) == (before, step), "nothing has changed yet"
    (said,) = told(phone)
    assert next(shown for shown in phone.messages if shown.text == said).protected
    assert len(words_in(said).split()) == 4
    await world.does(phone, phone.type(f"/phrase {phrase.upper()}"))
    assert person(world, phone) != before
    assert world.prompt(phone).step == "happiness.sources"
    assert len(told(phone)) == 1
    await world.does(phone, phone.type(f"/phrase {words_in(said)}"))
    assert person(world, phone) == before, "its own words bring it back"


async def test_other_words_after_the_question_are_no_yes(world: World) -> None:
    phone, phrase = world.phone(), await other_words(world)
    await ahead(world, phone, "happiness.now")
    alarm(world, phone)
    before = person(world, phone)
    await world.does(phone, phone.type(f"/phrase {phrase}"))
    await world.does(phone, phone.type("/phrase een twee drie vier"))
    assert (person(world, phone), len(told(phone))) == (before, 1)


async def test_a_chat_of_which_nothing_was_sent_is_left_at_once(world: World) -> None:
    phone, phrase = world.phone(), await other_words(world)
    await ahead(world, phone, "happiness.now")
    await world.does(phone, phone.type(f"/phrase {phrase}"))
    assert world.prompt(phone).step == "happiness.sources"
    assert told(phone) == []
