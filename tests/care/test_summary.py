"""The page that the consultant reads: its order, its length and what each section says."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from care.handoff import Child, SafetyLine
from care.quoting import around, cut
from care.summary import WORDS_ON_THE_PAGE, build, printed_words
from tests.care.shared_talk import AT, NOOR, day, hand_over, item, noor, page, plain, section

CHATTY = " ".join(["blah"] * 400)


def test_the_sections_stand_in_the_order_of_the_method_without_a_gap() -> None:
    sections = hand_over(noor()).sections
    assert [part.key for part in sections] == [
        "own_words",
        "happiness",
        "strength",
        "network",
        "home",
        "load",
        "wish",
        "offer",
    ]
    assert [part.order for part in sections] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_what_is_urgent_comes_before_how_to_meet() -> None:
    handoff = hand_over(noor(), call_soon=True, signals=[SafetyLine("neglect", "nobody is home", AT)])
    assert [line.kind for line in handoff.safety] == ["urgent", "neglect", "contact", "meeting", "home_knows"]


def test_the_wish_to_be_called_names_the_promise() -> None:
    items = [item("load.urgent", "call_me_soon", "yes, call me soon")]
    assert hand_over(items).safety[0].text_quote == "Wants to be called soon"
    promised = build(
        handoff_id="h",
        child=NOOR,
        items=items,
        at=AT,
        retention_until=None,
        call_soon=False,
        consultant="",
        date_in_words=day,
        _=plain,
        call_before=date(2031, 3, 13),
    )
    assert promised.safety[0].text_quote == "Wants to be called soon, at the latest 13-03-2031"


def test_a_wish_to_talk_at_once_is_passed_on_with_its_time() -> None:
    line = hand_over([item("load.urgent", "talk_now", "yes")]).safety[0]
    assert (line.kind, line.text_quote, line.at) == ("urgent", "Wanted to talk to a person straight away", AT)


def contact_lines(contact: object, **more: Any) -> list[str]:
    """How to reach the child, as the consultant reads it."""
    handoff = hand_over((*more.pop("items", ()), item("meeting.contact", contact, sensitive=True)), **more)
    return [line.text_quote for line in handoff.safety if line.kind == "contact"]


@pytest.mark.parametrize(
    ("contact", "first"),
    [
        ({"way": "call", "address": "06-00000000", "not_at": "not after eight, call me K."}, "Wants to be called K"),
        ({"way": "call", "address": "06-00000000, zeg maar Kim"}, "Wants to be called Kim"),
        ("06-00000000, noem me Kim", "Wants to be called Kim"),
        ({"way": "call", "address": "06-00000000", "not_at": "call me Noor"}, None),
        ({"way": "call", "address": "06-00000000", "not_at": "call me after school"}, None),
    ],
)
def test_how_a_child_wants_to_be_called_stands_before_how_to_reach_it(contact: object, first: str | None) -> None:
    *before, how = contact_lines(contact)
    assert before == ([first] if first else [])
    assert how.startswith("Contact: ")


def test_how_a_child_wants_to_be_called_goes_with_the_card_and_names_nobody_who_is_withheld() -> None:
    contact = {"way": "call", "address": "06-00000000", "not_at": "call me Bram"}
    friends = (item("network.closest", ["Bram"], "Bram"),)
    assert contact_lines(contact, items=friends, withheld=["meeting.contact"]) == []
    lines = contact_lines(contact, items=friends, withheld=["network.closest"])
    assert not any("Bram" in line for line in lines)
    assert len(lines) == 1


def test_contact_says_how_and_how_not() -> None:
    lines = {line.kind: line.text_quote for line in hand_over(noor()).safety}
    assert lines["contact"] == "Contact: by text message or app; 06-00000000; rather not: after 8"
    assert lines["meeting"] == "Meeting: at school"
    assert lines["home_knows"] == "Does anyone at home know of this talk: no, but that's fine"


@pytest.mark.parametrize("field", ["address", "place"])
def test_a_condition_beside_an_address_or_a_place_is_not_cut(field: str) -> None:
    beside = "06 00 00 00 00 but please only after four and never when my dad is home"
    (line,) = hand_over([item("meeting.contact", {"way": "app", field: beside})]).safety
    assert line.text_quote == f"Contact: by text message or app; {beside}"


def test_a_condition_is_not_cut() -> None:
    condition = "not after eight and not by phone because then my little sister wakes up and mum has to start all over"
    (line,) = hand_over([item("meeting.contact", {"way": "app", "not_at": condition})]).safety
    assert line.text_quote == f"Contact: by text message or app; rather not: {condition}"


def test_a_plain_contact_text_is_the_address_and_not_yet_is_said_kindly() -> None:
    items = [item("meeting.contact", "after school at the gate"), item("meeting.place", "not_yet", "not yet")]
    texts = [line.text_quote for line in hand_over(items).safety]
    assert texts == ["Contact: after school at the gate", "Would rather not meet yet"]


def test_quotes_are_literal_and_at_most_three_with_happiness_wish_and_person_first() -> None:
    items = [
        item("happiness.dream", None, words="a hous by the sea"),
        item("me.person", None, words="i talk alot"),
        item("goal.wish", None, words="SLEEP"),
        item("happiness.sources", ["sports"], "sports", words="  footbal\nwith Lot "),
    ]
    handoff = hand_over(items)
    quotes = [entry.quote for entry in handoff.sections[0].items]
    assert quotes == ["footbal with Lot", "SLEEP", "i talk alot"]
    assert section(handoff, "happiness") == ["Happy with: sports", "Dreams of: “a hous by the sea”"]
    assert section(handoff, "wish") == ["Wish: “SLEEP”"]


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (item("happiness.now", 0), "Ladder 0-10: 0 (12-03-2031)"),
        (item("happiness.now", "so_so", "so-so"), "How it is: so-so (12-03-2031)"),
    ],
)
def test_happiness_has_a_value_and_a_date_and_no_norm(answer: Any, line: str) -> None:
    assert section(hand_over([answer]), "happiness") == [line]


def test_nobody_is_marked_so_that_it_is_not_overlooked() -> None:
    parts = {part.key: part for part in hand_over(noor()).sections}
    support = next(entry for entry in parts["network"].items if entry.question_id == "network.support")
    assert support.strong
    assert "A hand with something: nobody" in support.text


def test_nowhere_stands_on_top_of_the_load_and_the_load_is_a_word() -> None:
    assert section(hand_over(noor()), "load") == [
        "Has a real break: nowhere",
        "Backpack: heavy (12-03-2031)",
        "Recognises: I have little time, I worry a lot",
    ]


def test_somewhere_to_rest_stands_after_the_load() -> None:
    items = [item("load.pause", ["outside"], "outside"), item("load.weight", "ok", "it's OK")]
    assert section(hand_over(items), "load") == ["Backpack: it's OK (12-03-2031)", "Has a real break: outside"]


def test_about_somebody_else_only_relation_and_category_are_passed_on() -> None:
    items = [
        item("care.who", ["mother"], "my mother", words="she has a secret illness"),
        item("care.what", "something_else", "something else", words="a secret diagnosis"),
    ]
    handoff = hand_over(items)
    assert section(handoff, "home") == ["It is about: my mother", "What is going on: something else"]
    assert "secret" not in repr(handoff)


def test_not_with_me_is_said_in_plain_words() -> None:
    items = [item("care.who", ["not_with_me"], "not with me")]
    assert section(hand_over(items), "home") == ["Says nobody at home needs extra care"]


def test_own_words_take_the_place_of_something_else() -> None:
    items = [
        item("strength.say", ["my_free_time", "something_else"], "my free time", "something else", words="my room")
    ]
    assert section(hand_over(items), "strength") == ["Wants more say in: my free time: “my room”"]


@pytest.mark.parametrize("value", [["something_else"], "something_else"])
def test_something_else_without_words_says_nothing_and_is_not_said(value: Any) -> None:
    assert section(hand_over([item("happiness.sources", value, "something else")]), "happiness") == []
    more = item("happiness.sources", ["music", "something_else"], "music", "something else")
    assert section(hand_over([more]), "happiness") == ["Happy with: music"]


def test_a_break_somewhere_else_is_one() -> None:
    items = [item("load.pause", ["somewhere_else"], "somewhere else")]
    assert section(hand_over(items), "load") == ["Has a real break: somewhere else"]


def test_no_opener_is_about_a_person_where_danger_at_home_stands_on_the_page() -> None:
    calm = hand_over(noor())
    hurt = hand_over(noor(), signals=[SafetyLine("abuse_physical", "my father hits me", AT)])
    named = {"Kees", "Lot", "mama", "Bram", "Rian"}
    assert any(name in text for text in calm.starters for name in named)
    assert not any(name in text for text in hurt.starters for name in named)


def test_who_knows_and_a_typed_helper_and_giving_back_stand_with_the_network() -> None:
    items = [
        item("care.who_knows", ["nobody"], "nobody"),
        item("network.would_help", None, words="somebody of my old football club perhaps"),
        item("network.give_back", None, words="baking"),
    ]
    assert section(hand_over(items), "network") == [
        "Would want to help, if they knew: “somebody of my old football club perhaps”",
        "Knows how things are at home: nobody",
        "Likes doing for others: “baking”",
    ]


def test_that_nobody_would_help_is_said() -> None:
    assert section(hand_over([item("network.would_help", "nobody", "nobody")]), "network") == [
        "Would want to help, if they knew: nobody"
    ]


def test_courses_are_wishes() -> None:
    assert section(hand_over(noor()), "offer") == [
        "Would like to join: Kind van cursus",
        "Needs to be able to join: a ride",
    ]


def test_the_foot_says_what_this_is_and_until_when() -> None:
    foot = hand_over(noor()).foot
    assert foot.startswith("This is what Noor wanted to share on 12-03-2031. A beginning, not a diagnosis.")
    assert "Nothing reported does not mean that nothing is wrong." in foot
    assert "as long as the support lasts" in foot


def test_a_last_day_is_named() -> None:
    handoff = build(
        handoff_id="h",
        child=replace(NOOR, name=None),
        items=[],
        at=AT,
        retention_until=date(2032, 1, 1),
        call_soon=False,
        consultant="",
        date_in_words=day,
        _=plain,
    )
    assert "Gone at the latest on 01-01-2032." in handoff.foot
    assert handoff.foot.startswith("This is what was shared on")


def test_an_ordinary_page_is_short() -> None:
    assert printed_words(hand_over(noor())) < WORDS_ON_THE_PAGE


def test_a_chatty_child_still_gets_one_page_with_every_section() -> None:
    items = [replace(entry, words=CHATTY) if entry.words or entry.labels else entry for entry in noor()]
    items += [
        item("me.person", None, words=CHATTY),
        item("happiness.dream", None, words=CHATTY),
        item("strength.helps", ["music", "something_else"], "music", "something else", words=CHATTY),
        item("strength.say", ["my_free_time"], "my free time", words=CHATTY),
        item("goal.needs", ["time"], "time", words=CHATTY),
        item("care.who_knows", ["a_friend"], "a friend", words=CHATTY),
        item("care.good", ["proud"], "I'm proud", words=CHATTY),
        item("network.give_back", None, words=CHATTY),
        item("network.professionals", ["doctor_or_hospital"], "doctor or hospital"),
        item("network.people", {f"Person {n}": {"ring": 3} for n in range(20)}),
        item("meeting.agenda", {"about": CHATTY, "not_about": CHATTY}),
        item("meeting.company", ["just_me"], "just me"),
    ]
    for count in (1, 2, 4, 14):
        handoff = hand_over(items, call_soon=True, signals=[SafetyLine("severe_distress", CHATTY, AT)] * count)
        assert len(handoff.sections) == 8
        assert printed_words(handoff) <= WORDS_ON_THE_PAGE
        assert sum(line.is_quote for line in handoff.safety) >= min(count, 2)


def test_of_many_signals_the_first_and_the_latest_stand_on_the_page_and_how_many_more_there_are() -> None:
    signals = [SafetyLine("neglect", f"{n} {CHATTY}", AT) for n in range(14)]
    items = [replace(entry, words=CHATTY) if entry.words or entry.labels else entry for entry in noor()]
    for given in (noor(), items):
        handoff = hand_over(given, signals=signals)
        assert printed_words(handoff) <= WORDS_ON_THE_PAGE
        told = [line for line in handoff.safety if line.is_quote]
        assert [line.text_quote.split()[0] for line in told] == ["0", *map(str, range(15 - len(told), 14))]
        assert told[0].note == "Passed on without sharing, Noor knows this"
        assert told[-1].note == f"Passed on without sharing, Noor knows this; {14 - len(told)} more: see the alarm"
        assert [line.kind for line in handoff.safety if not line.is_quote] == ["contact", "meeting", "home_knows"]


def test_a_few_signals_all_stand_on_the_page() -> None:
    signals = [SafetyLine("neglect", f"{n} {CHATTY}", AT) for n in range(4)]
    told = [line for line in hand_over(noor(), signals=signals).safety if line.is_quote]
    assert [line.text_quote.split()[0] for line in told] == ["0", "1", "2", "3"]
    assert {line.note for line in told} == {"Passed on without sharing, Noor knows this"}


def test_a_signal_that_is_too_long_keeps_its_beginning_and_its_end() -> None:
    (line,) = hand_over([], signals=[SafetyLine("suicide", f"first {CHATTY} i want to die", AT)]).safety
    assert line.text_quote.startswith("first blah")
    assert "blah… blah" in line.text_quote
    assert line.text_quote.endswith("i want to die")
    assert len(line.text_quote.split()) == 30


def test_what_is_cut_around_a_part_keeps_it_whole() -> None:
    words = [f"w{n}" for n in range(60)]
    text = " ".join(words)
    assert around(text, ["w20 w21 w22"], 5) == "…w19 w20 w21 w22 w23…"
    assert around(text, ["w0 w1"], 4) == "w0 w1 w2 w3…"
    assert around(text, ["w10", "w50"], 6) == "…w9 w10 w11… w49 w50 w51…"
    assert around(text, ["w10 w11 w12", "w20 w21 w22"], 5) == "…w9 w10 w11 w12 w13…"
    assert around(text, [], 5) == "w0 w1 w2… w58 w59"
    assert around(text, ["never said"], 4) == "w0 w1… w58 w59"
    assert around("one  two\nthree", ["two"], 3) == "one two three"
    assert around(text, [""], 4) == "w0 w1… w58 w59"


def test_what_was_cut_around_a_part_can_be_cut_again() -> None:
    text = " ".join(f"w{n}" for n in range(60))
    once = around(text, ["w20 w21 w22"], 3)
    assert once == "…w20 w21 w22…"
    once = around(text, ["w20 w21 w22", "w40"], 8)
    assert around(once, ["w20 w21 w22", "w40"], 4) == "…w20 w21 w22… w40…"


def test_a_long_quote_is_cut_between_words() -> None:
    assert cut("one two  three\nfour", 3) == "one two three…"
    assert cut("one two three", 3) == "one two three"
    assert cut("x" * 100, 3) == "x" * 39 + "…"
    assert cut("ab\u202ecd\x00", 3) == "abcd"
    assert cut("  ", 3) == ""


def test_a_young_child_with_a_grown_up_gets_a_page_too() -> None:
    items = [item("happiness.now", "smile", "happy"), item("load.weight", "light", "light")]
    handoff = hand_over(items, child=Child("Bo", 5, "nl", with_adult=True))
    assert handoff.child.with_adult
    assert [part.key for part in handoff.sections] == ["happiness", "load"]


def test_nothing_shared_is_an_empty_page_with_only_its_foot() -> None:
    handoff = hand_over(noor(), withheld=[entry.link_id for entry in noor()])
    assert (handoff.safety, handoff.sections, handoff.starters) == ((), (), ())
    assert "Noor" in page(handoff)
