"""A grown-up's agreement: only for what the organisation names, only below its age, only when the child wishes it."""

from __future__ import annotations

from typing import Any

import pytest

from care.agreement import Rule, needed, rule_for
from care.handoff import Child, Handoff
from care.summary import build
from tests.care.shared_talk import AT, day, item, plain

COURSE = Rule("course", 16, "own policy, 3.2")
MEETING = Rule("meeting", 12, "Jeugdwet 7.3.4")
RULES = (COURSE, MEETING)


def page(age: int | None, *items: Any, rules: tuple[Rule, ...] = RULES) -> Handoff:
    return build(
        handoff_id="h",
        child=Child("Noor", age, "en"),
        items=items,
        at=AT,
        retention_until=None,
        call_soon=False,
        consultant="",
        date_in_words=day,
        _=plain,
        agreements=rules,
    )


@pytest.mark.parametrize(
    ("age", "found"), [(11, [COURSE, MEETING]), (12, [COURSE]), (15, [COURSE]), (16, []), (None, [COURSE, MEETING])]
)
def test_a_rule_counts_below_its_age_and_where_no_age_was_told(age: int | None, found: list[Rule]) -> None:
    wishes = {"courses.interest": ["samen-gamen"], "meeting.place": "school"}
    assert list(needed(wishes, age, RULES)) == found


@pytest.mark.parametrize(
    "wishes",
    [
        {},
        {"courses.interest": []},
        {"courses.interest": ["none"]},
        {"meeting.place": "not_yet"},
        {"meeting.place": None},
    ],
)
def test_who_wishes_nothing_needs_nobodys_agreement(wishes: dict[str, Any]) -> None:
    assert needed(wishes, 9, RULES) == ()


def test_the_child_is_told_where_the_wish_is_asked_and_nowhere_else() -> None:
    assert rule_for("courses.interest", 13, RULES) == COURSE
    assert rule_for("meeting.place", 13, RULES) is None
    assert [rule_for(asked, 9, RULES) for asked in ("consent.agree", "me.age", "load.urgent", "review.send")] == [
        None
    ] * 4


def test_the_consultant_reads_it_as_a_fact_with_its_source() -> None:
    course = item("courses.interest", ["samen-gamen"], "Gaming together")
    (line,) = [line for line in page(13, course).safety if line.kind == "agreement"]
    assert line.text_quote == "Agreement of a grown-up needed below 16: to take part in a course or activity"
    assert (line.note, line.is_quote) == ("own policy, 3.2", False)


def test_a_wish_that_was_not_shared_betrays_itself_in_no_agreement() -> None:
    assert [line for line in page(9, item("happiness.now", 5)).safety if line.kind == "agreement"] == []


def test_without_rules_there_is_no_line() -> None:
    course = item("courses.interest", ["samen-gamen"], "Gaming together")
    assert [line for line in page(9, course, rules=()).safety if line.kind == "agreement"] == []
