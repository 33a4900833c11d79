"""The small language behind `when:`: what it can say, what it refuses, and what a missing answer means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.engine.compiling.conditions import Test, compile_condition
from flows.engine.compiling.expressions import BadCondition, heavy_in, names_in

LINKS = frozenset({"me.age", "care.who", "load.weight", "network.support", "never.asked", "skipped.one", "later.one"})


@dataclass
class Told:
    """Answers as a condition sees them."""

    values: dict[str, Any] = field(
        default_factory=lambda: {
            "me.age": 13,
            "care.who": ["mother", "sibling"],
            "load.weight": "heavy",
            "network.support": {"talk": "nobody", "fun": "Lot"},
        }
    )
    words: dict[str, Any] = field(
        default_factory=lambda: {"band": "C", "age": 13, "discreet": False, "people": 3, "offers": 0}
    )

    def value(self, link_id: str) -> Any:
        return self.values.get(link_id)

    def how(self, link_id: str) -> str | None:
        if link_id in self.values:
            return "answered"
        return {"skipped.one": "skipped", "later.one": "later"}.get(link_id)

    def word(self, name: str) -> Any:
        return self.words[name]


def heavy_of(link_id: str) -> Test:
    return lambda view: view.value(link_id) == "heavy"


def holds(source: str, told: Told | None = None) -> bool:
    return bool(compile_condition(source, LINKS, heavy_of)(told or Told()))


@pytest.mark.parametrize(
    "source",
    [
        "load.weight == 'heavy'",
        "load.weight != 'light'",
        "load.weight in ['heavy', 'far_too_heavy']",
        "load.weight not in ['light', 'ok']",
        "'mother' in care.who",
        "'father' not in care.who",
        "count(care.who) == 2",
        "count(care.who) > 1 and me.age >= 12",
        "count(network.support) == 2",
        "me.age < 16 and me.age > 11 and me.age <= 13",
        "network.support.talk == 'nobody'",
        "network.support.advice != 'nobody'",
        "heavy(load.weight)",
        "not heavy(care.who)",
        "answered(care.who)",
        "not answered(never.asked)",
        "skipped(skipped.one)",
        "skipped(later.one)",
        "not skipped(care.who)",
        "not answered(skipped.one)",
        "band == 'C' and age == 13 and not discreet and people == 3 and offers == 0",
        "load.weight == 'light' or care.who",
        "(load.weight == 'light' or me.age == 13) and not (me.age == 12)",
        "band in ('C', 'D')",
        "not never.asked",
    ],
)
def test_it_holds(source: str) -> None:
    assert holds(source)


@pytest.mark.parametrize("compared", ["== 'x'", "== 0", "< 5", "<= 5", "> 5", ">= 5", "in ['x']", "in []"])
def test_nothing_is_true_of_what_was_not_answered(compared: str) -> None:
    assert not holds(f"never.asked {compared}")


@pytest.mark.parametrize("compared", ["!= 'x'", "!= 0", "not in ['x']"])
def test_not_being_something_is_true_of_what_was_not_answered(compared: str) -> None:
    assert holds(f"never.asked {compared}")


@pytest.mark.parametrize("source", ["load.weight < 5", "care.who > 3", "me.age >= 'old'", "network.support <= 1"])
def test_comparing_what_cannot_be_compared_is_false_and_no_accident(source: str) -> None:
    assert not holds(source)


def test_a_word_within_a_word_is_not_in_it() -> None:
    assert not holds("'heav' in load.weight")
    assert holds("'heavy' in load.weight")


def test_a_number_in_a_scale_of_faces_is_no_face() -> None:
    told = Told({"load.weight": 3})
    assert not holds("load.weight in ['heavy', 'light']", told)
    assert holds("load.weight in ['heavy'] or load.weight <= 4", told)


@pytest.mark.parametrize("box", ["me.age", "age", "discreet", "care.who"])
def test_nothing_is_in_what_is_no_list(box: str) -> None:
    told = Told(values={"me.age": 7, "care.who": 8, "load.weight": ["heavy"]})
    assert not holds(f"'sad' in {box}", told)
    assert holds(f"'sad' not in {box}", told)


def test_a_count_of_no_list_is_nought() -> None:
    assert holds("count(me.age) == 0 and count(never.asked) == 0")


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("care.what == 1", "unknown answer 'care.what'"),
        ("answered(care.what)", "unknown answer 'care.what'"),
        ("count('care.who')", "unknown answer"),
        ("weather", "unknown answer 'weather'"),
        ("care.who ==", "cannot read"),
        ("", "cannot read"),
        ("open('x')", "is not allowed here"),
        ("care.who.__class__.__name__ == 'x'", "unknown answer"),
        ("(lambda: 1)()", "is not allowed here"),
        ("me.age + 1 == 3", "is not allowed here"),
        ("me.age ** 99999999", "is not allowed here"),
        ("1 < me.age < 5", "is not allowed here"),
        ("[x for x in care.who]", "is not allowed here"),
        ("me.age in [me.age]", "fixed words and numbers only"),
        ("care.who[0] == 'mother'", "is not allowed here"),
        ("f'{me.age}' == '13'", "is not allowed here"),
        ("me.age == 1.5", "is not allowed here"),
        ("count(care.who, 2)", "is not allowed here"),
        ("count(link=care.who)", "is not allowed here"),
        ("import os", "cannot read"),
        ("-me.age == 1", "is not allowed here"),
        ("me.age is None", "is not allowed here"),
    ],
)
def test_anything_else_is_refused_in_plain_words(source: str, complaint: str) -> None:
    with pytest.raises(BadCondition, match=complaint.replace("(", r"\(")):
        compile_condition(source, LINKS, heavy_of)


def test_the_names_of_a_condition_are_found_for_the_lint() -> None:
    found = names_in("count(care.who) > 1 and not discreet and network.support.talk == 'nobody' or heavy(load.weight)")
    assert found == {"care.who", "discreet", "network.support.talk", "load.weight"}


def test_what_is_asked_to_be_heavy_is_found_for_the_lint() -> None:
    assert heavy_in("heavy(load.weight) and (not heavy(care.who) or count(me.age) > 0)") == {"load.weight", "care.who"}


@given(st.text(max_size=40))
def test_no_text_at_all_can_do_more_than_be_refused(source: str) -> None:
    try:
        made = compile_condition(source, LINKS, heavy_of)
    except BadCondition:
        return
    made(Told())
