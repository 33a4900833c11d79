"""Which offers fit, and a catalogue that is refused with a reason."""

from pathlib import Path
from typing import Any

import pytest
import yaml

import care
from care.courses import Course, CourseError, offers_for, parse_courses, rest_for
from flows.engine.bands import BANDS, Band, ages_of

CATALOGUE = parse_courses(yaml.safe_load((Path(care.__file__).parent / "data" / "courses.yaml").read_text()))
WITHOUT_SIBLING: dict[int, tuple[str, ...]] = {
    **dict.fromkeys((4, 5, 6), ("schmink-circus", "sammie-schatkist")),
    **dict.fromkeys((7, 8), ("schmink-circus", "sammie-schatkist", "samen-gamen")),
    **dict.fromkeys((9, 10, 11), ("schmink-circus", "kind-van-9-12", "samen-gamen")),
    12: ("schmink-circus", "kind-van-9-12", "kind-van-12-16", "samen-gamen"),
    **dict.fromkeys((13, 14, 15, 16), ("kind-van-12-16",)),
    **dict.fromkeys((3, 17, 20, 24, 25), ()),
}


def ids(courses: tuple[Course, ...]) -> tuple[str, ...]:
    return tuple(course.id for course in courses)


@pytest.mark.parametrize("age", WITHOUT_SIBLING)
def test_offers_fit_the_age_bounds_included_in_catalogue_order(age: int) -> None:
    assert ids(offers_for(CATALOGUE, age, names_sibling=False)) == WITHOUT_SIBLING[age]


def test_sibling_courses_are_offered_to_who_names_a_sibling() -> None:
    assert "brussen-12-16" in ids(offers_for(CATALOGUE, 12, names_sibling=True))
    assert "brussen-9-12" in ids(offers_for(CATALOGUE, 12, names_sibling=True))


@pytest.mark.parametrize("age", range(3, 26))
@pytest.mark.parametrize("sibling", [True, False])
def test_offers_and_rest_together_are_all_that_fits_the_age(age: int, sibling: bool) -> None:
    offered = {*offers_for(CATALOGUE, age, sibling)}
    rest = {*rest_for(CATALOGUE, age, sibling)}
    assert not offered & rest
    assert offered | rest == {course for course in CATALOGUE if course.age_min <= age <= course.age_max}


@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("sibling", [True, False])
def test_without_an_age_all_is_offered_that_anybody_of_the_band_can_join(band: Band, sibling: bool) -> None:
    youngest, oldest = ages_of(band)
    fits = {course for age in range(youngest, oldest + 1) for course in offers_for(CATALOGUE, age, sibling)}
    assert {*offers_for(CATALOGUE, None, sibling, band)} == fits


def test_without_an_age_and_a_band_everything_is_offered() -> None:
    assert offers_for(CATALOGUE, None, True) == CATALOGUE
    assert {*offers_for(CATALOGUE, None, False), *rest_for(CATALOGUE, None, False)} == {*CATALOGUE}


def test_what_the_organisation_has_not_filled_in_is_none() -> None:
    assert {course.start_date for course in CATALOGUE} == {course.price for course in CATALOGUE} == {None}


GOOD = {"id": "x", "name": "X", "kind": "course", "age_min": 4, "age_max": 8}


@pytest.mark.parametrize(
    ("offers", "words"),
    [
        ([{**GOOD, "kind": "trip"}], ["offer 1 (x)", "kind"]),
        ([GOOD, {**GOOD, "id": "y", "age_max": "old"}], ["offer 2 (y)", "age_max"]),
        ([{**GOOD, "age_min": 9}], ["offer 1 (x)", "age_min 9", "age_max 8"]),
        ([GOOD, GOOD], ["offer 2 (x)", "already used"]),
        ([{**GOOD, "colour": "red"}], ["offer 1 (x)", "colour"]),
        ([{key: GOOD[key] for key in GOOD if key != "name"}], ["offer 1 (x)", "name"]),
        ([{**GOOD, "name": " "}], ["offer 1 (x)", "empty"]),
        (["x"], ["offer 1"]),
        ("x", ["offers:"]),
    ],
)
def test_a_wrong_entry_is_named_with_its_field(offers: Any, words: list[str]) -> None:
    with pytest.raises(CourseError) as refused:
        parse_courses({"offers": offers})
    assert all(word in str(refused.value) for word in words), refused.value
