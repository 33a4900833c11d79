"""The words fit the age, in every language, and none of the unwanted ones is among them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.words import Catalogues
from flows import reading
from flows.engine.compiling import Flow, Step

LANGUAGES = ("nl", "en")


def flow_with(flow: Flow, **changes: object) -> Flow:
    """A flow with one step, made of the name question with other words."""
    step = flow.by_id["me.name"].model_dump() | {"why": {}, "heading": ""} | changes
    return flow.model_copy(update={"steps": (Step.model_validate(step),), "words": {}})


def kinds(flow: Flow, translate: Callable[[str], str] = str, language: str = "en") -> set[str]:
    (found,) = reading.report(flow, {language: translate})
    return {finding.kind for finding in found.findings}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_intake_has_no_complaint(flow: Flow, catalogues: Catalogues, language: str) -> None:
    (found,) = reading.report(flow, {language: catalogues.translated(language)})
    assert [str(finding) for finding in found.findings] == []
    assert found.translated == found.texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_youngest_read_the_shortest_sentences(flow: Flow, catalogues: Catalogues, language: str) -> None:
    (found,) = reading.report(flow, {language: catalogues.translated(language)})
    assert found.mean["A"] < found.mean["B"] < found.mean["C"]


def test_a_long_sentence_is_found_in_the_band_that_reads_it(flow: Flow) -> None:
    ten = "one two three four five six seven eight nine ten."
    (found,) = reading.report(flow_with(flow, text=ten), {"en": str})
    assert [(f.kind, f.text.band) for f in found.findings] == [("too long", "A")]


def test_a_slot_counts_as_the_words_it_becomes(flow: Flow) -> None:
    short = "one two three four five six seven eight {org}."
    assert kinds(flow_with(flow, text=short)) == {"too long"}


def test_the_person_counts_as_the_longest_word_for_a_person(flow: Flow) -> None:
    one_step = flow_with(flow, text="one two three four five six {person}.")
    assert kinds(one_step) == set()
    assert kinds(one_step.model_copy(update={"words": flow.words})) == {"too long"}


def test_a_name_that_was_not_told_counts_as_its_words(flow: Flow) -> None:
    one_step = flow_with(flow, text="one two three four five six seven eight {name}.")
    unknown = one_step.model_copy(update={"words": {"name_unknown": dict.fromkeys("ABCDE", "whoever you are")}})
    assert (kinds(one_step), kinds(unknown)) == (set(), {"too long"})


def test_the_grown_up_may_read_longer_sentences(flow: Flow) -> None:
    long = " ".join(["word"] * 20)
    assert kinds(flow_with(flow, text=long, adult="ABCDE")) == set()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Waarom doe je dat?"),
        ("nl", "Jij bent een mantelzorger."),
        ("nl", "Is de cliënt thuis?"),
        ("nl", "Jij moet dat zeggen."),
        ("nl", "Ben je overbelast?"),
        ("en", "Why do you do that?"),
        ("en", "You are a carer."),
        ("en", "How brave."),
    ],
)
def test_an_unwanted_word_is_found(flow: Flow, language: str, said: str) -> None:
    assert kinds(flow_with(flow, text="x"), lambda _text: said, language) == {"unwanted word"}


def test_a_row_of_exclamation_marks_is_found(flow: Flow) -> None:
    assert kinds(flow_with(flow, text="Hi! Welcome!")) == {"more than one exclamation mark"}


def test_a_missing_translation_is_found(flow: Flow) -> None:
    assert "not translated" in kinds(flow_with(flow, text="Hello."), lambda _text: "", "nl")


def test_another_slot_in_the_translation_is_found(flow: Flow) -> None:
    assert kinds(flow_with(flow, text="Hi {name}."), lambda _text: "Hoi {naam}.", "nl") == {"other slots"}


def test_the_report_can_be_printed(flow: Flow) -> None:
    printed = list(reading.lines(reading.report(flow_with(flow, text="Why?"), {"en": str})))
    assert any(line.startswith("en: ") for line in printed)
    assert "unwanted word" in printed[-1]
