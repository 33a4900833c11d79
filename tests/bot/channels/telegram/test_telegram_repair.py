"""Double taps, old buttons, repeated deliveries, order, and things that are no words."""

from __future__ import annotations

import asyncio
from typing import Any

from telegram_walking import ahead, throws_all_away
from telegram_world import SECONDS_TO_WAIT, WORDS, MakeWorld, World

from bot.channels.telegram.showing.bubbles import STAYS_WITH_TELEGRAM
from bot.channels.telegram.turns import ONLY_PRIVATE
from bot.turn.messages import Sent


async def test_a_double_tap_counts_once_and_asks_nothing_twice(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "welcome.place")
    shown = phone.last
    data = shown.buttons["Ja, ik zit goed"]
    await phone.tap_data(shown, data)
    await phone.tap_data(shown, data)
    await world.quiet(phone)
    assert world.prompt(phone).step == "me.age"
    assert phone.text().count("Hoe oud ben je?") == 1
    assert len(world.api.sent("answerCallbackQuery")) == 2, "every tap is answered, or phones send it again"


async def test_an_update_that_is_delivered_twice_happens_once(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "me.name")
    count = len(phone.messages)
    update = {"update_id": 77, "message": {**phone._message(), "text": "Noor"}}
    for _ in range(2):
        assert await world.bot.take_raw(update)
    await _idle(world)
    assert world.answers(phone)["me.name"] == "Noor"
    assert world.children_said(phone).count("Noor") == 1
    assert len(phone.messages) - count <= 2


async def test_an_old_button_asks_whether_the_answer_should_change(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "me.age")
    age = phone.last
    other = age.buttons["19"]
    await world.does(phone, phone.tap("18"))
    await world.does(phone, phone.tap("Ja, dat is goed"))
    await world.does(phone, phone.tap_data(age, other))
    assert world.prompt(phone).control == "stale"
    assert "Wil je het veranderen?" in phone.last.text
    assert world.answers(phone)["me.age"] == 18
    await world.does(phone, phone.tap(world.prompt(phone).choices[0].label))
    await world.does(phone, phone.tap("19"))
    assert world.answers(phone)["me.age"] == 19


async def test_skipping_twice_on_the_same_message_skips_one_question(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "me.name")
    shown, data = phone.last, phone.last.buttons["Sla over"]
    await world.does(phone, phone.tap_data(shown, data))
    following = world.prompt(phone).step
    await world.does(phone, phone.tap_data(shown, data))
    assert world.prompt(phone).step == following


async def test_two_quick_chips_and_done_all_count(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "happiness.sources")
    shown = phone.last
    prompt = world.prompt(phone)
    datas = [data for text, data in shown.buttons.items() if ":" in data][:2]
    done = next(data for data in shown.buttons.values() if data.endswith("="))
    for data in (*datas, done):
        await phone.tap_data(shown, data)
    await world.quiet(phone)
    assert world.answers(phone)["happiness.sources"] == [choice.id for choice in prompt.choices[:2]]


async def test_done_tapped_twice_does_not_answer_the_question_about_nobody(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "network.closest")
    shown = phone.last
    nobody = next(data for text, data in shown.buttons.items() if "iemand" in text)
    await phone.tap_data(shown, nobody)
    await phone.tap_data(shown, nobody)
    await world.quiet(phone)
    assert world.prompt(phone).step == "network.closest", "the kind second question still stands"


async def test_after_a_restart_old_buttons_still_work_and_are_cleared(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "happiness.sources")
    world.bot.channel.screens.forget(str(phone.chat_id))
    count = len(phone.messages)
    chip = next(text for text, data in phone.last.buttons.items() if ":" in data)
    await world.does(phone, phone.tap(chip))
    assert len(phone.messages) == count, "the chip is switched in place"
    world.bot.channel.screens.forget(str(phone.chat_id))
    await world.does(phone, phone.tap("Klaar"))
    assert world.prompt(phone).step != "happiness.sources"
    assert [shown for shown in phone.messages if shown.buttons] == [phone.last]


STICKER = {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
FILE = {"file_id": "f", "file_unique_id": "u"}
NO_ANSWERS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"photo": [{**FILE, "width": 1, "height": 1}]}, "message"),
    ({"sticker": {**FILE, **STICKER}}, "message"),
    ({"voice": {**FILE, "duration": 1}}, "message"),
    ({"location": {"latitude": 52.3, "longitude": 6.6}}, "message"),
    ({"contact": {"phone_number": "+31600000000", "first_name": "Niemand"}}, "message"),
    ({"document": FILE}, "message"),
    ({"dice": {"emoji": "🎲", "value": 3}}, "message"),
    ({"text": "/huh"}, "message"),
    ({"text": "/huh appel"}, "message"),
    ({"text": "iets anders", "edit_date": 2}, "edited_message"),
)


async def test_what_is_no_answer_gets_a_kind_sentence_and_the_question_again(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "consent.agree")
    before = world.answers(phone)
    for content, kind in NO_ANSWERS:
        count = len(phone.messages)
        await world.does(phone, phone.send(content, kind))
        new = phone.messages[count:]
        assert len(new) == 2, f"{content}: one sentence and the question"
        assert "Ja, dat is goed" in new[-1].buttons
        assert world.prompt(phone).step == "consent.agree"
        assert world.answers(phone) == before


async def test_words_under_a_picture_are_read_and_looked_at_for_danger(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "happiness.sources")
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    await world.does(phone, phone.send({"photo": photo, "caption": "ik wil dood"}))
    assert "113" in phone.text()
    assert world.prompt(phone).control == "help"


async def test_danger_is_noticed_in_edits_and_behind_commands(world: World) -> None:
    for chat, kind, text in ((1, "edited_message", "ik wil dood"), (2, "message", "/stop ik wil dood")):
        phone = world.phone(chat)
        await ahead(world, phone, "happiness.sources")
        await world.does(phone, phone.send({"text": text}, kind))
        assert "113" in phone.text()


async def test_service_messages_are_met_with_silence(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "me.age")
    count = len(phone.messages)
    await phone.send({"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}})
    await asyncio.sleep(0.3)
    assert len(phone.messages) == count


async def test_odd_texts_neither_break_anything_nor_are_interpreted(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "me.name")
    for odd in ("<b>x</b>&amp;" * 5, "\u202eabc", "*_[](x)", "x" * 4096, "\u200b\u200b"):
        await world.does(phone, phone.type(odd))
    await world.does(phone, phone.type("<i>Noor</i>"))
    assert not any("parse_mode" in call.fields for call in world.api.calls)


class Slow:
    """A channel that takes a different while for each bubble, as a line does."""

    name = "telegram"

    async def send(self, address: str, sent: Sent) -> str:
        await asyncio.sleep((int(address) * 7 + sent.seq * 3) % 5 / 1000)
        return "1"


async def test_order_within_a_chat_holds_for_400_updates_in_10_chats(make_world: MakeWorld) -> None:
    world = await make_world(minimum_age=4)
    world.outbox.register(Slow())
    phones = [world.phone(5000 + n) for n in range(10)]
    for number in range(40):
        for phone in phones:
            await phone.type(f"nummer {number} van mij")
    await world.quiet(*phones)
    for phone in phones:
        assert world.children_said(phone) == [f"nummer {number} van mij" for number in range(1, 40)]
    assert len(world.bot._turns.order) == 0


async def test_a_group_gets_one_kind_sentence_and_nothing_is_stored(world: World) -> None:
    group = world.phone(-700, kind="group")
    await group.type("/start")
    await group.type("ik ben verdrietig")
    await world.quiet(group)
    assert [shown.text for shown in group.messages] == [WORDS.gettext("nl")(ONLY_PRIVATE)]
    assert world.conversation.transcript("telegram", "-700") == []


async def test_deleting_says_that_the_chat_itself_can_be_cleared_and_starts_clean_after(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "happiness.sources")
    await world.does(phone, phone.type("/delete"))
    await throws_all_away(world, phone)
    assert world.conversation.transcript("telegram", str(phone.chat_id)) == []
    assert WORDS.gettext("nl")(STAYS_WITH_TELEGRAM) in phone.text()
    assert not [shown for shown in phone.messages if shown.buttons]
    await world.does(phone, phone.type("/start"))
    assert world.prompt(phone).step == "welcome.place"


async def test_another_language_at_any_moment(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "me.name")
    await world.does(phone, phone.type("/language"))
    await world.does(phone, phone.tap("English"))
    assert world.conversation.language_of("telegram", str(phone.chat_id)) == "en"
    assert "What may I call you" in phone.last.text or "call you" in phone.last.text
    await world.does(phone, phone.type("/taal nederlands"))
    assert world.conversation.language_of("telegram", str(phone.chat_id)) == "nl"
    assert "Sla over" in phone.last.buttons


async def test_the_commands_answer_and_lose_nothing(world: World) -> None:
    phone = world.phone()
    await ahead(world, phone, "consent.agree")
    for command, sign in (("/help", "0800"), ("/hulp", "0800"), ("/privacy", "Wie leest dit?"), ("/why", "")):
        count = len(phone.messages)
        await world.does(phone, phone.type(command))
        new = "\n".join(shown.text for shown in phone.messages[count:])
        assert new and sign in new
        assert world.prompt(phone).step == "consent.agree"
    await world.does(phone, phone.type("/terug"))
    assert world.prompt(phone).step == "me.age"
    await world.does(phone, phone.type("/stop"))
    assert world.prompt(phone).control == "stop"
    await world.does(phone, phone.tap(next(c.label for c in world.prompt(phone).choices if c.id == "break")))
    assert not phone.labels(), "a talk that rests has no buttons"
    await world.does(phone, phone.type("/start"))
    assert world.prompt(phone).step == "me.age" and phone.labels()


async def test_a_phrase_brings_the_talk_to_another_phone_and_is_kept_to_the_chat(world: World) -> None:
    phone, other = world.phone(), world.phone(2002)
    await ahead(world, phone, "happiness.sources")
    await world.does(phone, phone.type("/phrase"))
    told = next(shown for shown in reversed(phone.messages) if shown.protected)
    words = told.text.split(":", 1)[1].split(".")[0].strip()
    await world.does(other, other.type(f"/phrase {words}"))
    assert world.prompt(other).step == "happiness.sources"
    await world.does(other, other.type("/phrase een twee drie vier"))
    assert world.prompt(other).step == "happiness.sources"


async def _idle(world: World) -> None:
    async with asyncio.timeout(SECONDS_TO_WAIT):
        while world.bot._busy:
            await asyncio.sleep(0.002)
