"""What the child did not share does not exist: the nine rules of the handoff, each as a claim."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from care.handoff import Item, SafetyLine
from care.network import describe
from care.sharing import cards, shared_items
from tests.care.shared_talk import AT, hand_over, item, noor, page, plain, section

CARDS = [card.link_id for card in cards(noor())]


def everything(items: Sequence[Item], withheld: Sequence[str], being_watched: bool = False) -> str:
    """Give all that leaves the talk, in every form, as one text."""
    handoff = hand_over(items, withheld=withheld, being_watched=being_watched)
    forms = [json.dumps(handoff.to_json()), json.dumps(handoff.to_data()), page(handoff), repr(handoff)]
    return "\n".join([*forms, *describe(handoff.network, plain)]).encode().decode("unicode_escape", "ignore")


def without(link_id: str) -> tuple[Item, ...]:
    return tuple(entry for entry in noor() if entry.link_id != link_id)


class TestRule1AWithheldCardLeavesNoTrace:
    def test_the_page_is_the_same_as_if_the_question_had_never_been_answered(self) -> None:
        follow_ups = {"care.tasks": "care.often", "courses.interest": "courses.needs"}
        by_name = {"network.closest", "network.fun", "network.others", "network.would_help", "goal.helpers"}
        for link_id in CARDS:
            if link_id in by_name:
                continue  # these also take people out of other answers: rules 2 and 3
            never = tuple(entry for entry in without(link_id) if entry.link_id != follow_ups.get(link_id))
            assert hand_over(noor(), withheld=[link_id]) == hand_over(never), link_id

    def test_nothing_says_that_something_was_withheld_and_nothing_is_counted(self) -> None:
        printed = page(hand_over(noor(), withheld=CARDS[::2])).lower()
        assert not re.search(r"withheld|not shared|hidden|skipped|\d+ of \d+|\bempty\b", printed)

    def test_sections_are_numbered_without_a_gap_whatever_is_withheld(self) -> None:
        for link_id in CARDS:
            orders = [part.order for part in hand_over(noor(), withheld=[link_id, "load.pause"]).sections]
            assert orders == list(range(1, len(orders) + 1))

    def test_no_heading_stands_empty(self) -> None:
        handoff = hand_over(noor(), withheld=[link_id for link_id in CARDS if link_id.startswith("load")])
        assert "load" not in [part.key for part in handoff.sections]
        assert all(part.items for part in handoff.sections)

    def test_a_follow_up_goes_with_its_source(self) -> None:
        assert "nearly every day" not in everything(noor(), ["care.tasks"])


class TestRule2DerivedThingsFollowTheirSources:
    def test_a_person_known_only_from_a_withheld_answer_is_not_in_the_picture(self) -> None:
        names = [who.name for who in hand_over(noor(), withheld=["network.closest"]).network.people]
        assert names == ["Lot", "het team", "trainer Kees", "tante Rian"]

    def test_somebody_named_twice_stands_where_the_shared_answer_puts_them(self) -> None:
        lot = hand_over(noor(), withheld=["network.closest"]).network.people[0]
        assert (lot.name, lot.ring) == ("Lot", 2)

    def test_the_line_between_them_vanishes_when_it_is_withheld(self) -> None:
        assert {who.line for who in hand_over(noor(), withheld=["network.ties"]).network.people} == {None}

    def test_the_support_grid_names_nobody_who_is_not_shown(self) -> None:
        support = hand_over(noor(), withheld=["network.closest", "network.fun"]).network.support
        assert support == {"practical": "nobody", "advice": "trainer Kees"}

    def test_openers_use_shared_answers_only(self) -> None:
        assert "You said you are happy" not in page(hand_over(noor(), withheld=["happiness.sources"]))
        shown = hand_over(noor(), withheld=["network.would_help", "goal.helpers"])
        assert "may want to help" not in page(shown)

    def test_the_hint_uses_shared_answers_only(self) -> None:
        withheld = ["load.weight", "load.pause", "care.tasks"]
        assert hand_over(noor(), withheld=withheld).hint == ""


class TestRule3QuotesAreCutToTheSharedPart:
    def test_the_name_of_somebody_who_is_not_shown_is_masked(self) -> None:
        items = (*noor(), item("me.person", None, words="me and bram and Lot like fishing"))
        handoff = hand_over(items, withheld=["network.closest"])
        assert "“me and … and Lot like fishing”" in " ".join(section(handoff, "own_words"))
        assert "bram" not in everything(items, ["network.closest"]).lower()

    def test_a_typed_helper_with_a_hidden_name_in_it_is_a_masked_text_and_nobody_in_the_picture(self) -> None:
        items = (item("network.closest", ["Bram"], "Bram"), item("network.would_help", None, words="Sara and Bram"))
        handoff = hand_over(items, withheld=["network.closest"])
        assert handoff.network.people == ()
        assert section(handoff, "network") == ["Would want to help, if they knew: “Sara and …”"]
        assert [who.name for who in hand_over(items).network.people] == ["Bram", "Sara and Bram"]

    def test_the_name_of_somebody_who_is_shown_stays(self) -> None:
        items = (*noor(), item("me.person", None, words="me and Bram like fishing"))
        assert "me and Bram like fishing" in page(hand_over(items))

    def test_openers_and_the_agenda_are_masked_too(self) -> None:
        items = (*noor(), item("meeting.agenda", {"about": "Bram", "not_about": "Pip and BRAM"}))
        assert "bram" not in everything(items, ["network.closest"]).lower()

    def test_who_may_come_along_is_masked_when_not_shown(self) -> None:
        items = (*noor(), item("meeting.company", ["a_friend", "Bram"], "a friend", "Bram"))
        lines = [line.text_quote for line in hand_over(items, withheld=["network.closest"]).safety]
        assert "Meeting: at school; with: a friend" in lines


class TestRule4SkippedUnknownAndWithheldLookTheSame:
    def test_each_way_of_not_saying_gives_the_same_page(self) -> None:
        pages = [
            hand_over((*without("load.weight"), item("load.weight", value)))
            for value in ("skip", "dont_know", "rather_not_say", "later", None)
        ]
        assert all(handoff == hand_over(noor(), withheld=["load.weight"]) for handoff in pages)

    def test_a_dont_know_in_the_support_grid_is_absent(self) -> None:
        items = (item("network.closest", ["Lot"]), item("network.support", {"talk": "dont_know", "fun": "Lot"}))
        assert hand_over(items).network.support == {"fun": "Lot"}


class TestRule5NoOtherPlaceKnowsEither:
    def test_alt_text_and_both_machine_forms_are_clean(self) -> None:
        for link_id in ("network.closest", "load.cards", "goal.wish"):
            marked = tuple(replace(entry, words="ZEBRA") if entry.link_id == link_id else entry for entry in noor())
            assert "ZEBRA" not in everything(marked, [link_id])

    def test_the_machine_form_names_no_question_that_was_withheld(self) -> None:
        for link_id in CARDS:
            assert f'"{link_id}"' not in everything(noor(), [link_id])


class TestRule6LaterWithdrawalMakesANewPage:
    def test_the_new_page_is_the_page_without_the_card_and_knows_no_old_one(self) -> None:
        before = hand_over(noor())
        after = hand_over(noor(), withheld=["goal.wish"])
        assert "not having to cook" in page(before)
        assert "not having to cook" not in everything(noor(), ["goal.wish"])
        assert after.to_data().keys() == before.to_data().keys()


class TestRule7OnlyWhatTheChildKnowsWasPassedOn:
    def test_a_danger_sentence_the_child_was_told_about_is_marked_and_verbatim(self) -> None:
        told = SafetyLine("abuse_physical", "Bram hits me", AT)
        line = hand_over(noor(), withheld=["network.closest"], signals=[told]).safety[0]
        assert (line.text_quote, line.is_quote) == ("Bram hits me", True)
        assert line.note == "Passed on without sharing, Noor knows this"

    def test_a_signal_the_child_was_not_told_about_is_nowhere(self) -> None:
        untold = SafetyLine("neglect", "ZEBRA", AT, child_informed=False)
        assert "ZEBRA" not in repr(hand_over(noor(), signals=[untold]))


class TestRule8ThereIsNoAllClear:
    def test_no_need_is_not_printed(self) -> None:
        assert [line.kind for line in hand_over(noor()).safety] == ["contact", "meeting", "home_knows"]
        assert "load.urgent" not in everything(noor(), [])

    def test_nothing_ever_says_that_all_is_well_and_the_foot_says_the_opposite(self) -> None:
        printed = page(hand_over(noor()))
        assert not re.search(r"nothing urgent|no signals|no concerns|all clear", printed, re.IGNORECASE)
        assert "Nothing reported does not mean that nothing is wrong." in printed


class TestRule9TheFormHasRoomForWhoHasSeenIt:
    def test_seen_starts_empty_and_is_in_the_machine_form(self) -> None:
        assert hand_over(noor()).to_json()["seen"] == []


# Markers: every answer carries a word of its own that stands nowhere else, so that a trace can be told from chance.
TEXTS = (
    "me.person",
    "happiness.more",
    "happiness.dream",
    "goal.wish",
    "goal.first_step",
    "network.give_back",
    "network.would_help",
)
CHOICES = (
    "happiness.sources",
    "care.who",
    "care.what",
    "care.tasks",
    "care.often",
    "care.good",
    "care.who_knows",
    "strength.good_at",
    "strength.helps",
    "strength.say",
    "load.cards",
    "load.pause",
    "goal.needs",
    "courses.interest",
    "courses.needs",
    "meeting.place",
    "home.knows",
    "something.new",
)
NAMES = ("network.closest", "network.fun", "network.others", "goal.helpers")


def stem(link_id: str) -> str:
    return f"Zq{re.sub(r'[^A-Za-z]', '', link_id.title())}Qz"


def marker(link_id: str, number: int = 0) -> str:
    return f"{stem(link_id)}{'abcdefgh'[number]}x"


@st.composite
def talks(draw: st.DrawFn) -> tuple[Item, ...]:
    items: list[Item] = []
    people: dict[str, list[str]] = {link_id: [] for link_id in NAMES}
    for link_id in draw(st.lists(st.sampled_from(NAMES), unique=True)):
        people[link_id] = [marker(link_id, number) for number in range(draw(st.integers(1, 5)))]
        shouted = [name.upper() if draw(st.booleans()) else name for name in people[link_id]]
        words = " en ".join(shouted) if draw(st.booleans()) else None
        items.append(item(link_id, shouted, *shouted, words=words))
    everybody = [name for names in people.values() for name in names]
    who = st.sampled_from([*everybody, "nobody", "myself", "dont_know"])
    mentions = st.lists(who, max_size=3).map(" met ".join)
    for link_id in draw(st.lists(st.sampled_from(TEXTS), unique=True)):
        items.append(item(link_id, None, words=f"{marker(link_id)} {draw(mentions)}"))
    for link_id in draw(st.lists(st.sampled_from(CHOICES), unique=True)):
        chosen = [marker(link_id, number) for number in range(draw(st.integers(1, 3)))]
        words = f"{marker(link_id, 7)} {draw(mentions)}" if draw(st.booleans()) else None
        items.append(item(link_id, chosen, *chosen, words=words))
    return (*items, *draw(about_people(everybody, who)))


@st.composite
def about_people(draw: st.DrawFn, everybody: list[str], who: st.SearchStrategy[str]) -> list[Item]:
    rows = st.sampled_from(["talk", "fun", "practical", "advice"])
    support = draw(st.dictionaries(rows, who | st.just(marker("network.support"))))
    form = {"way": "app", "address": marker("meeting.contact"), "not_at": draw(who)}
    agenda = {"about": f"{marker('meeting.agenda')} {draw(who)}", "not_about": draw(who)}
    items = [item("network.support", support), item("meeting.contact", form), item("meeting.agenda", agenda)]
    corrections: dict[str, Any] = {marker("network.people"): {"ring": draw(st.integers(1, 4))}}
    if everybody:
        lines = st.sampled_from(["really_good", "ordinary", "sometimes_difficult", "skip"])
        items.append(item("network.ties", draw(st.dictionaries(st.sampled_from(everybody), lines))))
        change = st.sampled_from([{"gone": True}, {"ring": 2}, {"area": "school", "emoji": "🦊"}])
        corrections |= draw(st.dictionaries(st.sampled_from(everybody), change, max_size=3))
    return [*items, item("network.people", corrections)]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_no_marker_of_a_withheld_answer_is_anywhere(data: st.DataObject) -> None:
    items = data.draw(talks())
    link_ids = [card.link_id for card in cards(items)]
    withheld = data.draw(st.lists(st.sampled_from(link_ids), unique=True)) if link_ids else []
    watched = data.draw(st.booleans())
    left = everything(items, withheld, watched).lower()
    for link_id in withheld:
        assert stem(link_id).lower() not in left, link_id


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(talks(), st.booleans())
def test_nobody_who_was_taken_out_of_the_picture_is_anywhere(items: tuple[Item, ...], watched: bool) -> None:
    corrections = next(entry.value for entry in items if entry.link_id == "network.people")
    left = everything(items, [], watched).lower()
    for name, change in corrections.items():
        if change.get("gone"):
            assert name.lower() not in left


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(talks(), st.data())
def test_sharing_what_is_shared_changes_nothing(items: tuple[Item, ...], data: st.DataObject) -> None:
    link_ids = [card.link_id for card in cards(items)]
    choices = {link_id: data.draw(st.booleans()) for link_id in link_ids}
    once = shared_items(items, choices, being_watched=False)
    assert shared_items(once, choices, being_watched=False) == once
