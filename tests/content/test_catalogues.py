"""A sentence is said in the reader's language with its slots filled, or the mistake is said plainly."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.languages import direction
from bot.words import Catalogues, MissingSlot, UnknownLanguage, wrong_slots
from flows.engine.events import Line

GO_ON = "We go on where you were."


def test_dutch_comes_first_and_english_is_always_there(catalogues: Catalogues) -> None:
    assert catalogues.languages == ("nl", "en")


def test_a_sentence_is_translated(catalogues: Catalogues) -> None:
    assert catalogues.gettext("nl")(GO_ON) == "We gaan verder waar je was."
    assert catalogues.gettext("en")(GO_ON) == GO_ON


def test_an_untranslated_sentence_stays_english_rather_than_vanishing(catalogues: Catalogues) -> None:
    assert catalogues.gettext("nl")("No catalogue knows this.") == "No catalogue knows this."
    assert catalogues.translated("nl")("No catalogue knows this.") == ""


def test_slots_are_filled_from_the_line_and_from_the_settings(catalogues: Catalogues) -> None:
    line = Line("Where does {who} belong?", {"who": "Lot"})
    assert catalogues.say(line, "nl", {}) == "Waar hoort Lot?"
    assert catalogues.say(Line("Shall I send this to {consultant}?"), "nl", {"consultant": "Amina"}) == (
        "Zal ik dit naar Amina sturen?"
    )


def test_a_line_within_a_line_is_translated_too(catalogues: Catalogues) -> None:
    line = Line("What is going on with {person}?", {"person": Line("your mother")})
    assert catalogues.say(line, "nl", {}) == "Wat is er met je moeder?"


def test_a_setting_may_be_a_line_with_slots_of_its_own(catalogues: Catalogues) -> None:
    danger = Line("Shall I send this to {consultant}?")
    said = catalogues.say(Line("Hi {danger}"), "nl", {"danger": danger, "consultant": "Amina"})
    assert said == "Hi Zal ik dit naar Amina sturen?"


def test_braces_that_somebody_typed_are_left_alone(catalogues: Catalogues) -> None:
    line = Line("Where does {who} belong?", {"who": "{consultant} {0} {"})
    assert catalogues.say(line, "en", {"consultant": "Amina"}) == "Where does {consultant} {0} { belong?"


def test_a_slot_that_nobody_filled_is_named(catalogues: Catalogues) -> None:
    with pytest.raises(MissingSlot, match=r"\{consultant\}.*given: bot"):
        catalogues.say(Line("Shall I send this to {consultant}?"), "nl", {"bot": "Maatje"})


def test_an_unknown_language_is_named_with_what_there_is(catalogues: Catalogues) -> None:
    with pytest.raises(UnknownLanguage, match="'xx'; there are nl, en"):
        catalogues.gettext("xx")


@pytest.mark.parametrize(
    ("tag", "language"), [("nl-BE", "nl"), ("en_GB", "en"), ("EN", "en"), ("xx", "nl"), ("", "nl"), (None, "nl")]
)
def test_a_tag_finds_its_closest_language(catalogues: Catalogues, tag: str | None, language: str) -> None:
    assert catalogues.closest(tag) == language


def test_a_folder_without_dutch_is_no_start(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no nl catalogue"):
        Catalogues.load(tmp_path)


def test_a_fuzzy_translation_is_not_said(tmp_path: Path) -> None:
    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n#, fuzzy\nmsgid "Stop"\nmsgstr "Ga door"\n',
        encoding="utf-8",
    )
    assert Catalogues.load(tmp_path).gettext("nl")("Stop") == "Stop"


@pytest.mark.parametrize("wrong", ["{naam}, blijf", "{name} {name", "Blijf"])
def test_a_translation_with_other_words_in_braces_is_not_said_and_its_line_is_named(tmp_path: Path, wrong: str) -> None:
    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        f'msgid "Stay, {{name}}"\nmsgstr "{wrong}"\n\nmsgid "Go, {{name}}"\nmsgstr "{{name}}, ga"\n',
        encoding="utf-8",
    )
    say = Catalogues.load(tmp_path).gettext("nl")
    assert (say("Stay, {name}"), say("Go, {name}")) == ("Stay, {name}", "{name}, ga")
    assert wrong_slots(tmp_path) == ["nl messages.po:4: the words in braces must be those of 'Stay, {name}'"]


def test_every_translation_has_the_words_in_braces_of_its_text() -> None:
    assert wrong_slots() == []


@pytest.mark.parametrize(("language", "expected"), [("nl", "ltr"), ("en", "ltr"), ("ar", "rtl"), ("pt-BR", "ltr")])
def test_every_language_has_a_direction(language: str, expected: str) -> None:
    assert direction(language) == expected
