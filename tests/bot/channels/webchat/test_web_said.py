"""What a post means, without a server."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.channels.webchat.said import Said, delivery_of, incoming, left_in_the_box, place, read, turned_switches
from bot.turn.messages import Card, Choice, Prompt
from flows.engine.events import Chose, Commanded, Picked, SentOther

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
CHIPS = Prompt("happiness.sources", "4.2", "chips", (Choice("animals", "dieren"),), many=True, own=True)
BUTTONS = Prompt("care.what", "4.2", "buttons", (Choice("body", "het lijf"), Choice("else", "iets anders", own=True)))
ONE_CHIP = Prompt("goal.wish", "4.2", "chips", (Choice("sports", "sport"), Choice("music", "muziek")), own=True)
LADDER = Prompt("happiness.now", "4.2", "ladder", (Choice("7", "7"), Choice("8", "8")))
NAMES = Prompt("network.closest", "4.2", "names", many=True, own=True, picked=("Sam",))
CARDS = Prompt(
    "review.items",
    "4.2",
    "cards",
    many=True,
    cards=tuple(Card(name, "t", name, ("x",), True, False) for name in ("care.who", "me.person")),
)


def test_a_form_and_json_say_the_same() -> None:
    form = b"kind=picked&token=4.2&option=a&option=b&words=+hoi+&delivery=12345678&seen=3.1"
    data = {"kind": "picked", "token": "4.2", "option": ["a", "b"], "words": " hoi ", "delivery": "12345678"}
    assert read(form, FORM) == read(json.dumps({**data, "seen": "3.1"}).encode(), JSON)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"[1,2]",
        b'{"kind": {"a": 1}, "option": [1, null]}',
        b"a&&&=",
        b"{" * 900,
        b"a=1&" * 999,
        b"[" * 100_000,
        b'{"a":' * 30_000,
        b'{"kind":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    ],
)
@pytest.mark.parametrize("kind", [FORM, JSON, "multipart/form-data; boundary=x", ""])
def test_what_cannot_be_read_asks_the_question_again(body: bytes, kind: str) -> None:
    said = read(body, kind)
    assert said.words == ""
    assert incoming(said, "a", CHIPS).typed == ""


@pytest.mark.parametrize(("said", "prompt", "event"), [
    (Said("chose", "body", token="4.2"), BUTTONS, Chose("4.2", "body")),
    (Said("chose", token="4.2", options=("body",)), BUTTONS, Chose("4.2", "body")),
    (Said("chose", "else", token="4.2", words="iets"), BUTTONS, Picked("4.2", ("else",), "iets")),
    (Said("picked", token="4.2", options=("animals",), words="en vis"), CHIPS, Picked("4.2", ("animals",), "en vis")),
    (Said("typed", token="4.2", options=("animals",), words="en vis"), CHIPS, Picked("4.2", ("animals",), "en vis")),
    (Said("picked", token="4.2", options=("sports",)), ONE_CHIP, Chose("4.2", "sports")),
    (Said("picked", token="4.2", options=("sports",), words="en slapen"), ONE_CHIP, Picked("4.2", ("sports",), "en slapen")),
    (Said("typed", token="4.2", options=("sports",), words="en slapen"), ONE_CHIP, Picked("4.2", ("sports",), "en slapen")),
    (Said("picked", token="4.2", options=("7",)), LADDER, Chose("4.2", "7")),
    (Said("picked", token="4.2", options=("7",), words="om papa"), LADDER, Chose("4.2", "7", "om papa")),
    (Said("typed", token="4.2", options=("7",), words="om papa"), LADDER, Chose("4.2", "7", "om papa")),
    (Said("picked", token="4.2"), NAMES, Chose("4.2", "done")),
    (Said("picked", token="4.2", words="oma"), NAMES, Picked("4.2", ("Sam",), "oma")),
    (Said("command", "language:en"), None, Commanded("language", "en")),
    (Said("command", "edit:care.who"), None, Commanded("edit", "care.who")),
    (Said("command", "format c:"), None, SentOther("command")),
])  # fmt: skip
def test_every_way_of_answering_has_its_event(said: Said, prompt: Prompt | None, event: object) -> None:
    assert incoming(said, "a", prompt).event == event


def test_words_in_the_box_go_along_with_the_button_that_is_tapped() -> None:
    found = incoming(Said("chose", "body", token="4.2", words="mama slaat mij"), "a", BUTTONS)
    assert (found.event, found.typed) == (Chose("4.2", "body", "mama slaat mij"), None)


@pytest.mark.parametrize("option", ["remove:Sam", "card:care.who", "show_all", "tell_more"])
def test_words_in_the_box_stay_there_beside_what_is_no_answer(option: str) -> None:
    said = Said("chose", option, token="4.2", words="oma")
    found = incoming(said, "a", NAMES)
    assert (found.event, found.beside, left_in_the_box(said)) == (Chose("4.2", option), "oma", "oma")


def test_words_in_the_box_are_no_answer_of_who_would_rather_not_say_and_are_screened_all_the_same() -> None:
    said = Said("command", "rather_not_say", token="4.2", words="mijn geheim")
    skipped = incoming(said, "a", BUTTONS)
    assert (skipped.event, skipped.typed, skipped.beside) == (Commanded("rather_not_say"), None, "mijn geheim")
    assert left_in_the_box(said) == "mijn geheim"


@pytest.mark.parametrize(("kind", "argument"), [("command", "skip"), ("chose", "remove:Sam")])
@pytest.mark.parametrize("words", ["HULP", "help me", "bel mij"])
def test_a_cry_in_the_box_is_meant_whatever_is_pressed(kind: str, argument: str, words: str) -> None:
    found = incoming(Said(kind, argument, token="4.2", words=words), "a", NAMES)
    assert (found.event, found.typed) == (None, words)


@pytest.mark.parametrize("kind", ["typed", "picked"])
def test_words_alone_are_typed_text_so_that_stop_still_stops(kind: str) -> None:
    assert incoming(Said(kind, token="4.2", words="stop"), "a", CHIPS).typed == "stop"


def test_done_at_the_review_carries_every_switch() -> None:
    said = Said("picked", token="4.2", cards=("care.who", "me.person"), shared=frozenset({"me.person"}))
    switches = {"care.who": False, "me.person": True}
    assert incoming(said, "a", CARDS).event == Picked("4.2", switches=switches)
    assert incoming(replace(said, words="mama"), "a", CARDS).event == Picked("4.2", words="mama", switches=switches)


def test_switches_turned_before_a_change_are_seen() -> None:
    said = Said("command", "edit:me.person", cards=("care.who", "me.person"), shared=frozenset({"me.person"}))
    assert turned_switches(said, CARDS) == ("care.who",)
    typed = Said("typed", words="hoi", cards=("care.who", "me.person"), shared=frozenset({"me.person"}))
    assert turned_switches(typed, CARDS) == ("care.who",)
    assert turned_switches(Said("command", "help"), CARDS) == ()


def test_a_double_tap_is_one_delivery_and_nothing_else_is() -> None:
    tap = Said("chose", "body", token="4.2", delivery="0123456789ab")
    assert delivery_of(tap, "a") == delivery_of(tap, "a")
    others = [
        delivery_of(tap, "somebody else"),
        delivery_of(Said("chose", "else", token="4.2", delivery="0123456789ab"), "a"),
        delivery_of(Said("chose", "body", token="4.2", delivery="another one 1"), "a"),
        delivery_of(Said("chose", "body", token="4.2", delivery="'; drop table"), "a"),
    ]
    assert delivery_of(tap, "a") not in others
    assert len(set(others)) == len(others)


@pytest.mark.parametrize(("text", "found"), [
    ("12.3", (12, 3)), ("12.-1", (12, -1)), ("", None), ("x", None), ("1.2.3", None), ("9" * 30 + ".1", None),
])  # fmt: skip
def test_a_place_is_read_or_left_alone(text: str, found: tuple[int, int] | None) -> None:
    assert place(text) == found
