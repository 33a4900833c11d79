"""Who may be reached when: what a child said about it is kept to, and in doubt nothing goes by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.contact import Conditions, conditions_of, may_reach
from care.contact import words as w

MONDAY = datetime(2026, 3, 9)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of that week on the child's own clock; Monday is day 0."""
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


def said(not_at: str, way: str = "app", **more: str) -> Conditions:
    return conditions_of({"way": way, "not_at": not_at, **more})


def test_the_three_conditions_of_the_design_are_kept_together() -> None:
    found = said("not after eight, not by phone, call me K.")
    assert (found.understood, found.call_me, found.never) == (True, "K", {"call"})
    assert may_reach(found, "chat", at(2, 19, 59)).allowed
    assert may_reach(found, "chat", at(2, 20)).reason == "not_now"
    assert may_reach(found, "call", at(2, 15)).reason == "not_this_way"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("call me kim", "kim"),
        ("noem me maar Kim", "Kim"),
        ("zeg maar gewoon Kim", "Kim"),
        ("noem mij K.", "K"),
        ("call me back", None),
        ("call me soon", None),
        ("call me any time", None),
        ("zeg maar dat je van school bent", None),
        ("please call me", None),
    ],
)
def test_a_name_to_use_is_told_from_a_wish_to_be_called(text: str, name: str | None) -> None:
    assert said(text).call_me == name


@pytest.mark.parametrize(
    ("text", "open_at", "closed_at"),
    [
        ("niet na acht", at(1, 19), at(1, 20)),
        ("na 8 uur", at(1, 19), at(1, 20)),
        ("Liever niet na 20:00", at(1, 19), at(1, 20)),
        ("na half acht", at(1, 19, 29), at(1, 19, 30)),
        ("not after 7pm", at(1, 18), at(1, 19)),
        ("later dan 19 uur", at(1, 18), at(1, 19)),
        ("niet voor vier uur", at(1, 16), at(1, 15)),
        ("voor 8 uur 's ochtends", at(1, 8), at(1, 7)),
        ("before 16:00", at(1, 16), at(1, 15)),
        ("'s avonds", at(1, 16), at(1, 19)),
        ("’s ochtends", at(1, 12), at(1, 11, 59)),
        ("'s middags", at(1, 11, 59), at(1, 12)),
        ("'s middags", at(1, 18), at(1, 17, 59)),
        ("in the morning", at(1, 13), at(1, 10)),
        ("onder schooltijd", at(1, 16), at(1, 15, 59)),
        ("op vrijdag 's middags", at(3, 13), at(4, 13)),
        ("tijdens de les", at(5, 10), at(1, 10)),
        ("in het weekend", at(3, 10), at(5, 10)),
        ("op woensdag", at(1, 10), at(2, 10)),
        ("woensdag na 15 uur", at(2, 14), at(2, 16)),
        ("maandag en dinsdag", at(2, 10), at(1, 10)),
        ("tussen 5 en 7", at(1, 16), at(1, 18)),
        ("tussen 17 en 19 uur", at(1, 16), at(1, 18)),
        ("van 9 tot 15", at(1, 15), at(1, 10)),
        ("12-14", at(1, 14), at(1, 13)),
        ("graag niet na 20 uur", at(1, 19), at(1, 20)),
        ("niet bellen, niet na 19.30", at(1, 19), at(1, 19, 30)),
    ],
)
def test_times_are_read_in_both_languages(text: str, open_at: datetime, closed_at: datetime) -> None:
    found = said(text)
    assert found.understood
    assert may_reach(found, "chat", open_at).allowed
    assert may_reach(found, "chat", closed_at).reason == "not_now"


@pytest.mark.parametrize(
    "text",
    [
        "alleen op woensdag",
        "na het eten",
        "als mijn vader thuis is niet",
        "na acht is juist fijn",
        "na acht graag",
        "na acht mag",
        "only after eight",
        "niet als ik moet werken",
        "bel mijn zus",
        "liever niet",
        "8 uur",
        "na 99 uur",
        "weet ik nog niet",
        "alles behalve maandag",
        "اتصل بعد الساعة الثامنة",
        "po dwudziestej",
    ],
)
def test_in_doubt_nothing_goes_by_itself(text: str) -> None:
    found = said(text)
    assert not found.understood
    assert {may_reach(found, way, at(day, 12)).reason for way in ("chat", "app", "mail") for day in range(7)} == {
        "unclear"
    }


@pytest.mark.parametrize("text", ["", "nee", "Geen", "maakt niet uit", "altijd goed", "-", "n.v.t."])
def test_no_condition_is_no_condition(text: str) -> None:
    assert said(text) == Conditions(way="app")


def test_a_way_that_was_not_chosen_is_not_used() -> None:
    found = said("", way="mail")
    assert may_reach(found, "mail", at(1, 12)).allowed
    assert [may_reach(found, way, at(1, 12)).reason for way in ("call", "app", "parent", "school")] == [
        "not_this_way"
    ] * 4
    assert may_reach(found, "chat", at(1, 12)).allowed


def test_who_wants_no_messages_gets_none_in_the_chat_either() -> None:
    assert may_reach(said("geen berichtjes", way="school"), "chat", at(1, 12)).reason == "not_this_way"


def test_without_an_answer_only_the_chat_itself_may_be_used_and_not_at_night() -> None:
    for nothing in (None, {}, {"way": None}):
        found = conditions_of(nothing)
        assert may_reach(found, "chat", at(1, 12)).allowed
        assert may_reach(found, "call", at(1, 12)).reason == "not_this_way"
        assert [may_reach(found, "chat", at(1, hour)).reason for hour in (7, 21, 0)] == ["night"] * 3


def test_a_condition_beside_the_address_counts_and_a_plain_address_is_none() -> None:
    assert conditions_of("06 1234 5678, niet na acht").closed != ()
    assert conditions_of({"way": "app", "address": "06 1234 5678"}) == Conditions(way="app")
    assert not conditions_of("06 1234 5678 maar niet als mama er is").understood


@given(st.text(max_size=60))
def test_any_words_are_read_and_unknown_ones_never_open_a_door(text: str) -> None:
    found = said(text)
    known = set(w.SMALL) | set(w.DAYS) | set(w.WAYS) | set(w.SAME) | set(w.PARTS_OF_A_DAY)
    words = {word for word in text.casefold().split() if word.isalpha() and len(word) > 2}
    if words - known - set(w.AFTER) - set(w.BEFORE) - set(w.NUMBERS) and "call me" not in text.casefold():
        strange = words - known - set(w.AFTER) - set(w.BEFORE) - set(w.NUMBERS)
        plain = text.casefold().strip(" .,-!")
        assert not found.understood or plain in w.NOTHING or strange <= {"half", "tussen", "between", "van"}


@given(
    st.sampled_from(["niet na acht", "in het weekend", "geen mail", ""]),
    st.text(alphabet="abcdefg ", min_size=3, max_size=8),
)
def test_a_condition_with_something_strange_behind_it_is_in_doubt(text: str, strange: str) -> None:
    if strange.strip() and strange.strip() not in w.SMALL | set(w.WAYS):
        assert not said(f"{text} xq{strange}").understood
