"""The whole intake on Telegram, for every age the organisation lets in."""

from __future__ import annotations

import pytest
from emulated_telegram import Phone, Shown
from telegram_walking import ANSWERED, Walker, ahead
from telegram_world import MakeWorld, World

from bot.channels.telegram.commands import is_payload
from bot.channels.telegram.showing.texts import UNITS_OF_A_CAPTION, UNITS_OF_A_MESSAGE, units


async def begun(world: World, phone: Phone, payload: str = "") -> None:
    await world.does(phone, phone.type(f"/start {payload}".strip()))


async def test_somebody_of_18_walks_the_whole_intake_by_buttons_and_the_summary_arrives(world: World) -> None:
    phone = world.phone()
    await begun(world, phone)
    walker = Walker(world, phone, age=18)
    await walker.walk()
    handoff = world.handoffs(phone)[0]
    assert (handoff.child.age, handoff.child.channel, handoff.child.language) == (18, "telegram", "nl")
    assert handoff.sections and {"names", "picture", "cards", "send", "ladder", "chips"} <= walker.controls
    assert 23 <= len([step for step in walker.asked if step != "review.feedback"]) <= 33
    _keeps_to_telegrams_limits(world)
    assert not [shown for shown in phone.messages[:-1] if shown.buttons], "old buttons are gone"
    assert "✓ 18" in phone.text()


async def test_the_whole_intake_can_be_typed_with_the_words_on_the_buttons(world: World) -> None:
    phone = world.phone()
    await begun(world, phone, "lang-en")
    await Walker(world, phone, age=20, by_typing=True).walk()
    assert world.handoffs(phone)[0].child.age == 20
    assert world.handoffs(phone)[0].child.language == "en"


async def test_with_a_minimum_of_16_somebody_of_16_walks_it_too(make_world: MakeWorld) -> None:
    world = await make_world(minimum_age=16)
    phone = world.phone()
    await begun(world, phone)
    await Walker(world, phone, age=16).walk()
    assert world.handoffs(phone)[0].child.age == 16


@pytest.mark.parametrize("age", [6, 13])
async def test_every_band_works_where_the_organisation_lets_it_in(make_world: MakeWorld, age: int) -> None:
    world = await make_world(minimum_age=4)
    phone = world.phone()
    await begun(world, phone)
    walker = Walker(world, phone, age=age)
    await walker.walk()
    assert world.handoffs(phone)[0].child.age == age
    if age == 6:
        assert "Voor de grote mens: " in phone.text()


async def test_the_picture_comes_with_a_caption_that_says_the_same(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "picture")
    assert phone.last.photo and phone.last.buttons
    for name in ANSWERED["network.closest"]:
        assert name in phone.last.text
    await world.does(phone, phone.tap(world.prompt(phone).choices[0].label))
    assert "✓" in next(shown for shown in phone.messages if shown.photo).text


async def test_somebody_can_be_taken_out_of_the_picture_and_it_is_drawn_again(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "picture")
    await world.does(phone, phone.tap(next(c.label for c in world.prompt(phone).choices if c.id == "remove")))
    await world.does(phone, phone.tap("Ömer"))
    pictures = [shown for shown in phone.messages if shown.photo]
    assert len(pictures) == 2
    assert "Ömer" in pictures[0].text and "Ömer" not in pictures[1].text


async def test_the_preview_shows_what_leaves_and_cannot_be_forwarded(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "send")
    preview = phone.messages[-2]
    assert preview.protected and "Mijn verhaal in het kort: Noor" in preview.text
    for name in ANSWERED["network.closest"]:
        assert name in preview.text
    await world.does(phone, phone.tap(next(c.label for c in world.prompt(phone).choices if c.id == "send")))
    assert world.handoffs(phone)[0].child.name == "Noor"


async def test_review_switches_change_one_message_and_quick_taps_on_two_both_count(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "cards")
    count = len(phone.messages)
    first, second = _switches(phone.messages)[:2]
    # Both taps carry the token of the moment before: nobody waits for the screen.
    await phone.tap_data(*first)
    await phone.tap_data(*second)
    await world.quiet(phone)
    assert _kept_back(world, phone) == 2
    assert len(phone.messages) == count
    await world.does(phone, phone.tap_data(*first))
    assert _kept_back(world, phone) == 2, "a double tap counts once"
    await world.does(phone, phone.tap_data(*_switches(phone.messages)[0]))
    assert _kept_back(world, phone) == 1
    await world.does(phone, phone.tap("Zo klopt het"))
    assert not _switches(phone.messages)
    assert world.prompt(phone).control == "send"


async def test_typing_at_the_review_does_not_send_all_cards_again(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "cards")
    switches = len(_switches(phone.messages))
    await world.does(phone, phone.type("hmm"))
    assert len(_switches(phone.messages)) == switches
    assert "Zo klopt het" in phone.last.buttons


def _keeps_to_telegrams_limits(world: World) -> None:
    for call in [*world.api.sent("sendMessage"), *world.api.sent("editMessageText")]:
        assert 0 < units(call.fields["text"]) <= UNITS_OF_A_MESSAGE
        assert call.fields["link_preview_options"] == {"is_disabled": True}
    assert world.api.sent("sendPhoto")
    assert all(units(call.fields["caption"]) <= UNITS_OF_A_CAPTION for call in world.api.sent("sendPhoto"))
    assert not any("parse_mode" in call.fields for call in world.api.calls)


def _kept_back(world: World, phone: Phone) -> int:
    return [card.shared for card in world.prompt(phone).cards].count(False)


def _switches(messages: list[Shown]) -> list[tuple[Shown, str]]:
    return [
        (shown, data) for shown in messages for text, data in shown.buttons.items() if text.startswith(("✅", "⬜"))
    ]


@pytest.mark.parametrize("begun_before", [False, True])
async def test_words_behind_start_are_listened_to_like_any_other(world: World, begun_before: bool) -> None:
    phone = world.phone()
    if begun_before:
        await ahead(world, phone, "happiness.more")
    await world.does(phone, phone.type("/start mijn vader slaat mij elke dag"))
    assert "112" in phone.text()


@pytest.mark.parametrize("payload", ["", "lang-nl_band-d", "x" * 64, "a_b-C9"])
def test_what_a_link_carries_is_a_payload(payload: str) -> None:
    assert is_payload(payload)


@pytest.mark.parametrize("words", ["ik wil dood", "x" * 65, "dood!", "я_більше_не_можу", "help\nme"])
def test_what_no_link_carries_is_words(words: str) -> None:
    assert not is_payload(words)
