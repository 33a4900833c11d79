"""The picture: who stands where, and the same in words."""

from typing import Any

import pytest

from care.network import AREAS, PEOPLE_IN_A_PICTURE, Network, Person, build, describe
from tests.care.shared_talk import plain


def person(network: Network, name: str) -> Person:
    return next(person for person in network.people if person.name == name)


def test_each_question_has_its_ring() -> None:
    network = build(
        {
            "network.closest": ["Lot"],
            "network.fun": ["Sem"],
            "network.others": ["Fay"],
            "network.professionals": ["doctor_or_hospital", "teacher_or_mentor", "nobody"],
        },
        label=lambda link_id, option_id: f"<{option_id}>",
    )
    assert [(who.name, who.ring) for who in network.people] == [
        ("Lot", 1),
        ("Sem", 2),
        ("Fay", 3),
        ("<doctor_or_hospital>", 4),
        ("<teacher_or_mentor>", 4),
    ]
    assert [who.area for who in network.people[3:]] == ["care", "school"]


@pytest.mark.parametrize("other", ["lot", " LOT ", "Lót", "l o t", "Lot."])
def test_the_same_person_named_twice_stands_once_in_the_closest_ring(other: str) -> None:
    network = build({"network.others": [other], "network.closest": ["Lot"]})
    assert [(who.name, who.ring) for who in network.people] == [("Lot", 1)]


def test_names_that_differ_in_a_letter_or_a_sign_are_two_people() -> None:
    network = build({"network.closest": ["Sam", "Sem", "Sam 🐶", "राम", "रामा"]})
    assert len(network.people) == 5


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("mama", "family"),
        ("Papa", "family"),
        ("oma Riet", "family"),
        ("tante Rian", "family"),
        ("mijn broertje", "family"),
        ("stiefmoeder", "family"),
        ("my sister", "family"),
        ("juf Anna", "school"),
        ("meester", "school"),
        ("mentor", "school"),
        ("trainer Kees", "sports"),
        ("voetbaltrainer", "sports"),
        ("coach Ali", "sports"),
        ("Kees van voetbal", "sports"),
        ("buurvrouw Els", "neighbourhood"),
        ("hond", "animals"),
        ("Pip (hond)", "animals"),
        ("oma's kat", "animals"),
        ("Bo 🐴", "animals"),
        ("vriendin van mama", "friends"),
        ("Lot", "friends"),
        ("Catharina", "friends"),
    ],
)
def test_a_role_word_says_which_part_of_life(name: str, area: str) -> None:
    assert build({"network.closest": [name]}).people[0].area == area
    assert build({"network.fun": [name]}).people[0].area == area


def test_the_line_is_what_was_said_and_none_where_it_was_skipped() -> None:
    network = build(
        {
            "network.closest": ["Lot", "Bram", "mama"],
            "network.ties": {"lot": "really_good", "Bram": "skip", "Somebody": "ordinary"},
        }
    )
    assert [who.line for who in network.people] == ["really_good", None, None]


def test_support_uses_the_name_in_the_picture_and_keeps_nobody() -> None:
    network = build(
        {
            "network.closest": ["Lot"],
            "network.support": {"talk": "LOT", "fun": "myself", "practical": "nobody", "advice": "dont_know"},
        }
    )
    assert network.support == {"talk": "Lot", "fun": "myself", "practical": "nobody", "advice": "dont_know"}


def test_only_who_was_said_to_want_to_help_is_marked_and_any_helper_comes_in_the_third_ring() -> None:
    network = build(
        {
            "network.closest": ["Lot"],
            "network.would_help": "Lot",
            "goal.helpers": ["tante Rian", "myself", "consultant"],
        }
    )
    assert person(network, "Lot") == Person("Lot", 1, "friends", would_help=True)
    assert person(network, "tante Rian") == Person("tante Rian", 3, "family")
    assert len(network.people) == 2


@pytest.mark.parametrize("value", ["nobody", "dont_know", "skip", None, [], "", "not_yet_known"])
def test_nobody_is_no_person(value: Any) -> None:
    network = build({"network.would_help": value, "network.closest": value, "network.professionals": value})
    assert network == Network()


def test_a_sentence_about_a_helper_is_not_a_name() -> None:
    assert build({"network.would_help": "maybe somebody of the club would if I asked"}).people == ()


def test_the_child_corrects_the_picture() -> None:
    network = build(
        {
            "network.closest": ["Lot", "Bram"],
            "network.support": {"talk": "Bram", "fun": "Lot"},
            "network.people": {
                "lot": {"ring": 2, "area": "online", "emoji": "🦊"},
                "Bram": {"gone": True},
                "Sara": {"ring": 1},
                "Tijn": {"ring": 9, "area": "the moon"},
            },
        }
    )
    assert network.people == (
        Person("Sara", 1, "friends"),
        Person("Lot", 2, "online", emoji="🦊"),
        Person("Tijn", 3, "friends"),
    )
    assert network.support == {"fun": "Lot"}


def test_a_name_typed_only_where_support_is_asked_is_kept_as_support() -> None:
    network = build({"network.support": {"talk": "Sara"}})
    assert (network.people, network.support) == ((), {"talk": "Sara"})


def test_a_picture_holds_twenty_people_closest_first() -> None:
    answers = {"network.others": [f"o{n}" for n in range(15)], "network.closest": [f"c{n}" for n in range(15)]}
    people = build(answers).people
    assert len(people) == PEOPLE_IN_A_PICTURE
    assert [who.ring for who in people] == [1] * 15 + [3] * 5


def test_a_name_without_end_is_cut() -> None:
    assert len(build({"network.closest": ["a" * 500]}).people[0].name) == 40


def test_the_words_say_all_that_the_picture_shows() -> None:
    network = build(
        {
            "network.closest": ["Lot", "Pip (hond)"],
            "network.others": ["trainer Kees"],
            "network.ties": {"Lot": "sometimes_difficult"},
            "network.support": {"talk": "Lot", "fun": "dont_know", "practical": "nobody", "advice": "myself"},
            "network.would_help": "trainer Kees",
        }
    )
    assert describe(network, plain) == (
        "Really close: Lot (friends, sometimes difficult); Pip (hond) (animals)",
        "Also around me: trainer Kees (sports)",
        "Talking: Lot; A hand with something: nobody; Advice: self",
        "Would want to help, if they knew: trainer Kees",
    )


def test_an_empty_picture_has_no_words_and_no_zero() -> None:
    assert describe(Network(), plain) == ()


def test_the_words_go_through_the_translator() -> None:
    shouted = describe(build({"network.closest": ["Lot"]}), str.upper)
    assert shouted == ("REALLY CLOSE: Lot (FRIENDS)",)


def test_every_area_has_a_word() -> None:
    for area in AREAS:
        marked = describe(Network((Person("Lot", 1, area),)), lambda text: f"[{text}]")
        assert marked == (f"[really close]: Lot ([{'neighbours' if area == 'neighbourhood' else area}])",)
