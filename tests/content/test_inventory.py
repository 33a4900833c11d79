"""The intake asks what was agreed, under ids that never change."""

from __future__ import annotations

from typing import Any

import pytest

from flows.engine.bands import BANDS
from flows.engine.compiling import Flow, Step

QUESTION_KINDS = frozenset(
    {"choice", "several", "scale", "number", "text", "names", "per_person", "grid", "form", "picture", "offer", "cards"}
) | {"send"}
SECTIONS = frozenset(
    {
        "header",
        "safety",
        "words",
        "happiness",
        "strength",
        "network",
        "home",
        "load",
        "wish",
        "offer",
        "openers",
        "none",
    }
)
# Asked of everyone in these bands, but no part of the counted core: under 16 and alone, and the last optional one.
OUTSIDE_THE_CORE = frozenset({"home.knows", "review.feedback"})
NOT_IN_THE_INVENTORY = frozenset({"load.halfway", "network.people"})


def questions(flow: Flow) -> list[Step]:
    return [step for step in flow.steps if step.kind in QUESTION_KINDS]


def test_every_question_of_the_inventory_is_there_and_nothing_else(flow: Flow, inventory: dict[str, Any]) -> None:
    assert len(inventory["questions"]) == 45
    assert {step.id for step in questions(flow)} == set(inventory["questions"]) | NOT_IN_THE_INVENTORY


def test_every_question_keeps_its_options_in_their_order(flow: Flow, inventory: dict[str, Any]) -> None:
    for link_id, expected in inventory["questions"].items():
        step = flow.by_id[link_id]
        found = [part.id for part in (step.rows or step.options)]
        assert found == expected, f"{link_id}: {found}; expected {expected}"


@pytest.mark.parametrize("band", BANDS)
def test_every_band_is_asked_its_core(flow: Flow, inventory: dict[str, Any], band: Any) -> None:
    found = {s.id for s in questions(flow) if band in s.core} - OUTSIDE_THE_CORE - NOT_IN_THE_INVENTORY
    assert found == set(inventory["core"][band])


@pytest.mark.parametrize("band", BANDS)
def test_the_core_is_asked_in_the_agreed_order(flow: Flow, inventory: dict[str, Any], band: Any) -> None:
    asked = [step.id for step in flow.steps]
    positions = [asked.index(link_id) for link_id in inventory["core"][band]]
    assert positions == sorted(positions)


def test_the_extras_have_the_agreed_order_and_budget(flow: Flow, inventory: dict[str, Any]) -> None:
    assert list(flow.extras.order) == inventory["extras_order"]
    assert dict(flow.extras.budget) == inventory["extras_budget"]
    assert {step.id for step in flow.steps if step.extra} == set(inventory["extras_order"])


def test_the_grown_up_answers_the_agreed_questions_in_band_a(flow: Flow, inventory: dict[str, Any]) -> None:
    assert [step.id for step in flow.steps if step.adult] == inventory["adult_facing_in_a"]
    assert all(step.adult == ("A",) for step in flow.steps if step.adult)


def test_the_same_questions_are_sensitive(flow: Flow, inventory: dict[str, Any]) -> None:
    assert {step.id for step in flow.steps if step.sensitive} == set(inventory["sensitive"])


def test_every_question_says_why_it_is_asked_in_every_band(flow: Flow) -> None:
    for step in questions(flow):
        assert set(step.why) == set(BANDS), step.id


def test_every_question_has_a_heading_and_a_place_in_the_summary(flow: Flow) -> None:
    for step in questions(flow):
        assert step.heading, step.id
        assert step.summary in SECTIONS, step.id


def test_every_sentence_has_words_for_all_bands_so_that_easier_and_older_words_exist(flow: Flow) -> None:
    for step in flow.steps:
        texts = [step.text, *(s.text for s in step.thanks), *(v.text for v in step.variants), *step.more]
        for text in texts:
            assert not text or set(text) == set(BANDS), step.id


def test_answers_that_weigh_get_a_word_of_recognition(flow: Flow) -> None:
    for step in flow.steps:
        assert not step.heavy or step.thanks, f"{step.id} can be answered heavily and says nothing back"


def test_with_somebody_watching_no_free_text_about_home_is_asked(flow: Flow) -> None:
    for step in flow.steps:
        if step.topic in ("care", "load") and step.core != ("A",) and not step.id.startswith("load.pause"):
            assert not step.own, step.id
            assert all(option.when == "not discreet" for option in step.options if option.own), step.id


def test_only_so_much_is_said_back(flow: Flow) -> None:
    """A kind word after every answer would sound like a machine: at most two questions in three have one at all."""
    counted = [step for step in questions(flow) if step.counted]
    assert len([step for step in counted if step.thanks]) <= len(counted) * 2 // 3


@pytest.mark.parametrize("words", ["person_mother", "person_father", "person_sibling", "person_grandparent"])
def test_the_person_has_a_word_in_every_band(flow: Flow, words: str) -> None:
    assert set(flow.words[words]) == set(BANDS)


def test_every_choice_of_care_who_has_a_word_for_the_person(flow: Flow) -> None:
    options = {option.id for option in flow.by_id["care.who"].options} - {"not_with_me", "rather_not_say"}
    assert {f"person_{option}" for option in options} | {"person_unknown"} <= set(flow.words)


def test_every_topic_has_a_name(flow: Flow) -> None:
    assert {f"topic_{step.topic}" for step in questions(flow)} <= set(flow.words)
