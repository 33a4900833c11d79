"""What a child plainly says is found by the word lists alone: no model may be needed for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.safety.screening import LANGUAGES, load_lexicons
from care.safety import Screener, Signal
from care.safety.signal import CATEGORIES

SENTENCES = Path(__file__).parent / "plain_words"
SERIOUS = {"soon", "now"}


def _sentences(harmless: bool) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        for heading, lines in yaml.safe_load((SENTENCES / f"{language}.yaml").read_text("utf-8")).items():
            if (heading == "harmless") == harmless:
                yield from ((language, line) for line in lines)


@pytest.fixture(scope="module")
def lists() -> Screener:
    """The word lists without any trained opinion."""
    return Screener(load_lexicons())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_sentences_of_every_category(language: str) -> None:
    headings = yaml.safe_load((SENTENCES / f"{language}.yaml").read_text("utf-8"))
    assert set(headings) == {*CATEGORIES, "harmless"}


@pytest.mark.parametrize(("language", "text"), list(_sentences(harmless=False)))
def test_a_plain_statement_of_danger_is_found(lists: Screener, language: str, text: str) -> None:
    assert _urgency(lists.screen(text, language)) in SERIOUS


@pytest.mark.parametrize(("language", "text"), list(_sentences(harmless=True)))
def test_a_harmless_statement_is_left_alone(lists: Screener, language: str, text: str) -> None:
    assert lists.screen(text, language) is None


@pytest.mark.parametrize(
    "text",
    [
        "niemand weet dat papa mij slaat",
        "nobody knows that my dad hits me",
        "niemand weiß dass papa mich schlägt",
        "nikt nie wie że tata mnie bije",
        "لا احد يعرف ان بابا يضربني",
        "papa slaat mij niet zeggen hoor",
        "my cousin raped me nobody knows",
        "mama schlägt mich sag es niemand",
    ],
)
def test_that_nobody_may_know_denies_nothing(lists: Screener, text: str) -> None:
    assert _urgency(lists.screen(text, "nl")) in SERIOUS


@pytest.mark.parametrize(
    "text",
    [
        "papa slaat mij ik wil niet naar huis",
        "dad hits me i cant sleep",
        "i want to die i cant even play games",
    ],
)
def test_a_not_about_somebody_else_denies_nothing(lists: Screener, text: str) -> None:
    assert _urgency(lists.screen(text, "nl")) in SERIOUS


@pytest.mark.parametrize(
    "text",
    ["papa slaat me voor niks", "dad hits me for no reason", "papa slaat me zonder reden", "dad wont stop hitting me"],
)
def test_a_not_that_makes_it_worse_denies_nothing(lists: Screener, text: str) -> None:
    assert _urgency(lists.screen(text, "nl")) in SERIOUS


@pytest.mark.parametrize("text", ["d o o d w i l i k", "i k  w i l  d o o d", "ik wil... dood", "i w a n t t o d i e"])
def test_letters_apart_and_pauses_hide_nothing(lists: Screener, text: str) -> None:
    assert _urgency(lists.screen(text, "nl")) in SERIOUS


@pytest.mark.parametrize("text", ["ik wil echt gewoon soms heel graag dood", "i really just always want to die"])
def test_words_that_only_weigh_do_not_pull_a_pattern_apart(lists: Screener, text: str) -> None:
    assert _urgency(lists.screen(text, "nl")) in SERIOUS


@pytest.mark.parametrize(
    "text",
    [
        "10 minuten geleden is mama flauwgevallen",
        "10 minutes ago mum passed out",
        "papa heeft per ongeluk te veel pillen genomen",
        "dad took too many pills by accident",
    ],
)
def test_minutes_ago_and_by_accident_are_still_an_emergency(lists: Screener, text: str) -> None:
    assert _urgency(lists.screen(text, "nl")) in SERIOUS


def test_a_pattern_with_a_full_stop_lets_nothing_follow(lists: Screener) -> None:
    assert lists.screen("ik kan niet meer van het lachen", "nl") is None
    assert _urgency(lists.screen("ik kan niet meer", "nl")) in SERIOUS


@pytest.mark.parametrize("text", ["papa slaat mij nooit", "thuis slaat mij niemand", "mum does not hit me"])
def test_a_denial_still_denies(lists: Screener, text: str) -> None:
    assert lists.screen(text, "nl") is None


def _urgency(found: Signal | None) -> str | None:
    return found.urgency if found else None
