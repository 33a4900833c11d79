"""Every step kind: what it asks, and what a tap, a few taps at once, and typed words mean to it."""

from __future__ import annotations

from typing import Any

import pytest

from flows.engine import phrases
from flows.engine.events import Line
from flows.engine.prompts import prompt_at
from flows.engine.prompts.open_prompt import REPAIRS
from flows.engine.session import Draft
from flows.engine.steps import KINDS
from flows.engine.steps.base import Begun, Misread, Read, Reading
from flows.engine.steps.parts import InParts
from tests.flows.one_step import asked, asking, ids, picked, tapped, typed

CHOICE = 'kind: choice\ntext: "how?"\noptions: [{id: good, text: "good"}, {id: bad, text: "bad"}]'
OWN_CHOICE = CHOICE + "\nown: true"
AGAIN = 'kind: choice\ntext: "ok?"\noptions: [{id: yes_, text: "yes"}, {id: more, text: "more", again: true}]\nmore: ["card one", "card two"]'
SEVERAL = """kind: several
text: "what?"
most: 2
options: [{id: music, text: "music"}, {id: sport, text: "sport"}, {id: games, text: "games"}, {id: nothing, text: "nothing", alone: true}]"""
OTHER = 'kind: several\ntext: "what?"\noptions: [{id: music, text: "music"}, {id: other, text: "other", own: true}]'
LADDER = 'kind: scale\nlook: ladder\nleast: 0\nmost: 10\ntext: "which rung?"'
FACES = 'kind: scale\nlook: faces\ntext: "which face?"\noptions: [{id: smile, text: "happy"}, {id: sad, text: "sad"}]'
NUMBER = 'kind: number\ntext: "how old?"\nleast: 4\nmost: 24'
TEXT = 'kind: text\ntext: "tell"'
NAME = 'kind: text\nmost: 30\ntext: "name?"'
NAMES = 'kind: names\nmost: 3\ntext: "who?"'
RESCUED = NAMES + '\nrescue: "who did you see?"'
TIES = 'kind: per_person\nover: network.closest\ntext: "and {name}?"\noptions: [{id: good, text: "good"}, {id: skip, text: "skip"}]'
GRID = 'kind: grid\ntext: "who?"\nrows: [{id: talk, text: "to talk"}, {id: fun, text: "for fun"}]'
FORM = """kind: form
text: "how to reach you?"
rows:
  - {id: way, text: "way", options: [{id: app, text: "app"}, {id: call, text: "call"}]}
  - {id: address, text: "number"}
  - {id: not_at, text: "when not"}"""
PICTURE = 'kind: picture\ntext: "your people"'
OFFER = 'kind: offer\ntext: "what would you like?"\noptions: [{id: buddy, text: "a buddy"}]'
CARDS = 'kind: cards\nshown: false\ntext: "what may be seen?"'
SEND = 'kind: send\ntext: "send?"\noptions: [{id: send, text: "yes"}, {id: keep, text: "keep"}, {id: throw_away, text: "away"}]'
PEOPLE = {"network.closest": ["Lot", "Bram"], "network.fun": ["lot", "Kees"]}
COURSES = {"the.step": {"offers": [["kind", "Kind"], ["game", "Game"]], "rest": [["brus", "Brus"]]}}


def test_every_kind_has_tests() -> None:
    tests = [name for name in globals() if name.startswith("test_")]
    assert [kind for kind in KINDS if not any(name.startswith(f"test_{kind}_") for name in tests)] == []


# --- what holds for all -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["\U0001fa77", "\U0001fae8", "\U0001fae9", "🙂", "?"])
def test_an_emoji_newer_than_this_python_is_something_to_see(sign: str) -> None:
    assert typed(asking(TEXT), sign) == Read(sign)


# --- choice -----------------------------------------------------------------------------------------------------------


def test_choice_a_tap_settles() -> None:
    assert tapped(asking(CHOICE), "good") == Read("good")
    assert picked(asking(CHOICE), "bad", words="truly") == Read("bad", "truly")


def test_choice_a_button_of_another_question_is_refused() -> None:
    assert tapped(asking(CHOICE), "other") == Misread(Line(phrases.PICK_FROM_BUTTONS), "unknown option")


def test_choice_own_words_are_kept_and_the_fitting_button_asked_for_once() -> None:
    assert typed(asking(CHOICE), "so so") == Misread(Line(phrases.PICK_ONE), "own words at a choice", keep="so so")
    assert tapped(asking(CHOICE, words="so so"), "good") == Read("good", "so so")
    assert typed(asking(CHOICE, words="so so"), "really") == Read(None, "so so\nreally")


def test_choice_own_words_are_an_answer_where_they_are_welcome() -> None:
    assert typed(asking(OWN_CHOICE), "so so") == Read(None, "so so")


def test_choice_nothing_typed_is_no_answer() -> None:
    assert typed(asking(OWN_CHOICE), "\u200b ") == Misread(Line(phrases.NOTHING_TYPED), "empty")


def test_choice_more_to_know_tells_and_asks_again() -> None:
    assert tapped(asking(AGAIN), "more") == Begun(Draft(), (Line("card one"), Line("card two")))


# --- several ----------------------------------------------------------------------------------------------------------


def test_several_taps_switch_on_and_off_until_done() -> None:
    assert tapped(asking(SEVERAL), "music") == Begun(Draft(["music"]))
    assert tapped(asking(SEVERAL, ["music", "sport"]), "music") == Begun(Draft(["sport"]))
    assert tapped(asking(SEVERAL, ["sport"]), "done") == Read(["sport"])
    assert [choice.id for choice in asked(asking(SEVERAL, ["sport"])).choices if choice.picked] == ["sport"]


def test_several_what_stands_alone_takes_the_rest_away_and_settles() -> None:
    assert tapped(asking(SEVERAL, ["music"]), "nothing") == Read(["nothing"])
    assert picked(asking(SEVERAL), "music", "nothing") == Read(["nothing"])


def test_several_at_once_settle_each_once() -> None:
    assert picked(asking(SEVERAL), "music", "sport", "music") == Misread(
        Line(phrases.AT_MOST, {"most": "2"}), "too many"
    )
    assert picked(asking(SEVERAL), "music", "sport") == Read(["music", "sport"])
    assert picked(asking(SEVERAL)) == Read([])


def test_several_more_than_the_most_is_refused_and_words_are_kept() -> None:
    full = asking(SEVERAL, ["music", "sport"])
    assert tapped(full, "games") == Misread(Line(phrases.AT_MOST, {"most": "2"}), "too many")
    found = picked(asking(SEVERAL), "music", "sport", "games", words="and this")
    assert isinstance(found, Misread)
    assert found.keep == "and this"


def test_several_something_else_asks_for_words_and_takes_them() -> None:
    assert tapped(asking(OTHER), "other") == Begun(Draft(["other"]), (Line(phrases.TELL_IN_OWN_WORDS),))
    assert typed(asking(OTHER, ["other"]), "kites") == Read(["other"], "kites")


def test_several_unknown_options_are_refused() -> None:
    assert isinstance(picked(asking(SEVERAL), "music", "nonsense"), Misread)
    assert isinstance(tapped(asking(SEVERAL), "nonsense"), Misread)


def test_several_typed_words_where_none_are_welcome_are_kept() -> None:
    assert typed(asking(SEVERAL), "kites") == Misread(Line(phrases.PICK_ONE), "own words at a choice", keep="kites")
    assert typed(asking(SEVERAL, words="kites"), "truly") == Read([], "kites\ntruly")


# --- scale ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["7", " 7 ", "step 7", "٧", "７"])
def test_scale_a_rung_may_be_tapped_or_typed_in_any_digits(text: str) -> None:
    assert typed(asking(LADDER), text) == Read(7)
    assert tapped(asking(LADDER), "0") == Read(0)


@pytest.mark.parametrize("text", ["11", "-", "seven", "3 or 4", "100", "-1", "\u22121", "\u20131", "3.5", "3,5"])
def test_scale_what_is_no_rung_is_asked_again(text: str) -> None:
    assert isinstance(typed(asking(LADDER), text), Misread)


def test_scale_a_ladder_has_its_rungs_and_faces_their_words() -> None:
    ladder = asked(asking(LADDER))
    assert (ladder.control, len(ladder.choices), ladder.least, ladder.most) == ("ladder", 11, 0, 10)
    assert ids(asked(asking(FACES)).choices) == ["smile", "sad"]
    assert tapped(asking(FACES), "sad") == Read("sad")
    assert isinstance(typed(asking(FACES), "7"), Misread)


# --- number -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [("9", 9), ("I am 12 years", 12), ("3", 3), ("25", 25), ("9.", 9), ("0600000000, or 9", 9), ("9,5", 9), ("9.5", 9)],
)
def test_number_the_one_whole_number_counts_even_outside_the_usual(text: str, number: int) -> None:
    assert typed(asking(NUMBER), text) == Read(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nine",
        "9 or 10",
        "999",
        "2014",
        "0x9a8",
        "-9",
        "ik ben -9",
        ".5",
        "3.5 or 9",
        "1.000",
    ],
)
def test_number_none_or_several_or_impossible_is_asked_again(text: str) -> None:
    assert typed(asking(NUMBER), text) == Misread(Line(phrases.A_NUMBER_PLEASE), "no number")


def test_number_the_likely_ones_are_buttons() -> None:
    assert ids(asked(asking(NUMBER)).choices) == [str(year) for year in range(4, 25)]
    assert tapped(asking(NUMBER), "13") == picked(asking(NUMBER), "13") == Read(13)


# --- text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["flying", " two  spaces ", "<b>", "'; DROP", "שלום", "a\nb", "😀"])
def test_text_stays_as_it_was_typed(text: str) -> None:
    assert typed(asking(TEXT), text) == Read(text)


def test_text_that_shows_nothing_is_none_and_a_name_is_short() -> None:
    assert typed(asking(TEXT), "\u200b\u2060\t") == Misread(Line(phrases.NOTHING_TYPED), "empty")
    assert typed(asking(NAME), "x" * 31) == Misread(Line(phrases.A_SHORTER_NAME), "too long")
    assert typed(asking(NAME), "x" * 30) == Read("x" * 30)


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["Lot, Bram", "Lot en Bram", "Lot and Bram", "Lot;Bram", "Lot\nBram", " Lot ,, Bram ", "Lot & Bram", "Lot، Bram"],
)
def test_names_are_told_apart_however_they_are_typed(text: str) -> None:
    assert typed(asking(NAMES), text) == Begun(Draft(["Lot", "Bram"]))


def test_names_add_up_each_once_until_done() -> None:
    assert typed(asking(NAMES, ["Lot"]), "lot, Pip") == Begun(Draft(["Lot", "Pip"]))
    assert asked(asking(NAMES, ["Lot", "Pip"])).lines == (Line(phrases.NAME_KEPT),)
    assert tapped(asking(NAMES, ["Lot", "Pip"]), "done") == Read(["Lot", "Pip"])
    assert tapped(asking(NAMES, ["Lot", "Pip"]), "remove:Lot") == Begun(Draft(["Pip"]))
    assert picked(asking(NAMES), "Lot", "Bram") == Read(["Lot", "Bram"])


def test_names_beyond_the_most_wait_and_long_ones_are_asked_again() -> None:
    full, long = (Line(phrases.PEOPLE_AT_MOST),), (Line(phrases.A_SHORTER_NAME),)
    assert typed(asking(NAMES), "A, B, C, D") == Begun(Draft(["A", "B", "C"], "D"), full)
    assert picked(asking(NAMES), "A", "B", "C", "D") == Begun(Draft(["A", "B", "C"], "D"), full)
    assert typed(asking(NAMES, ["Lot"]), f"Bo, {'x' * 31}") == Begun(Draft(["Lot", "Bo"], "x" * 31), long)


@pytest.mark.parametrize("text", ["", "  ", ",,,", "\u200b", "---", "?!"])
def test_names_need_something_that_can_be_a_name(text: str) -> None:
    assert typed(asking(NAMES), text) == Misread(Line(phrases.NOTHING_TYPED), "no name")


def test_names_nobody_is_asked_after_kindly_and_once() -> None:
    assert tapped(asking(RESCUED), "nobody") == Begun(Draft([]), (Line("who did you see?"),))
    assert tapped(asking(RESCUED, []), "nobody") == Read([])
    assert tapped(asking(NAMES), "nobody") == Read([])


# --- per_person -------------------------------------------------------------------------------------------------------


def test_per_person_asks_one_after_the_other() -> None:
    first = asking(TIES, answers=PEOPLE)
    assert asked(first).part == "Lot"
    assert asked(first).lines == (Line("and {name}?", {"name": "Lot"}),)
    assert tapped(first, "good") == Begun(Draft({"Lot": "good"}))
    assert tapped(asking(TIES, {"Lot": "good"}, answers=PEOPLE), "skip") == Read({"Lot": "good", "Bram": "skip"})


def test_per_person_the_last_is_asked_again_when_somebody_was_taken_away() -> None:
    left = asking(TIES, {"Lot": "good", "Bram": "good", "Gone": "good"}, answers={"network.closest": ["Lot", "Bram"]})
    assert asked(left).part == "Bram"
    assert tapped(left, "skip") == Read({"Lot": "good", "Bram": "skip"})


def test_per_person_with_nobody_left_is_no_dead_end() -> None:
    nobody = asking(TIES, {"Gone": "good"}, answers={"network.closest": []})
    assert tapped(nobody, "good") == Read({})


def test_per_person_words_are_kept_for_the_button() -> None:
    found = typed(asking(TIES, answers=PEOPLE), "complicated")
    assert found == Misread(Line(phrases.PICK_ONE), "no option", keep="complicated")


# --- grid -------------------------------------------------------------------------------------------------------------


def test_grid_goes_row_by_row_with_everybody_once_as_buttons() -> None:
    first = asking(GRID, answers=PEOPLE)
    assert ids(asked(first).choices) == ["Lot", "Bram", "Kees", "myself", "nobody", "dont_know"]
    assert (asked(first).part, len(asked(first).lines)) == ("talk", 2)
    assert tapped(first, "nobody") == Begun(Draft({"talk": "nobody"}))
    second = asking(GRID, {"talk": "nobody"}, answers=PEOPLE)
    assert (asked(second).part, len(asked(second).lines)) == ("fun", 1)
    assert typed(second, " my  aunt ") == Read({"talk": "nobody", "fun": "my aunt"})


def test_grid_a_row_that_was_passed_over_is_absent() -> None:
    assert tapped(asking(GRID, {"talk": "Lot"}), "skip") == Read({"talk": "Lot"})
    assert isinstance(typed(asking(GRID), "x" * 31), Misread)
    assert isinstance(typed(asking(GRID), "  "), Misread)


# --- form -------------------------------------------------------------------------------------------------------------


def test_form_goes_field_by_field_and_leaves_out_what_was_skipped() -> None:
    assert tapped(asking(FORM), "app") == Begun(Draft({"way": "app"}))
    assert typed(asking(FORM, {"way": "app"}), "06") == Begun(Draft({"way": "app", "address": "06"}))
    assert tapped(asking(FORM, {"way": "app", "address": "06"}), "skip") == Read({"way": "app", "address": "06"})


def test_form_plain_words_at_the_first_field_are_the_address() -> None:
    assert typed(asking(FORM), "06 00") == Begun(Draft({"way": None, "address": "06 00"}))


def test_form_a_button_of_elsewhere_is_refused() -> None:
    assert isinstance(tapped(asking(FORM), "pigeon"), Misread)
    assert isinstance(typed(asking(FORM, {"way": "app"}), "\u200b"), Misread)


# --- picture ----------------------------------------------------------------------------------------------------------


def test_picture_fits_as_it_is() -> None:
    assert tapped(asking(PICTURE, answers=PEOPLE), "fits") == Read({})
    assert tapped(asking(PICTURE, {"Kees": {"gone": True}}, answers=PEOPLE), "fits") == Read({"Kees": {"gone": True}})


def test_picture_somebody_is_added_and_then_placed() -> None:
    assert tapped(asking(PICTURE), "add") == Begun(Draft(), part="add")
    assert typed(asking(PICTURE, part="add"), "Rian") == Begun(Draft({"Rian": {"ring": 3}}), part="where:Rian")
    placed = tapped(asking(PICTURE, {"Rian": {"ring": 3}}, part="where:Rian"), "1")
    assert placed == Begun(Draft({"Rian": {"ring": 1}}))


def test_picture_somebody_is_taken_away_or_moved() -> None:
    taking = asking(PICTURE, part="remove", answers=PEOPLE)
    assert ids(asked(taking).choices) == ["Lot", "Bram", "Kees"]
    assert tapped(taking, "Kees") == Begun(Draft({"Kees": {"gone": True}}))
    assert tapped(asking(PICTURE, part="move", answers=PEOPLE), "Lot") == Begun(Draft(), part="where:Lot")
    assert isinstance(tapped(taking, "Nobody Known"), Misread)


def test_picture_holds_a_limit_of_people() -> None:
    crowd = {f"Somebody {number}": {"ring": 3} for number in range(20)}
    assert typed(asking(PICTURE, crowd, part="add"), "One more") == Misread(
        Line(phrases.PEOPLE_AT_MOST), "picture is full"
    )


# --- offer ------------------------------------------------------------------------------------------------------------


def test_offer_shows_what_fits_and_more_on_request() -> None:
    assert ids(asked(asking(OFFER, facts=COURSES)).choices) == ["kind", "game", "show_all", "none"]
    assert tapped(asking(OFFER, facts=COURSES), "show_all") == Begun(Draft(["show_all"]))
    assert ids(asked(asking(OFFER, ["show_all"], facts=COURSES)).choices) == ["kind", "game", "brus", "none"]


def test_offer_a_wish_is_only_what_was_picked() -> None:
    assert tapped(asking(OFFER, ["show_all", "brus"], facts=COURSES), "done") == Read(["brus"])
    assert tapped(asking(OFFER, ["kind"], facts=COURSES), "none") == Read([])
    assert picked(asking(OFFER, facts=COURSES), "kind", "game") == Read(["kind", "game"])


def test_offer_an_earlier_wish_can_be_confirmed_again() -> None:
    assert tapped(asking(OFFER, ["brus"], facts=COURSES), "done") == Read(["brus"])


def test_offer_without_courses_has_the_alternatives() -> None:
    assert ids(asked(asking(OFFER)).choices) == ["buddy", "none"]


# --- cards ------------------------------------------------------------------------------------------------------------


def test_cards_are_shared_unless_switched_off() -> None:
    told = {"care.who": ["mother"], **PEOPLE}
    everything = {"me.age": True, "care.who": True, "network.closest": True, "network.fun": True}
    assert tapped(asking(CARDS, answers=told), "done") == Read(everything)
    assert picked(asking(CARDS, answers=told), care__who=False) == Read({**everything, "care.who": False})
    assert tapped(asking(CARDS, answers=told), "card:care.who") == Begun(Draft({**everything, "care.who": False}))


def test_cards_know_only_what_was_answered() -> None:
    assert picked(asking(CARDS), care__who=True, no__such=True) == Read({"me.age": True})
    assert isinstance(tapped(asking(CARDS), "card:care.who"), Misread)
    assert isinstance(typed(asking(CARDS), "everything"), Misread)


# --- send -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["send", "keep", "throw_away"])
def test_send_has_three_equal_buttons(option: str) -> None:
    assert ids(asked(asking(SEND)).choices) == ["send", "keep", "throw_away"]
    assert tapped(asking(SEND), option) == Read(option)


def test_send_words_are_kept_beside_it_and_settle_nothing_however_often_they_are_typed() -> None:
    refused = Misread(Line(phrases.PICK_ONE), "own words at a choice", keep="yes please")
    assert typed(asking(SEND), "yes please") == refused
    again = Misread(Line(phrases.PICK_ONE), "own words at the sending", keep="yes please")
    assert (
        typed(asking(SEND, words="yes"), "yes please") == picked(asking(SEND, words="yes"), words="yes please") == again
    )


# --- end --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "ways"),
    [
        ("finished", ["review"]),
        ("parked", ["change_my_mind", "words_to_go_on"]),
        ("declined", ["change_my_mind"]),
        ("outside", ["change_my_mind"]),
    ],
)
def test_end_leaves_a_way_back_open(outcome: str, ways: list[str]) -> None:
    goodbye = asking(f'kind: end\noutcome: {outcome}\ntext: "bye"')
    assert ids(asked(goodbye).choices) == ways
    assert typed(goodbye, "and also") == Misread(Line(phrases.AFTER_THE_END), "after the end")


@pytest.mark.parametrize(
    ("place", "ways"), [("fine_here", ["review", "words_to_go_on"]), ("being_watched", ["review"])]
)
def test_end_offers_whoever_sent_words_to_go_on_unless_somebody_is_watching(place: str, ways: list[str]) -> None:
    answers = {"welcome.place": place, "review.send": "send"}
    assert ids(asked(asking('kind: end\noutcome: finished\ntext: "bye"', answers=answers)).choices) == ways


# --- what all have in common ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "person"),
    [
        ([], "someone at home"),
        (["mother"], "your mother"),
        (["mother", "sibling"], "your mother"),
        (["sibling"], "someone at home"),
    ],
)
def test_the_person_it_is_about_has_a_word(who: list[str], person: str) -> None:
    found = asked(asking('kind: text\ntext: "about {person}"', answers={"care.who": who})).lines[0]
    assert found.args["person"].text == person


def test_a_person_that_was_typed_has_a_word_too() -> None:
    answers = {"care.who": "my neighbour"}
    found = asked(asking('kind: text\ntext: "about {person}"', answers=answers)).lines[0]
    assert found.args["person"].text == "someone at home"


@pytest.mark.parametrize(
    ("name", "age", "said"), [("Noor", 9, ("Noor", 9)), (None, None, ("you", "your age")), (None, 9, ("you", 9))]
)
def test_a_name_and_an_age_that_were_not_told_have_words(
    name: str | None, age: int | None, said: tuple[Any, ...]
) -> None:
    open_step = asking('kind: text\ntext: "{name} of {age}"', answers={"me.name": name, "me.age": age})
    found = asked(open_step).lines[0].args
    assert tuple(getattr(found[slot], "text", found[slot]) for slot in ("name", "age")) == said


# --- one part of a question that has several --------------------------------------------------------------------------


def test_a_row_is_asked_with_its_own_sentence_and_named_with_another() -> None:
    rows = 'kind: form\ntext: "how?"\nrows: [{id: way, text: "way"}, {id: place, text: "Place", ask: "Which place?"}]'
    assert asked(asking(rows, {"way": "app"})).lines == (Line("Which place?"),)
    assert asked(asking(GRID, {"talk": "Lot"}, answers=PEOPLE)).lines == (Line("for fun"),)


@pytest.mark.parametrize(
    ("step", "draft", "passed", "back"),
    [
        (GRID, {"talk": "Lot"}, Read({"talk": "Lot"}), Begun(Draft({}))),
        (FORM, {"way": "app", "address": "06"}, Read({"way": "app", "address": "06"}), Begun(Draft({"way": "app"}))),
        (TIES, {"Lot": "good"}, None, Begun(Draft({}))),
    ],
)
def test_only_the_open_part_is_passed_over_or_gone_back_from(
    step: str, draft: dict[str, str], passed: Reading | None, back: Begun
) -> None:
    half = asking(step, draft, answers=PEOPLE)
    kind = KINDS[half.step.kind]
    assert isinstance(kind, InParts)
    assert kind.pass_part(half, "skipped") == passed
    assert kind.back_part(half) == back
    begun = asking(step, answers=PEOPLE)
    assert (kind.pass_part(begun, "skipped"), kind.back_part(begun)) == (None, None)


def test_a_row_one_does_not_know_is_an_answer_of_that_row() -> None:
    kind = KINDS["grid"]
    assert isinstance(kind, InParts)
    assert kind.pass_part(asking(GRID, {"talk": "Lot"}), "dont_know") == Read({"talk": "Lot", "fun": "dont_know"})


@pytest.mark.parametrize("part", ["add", "remove", "move", "where:Lot"])
def test_back_from_a_change_of_the_picture_is_the_picture(part: str) -> None:
    kind = KINDS["picture"]
    assert isinstance(kind, InParts)
    assert kind.back_part(asking(PICTURE, part=part, answers=PEOPLE)) == Begun(Draft())
    assert kind.back_part(asking(PICTURE, answers=PEOPLE)) is None


def test_what_stands_among_the_answers_is_not_offered_again_below_them() -> None:
    choice = 'kind: choice\ntext: "how often?"\noptions: [{id: never, text: "never"}, {id: dont_know, text: "I don\'t know"}]'
    other = choice.replace("dont_know", "i_dont_know")
    for step in (choice, other):
        assert prompt_at(asking(step).compiled, asking(step).session).repairs == (
            "skip",
            "rather_not_say",
            "later",
            "back",
        )
    assert prompt_at(asking(CHOICE).compiled, asking(CHOICE).session).repairs == REPAIRS


def test_picture_with_nobody_left_offers_only_to_add_somebody() -> None:
    empty = asking(PICTURE, {"Lot": {"gone": True}, "Bram": {"gone": True}, "Kees": {"gone": True}}, answers=PEOPLE)
    assert ids(asked(empty).choices) == ["fits", "add"]
    assert isinstance(tapped(empty, "remove"), Misread)


def test_offer_tells_what_is_known_of_each_course_and_keeps_what_was_picked() -> None:
    known = {"the.step": {**COURSES["the.step"], "about": [["kind", 9, 12, "Samen koken."], ["game", 7, 12, ""]]}}
    open_step = asking(OFFER, ["game"], facts=known)
    assert ids(asked(open_step).choices) == ["kind", "game", "show_all", "tell_more", "none"]
    assert tapped(open_step, "tell_more") == Begun(
        Draft(["game"]),
        (
            Line(phrases.COURSE_TOLD, {"course": "Kind", "low": "9", "high": "12", "told": "Samen koken."}),
            Line(phrases.COURSE_UNTOLD, {"course": "Game", "low": "7", "high": "12"}),
        ),
    )
    assert ids(asked(asking(OFFER, facts={})).choices) == ["buddy", "none"]
