"""Below the organisation's minimum age nothing is asked on Telegram; the web chat goes on with everything kept."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from emulated_telegram import Phone
from telegram_walking import Walker, asks, throws_all_away
from telegram_world import MakeWorld, World

from bot.turn.messages import Incoming
from tests.sweeping import swept

WEB = "https://praat.voorbeeld.test"


@pytest.fixture
async def gated(make_world: MakeWorld) -> World:
    """A world from 16 on with a web chat; polled, since nobody can bring a webhook there."""
    world = await make_world(minimum_age=16)
    world.bot.channel._public_url = WEB
    return world


async def younger(world: World, phone: Phone, age: int = 13, payload: str = "lang-en") -> None:
    await world.does(phone, phone.type(f"/start {payload}"))
    await Walker(world, phone, age=age).walk(until="me.age")
    await world.does(phone, phone.tap(str(age)))


def token_in(phone: Phone) -> str:
    link = next(iter(phone.last.links.values()))
    assert link.startswith(f"{WEB}/verder?t=")
    return parse_qs(urlsplit(link).query)["t"][0]


async def test_a_child_of_13_is_handed_over_with_language_and_answers(gated: World) -> None:
    phone = gated.phone()
    await younger(gated, phone)
    assert "16" in phone.last.text and phone.last.protected
    assert WEB not in phone.last.text, "Telegram's servers must not open the one-time link for a preview"
    assert not phone.labels()
    assert gated.conversation.adopt("web", "cookie", token_in(phone), "handover")
    prompt = gated.conversation.open_prompt("web", "cookie")
    assert prompt is not None and prompt.step == "consent.agree"
    assert gated.conversation.language_of("web", "cookie") == "en"
    assert gated.conversation.age_of("web", "cookie") == 13
    assert not gated.conversation.adopt("web", "other", token_in(phone), "handover"), "once"


async def test_nothing_that_is_typed_after_that_becomes_an_answer(gated: World) -> None:
    phone = gated.phone()
    await younger(gated, phone)
    before = gated.answers(phone)
    for text in ("yes, fine", "ja", "I am very sad", "skip", "/skip", "/review"):
        count = len(phone.messages)
        await gated.does(phone, phone.type(text))
        assert phone.messages[count:] and phone.last.links, "the way to the web chat, each time"
    assert gated.answers(phone) == before
    assert gated.prompt(phone).step == "consent.agree"


async def test_danger_is_still_noticed_and_help_still_comes(gated: World) -> None:
    phone = gated.phone()
    await younger(gated, phone, payload="lang-nl")
    await gated.does(phone, phone.type("ik wil dood"))
    assert "113" in phone.text()
    await gated.does(phone, phone.tap("Verder met de vragen"))
    assert phone.last.links
    await gated.does(phone, phone.type("zelfmoord"))
    assert "Typ HULP, dan zie je wie kan helpen." in phone.text()
    await gated.does(phone, phone.type("HULP"))
    assert phone.text().count("113") >= 2


async def test_delete_and_help_work_below_the_age(gated: World) -> None:
    phone = gated.phone()
    await younger(gated, phone)
    await asks(gated, phone, "/help", "0800")
    await gated.does(phone, phone.type("/delete"))
    await throws_all_away(gated, phone)
    assert gated.conversation.transcript("telegram", str(phone.chat_id)) == []


async def test_a_wrong_age_can_be_put_right_with_back(gated: World) -> None:
    phone = gated.phone()
    await younger(gated, phone)
    await gated.does(phone, phone.type("/back"))
    await gated.does(phone, phone.type("18"))
    assert gated.prompt(phone).step == "consent.agree"
    assert phone.labels()


async def test_a_link_for_a_younger_band_hands_over_before_anything_is_asked(gated: World) -> None:
    phone = gated.phone()
    await gated.does(phone, phone.type("/start lang-en_band-B_org-demo"))
    assert len(phone.messages) == 1 and not phone.labels()
    assert gated.conversation.adopt("web", "cookie", token_in(phone), "handover")
    assert gated.conversation.language_of("web", "cookie") == "en"
    await gated.does(phone, phone.type("/start"))
    assert phone.labels(), "without the band in the link the welcome is asked"


async def test_without_an_age_only_welcome_age_and_agreement_are_asked(gated: World) -> None:
    phone = gated.phone()
    await gated.does(phone, phone.type("/start"))
    await gated.does(phone, phone.tap("Ja, ik zit goed"))
    await gated.does(phone, phone.tap("Sla over"))
    assert gated.prompt(phone).step == "consent.agree"
    await gated.does(phone, phone.tap("Ja, dat is goed"))
    assert phone.last.links and not phone.labels()
    await gated.does(phone, phone.type("Noor"))
    assert "me.name" not in gated.answers(phone)


async def test_a_crash_before_sending_cannot_let_the_question_through_later(gated: World) -> None:
    phone = gated.phone()
    await gated.does(phone, phone.type("/start"))
    await gated.does(phone, phone.tap("Ja, ik zit goed"))
    reply = await gated.conversation.take(Incoming("telegram", str(phone.chat_id), "crash", typed="13"))
    assert reply.session_id is not None
    assert await swept(gated.outbox)
    assert phone.last.links and "Ja, dat is goed" not in phone.labels()


async def test_without_a_web_address_the_organisation_is_named(make_world: MakeWorld) -> None:
    world = await make_world(minimum_age=16)
    phone = world.phone()
    await younger(world, phone)
    assert "Voorbeeld" in phone.last.text and not phone.last.links


async def test_an_address_that_telegram_takes_no_button_to_stands_in_the_text(gated: World) -> None:
    phone = gated.phone()
    await gated.does(phone, phone.type("/start lang-en"))
    await gated.does(phone, phone.tap("Yes, I'm fine here"))
    gated.api.refuse_when = lambda call: "url" in str(call.fields.get("reply_markup"))
    await gated.does(phone, phone.tap("13"))
    assert f"{WEB}/verder?t=" in phone.last.text and not phone.last.links
