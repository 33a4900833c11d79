"""Buttons: data of at most 64 bytes that never holds a label, rows that can be read, taps that are understood."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram_world import LIBRARY, ORGANISATION, WORDS

from bot.channels.telegram.commands import LETTERS_OF_A_PAYLOAD, command_of, menu, start_of
from bot.channels.telegram.hearing.taps import meant
from bot.channels.telegram.keyboards import (
    BYTES_OF_DATA,
    LETTERS_OF_A_LABEL,
    DataTooLong,
    cards_keyboard,
    data_of,
    keyboard_of,
    listing,
    pressed,
)
from bot.channels.telegram.showing.bubbles import Bubble, plain_bubbles, question_bubbles
from bot.channels.telegram.showing.texts import UNITS_OF_A_CAPTION, UNITS_OF_A_MESSAGE, split, units
from bot.turn.messages import Card, Choice, HelpLine, Outgoing, Picture, Prompt, Start
from flows.engine.bands import BANDS
from flows.engine.events import Chose, Commanded, Line, SentOther, Shown, Started

NOW = datetime(2026, 3, 12, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=9_000)


def a_prompt(**more: object) -> Prompt:
    plain = {"step": "x.y", "token": "4f.1c", "control": "chips", "choices": (Choice("a", "aap"), Choice("b", "beer"))}
    return Prompt(**{**plain, **more})  # type: ignore[arg-type]


def every_prompt() -> list[Prompt]:
    """Every step's options in every band and language, under the longest token a talk can reach."""
    flow = LIBRARY.newest("intake").flow
    slots = {"bot": "Maatje", "org": ORGANISATION.name, "consultant": ORGANISATION.consultant, "days": "30"}
    slots |= {"danger": "", "person": "", "name": "Ömer", "age": "12"}
    repairs = tuple(Choice(r, r) for r in ("skip", "dont_know", "rather_not_say", "later", "back", "leave"))
    found = []
    for step in flow.steps:
        sets = [step.options, *(v.options for v in step.variants), *(row.options for row in step.rows)]
        for options in filter(None, sets):
            for language in WORDS.languages:
                for band in BANDS:
                    texts = [o.text if isinstance(o.text, str) else o.text[band] for o in options]  # type: ignore[index]
                    said = [WORDS.say(Line(text), language, slots) for text in texts]
                    choices = tuple(Choice(o.id, t, o.icon, own=o.own) for o, t in zip(options, said, strict=True))
                    found.append(a_prompt(step=step.id, token="ffff.ff", choices=choices, repairs=repairs))
    return found


def test_every_prompt_in_nl_and_en_has_buttons_that_telegram_carries_and_a_phone_shows() -> None:
    prompts = every_prompt()
    assert len(prompts) > 200
    for prompt in prompts:
        keyboard = keyboard_of(prompt)
        for row in keyboard:
            assert 1 <= len(row) <= 8
            for button in row:
                assert button.data is not None and 1 <= len(button.data.encode()) <= BYTES_OF_DATA
                assert 0 < len(button.text) <= LETTERS_OF_A_LABEL + 2
        assert len([b for row in keyboard for b in row]) <= 100
        assert len({b.data for row in keyboard for b in row}) == len([b for row in keyboard for b in row])
        labels = " ".join(choice.label for choice in prompt.choices)
        assert not any(b.data and b.data.partition(":")[2] in labels.split() for row in keyboard for b in row)


def test_labels_too_long_for_a_button_stand_numbered_in_the_text() -> None:
    long = Choice("c", "iets met een heel lang label dat nergens op een knop past")
    prompt = a_prompt(choices=(Choice("a", "aap", picked=True), long))
    assert listing(prompt) == f"1. aap\n2. {long.label}"
    assert [b.text for b in keyboard_of(prompt)[0]] == ["✓ 1", "2"]


def test_numbers_stand_in_even_rows() -> None:
    ages = tuple(Choice(str(n), str(n)) for n in range(4, 25))
    assert [len(row) for row in keyboard_of(a_prompt(choices=ages))] == [7, 7, 7]


def test_a_token_that_grew_too_long_is_a_bug_that_shows_and_foreign_data_is_nobodys() -> None:
    with pytest.raises(DataTooLong):
        data_of("x" * 63, ":", 10)
    assert pressed("no sort at all") is None
    assert pressed("1.2:3") is not None and pressed("1.2:3").place == 3  # type: ignore[union-attr]
    assert pressed("1.2:³").place == -1  # type: ignore[union-attr]


@given(TEXTS, st.sampled_from([UNITS_OF_A_MESSAGE, UNITS_OF_A_CAPTION, 40]))
def test_a_long_text_is_cut_within_the_limit_and_loses_no_letter(text: str, most: int) -> None:
    pieces = split(text, most)
    assert all(0 < units(piece) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_text_is_cut_between_paragraphs_when_it_can_be() -> None:
    paragraph = ("woord " * 100).strip()
    pieces = split("\n\n".join([paragraph] * 12))
    assert [piece.split("\n\n") for piece in pieces] == [[paragraph] * 6, [paragraph] * 6]


# --- taps ---------------------------------------------------------------------------------------------------------


def tap(data: str, shown: Prompt | None, now: Prompt | None) -> object:
    found = pressed(data)
    assert found is not None
    return meant(found, shown, now).event


def test_a_tap_is_the_choice_at_its_place() -> None:
    prompt = a_prompt()
    assert tap("4f.1c:1", prompt, prompt) == Chose("4f.1c", "b")
    assert tap("4f.1c:9", prompt, prompt) == Chose("4f.1c", "?")
    assert tap("4f.1c:1", None, None) == Chose("4f.1c", "?")


def test_a_repair_counts_only_under_the_open_question() -> None:
    prompt = a_prompt(repairs=(Choice("skip", "Sla over"),))
    assert tap("4f.1c!skip", prompt, prompt) == Commanded("skip")
    assert tap("4e.1c!skip", None, prompt) == Chose("4e.1c", "skip")
    assert tap("4f.1c!delete", prompt, prompt) == Chose("4f.1c", "delete"), "only what stood there"
    assert tap("!language.en", None, prompt) == Commanded("language", "en")


def test_a_quick_second_chip_means_what_the_screen_showed() -> None:
    shown = a_prompt(many=True)
    now = a_prompt(
        many=True, token="50.1c", choices=(Choice("a", "aap", picked=True), Choice("b", "beer")), picked=("a",)
    )
    assert tap("4f.1c:1", shown, now) == Chose("50.1c", "b")
    assert tap("4f.1c:0", shown, now) == Shown(), "tapped twice: on, once"
    assert tap("4f.1c=", shown, now) == Chose("50.1c", "done")
    assert tap("4f.1c=", shown, a_prompt(many=True, token="50.1c")) == Chose("4f.1c", "done"), "Done twice is old"
    elsewhere = a_prompt(many=True, token="51.1d", step="z")
    assert tap("4f.1c:1", shown, elsewhere) == Chose("4f.1c", "b")


def test_nobody_tapped_twice_is_not_two_answers() -> None:
    names = a_prompt(many=True, control="names", choices=(Choice("nobody", "niemand"),))
    again = a_prompt(many=True, control="names", choices=(Choice("nobody", "niemand"),), token="50.1c")
    assert tap("4f.1c:0", names, again) == Shown()


def test_a_card_switch_means_what_the_screen_showed() -> None:
    on = Card("me.name", "me", "Naam", ("Noor",), True, False)
    off = Card("me.name", "me", "Naam", ("Noor",), False, False)
    shown = a_prompt(control="cards", many=True, cards=(on,))
    assert tap("4f.1c#0", shown, shown) == Chose("4f.1c", "card:me.name")
    moved = a_prompt(control="cards", many=True, cards=(off,), token="50.1c")
    assert tap("4f.1c#0", shown, moved) == Shown()
    assert tap("50.1c#0", moved, moved) == Chose("50.1c", "card:me.name")
    assert tap("4f.1c#7", shown, moved) == Chose("4f.1c", "?")
    assert cards_keyboard(moved, ["me.name"])[0][0].text == "⬜ Naam"


# --- bubbles ------------------------------------------------------------------------------------------------------


def bubbles(message: Outgoing) -> tuple[Bubble, ...]:
    assert message.prompt is not None
    return question_bubbles(message, message.prompt, "nl", WORDS)


def test_a_caption_that_would_be_too_long_goes_on_in_a_message_below_with_the_buttons() -> None:
    people = [{"name": f"Naam {n}", "ring": 1 + n % 4, "area": "friends"} for n in range(20)]
    picture = Picture({"people": people, "support": {}, "known_by": []}, "Noor", ("woord " * 150, "zin " * 150))
    short = Picture(picture.network, None, ("kort",))
    one = bubbles(Outgoing("ask", "Klopt het?", "nl", prompt=a_prompt(control="picture"), picture=short))
    assert len(one) == 1 and one[0].photo and one[0].keyboard and one[0].text == "kort\n\nKlopt het?"
    photo, *rest = bubbles(Outgoing("ask", "Klopt het?", "nl", prompt=a_prompt(control="picture"), picture=picture))
    assert photo.photo and not photo.keyboard and units(photo.text) <= UNITS_OF_A_CAPTION
    assert rest[-1].keyboard and rest[-1].text.endswith("Klopt het?")
    told = " ".join((photo.text, *(bubble.text for bubble in rest)))
    assert told.count("woord") == 150 and told.count("zin") == 150


def test_review_cards_stand_by_topic_with_their_switches_even_when_a_story_is_long() -> None:
    cards = tuple(
        Card(f"t{n // 4}.q{n}", f"t{n // 4}", f"Vraag {n}", ("“" + "lang " * 900 + "”",), True, False) for n in range(8)
    )
    message = Outgoing("ask", "Klopt het zo?", "nl", prompt=a_prompt(control="cards", many=True, cards=cards))
    found = bubbles(message)
    assert all(units(bubble.text) <= UNITS_OF_A_MESSAGE for bubble in found)
    assert [link for bubble in found for link in bubble.link_ids] == [card.link_id for card in cards]
    assert all(len(bubble.keyboard) == len(bubble.link_ids) for bubble in found[:-1])


def test_help_lines_are_text_with_numbers_and_chats_are_buttons() -> None:
    lines = (HelpLine("Hulplijn", "0800-0000", "tel:08000000", "dag en nacht", "https://chat.voorbeeld.test/"),)
    (bubble,) = plain_bubbles(Outgoing("help", "Bel:\nHulplijn: 0800-0000", "nl", lines=lines), WORDS)
    assert "0800-0000" in bubble.text and not bubble.silent
    assert [b.url for row in bubble.keyboard for b in row] == ["https://chat.voorbeeld.test/"]


# --- commands -----------------------------------------------------------------------------------------------------


def test_a_start_link_carries_language_band_and_organisation_and_nothing_odd() -> None:
    assert start_of("lang-nl_band-C_org-siz-noord") == Start("nl", "C", "siz-noord")
    assert start_of("band-Z_huh_lang-") == Start()
    assert start_of("x" * (LETTERS_OF_A_PAYLOAD + 1)) == Start()
    said = command_of("/start lang-en_band-d")
    assert said is not None and said.event == Started("D") and said.start.language == "en"


def test_commands_are_understood_in_dutch_with_a_bot_name_and_unknown_ones_are_said_to_be() -> None:
    assert command_of("/hulp@maatje_bot").event == Commanded("help")  # type: ignore[union-attr]
    assert command_of("/VERWIJDER").event == Commanded("delete")  # type: ignore[union-attr]
    assert command_of("/taal Engels").rest == "en"  # type: ignore[union-attr]
    assert command_of("/huh").event == SentOther("command")  # type: ignore[union-attr]
    assert command_of("/").event == SentOther("command")  # type: ignore[union-attr]
    assert command_of("geen commando / hier") is None


def test_the_menu_keeps_to_telegrams_form() -> None:
    for language in WORDS.languages:
        for name, description in menu(WORDS.gettext(language)):
            assert name.islower() and name.isascii() and len(name) <= 32 and 1 <= len(description) <= 256
