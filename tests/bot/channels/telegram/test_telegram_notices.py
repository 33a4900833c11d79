"""The postman on Telegram: one message for everything, and what Telegram's failures mean for who is told next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from lo_bot_api_emulator import ApiRefusal
from telegram.error import RetryAfter, TelegramError, TimedOut
from telegram_world import World

from bot.channels.telegram.duty.postman import TelegramPostman
from bot.jobs.pace import Pace
from bot.notices import NoticeError, short
from bot.words import Catalogues
from storage import Store
from tests.bot.alarms.house import MORNING, PEOPLE, House, Post

AMINA, BAS, _COR = PEOPLE
CHAT = 1001
WORDS = Catalogues.load()
TEXT = short(WORDS.gettext("nl"), "Maatje", "https://chat.example.org/")


@pytest.fixture
def database_kind() -> str:
    """What differs between databases is shown where alarms are tested; here it is Telegram that differs."""
    return "sqlite"


@pytest.fixture(autouse=True)
def impatient(world: World) -> None:
    world.bot._calls._first_wait = 0.01


async def refused(world: World, address: str = str(CHAT)) -> tuple[str, bool]:
    """Kind and finality of what went wrong."""
    with pytest.raises(NoticeError) as found:
        await world.bot.postman(TEXT).tell(address)
    return found.value.kind, found.value.final


async def test_the_message_says_only_that_there_is_something_and_where(world: World) -> None:
    await world.bot.postman(TEXT).tell(str(CHAT))
    (shown,) = world.api.chat(CHAT)
    assert shown.text == (
        "Er is iets om naar te kijken in het portaal van Maatje.\n\nJe vindt het hier: https://chat.example.org/portal/"
    )
    assert (shown.protected, shown.silent, shown.buttons, shown.links) == (True, False, {}, {})
    assert world.api.sent()[-1].fields["link_preview_options"] == {"is_disabled": True}


def test_it_exists_in_every_language_and_without_an_address_too() -> None:
    for language in WORDS.languages:
        text = short(WORDS.gettext(language), "Maatje", None)
        assert "Maatje" in text
        assert "http" not in text
    assert short(WORDS.gettext("en"), "Maatje", None).startswith(
        "There is something to look at in the portal of Maatje."
    )


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (ApiRefusal("Forbidden: bot was blocked by the user", 403), ("blocked", True)),
        (ApiRefusal("Forbidden: user is deactivated", 403), ("no_such_chat", True)),
        (ApiRefusal("Bad Request: chat not found", 400), ("no_such_chat", True)),
        (ApiRefusal("Bad Request: message is too long", 400), ("refused", False)),
        (ApiRefusal("Unauthorized", 401), ("sign_in_refused", False)),
    ],
)
async def test_what_a_refusal_means(world: World, refusal: ApiRefusal, told: tuple[str, bool]) -> None:
    world.api.refuse_next.append(refusal)
    assert await refused(world) == told


async def test_a_server_that_stays_down_is_for_later(world: World) -> None:
    world.api.refuse_next.extend(ApiRefusal("Bad Gateway", 502) for _ in range(3))
    assert await refused(world) == ("unreachable", False)


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # the library warns about itself
async def test_too_fast_waits_a_moment_and_a_long_wait_is_for_later(world: World) -> None:
    world.api.refuse_next.append(ApiRefusal("Too Many Requests: retry after 1", 429, {"retry_after": 1}))
    await world.bot.postman(TEXT).tell(str(CHAT))
    world.api.refuse_next.append(ApiRefusal("Too Many Requests: retry after 600", 429, {"retry_after": 600}))
    with pytest.raises(NoticeError) as found:
        await TelegramPostman(world.bot._calls, TEXT, seconds=0.3).tell(str(CHAT))
    assert (found.value.kind, found.value.final) == ("too_slow", False)


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
async def test_told_to_wait_again_and_again_is_for_later(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _fails(world, monkeypatch, RetryAfter(1))
    assert await refused(world) == ("too_fast", False)


async def test_no_answer_is_for_later_as_it_may_have_arrived(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _fails(world, monkeypatch, TimedOut())
    assert await refused(world) == ("too_slow", False)


async def test_a_line_that_is_closed_already_is_for_whoever_starts_next(world: World) -> None:
    await world.bot._api.shutdown()
    await world.bot._api._request[1].shutdown()
    assert await refused(world) == ("unreachable", False)


def _fails(world: World, patch: pytest.MonkeyPatch, problem: TelegramError) -> None:
    async def fails(*_given: object, **_more: object) -> None:
        raise problem

    patch.setattr(type(world.bot._api), "send_message", fails)


@dataclass
class Ringing:
    """A house with alarms, whose consultants are told by the real bot."""

    house: House
    world: World


@pytest.fixture
def ringing(world: World, store: Store) -> Ringing:
    house = House(store, post=Post())
    house.telegram = world.bot.postman(TEXT)  # type: ignore[assignment]
    house.link(AMINA, str(CHAT))
    return Ringing(house, world)


async def test_an_alarm_reaches_the_chat_and_after_a_timeout_it_comes_after_all(
    ringing: Ringing, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, world = ringing.house, ringing.world
    house.raise_one()
    with monkeypatch.context() as patch:
        _fails(world, patch, TimedOut())
        await house.look()
    assert world.api.chat(CHAT) == []
    house.clock.pass_by(seconds=Pace().patience)
    await house.look()
    assert [shown.text for shown in world.api.chat(CHAT)] == [TEXT]
    assert [(n.way, n.status) for n in house.notices()] == [("mail", "sent"), ("telegram", "sent")]


async def test_blocked_lets_the_chat_go_and_tells_the_next_at_once(ringing: Ringing) -> None:
    house, world = ringing.house, ringing.world
    world.api.blocked.add(CHAT)
    house.raise_one()
    await house.look()
    await house.look()
    assert house.linked(AMINA) is None
    assert house.post is not None
    assert house.post.told == [AMINA, BAS]


async def test_it_is_the_same_for_every_matter_hour_and_child(ringing: Ringing) -> None:
    house, world = ringing.house, ringing.world
    for number, (urgency, hours) in enumerate((("now", 0), ("soon", 1), ("call", 3))):
        house.clock.now = MORNING + timedelta(hours=hours)
        house.raise_one(f"a{number}", urgency)
        await house.look()
        house.take(AMINA, f"a{number}")
    assert [shown.text for shown in world.api.chat(CHAT)] == [TEXT] * 3


async def test_a_taken_alarm_is_told_to_no_chat(ringing: Ringing) -> None:
    house, world = ringing.house, ringing.world
    house.raise_one()
    house.take(BAS)
    await house.look()
    assert world.api.chat(CHAT) == []


async def test_a_child_in_the_same_bot_notices_nothing(ringing: Ringing) -> None:
    house, world = ringing.house, ringing.world
    child = world.phone(2002)
    await world.does(child, child.type("/start"))
    before, prompt = list(child.messages), world.prompt(child)
    house.raise_one()
    await house.look()
    assert child.messages == before
    assert world.prompt(child) == prompt
