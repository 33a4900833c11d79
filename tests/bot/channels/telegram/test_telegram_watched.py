"""Somebody looks over the shoulder: what was said leaves the chat, as far as Telegram lets a bot; floods get a kind word."""

from __future__ import annotations

from emulated_telegram import Phone
from telegram_walking import ahead, asks
from telegram_world import WORDS, World

from bot.channels.telegram.commands import MENU
from bot.channels.telegram.showing.screens import Screens
from bot.channels.telegram.turns import FAST, MESSAGES_AT_ONCE
from bot.handlers.help import KEPT_UNSEEN
from bot.handlers.hiding import SAID
from bot.turn.remembered import Remembered

DUTCH = WORDS.gettext("nl")


async def watched(world: World, phone: Phone) -> None:
    """Somebody of eighteen, watched, at a question for free words."""
    await ahead(world, phone, "welcome.place")
    await world.does(phone, phone.tap("Er kijkt iemand mee"))
    await world.does(phone, phone.tap("18"))
    await world.does(phone, phone.tap("Ja, dat is goed"))
    await world.does(phone, phone.type("Noor"))


async def test_the_button_that_says_that_somebody_watches_leaves_no_words_behind(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "welcome.place")
    await world.does(phone, phone.tap("Er kijkt iemand mee"))
    assert "kijkt iemand mee" not in phone.text()
    assert world.prompt(phone).step == "me.age"


async def test_hiding_takes_the_messages_of_both_away_and_says_what_stays(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "me.name")
    await world.does(phone, phone.type("Noor"))
    shown = [message.message_id for message in phone.messages]
    await world.does(phone, phone.type("/hide"))
    assert phone.messages[0].text == DUTCH(SAID["telegram"])
    assert set(shown) <= set(world.api.deleted)
    assert {900_000 + n for n in range(len(phone.sent))} & set(world.api.deleted), "what the child typed goes too"
    assert world.answers(phone)["me.name"] == "Noor", "the answers stay"
    assert world.prompt(phone).step == "happiness.now"
    assert any(phone.last.buttons), "the open question stands again, to be tapped"


async def test_what_telegram_does_not_let_us_take_away_stops_nothing(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "me.name")
    world.api.refuse_when = lambda call: call.method == "deleteMessage"
    await world.does(phone, phone.type("verberg"))
    assert DUTCH(SAID["telegram"]) in phone.text()
    assert world.prompt(phone).step == "me.name"


async def test_help_that_was_asked_for_under_watching_eyes_goes_when_the_talk_goes_on(world: World) -> None:
    phone = world.phone()
    await watched(world, phone)
    await asks(world, phone, "HULP", "0800-0432")
    await world.does(phone, phone.tap("Verder met de vragen"))
    assert "0800" not in phone.text()


async def test_what_is_kept_goes_from_a_watched_chat_when_the_talk_goes_on(world: World) -> None:
    phone = world.phone()
    await watched(world, phone)
    await asks(world, phone, "/export", "Er kijkt iemand mee")
    await world.does(phone, phone.type("/why"))
    assert "kijkt iemand mee" not in phone.text()
    assert world.answers(phone)["me.name"] == "Noor", "it stays kept"


async def test_a_preview_of_what_danger_is_answered_with_tells_nothing(world: World) -> None:
    phone = world.phone()
    await watched(world, phone)
    count = len(phone.messages)
    await world.does(phone, phone.type("mijn vader slaat me"))
    *_, said, asked = phone.messages[count - 1 :]
    assert said.text == DUTCH(KEPT_UNSEEN)
    assert "slaat" not in asked.text
    assert "0800" not in phone.text()
    assert 900_000 + len(phone.sent) - 1 in world.api.deleted, "what was typed leaves the chat as well"


async def test_nothing_tells_later_that_something_was_told(world: World) -> None:
    phone = world.phone()
    await watched(world, phone)
    await world.does(phone, phone.type("mijn vader slaat me"))
    assert DUTCH(KEPT_UNSEEN) in phone.text()
    await world.does(phone, phone.tap("Verder met de vragen"))
    assert "hulp nu" not in phone.text()


def test_the_list_of_commands_says_nothing_about_what_the_talk_is_about() -> None:
    described = " ".join(DUTCH(text) for _, text in MENU).casefold()
    assert not any(word in described for word in ("verberg", "zorg", "thuis", "geheim", "gevaar"))
    assert "hide" in dict(MENU)


async def test_a_flood_is_met_with_one_kind_sentence_and_everything_is_taken(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "happiness.more")
    for n in range(MESSAGES_AT_ONCE + 10):
        await phone.type(f"/why {n}")
    await world.quiet(phone)
    assert phone.text().count(DUTCH(FAST)) == 1
    assert len(world.children_said(phone)) >= MESSAGES_AT_ONCE + 10


def restarted(world: World) -> None:
    """The program was started anew: what it only remembered is gone."""
    world.bot.channel.screens = Screens()
    world.conversation.remembered = Remembered()


async def test_hiding_takes_everything_away_after_a_restart_too(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "me.name")
    await world.does(phone, phone.type("Noor"))
    shown = [message.message_id for message in phone.messages]
    restarted(world)
    await world.does(phone, phone.type("/hide"))
    assert set(shown) <= set(world.api.deleted)
    assert 900_000 + len(phone.sent) - 2 in world.api.deleted, "what the child typed before goes too"


async def test_help_under_watching_eyes_goes_after_a_restart_too(world: World) -> None:
    phone = world.phone()
    await watched(world, phone)
    await asks(world, phone, "HULP", "0800-0432")
    restarted(world)
    await world.does(phone, phone.type("/why"))
    assert "0800" not in phone.text()


async def test_words_to_go_on_leave_the_chat_when_the_talk_goes_on(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "me.name")
    await world.does(phone, phone.type("/phrase"))
    assert "water" in phone.text()
    await world.does(phone, phone.type("Noor"))
    assert "water" not in phone.text()
