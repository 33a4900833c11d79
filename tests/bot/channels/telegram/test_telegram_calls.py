"""What failures of the Bot API mean: try again, give up, or all is well."""

from __future__ import annotations

import pytest
from lo_bot_api_emulator import ApiRefusal
from telegram_world import World

from bot.channels.telegram.keyboards import Button
from bot.turn.messages import Outgoing, SendError, Sent
from tests.sweeping import swept

SAYS = Sent("", 1, 0, Outgoing("say", "Hoi", "nl"))
KEYS = ((Button("Ja", "1.0:0"),),)


@pytest.fixture(autouse=True)
def impatient(world: World) -> None:
    world.bot._calls._first_wait = 0.01


async def refused(world: World, *refusals: ApiRefusal) -> SendError:
    world.api.refuse_next.extend(refusals)
    with pytest.raises(SendError) as found:
        await world.bot.channel.send("1001", SAYS)
    return found.value


async def test_a_server_that_stumbles_is_tried_again(world: World) -> None:
    world.api.refuse_next.extend([ApiRefusal("Bad Gateway", 502), ApiRefusal("Internal Server Error", 500)])
    assert await world.bot.channel.send("1001", SAYS)
    assert world.api.chat(1001)[0].text == "Hoi"


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # the library warns about itself
async def test_too_fast_waits_as_long_as_telegram_says(world: World) -> None:
    world.api.refuse_next.append(ApiRefusal("Too Many Requests: retry after 1", 429, {"retry_after": 1}))
    assert await world.bot.channel.send("1001", SAYS)


async def test_a_server_that_stays_down_is_left_to_the_outbox(world: World) -> None:
    problem = await refused(world, *(ApiRefusal("Bad Gateway", 502) for _ in range(3)))
    assert (problem.kind, problem.final) == ("unreachable", False)


async def test_blocked_deactivated_and_unknown_are_final_and_name_no_content(world: World) -> None:
    for text, status, kind in (
        ("Forbidden: bot was blocked by the user", 403, "blocked"),
        ("Forbidden: user is deactivated", 403, "deactivated"),
        ("Bad Request: chat not found", 400, "nobody there"),
        ("Bad Request: message is too long", 400, "refused"),
    ):
        problem = await refused(world, ApiRefusal(text, status))
        assert (problem.kind, problem.final, str(problem)) == (kind, True, kind)


async def test_an_address_that_is_no_chat_is_final(world: World) -> None:
    with pytest.raises(SendError) as found:
        await world.bot.channel.send("web-cookie", SAYS)
    assert found.value.final


async def test_an_edit_that_changes_nothing_worked_and_one_that_cannot_be_did_not(world: World) -> None:
    calls = world.bot._calls
    number = await calls.text(1001, "Hoi", KEYS)
    assert await calls.rekey(1001, number, KEYS)
    assert await calls.retext(1001, number, "Hoi", KEYS, caption=False)
    assert not await calls.rekey(1001, 12345, KEYS)
    world.api.blocked.add(1001)
    with pytest.raises(SendError):
        await calls.rekey(1001, number)


async def test_a_turn_of_somebody_who_blocked_us_ends_quietly(world: World) -> None:
    phone = world.phone()
    world.api.blocked.add(phone.chat_id)
    await world.does(phone, phone.type("/start"))
    await world.does(phone, phone.type("Ja, ik zit goed"))
    await swept(world.outbox)
    with world.store.read() as work:
        assert work.outbox.pending(_session(world)) == [], "nothing is left to be tried for ever"


def _session(world: World) -> str:
    with world.store.read() as work:
        person = work.people.by_identity("telegram", "1001")
        assert person is not None
        return work.sessions.of_person(person)[0].id
