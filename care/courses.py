"""What an organisation offers, and which of it fits a child."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

from flows.engine.bands import Band, ages_of

Kind = Literal["course", "activity", "course_or_activity"]


class CourseError(ValueError):
    """The catalogue cannot be used; the message names the entry and what to change."""


@dataclass(frozen=True, slots=True)
class Course:
    """One offer. Ages are whole years, bounds included; what the organisation has not filled in is None.

    `series` ties groups of the same course for different ages; `fits_relation` "sibling" is for brothers and sisters
    of somebody who is ill.
    """

    __pydantic_config__ = ConfigDict(extra="forbid", hide_input_in_errors=True)

    id: str
    name: str
    kind: Kind
    age_min: int
    age_max: int
    series: str | None = None
    fits_relation: Literal["sibling"] | None = None
    goal: str | None = None
    description: str | None = None
    start_date: date | None = None
    sessions: int | None = None
    place: str | None = None
    price: str | None = None
    capacity: int | None = None
    trainer: str | None = None
    language: str | None = None
    transport: str | None = None
    parental_permission: bool | None = None

    def fits(self, age: int) -> bool:
        """Say whether somebody of this age, in whole years, can join."""
        return self.age_min <= age <= self.age_max

    def fits_any(self, band: Band) -> bool:
        """Say whether somebody of this band can join."""
        youngest, oldest = ages_of(band)
        return self.age_min <= oldest and youngest <= self.age_max


_COURSE: Final = TypeAdapter(Course)


def offers_for(
    courses: Iterable[Course], age: int | None, names_sibling: bool, band: Band | None = None
) -> tuple[Course, ...]:
    """Give what fits this child, in the order of the catalogue: sibling courses only to who named a sibling.

    Who did not tell its age gets what fits its band, or everything when that is not known either.
    """
    fitting = _of_age(courses, age, band)
    return tuple(course for course in fitting if names_sibling or course.fits_relation != "sibling")


def rest_for(
    courses: Iterable[Course], age: int | None, names_sibling: bool, band: Band | None = None
) -> tuple[Course, ...]:
    """Give what "show all for my age" adds to `offers_for`."""
    fitting = _of_age(courses, age, band)
    return tuple(course for course in fitting if not names_sibling and course.fits_relation == "sibling")


def parse_courses(data: Mapping[str, Any]) -> tuple[Course, ...]:
    """Read a catalogue, `{"offers": [{"id": …, "name": …, "kind": …, "age_min": …, "age_max": …}, …]}`.

    Raises CourseError that names the entry and the field.
    """
    offers = data.get("offers") if isinstance(data, Mapping) else None
    if not isinstance(offers, list):
        raise CourseError("the catalogue has no list of offers; start the file with 'offers:' and one entry a line")
    courses = tuple(_parse_course(entry, place) for place, entry in enumerate(offers, start=1))
    _refuse_twins(courses)
    return courses


def _of_age(courses: Iterable[Course], age: int | None, band: Band | None) -> list[Course]:
    if age is not None:
        return [course for course in courses if course.fits(age)]
    return [course for course in courses if band is None or course.fits_any(band)]


def _parse_course(entry: Any, place: int) -> Course:
    where = f"offer {place} ({entry.get('id', 'no id')})" if isinstance(entry, Mapping) else f"offer {place}"
    try:
        course = _COURSE.validate_python(entry)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the entry"
        raise CourseError(f"{where}: {field}: {first['msg']}") from None
    if not course.id.strip() or not course.name.strip():
        raise CourseError(f"{where}: id and name cannot be empty")
    if course.age_min > course.age_max:
        raise CourseError(f"{where}: age_min {course.age_min} is above age_max {course.age_max}; swap them")
    return course


def _refuse_twins(courses: tuple[Course, ...]) -> None:
    seen: set[str] = set()
    for place, course in enumerate(courses, start=1):
        if course.id in seen:
            raise CourseError(f"offer {place} ({course.id}): this id is already used; give every offer its own id")
        seen.add(course.id)
