"""What is kept, to take along: on Telegram too it is all of it, as two files that are made when they go."""

from __future__ import annotations

import json

from emulated_telegram import Phone, Shown
from telegram_walking import ahead
from telegram_world import World

from bot.channels.telegram.channel import NO_MESSAGE
from bot.kept import Mine
from bot.turn.messages import Outgoing, Sent
from tests.bot.talking import LIBRARY
from tests.portal.invented import everything_stored


def files(phone: Phone) -> list[Shown]:
    """The files in the chat."""
    return [shown for shown in phone.messages if shown.file is not None]


async def told(world: World) -> Phone:
    """Somebody who has told their name, and then asks what is kept."""
    phone = world.phone()
    await ahead(world, phone, "me.name")
    await world.does(phone, phone.type("Merknaam"))
    await world.does(phone, phone.type("/export"))
    return phone


async def watched(world: World) -> Phone:
    """The same, with somebody looking along."""
    phone = world.phone()
    await ahead(world, phone, "welcome.place")
    await world.does(phone, phone.tap("Er kijkt iemand mee"))
    await world.does(phone, phone.tap("18"))
    await world.does(phone, phone.tap("Ja, dat is goed"))
    await world.does(phone, phone.type("Merknaam"))
    await world.does(phone, phone.type("/export"))
    return phone


async def test_everything_comes_as_two_files_the_same_as_on_the_web(world: World) -> None:
    phone = await told(world)
    to_read, data = (shown.file for shown in files(phone))
    assert to_read is not None
    assert data is not None
    assert [to_read[0], data[0]] == ["data.html", "data.json"], "a name says nothing of what is in it"
    mine = Mine(world.store, LIBRARY, world.conversation.tools, world.clock)
    own = mine.export("telegram", str(phone.chat_id))
    assert own is not None
    sent = json.loads(data[1])
    assert set(sent) == set(json.loads(own.as_json())) >= {"answer", "turn", "consent", "session", "outbox"}
    assert "Merknaam" in data[1].decode()
    assert "Merknaam" in to_read[1].decode()
    assert not any(shown.protected for shown in files(phone)), "they are there to be taken along"
    assert "/files" not in phone.text()


async def test_of_a_file_only_its_caption_is_stored(world: World) -> None:
    phone = await told(world)
    entries = world.conversation.transcript("telegram", str(phone.chat_id))
    kept = [one.message for one in entries if one.message is not None and one.message.kind.startswith("file_")]
    assert [one.kind for one in kept] == ["file_html", "file_json"]
    assert not any("Merknaam" in json.dumps(one.to_data()) for one in kept)
    assert b"<!doctype html>" not in everything_stored(world.store)


async def test_tidying_up_the_chat_takes_the_files_away_too_after_a_restart_as_well(world: World) -> None:
    phone = await told(world)
    world.bot.channel.screens.forget(str(phone.chat_id))
    await world.does(phone, phone.type("/hide"))
    assert files(phone) == []


async def test_under_watching_eyes_no_file_comes_before_it_is_asked_for_once_more(world: World) -> None:
    phone = await watched(world)
    assert files(phone) == []
    assert "Stuur /files" in phone.text()
    await world.does(phone, phone.type("/files"))
    assert len(files(phone)) == 2
    await world.does(phone, phone.type("/why"))
    assert files(phone) == [], "like everything that was asked for there they go when the talk goes on"


async def test_after_deleting_nothing_of_it_goes_any_more(world: World) -> None:
    phone = await told(world)
    address = str(phone.chat_id)
    with world.store.begin() as work:
        work.people.delete(work.people.by_identity("telegram", address) or "", world.clock(), "asked")
    count = len(files(phone))
    left = Sent("", 1, 0, Outgoing("file_html", "x", "nl"))
    assert await world.bot.channel.send(address, left) == NO_MESSAGE
    assert len(files(phone)) == count
