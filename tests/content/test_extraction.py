"""Translators see every sentence of a flow, with its line and the question it belongs to; nobody is forgotten."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po

from bot.authoring.extraction import extract_flow
from bot.words import LOCALES, Catalogues
from flows import reading
from flows.engine.compiling import Flow

ROOT = Path(__file__).parents[2]
EXAMPLE = b"""flow: example
words:
  danger: {AB: "Short.", CDE: "A bit longer."}
steps:
  - id: care.who
    text:
      A: "Who?"
    options:
      - {id: mother, text: "my mother"}
    thanks:
      - when: "care.who == 'mother'"
        text: "Thank you."
    more:
      - AB: "A card."
    heading: "Who it is about"
"""


def test_every_sentence_comes_with_its_line_and_its_question() -> None:
    found = [(line, text, notes[0]) for line, _function, text, notes in extract_flow(BytesIO(EXAMPLE), {}, (), {})]
    assert found == [
        (3, "Short.", "words danger AB"),
        (3, "A bit longer.", "words danger CDE"),
        (7, "Who?", "care.who text A"),
        (9, "my mother", "care.who mother text"),
        (12, "Thank you.", "care.who text"),
        (14, "A card.", "care.who more AB"),
        (15, "Who it is about", "care.who heading"),
    ]


def test_conditions_and_ids_are_nothing_to_translate() -> None:
    texts = {text for _line, _function, text, _notes in extract_flow(BytesIO(EXAMPLE), {}, (), {})}
    assert not {"care.who == 'mother'", "mother", "care.who", "example"} & texts


def test_an_empty_file_has_no_sentences() -> None:
    assert list(extract_flow(BytesIO(b""), {}, (), {})) == []


def test_the_extractor_finds_what_the_engine_says(flow: Flow) -> None:
    with (ROOT / "flows" / "definitions" / "intake.yaml").open("rb") as file:
        found = {text for _line, _function, text, _notes in extract_flow(file, {}, (), {})}
    assert {text.source for text in reading.texts(flow)} == found


def test_dutch_has_a_sentence_for_everything_that_is_said(extracted: set[str], catalogues: Catalogues) -> None:
    translate = catalogues.translated("nl")
    assert sorted(text for text in extracted if not translate(text)) == []


def test_dutch_keeps_the_slots_of_everything_that_is_said(extracted: set[str], catalogues: Catalogues) -> None:
    translate = catalogues.translated("nl")
    slots = reading.SLOT.findall
    assert [text for text in extracted if sorted(slots(text)) != sorted(slots(translate(text)))] == []


def test_no_catalogue_keeps_sentences_that_nobody_says(extracted: set[str]) -> None:
    for path in LOCALES.glob("*/LC_MESSAGES/messages.po"):
        with path.open("rb") as file:
            catalog = read_po(file)
        assert sorted({message.id for message in catalog if message.id} - extracted) == []
        assert not catalog.obsolete


def test_no_translation_is_a_guess() -> None:
    for path in LOCALES.glob("*/LC_MESSAGES/messages.po"):
        with path.open("rb") as file:
            assert [message.id for message in read_po(file) if message.id and message.fuzzy] == []
