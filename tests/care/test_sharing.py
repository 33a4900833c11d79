"""The cards of the review, and what remains when some are switched off."""

from collections.abc import Sequence
from typing import Any

import pytest

from care.handoff import Item
from care.sharing import Card, cards, covered, hidden_names, shared_items, starts_shared
from tests.care.shared_talk import item, noor


def shared(items: Sequence[Item], **off: bool) -> dict[str, Any]:
    chosen = {link_id.replace("__", "."): on for link_id, on in off.items()}
    return {entry.link_id: entry.value for entry in shared_items(items, chosen, being_watched=False)}


def test_every_answer_is_a_card_with_its_topic_in_the_order_of_the_talk() -> None:
    found = cards((item("load.weight", "ok", "it's OK", sensitive=True), item("happiness.now", 7)))
    assert found == (Card("load.weight", "load", True), Card("happiness.now", "happiness", False))


@pytest.mark.parametrize("link_id", ["me.name", "me.age", "welcome.place", "consent.agree", "review.feedback"])
def test_what_stands_in_the_header_is_never_a_card(link_id: str) -> None:
    assert cards((item(link_id, "x", "X"),)) == ()
    assert shared_items((item(link_id, "x", "X"),), {link_id: True}, being_watched=False) == ()


@pytest.mark.parametrize("value", ["skip", "dont_know", "i_dont_know", "rather_not_say", "later", None, [], {}, ""])
def test_what_was_skipped_or_not_known_is_no_card(value: Any) -> None:
    assert cards((item("happiness.more", value),)) == ()


def test_only_the_unknown_part_of_an_answer_is_left_out() -> None:
    items = (item("network.support", {"talk": "nobody", "fun": "dont_know"}, "nobody", "I don't know"),)
    assert shared(items) == {"network.support": {"talk": "nobody"}}


def test_without_somebody_watching_every_card_starts_on() -> None:
    assert starts_shared("load.weight", "load", sensitive=True, being_watched=False)


@pytest.mark.parametrize(
    ("link_id", "sensitive", "starts"),
    [
        ("care.good", False, False),
        ("load.pause", False, False),
        ("network.fun", False, False),
        ("happiness.now", True, False),
        ("home.knows", False, False),
        ("meeting.contact", False, False),
        ("happiness.now", False, True),
        ("goal.wish", False, True),
        ("meeting.place", False, True),
    ],
)
def test_with_somebody_watching_private_cards_start_off(link_id: str, sensitive: bool, starts: bool) -> None:
    assert starts_shared(link_id, link_id.partition(".")[0], sensitive, being_watched=True) is starts


def test_what_a_topic_is_called_counts_too() -> None:
    assert not starts_shared("extra.one", "load", sensitive=False, being_watched=True)


def test_a_card_at_which_danger_was_heard_starts_off_while_somebody_watches() -> None:
    assert not starts_shared("strength.good_at", "strength", False, being_watched=True, grave={"strength.good_at"})
    assert starts_shared("strength.good_at", "strength", False, being_watched=False, grave={"strength.good_at"})
    assert shared_items((item("strength.good_at", "x", "X"),), {}, True, {"strength.good_at"}) == ()


@pytest.mark.parametrize(
    ("value", "words", "left"),
    [
        ("typed", "typed", ("...", "...")),
        (["listening"], "typed", (["listening"], "...")),
        (["listening"], None, (["listening"], None)),
        (6, "typed", (6, "...")),
        ({"about": "typed"}, None, ({"about": "..."}, None)),
    ],
)
def test_on_a_watched_screen_what_was_tapped_stays_and_what_was_typed_is_covered(
    value: Any, words: str | None, left: Any
) -> None:
    found = covered(Item("strength.good_at", "strength", value, ("label",), words), "...")
    assert (found.value, found.words) == left


def test_the_child_can_switch_a_card_on_while_somebody_watches() -> None:
    kept = shared_items(noor(), {"load.weight": True}, being_watched=True)
    names = {entry.link_id for entry in kept}
    assert "load.weight" in names
    assert not names & {"load.cards", "care.tasks", "network.closest", "meeting.contact"}


def test_somebody_known_only_from_a_withheld_answer_is_not_there() -> None:
    left = shared(noor(), network__closest=False)
    assert left["network.ties"] == {"Lot": "really_good"}
    assert left["network.support"] == {"talk": "Lot", "fun": "Lot", "practical": "nobody", "advice": "trainer Kees"}


def test_support_from_somebody_who_is_not_shown_vanishes() -> None:
    left = shared(noor(), network__closest=False, network__fun=False)
    assert left["network.support"] == {"practical": "nobody", "advice": "trainer Kees"}
    assert "network.ties" not in left


def test_a_name_typed_only_where_support_is_asked_is_shared_with_it() -> None:
    items = (item("network.closest", ["Lot"]), item("network.support", {"talk": "Sara", "fun": "Lot"}))
    assert shared(items, network__closest=False) == {"network.support": {"talk": "Sara"}}


def test_a_correction_of_somebody_who_is_not_shown_vanishes() -> None:
    items = (
        item("network.closest", ["Lot", "Bram"]),
        item("network.fun", ["Bram"]),
        item("network.people", {"Lot": {"ring": 2}, "Bram": {"ring": 3}, "Sara": {"ring": 1}}),
    )
    assert shared(items, network__closest=False)["network.people"] == {"Bram": {"ring": 3}, "Sara": {"ring": 1}}


def test_a_correction_of_a_professional_follows_the_professionals() -> None:
    items = (
        item("network.professionals", ["doctor_or_hospital"], "doctor or hospital"),
        item("network.people", {"doctor or hospital": {"ring": 3}}),
    )
    assert shared(items, network__professionals=False) == {}


@pytest.mark.parametrize("share_corrections", [True, False])
def test_whoever_was_taken_out_of_the_picture_is_nowhere(share_corrections: bool) -> None:
    items = (
        item("network.closest", ["Lot", "Bram"], "Lot", "Bram", words="Lot and Bram"),
        item("network.ties", {"Bram": "ordinary", "Lot": "ordinary"}),
        item("network.support", {"talk": "bram"}),
        item("goal.helpers", ["Bram", "Lot"], "Bram", "Lot"),
        item("network.people", {"BRAM": {"gone": True}}),
    )
    kept = shared_items(items, {"network.people": share_corrections}, being_watched=False)
    assert "bram" not in repr(kept).lower()
    assert {entry.link_id for entry in kept} == {"network.closest", "network.ties", "goal.helpers"}


def test_a_removal_alone_is_no_card() -> None:
    assert cards((item("network.people", {"Bram": {"gone": True}}),)) == ()


@pytest.mark.parametrize(
    ("follow_up", "source"),
    [("care.often", "care.tasks"), ("courses.needs", "courses.interest"), ("care.what", "care.who")],
)
def test_a_follow_up_does_not_betray_the_answer_that_was_withheld(follow_up: str, source: str) -> None:
    items = (item(source, ["x"], "X"), item(follow_up, "y", "Y"))
    assert shared_items(items, {source: False}, being_watched=False) == ()
    assert len(shared_items(items, {}, being_watched=False)) == 2


def test_hidden_names_are_those_that_no_shared_card_names() -> None:
    choices = {"network.closest": False, "network.others": False, "network.would_help": False, "goal.helpers": False}
    assert hidden_names(noor(), choices, being_watched=False) == {
        "mama",
        "Bram",
        "Pip (hond)",
        "trainer Kees",
        "tante Rian",
    }
    assert hidden_names(noor(), {}, being_watched=False) == set()


def test_an_office_is_not_a_name_to_hide() -> None:
    items = (item("network.professionals", ["doctor_or_hospital"], "doctor or hospital"),)
    assert hidden_names(items, {"network.professionals": False}, being_watched=False) == set()


@pytest.mark.parametrize(
    "link_id", ["network.closest", "network.fun", "network.others", "network.ties", "network.people"]
)
def test_words_where_people_were_asked_for_are_nobody_and_no_card(link_id: str) -> None:
    cried = (item(link_id, [], words="ik wil dood"), item("happiness.now", 7))
    assert [card.link_id for card in cards(cried)] == ["happiness.now"]
    assert [one.link_id for one in shared_items(cried, {}, being_watched=False)] == ["happiness.now"]


def test_what_follows_a_question_that_was_passed_over_is_shared_all_the_same() -> None:
    assert shared((item("meeting.company", ["alone"], "just me"),)) == {"meeting.company": ["alone"]}
