"""What is said first: for every category and age believing, short, and without what must never be said."""

from __future__ import annotations

import re

import pytest

from bot.words import Catalogues
from care.answering.heard import BELIEVED, IN_DANGER, WITH_A_GROWN_UP, paragraphs, sentences
from care.answering.policy import POLICIES
from care.safety.signal import CATEGORIES
from flows import reading
from flows.engine.bands import BANDS

WORDS = Catalogues.load()
DONE_TO_A_CHILD = ("abuse_physical", "abuse_sexual", "abuse_emotional", "domestic_violence", "neglect")
NEVER_SAID = {
    "nl": r"geheim|niemand hoort|beloof|dapper|sterk van je|papa|mama|vader|moeder",
    "en": r"secret|promise not|brave|strong of you|dad|mom|father|mother",
}


def said(category: str | None, band: str, language: str) -> str:
    translate = WORDS.translated(language)
    return "\n".join(translate(text) for text in sentences(category, band)).format(emergency="112")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("category", [*CATEGORIES, None])
def test_every_sentence_is_short_enough_for_its_age_and_kind(category: str | None, band: str, language: str) -> None:
    text = said(category, band, language)
    assert text
    for sentence in reading.sentences(text):
        assert reading.words_in(sentence) <= reading.WORDS_A_SENTENCE[band], sentence
    assert not re.search(reading.NEVER[language], text, re.IGNORECASE)
    assert not re.search(NEVER_SAID[language], text, re.IGNORECASE)
    assert "?!" not in text
    assert "!" not in text


@pytest.mark.parametrize("band", BANDS)
def test_not_your_fault_is_said_after_what_somebody_did_to_a_child_and_only_then(band: str) -> None:
    with_it = {category for category in CATEGORIES if "not your fault" in said(category, band, "en")}
    assert with_it == set(DONE_TO_A_CHILD)
    assert "Nor anyone" not in BELIEVED


@pytest.mark.parametrize("category", CATEGORIES)
def test_what_was_heard_is_named_in_the_first_sentence(category: str) -> None:
    for band in BANDS:
        assert sentences(category, band)[0].startswith("You wrote ")


def test_in_an_emergency_the_number_comes_first_and_the_steps_are_few() -> None:
    for band in BANDS:
        _, first, *steps = sentences("medical_emergency", band)
        assert "{emergency}" in first
        assert len(steps) == 3
    assert all(IN_DANGER in sentences(c, "C") for c in ("suicide", "abuse_physical", "abuse_sexual", "runaway"))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("policy", POLICIES)
def test_what_a_policy_promises_fits_the_youngest_who_read_it(policy: str, language: str) -> None:
    promise = POLICIES[policy].promise  # type: ignore[index]
    told = WORDS.translated(language)(promise).format(consultant="Amina")
    # Of band A the grown-up who agrees reads it. What is told later: tests/bot/alarms/test_alarm_words.py.
    assert max(map(reading.words_in, reading.sentences(told))) <= reading.WORDS_A_SENTENCE["B"], told


@pytest.mark.parametrize("band", BANDS)
def test_what_to_do_in_danger_comes_last_once_and_nothing_is_lost_on_the_way(band: str) -> None:
    for category in CATEGORIES:
        if category == "medical_emergency":
            continue
        parts = paragraphs(category, band)
        assert sorted(sentence for part in parts for sentence in part) == sorted(sentences(category, band))
        endings = [part for part in parts if set(part) & {IN_DANGER, WITH_A_GROWN_UP}]
        assert endings == [] or endings == [parts[-1]]
