"""A professional's mistake in a word list is named, with what to change."""

from __future__ import annotations

from typing import Any

import pytest

from bot.safety.screening import LANGUAGES, load_lexicons
from care.safety import LexiconError, Screener, Signal, compile_lexicon
from tools.safety.lines import Line, lines_of
from tools.safety.messages import Message


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"dangers": {}}, "unknown part 'dangers'"),
        ({"danger": {"suicide": {"later": "a b"}}}, "unknown urgency 'later'; use one of now, soon, check"),
        ({"danger": {"sadness": {"soon": "a b"}}}, "unknown category 'sadness'; use one of suicide, "),
        ({"danger": {"suicide": "a b"}}, "no names below suicide"),
        ({"danger": {"suicide": {"soon": None}}}, "no words in soon"),
        ({"danger": {"suicide": {"soon": ["a b"]}}}, "no words in soon"),
        ({"harmless": ["a b"]}, "no words in harmless"),
        ({"short": {"nee": False}}, "no words in nee; write some (no, yes, on, off alone between quotes)"),
        ({"short": {False: "nee"}}, "no words in short"),
        ({"words": "a b"}, "no names below words"),
        (None, "found no parts"),
        ({"danger": {"suicide": {"soon": "[nobody] + b"}}}, "no group [nobody]"),
        ({"danger": {"suicide": {"soon": "a/ b"}}}, "a word is missing"),
    ],
)
def test_a_mistake_is_named(data: dict[str, Any], says: str) -> None:
    with pytest.raises(LexiconError) as problem:
        compile_lexicon("nl", data, {})
    assert says in str(problem.value)
    assert "nl:" in str(problem.value)


def test_an_added_line_is_noticed_at_once() -> None:
    data = {"danger": {"runaway": {"soon": "schoenen staan klaar  # street word, seen in March"}}}
    screener = Screener([compile_lexicon("nl", data, {})])
    assert screener.screen("Mijn schoenen staan al klaar", "nl") == Signal("runaway", "soon")
    assert screener.screen("klaar staan mijn schoenen", "nl") is None


def test_a_plus_means_any_order_and_a_wave_any_form() -> None:
    data = {"danger": {"abuse_physical": {"soon": "~slaan + tante"}}}
    screener = Screener([compile_lexicon("nl", data, {})])
    for text in ("tante sloeg", "ze heeft geslagen, tante dus"):
        assert screener.screen(text, "nl") == Signal("abuse_physical", "soon")


def test_full_stops_ask_for_the_bare_form() -> None:
    data = {"danger": {"suicide": {"soon": ". zelfmoord ."}}, "words": {"break": "want", "filler": "echt"}}
    screener = Screener([compile_lexicon("nl", data, {})])
    for text in ("zelfmoord", "Zelfmoord!", "zelfmoord, echt", "echt zelfmoord"):
        assert screener.screen(text, "nl") == Signal("suicide", "soon")
    for text in ("ons boek gaat over zelfmoord", "zelfmoord is het thema"):
        assert screener.screen(text, "nl") is None


def test_every_language_of_the_product_has_its_word_list() -> None:
    assert [lexicon.language for lexicon in load_lexicons()] == list(LANGUAGES)
    assert all(lexicon.dangers and lexicon.harmless for lexicon in load_lexicons())


def test_a_line_that_finds_harmless_messages_is_named_with_them() -> None:
    data = {"danger": {"severe_distress": {"soon": "ik geef op\nik stort in", "check": "ik val om"}}}
    said = [
        Message("ik geef op", "nl", "severe_distress", "soon"),
        Message("ik geef op, stomme puzzel", "nl", "none", "lookalike"),
        Message("ik stort in", "nl", "severe_distress", "soon"),
        Message("ik val om van de slaap", "nl", "none", "ordinary"),
    ]
    assert lines_of(compile_lexicon("nl", data, {}), said) == [
        Line("ik geef op", "nl", danger=1, harmless=["ik geef op, stomme puzzel"])
    ]
