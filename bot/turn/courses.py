"""CoursesWanted, answered from the organisation's catalogue: which groups fit, which others there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from care.courses import Course, offers_for, rest_for
from flows.engine.events import CoursesFound, CoursesWanted


def courses_found(catalogue: Sequence[Course], wanted: CoursesWanted) -> CoursesFound:
    """The courses that fit, and the rest for whoever wants to see all of them."""
    whose = (wanted.age, wanted.names_sibling, wanted.band)
    offers, rest = offers_for(catalogue, *whose), rest_for(catalogue, *whose)
    about = tuple((c.id, c.age_min, c.age_max, c.description or c.goal or "") for c in (*offers, *rest))
    for_all = wanted.age is None and wanted.band is None
    return CoursesFound(wanted.step, wanted.key, _named(offers, for_all), _named(rest, for_all), about)


def _named(courses: Iterable[Course], for_all: bool) -> tuple[tuple[str, str], ...]:
    """(id, name), no two the same: groups of one name tell their ages. All do where no age is known."""
    found = tuple(courses)
    names = [course.name for course in found]
    aged = {course.id for course in found if for_all or names.count(course.name) > 1}
    return tuple((c.id, f"{c.name} ({c.age_min}-{c.age_max})" if c.id in aged else c.name) for c in found)
