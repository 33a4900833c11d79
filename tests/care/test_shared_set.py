"""What a page was made of: one answer less leaves no trace of it, and nothing new comes in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.shared_set import SharedSet, UnknownSource
from care.sharing import hidden_names, shared_items
from tests.care.shared_talk import NOOR, item, noor


def shared(*withheld: str) -> SharedSet:
    on = {each.link_id: each.link_id not in withheld for each in noor()}
    return SharedSet(NOOR, shared_items(noor(), on, False), hidden_names(noor(), on, False))


LINK_IDS = [each.link_id for each in shared().items]


@pytest.mark.parametrize("link_id", LINK_IDS)
def test_taking_one_back_is_as_if_it_had_never_been_shared(link_id: str) -> None:
    assert shared().without(link_id) == shared(link_id)


@given(st.lists(st.sampled_from(LINK_IDS), unique=True, max_size=6))
def test_the_order_in_which_things_are_taken_back_does_not_matter(taken: list[str]) -> None:
    one = other = shared()
    for link_id in taken:
        one = one.without(link_id)
    for link_id in reversed(taken):
        other = other.without(link_id)
    assert one == other == shared(*taken)


def test_a_name_that_only_stood_on_what_was_taken_back_is_masked_from_then_on() -> None:
    assert "Bram" not in shared().hidden
    less = shared().without("network.closest")
    assert "Bram" in less.hidden
    ties = next(each for each in less.items if each.link_id == "network.ties")
    assert "Bram" not in repr(ties)


def test_what_hangs_on_an_answer_goes_with_it() -> None:
    assert {"care.who"} <= set(LINK_IDS)
    with_kind = SharedSet(NOOR, (*shared().items, item("care.what", "the_body_is_ill", "the body is ill")))
    assert "care.what" not in [each.link_id for each in with_kind.without("care.who").items]


def test_taking_back_what_is_not_there_changes_nothing() -> None:
    assert shared("load.weight").without("load.weight") == shared("load.weight")


def test_it_can_be_stored_and_read_again() -> None:
    less = shared().without("network.closest")
    assert SharedSet.from_data(json.loads(json.dumps(less.to_data()))) == less


@pytest.mark.parametrize("broken", [None, {}, {"child": 3, "items": "ZEBRA"}])
def test_what_cannot_be_read_is_said_without_its_content(broken: dict[str, object] | None) -> None:
    with pytest.raises(UnknownSource) as problem:
        SharedSet.from_data(broken)
    assert "ZEBRA" not in str(problem.value)
    assert problem.value.__context__ is None or "ZEBRA" not in str(problem.value.__cause__)
