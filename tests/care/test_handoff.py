"""The handoff as an object: what it refuses, and its two forms."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from care.handoff import Handoff, HandoffError, SafetyLine, Section, SectionItem
from tests.care.shared_talk import hand_over, noor

WHOLE = replace(
    hand_over(noor(), signals=[SafetyLine("severe_distress", "it is too much", datetime(2031, 3, 12, 15, tzinfo=UTC))]),
    retention_until=date(2032, 1, 1),
    seen=({"who": "Amina", "at": "2031-03-13T08:00:00+00:00"},),
)
LINE = (SectionItem("load.pause", "Has a break: outside"),)


def test_the_stored_form_is_json_and_gives_the_same_handoff_back() -> None:
    assert Handoff.from_data(json.loads(json.dumps(WHOLE.to_data()))) == WHOLE


def test_the_machine_form_has_exactly_the_agreed_keys() -> None:
    form = json.loads(json.dumps(WHOLE.to_json()))
    assert list(form) == [
        "id",
        "schema_version",
        "shared_at",
        "child",
        "safety",
        "sections",
        "network",
        "starters",
        "dont",
        "retention_until",
        "seen",
    ]
    assert form["child"] == {"name": "Noor", "age": 13, "language": "en"}
    assert form["safety"][0] == {
        "kind": "severe_distress",
        "text_quote": "it is too much",
        "at": "2031-03-12T15:00:00+00:00",
        "child_informed": True,
    }
    assert {tuple(section) for section in form["sections"]} == {("key", "order", "items")}
    assert form["network"]["people"][0] == {"label": "Lot", "ring": 1, "area": "friends", "line": "really_good"}
    assert form["network"]["people"][1] == {"label": "mama", "ring": 1, "area": "family"}
    assert form["network"]["support"] == {"E": "Lot", "G": "Lot", "P": "nobody", "A": "trainer Kees"}
    assert form["retention_until"] == "2032-01-01"
    assert form["seen"] == [{"who": "Amina", "at": "2031-03-13T08:00:00+00:00"}]


def test_a_quote_is_there_only_where_the_child_typed() -> None:
    items = [entry for section in WHOLE.to_json()["sections"] for entry in section["items"]]
    assert {"quote" in entry for entry in items} == {True, False}
    assert all(entry.get("quote", "x") for entry in items)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"shared_at": datetime(2031, 1, 1)}, "time zone"),
        ({"sections": (Section("load", 2, "Load", LINE),)}, "gap"),
        ({"sections": (Section("load", 1, "Load", LINE), Section("home", 3, "At home", LINE))}, "gap"),
        ({"sections": (Section("load", 1, "Load", ()),)}, "empty heading"),
        ({"safety": (SafetyLine("neglect", "…", None, child_informed=False),)}, "not told"),
        ({"starters": ("a", "b", "c", "d", "e")}, "at most 4"),
    ],
)
def test_a_handoff_that_would_betray_something_is_refused(change: dict[str, Any], words: str) -> None:
    with pytest.raises(HandoffError, match=words):
        replace(WHOLE, **change)


def test_a_broken_stored_form_is_refused_without_its_content() -> None:
    data = {**WHOLE.to_data(), "child": {"name": ["a secret"]}}
    with pytest.raises(HandoffError, match="child") as refused:
        Handoff.from_data(data)
    assert "secret" not in str(refused.value)
    assert refused.value.__context__ is None


def test_a_form_from_the_future_is_refused_with_advice() -> None:
    with pytest.raises(HandoffError, match="update the program"):
        Handoff.from_data({**WHOLE.to_data(), "schema_version": 99})


def test_a_line_prints_text_and_quote_together() -> None:
    assert SectionItem("goal.wish", "Wish", "sleep").line == "Wish: “sleep”"
    assert SectionItem("goal.wish", "", "sleep").line == "“sleep”"
    assert SectionItem("goal.wish", "Wish: sleep").line == "Wish: sleep"
