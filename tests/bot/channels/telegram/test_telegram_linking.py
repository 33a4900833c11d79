"""A consultant links a chat by a link of the portal: once, for a quarter of an hour, and beside any talk."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from emulated_telegram import Phone
from telegram_world import MakeWorld, World

from bot.turn.doors import HANDOVER
from storage.tables import metadata

LINKED = "Vanaf nu krijg je hier bericht als er iets is om naar te kijken. Met /stop_notices stopt dat."
FREED = "Je krijgt hier geen bericht meer. In het portaal kun je weer een chat koppelen."


def token_of(address: str) -> str:
    """What Telegram hands on from a link."""
    return parse_qs(urlsplit(address).query)["start"][0]


async def opens(world: World, phone: Phone, address: str) -> None:
    """Open the link on a phone and press Start."""
    await world.does(phone, phone.type(f"/start {token_of(address)}"))


def talks(world: World, phone: Phone) -> bool:
    """Whether there is a talk, or anybody at all, behind a phone."""
    with world.store.read() as work:
        return work.people.by_identity("telegram", str(phone.chat_id)) is not None


async def test_the_link_names_the_bot_and_carries_a_secret_that_telegram_can_carry(world: World) -> None:
    world.consultant()
    address = world.link()
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "t.me", "/maatje_test_bot")
    assert 40 <= len(token_of(address)) <= 64
    with world.store.engine.connect() as connection:
        rows = [row for table in metadata.sorted_tables for row in connection.execute(table.select())]
    assert not [value for row in rows for value in row if token_of(address) in str(value)]


async def test_before_telegram_has_told_its_name_there_is_no_link(make_world: MakeWorld) -> None:
    world = await make_world(listen=False)
    assert world.bot.username is None


async def test_whoever_opens_it_is_linked_hears_one_sentence_and_no_talk_begins(world: World) -> None:
    world.consultant()
    phone = world.phone()
    await opens(world, phone, world.link())
    assert world.linked() == "1001"
    assert [shown.text for shown in phone.messages] == [LINKED]
    assert not talks(world, phone)


async def test_it_is_said_in_the_language_of_the_phone(world: World) -> None:
    world.consultant()
    phone = world.phone(language="en")
    await opens(world, phone, world.link())
    assert phone.text().startswith("From now on you are told here when there is something to look at.")
    await world.does(phone, phone.type("/stop_notices"))
    assert phone.last.text == "You are not told here any more. In the portal you can link a chat again."


async def test_it_works_once_and_a_stranger_with_it_gets_the_start_of_any_talk(world: World) -> None:
    world.consultant()
    address, mine, stranger = world.link(), world.phone(), world.phone(2002)
    await opens(world, mine, address)
    await opens(world, stranger, address)
    assert world.linked() == "1001"
    assert talks(world, stranger)


@pytest.mark.parametrize("wrong", ["used up", "too old", "of somebody disabled", "older", "never made", "changed"])
async def test_a_token_that_opens_nothing_begins_a_talk_like_any_other_and_reveals_nothing(
    world: World, wrong: str
) -> None:
    world.consultant()
    token = token_of(world.link())
    match wrong:
        case "used up":
            await opens(world, world.phone(3003), f"https://t.me/x?start={token}")
            with world.store.begin() as work:
                work.consultants.unlink_telegram("amina")
        case "too old":
            world.clock.now += timedelta(minutes=15)
        case "of somebody disabled":
            with world.store.begin() as work:
                work.consultants.disable("amina", world.clock())
        case "older":
            world.link()
        case "never made":
            token = "A" * 43
        case "changed":
            token = token[::-1]
    stranger, child = world.phone(), world.phone(2002)
    await opens(world, stranger, f"https://t.me/x?start={token}")
    await world.does(child, child.type("/start"))
    assert world.linked() is None
    assert [(s.text, s.buttons.keys()) for s in stranger.messages] == [
        (s.text, s.buttons.keys()) for s in child.messages
    ]
    assert talks(world, stranger)


async def test_just_before_its_time_is_over_it_still_works(world: World) -> None:
    world.consultant()
    address = world.link()
    world.clock.now += timedelta(minutes=14, seconds=50)
    await opens(world, world.phone(), address)
    assert world.linked() == "1001"


async def test_an_update_that_comes_again_after_a_crash_begins_no_talk_either(make_world: MakeWorld) -> None:
    first = await make_world(listen=False)
    first.consultant()
    await first.bot._api.initialize()
    first.bot._username = first.bot._api.username
    phone = first.phone()
    await phone.type(f"/start {token_of(first.link())}")
    # Killed after taking, before Telegram heard of it: the same update comes once more.
    updates = await first.bot._api.get_updates(timeout=1)
    assert await first.bot.take(updates[0])
    second = await make_world(store=first.store, api=first.api)
    await second.quiet(phone)
    assert second.linked() == "1001"
    assert [shown.text for shown in phone.messages] == [LINKED, LINKED]
    assert not talks(second, phone)


async def test_the_command_ends_it_once_and_is_then_a_command_nobody_knows(world: World) -> None:
    world.consultant()
    phone = world.phone()
    await opens(world, phone, world.link())
    await world.does(phone, phone.type("/stop_notices"))
    assert phone.last.text == FREED
    assert world.linked() is None
    assert not talks(world, phone)
    await world.does(phone, phone.type("/stop_notices"))
    assert talks(world, phone)
    assert phone.text().count(FREED) == 1


async def test_the_command_in_a_childs_chat_says_nothing_of_consultants(world: World) -> None:
    world.consultant()
    await opens(world, world.phone(3003), world.link())
    one, other = world.phone(), world.phone(2002)
    for phone, command in ((one, "/stop_notices"), (other, "/no_such_command")):
        await world.does(phone, phone.type("/start"))
        await world.does(phone, phone.type(command))
    assert [shown.text for shown in one.messages] == [shown.text for shown in other.messages]
    assert world.linked() == "3003"


async def test_words_behind_the_command_are_words_to_the_talk(world: World) -> None:
    world.consultant()
    phone = world.phone()
    await opens(world, phone, world.link())
    await world.does(phone, phone.type("/stop_notices mijn vader slaat me"))
    assert world.linked() == "1001"
    assert talks(world, phone)


async def test_a_linked_chat_may_have_a_talk_of_its_own_and_stays_linked_when_that_is_deleted(world: World) -> None:
    world.consultant()
    phone = world.phone()
    await opens(world, phone, world.link())
    await world.does(phone, phone.type("/start lang-en"))
    assert world.prompt(phone)
    await world.does(phone, phone.type("/delete"))
    assert world.linked() == "1001"


async def test_linking_in_the_middle_of_a_talk_leaves_the_talk_where_it_was(world: World) -> None:
    world.consultant()
    phone = world.phone()
    await world.does(phone, phone.type("/start"))
    before, said = world.prompt(phone), world.children_said(phone)
    await opens(world, phone, world.link())
    assert phone.last.text == LINKED
    assert world.prompt(phone) == before
    assert world.children_said(phone) == said
    await world.does(phone, phone.tap("Ja, ik zit goed"))
    assert world.prompt(phone) != before


async def test_tokens_for_other_doors_are_not_used_up_here(world: World) -> None:
    world.consultant()
    child = world.phone()
    await world.does(child, child.type("/start"))
    token = world.conversation.hand_over("telegram", "1001")
    stranger = world.phone(2002)
    await world.does(stranger, stranger.type(f"/start {token}"))
    with world.store.begin() as work:
        assert work.links.take(work.hash("link", token), HANDOVER, world.clock()) is not None


async def test_a_link_in_a_group_links_nobody(world: World) -> None:
    world.consultant()
    group = world.phone(-100200, kind="supergroup")
    await opens(world, group, world.link())
    assert world.linked() is None


async def test_the_menu_of_children_does_not_name_the_command(world: World) -> None:
    for call in world.api.sent("setMyCommands"):
        assert "stop_notices" not in [command["command"] for command in call.fields["commands"]]


async def test_no_log_line_names_the_token_or_the_chat(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.consultant()
    address = world.link()
    phone = world.phone(7001002003)
    world.api.blocked.add(phone.chat_id)  # so that there is something to log
    with caplog.at_level("DEBUG", logger="bot"):
        await opens(world, phone, address)
    assert "note not delivered" in caplog.text
    assert token_of(address) not in caplog.text
    assert "7001002003" not in caplog.text
    assert world.linked() == "7001002003"
