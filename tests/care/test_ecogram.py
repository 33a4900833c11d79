"""The picture of "my people": everybody has room, nobody's name is cut, and the same network looks the same."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.ecogram import (
    Box,
    Circle,
    Ecogram,
    PersonMark,
    drawable,
    estimate,
    initials,
    lay_out,
    segment_meets_box,
    wrap,
)
from care.network import AREAS, RINGS, Network, Person

ALPHABETS = (
    "abcdefg mnop-",
    "ABCDW MÖ",
    "абвгдж щю",
    "ابتثجح خدس",
    "अआइई कखग",
    "กขคงจ",
    "中文字汉语",
    "🐶🐱🐰 ",
    "İışğöü ",
)
names = st.sampled_from(ALPHABETS).flatmap(lambda letters: st.text(letters, min_size=1, max_size=30))
lines = st.sampled_from((None, None, "really_good", "ordinary", "sometimes_difficult"))
people = st.builds(Person, name=names, ring=st.sampled_from(RINGS), area=st.sampled_from(AREAS), line=lines)
networks = st.lists(people, max_size=20).map(lambda found: Network(tuple(found)))

ORDINARY = Network(
    (
        Person("Lot", 1, "friends", "really_good"),
        Person("mama", 1, "family", "really_good"),
        Person("Bram", 1, "family", "sometimes_difficult"),
        Person("Pip", 1, "animals", "ordinary", "🐶"),
        Person("Şevval Yıldırım", 2, "friends"),
        Person("trainer Kees", 3, "sports"),
        Person("tante Marie-Louise", 3, "family"),
        Person("juf Samira", 4, "school"),
    )
)


def crowd(
    count: int, *, name: str = "Wolfgang-Maximiliaan", ring: int | None = None, area: str | None = None
) -> Network:
    """Make a network of many, by default spread over rings and areas."""
    found = [
        Person(f"{name} {index}", ring or index % 4 + 1, area or AREAS[index % 10], "ordinary")  # type: ignore[arg-type]
        for index in range(count)
    ]
    return Network(tuple(found))


def covers(one: PersonMark, two: PersonMark) -> bool:
    """Say whether circle or name of one person lies on circle or name of another."""
    return (
        one.circle.meets(two.circle)
        or one.label_box.meets(two.label_box)
        or one.circle.meets_box(two.label_box)
        or two.circle.meets_box(one.label_box)
    )


def faults(ecogram: Ecogram) -> list[str]:
    """List all that lies on top of something else or off the canvas."""
    found = [f"{one.name} on {two.name}" for one, two in combinations(ecogram.people, 2) if covers(one, two)]
    words = [sector.label_box for sector in ecogram.sectors]
    words += [ring.label_box for ring in ecogram.rings if ring.label_box]
    for person in ecogram.people:
        circle = person.circle
        around = Box(circle.x - circle.radius, circle.y - circle.radius, 2 * circle.radius, 2 * circle.radius)
        if not all(box.inside(ecogram.width, ecogram.height) for box in (person.label_box, around)):
            found.append(f"{person.name} off the canvas")
        if circle.meets(ecogram.child) or ecogram.child.meets_box(person.label_box):
            found.append(f"{person.name} on the child")
        if any(person.label_box.meets(word) or circle.meets_box(word) for word in words):
            found.append(f"{person.name} on a word of the ground")
    found += ["words on each other" for one, two in combinations(words, 2) if one.meets(two)]
    return found


@settings(max_examples=60, deadline=None)
@given(networks)
def test_nothing_overlaps_or_leaves_the_canvas_whoever_is_named(network: Network) -> None:
    assert faults(lay_out(network)) == []


@settings(max_examples=150, deadline=None)
@given(names, st.floats(40, 300))
def test_no_name_is_cut_however_narrow_its_room(name: str, width: float) -> None:
    def bare(text: str) -> str:
        return text.replace(" ", "").replace("-", "")

    label = wrap(drawable(name), 32, width, estimate)
    assert bare("".join(label.lines)) == bare(drawable(name))
    assert label.width >= max(estimate(line, label.font_size) for line in label.lines)


@pytest.mark.parametrize(
    "network",
    [
        crowd(20),
        crowd(20, ring=1, area="family"),
        crowd(20, ring=4),
        crowd(20, name="Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww", ring=1),
        crowd(20, name="عبدالرحمنمحمدالزهراءالاندلسي"),
    ],
    ids=["spread", "one-area", "outer-ring", "wide-names", "joined-letters"],
)
def test_twenty_people_fit_even_when_they_crowd_in_one_place(network: Network) -> None:
    ecogram = lay_out(network)
    assert faults(ecogram) == []
    assert len(ecogram.people) == 20


def test_everybody_stands_in_their_ring_and_life_area() -> None:
    ecogram = lay_out(ORDINARY)
    edges = [ecogram.child.radius, *(ring.radius for ring in ecogram.rings)]
    for person in ecogram.people:
        dx, dy = person.circle.x - ecogram.child.x, person.circle.y - ecogram.child.y
        assert edges[person.ring - 1] < math.hypot(dx, dy) < edges[person.ring]
        sector = next(sector for sector in ecogram.sectors if sector.area == person.area)
        middle = (sector.start + sector.end) / 2
        assert abs(math.remainder(math.atan2(dy, dx) - middle, math.tau)) < (sector.end - sector.start) / 2


def test_no_line_runs_through_anybodys_name_in_an_ordinary_network() -> None:
    ecogram = lay_out(ORDINARY)
    ties = [person.tie for person in ecogram.people if person.tie]
    assert len(ties) == 4
    assert not any(segment_meets_box(tie.start, tie.end, person.label_box) for tie in ties for person in ecogram.people)


def test_no_line_is_drawn_when_it_was_not_asked() -> None:
    kinds = {person.name: person.tie.kind if person.tie else None for person in lay_out(ORDINARY).people}
    assert kinds["Bram"] == "sometimes_difficult"
    assert kinds["trainer Kees"] is None


def test_only_life_areas_and_ring_words_that_are_needed_are_drawn() -> None:
    ecogram = lay_out(Network((Person("Pip", 1, "animals"),)))
    assert [sector.area for sector in ecogram.sectors] == ["animals"]
    assert [ring.label_box is not None for ring in ecogram.rings] == [True, False, False, False]


def test_the_same_network_gives_the_same_picture() -> None:
    assert lay_out(crowd(13)) == lay_out(crowd(13))


def test_an_empty_network_is_the_child_and_four_rings() -> None:
    ecogram = lay_out(Network())
    assert ecogram.child.x == ecogram.child.y == 500
    assert len(ecogram.rings) == 4
    assert not ecogram.people


def test_names_beyond_twenty_are_told_apart_not_lost() -> None:
    ecogram = lay_out(crowd(22))
    assert len(ecogram.people) == 20
    assert len(ecogram.left_out) == 2


def test_few_people_are_drawn_larger_than_many() -> None:
    assert lay_out(ORDINARY).scale > lay_out(crowd(20)).scale


def test_direction_marks_and_controls_do_not_reach_the_picture() -> None:
    (person,) = lay_out(Network((Person("Lo\u202et\u0000 \u200b\n Ali", 1, "friends"),))).people
    assert person.name == "Lot Ali"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Lot", "L"),
        ("tante Rian", "TR"),
        ("mama", "M"),
        ("فاطمة الزهراء", "ف"),
        ("🐶 Pip", "🐶"),
        ("ßeta", "ß"),
        ("???", "?"),
    ],
)
def test_initials_are_one_or_two_letters_of_any_script(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_canvas_of_another_shape_works_too() -> None:
    ecogram = lay_out(ORDINARY, width=600, height=800)
    assert faults(ecogram) == []
    assert ecogram.child == Circle(300, 400, ecogram.child.radius)
