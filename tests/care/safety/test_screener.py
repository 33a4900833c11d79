"""What the word lists notice, and what they leave alone; the trained opinions are left out here."""

from __future__ import annotations

import pytest

from bot.safety.screening import load_lexicons
from care.safety import Screener, Signal


@pytest.fixture(scope="module")
def word_lists() -> Screener:
    return Screener(load_lexicons())


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("ik wil dood", "suicide"),
        ("IK WIL DOOOOOD!!", "suicide"),
        ("ik wil d00d", "suicide"),
        ("z e l f m o o r d", "suicide"),
        ("ik denk aan z e l f m o o r d", "suicide"),
        ("ik denk aan zlfmoord", "suicide"),
        ("ik wil n\u200biet meer le\u200bven", "suicide"),
        ("I want to díe", "suicide"),
        ("it would be better without me", "suicide"),
        ("papa slaat mij elke dag", "abuse_physical"),
        ("als ik niet luister slaat papa me", "abuse_physical"),
        ("my dad hits my little brother", "abuse_physical"),
        ("papa heeft mama geslagen", "domestic_violence"),
        ("mama wordt niet meer wakker", "medical_emergency"),
        ("mum wont wake up", "medical_emergency"),
        ("ik ben weggelopen en ik weet niet waar ik moet slapen", "runaway"),
    ],
)
def test_danger_is_a_signal_however_it_is_spelt(word_lists: Screener, text: str, category: str) -> None:
    found = word_lists.screen(text, "nl")
    assert found is not None
    assert found.category == category
    assert found.urgency in ("now", "soon")


@pytest.mark.parametrize(
    "text",
    [
        "ik lach me dood",
        "ik ben doodmoe van de gym",
        "mijn vader sloeg een arm om me heen",
        "ik sla op de trommel in het orkest",
        "ik help met brood snijden",
        "in de game ga ik steeds dood",
        "oma is overleden",
        "mama heeft kanker",
        "ik ben verdrietig en moe",
        "niemand slaat mij",
        "mijn vader heeft me nog nooit geslagen",
        "im dead lol 😂",
        "my phone died",
        "nobody hits me",
        "I do the cooking and look after my brother",
    ],
)
def test_sayings_games_facts_and_clear_denials_are_left_alone(word_lists: Screener, text: str) -> None:
    assert word_lists.screen(text, "nl") is None


@pytest.mark.parametrize(
    "text", ["ik wil niet dood maar ik denk er wel aan", "I don't want to die but I think about it"]
)
def test_a_denial_that_goes_on_with_but_is_asked_about(word_lists: Screener, text: str) -> None:
    assert word_lists.screen(text, "en") == Signal("suicide", "check")


def test_the_language_of_the_talk_does_not_hide_another_language(word_lists: Screener) -> None:
    assert word_lists.screen("I want to die", "nl") == word_lists.screen("I want to die", "en")
