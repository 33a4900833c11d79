"""offer: the courses that fit; wishing for one is a wish, a person confirms it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from flows.engine import phrases
from flows.engine.events import Choice, Chose, CoursesWanted, Line
from flows.engine.session import Draft
from flows.engine.steps.base import Asking, Begun, Input, Question, Read, Reading
from flows.engine.steps.options import choices
from flows.engine.steps.several import SeveralKind
from flows.link_ids import CARE_WHO

SHOW_ALL: Final = "show_all"
TELL_MORE: Final = "tell_more"
NONE: Final = "none"
NO_WISHES: Final = frozenset({SHOW_ALL, TELL_MORE, NONE})


def wanted(asking: Asking) -> CoursesWanted | None:
    """What has to be asked of the world before this step can be shown; None when it is known."""
    age = asking.view.age
    sibling = "sibling" in (asking.view.value(CARE_WHO) or ())
    band = asking.view.link_band if age is None else None
    key = f"{age or band or 'all'}/{'sibling' if sibling else ''}"
    known = asking.session.facts.get(asking.step.id) or {}
    return None if known.get("key") == key else CoursesWanted(asking.step.id, key, age, sibling, band)


class OfferKind(SeveralKind):
    """Courses as chips; when nothing fits the age, the step's own options are the alternatives."""

    def offered(self, asking: Asking, picked: Sequence[str]) -> tuple[Choice, ...]:
        """The courses, and ways to see more or to want none."""
        facts: dict[str, Any] = asking.session.facts.get(asking.step.id) or {}
        shown = list(facts.get("offers", ()))
        rest = list(facts.get("rest", ()))
        wished = asking.draft.value or ()
        if SHOW_ALL in wished or any(course in wished for course, _name in rest):
            shown, rest = shown + rest, []
        courses = tuple(Choice(course, name, picked=course in picked) for course, name in shown)
        more = (Choice(SHOW_ALL, Line(phrases.SHOW_ALL_COURSES)),) if rest else ()
        told = (Choice(TELL_MORE, Line(phrases.TELL_ME_MORE)),) if courses and facts.get("about") else ()
        none = (Choice(NONE, Line(phrases.NO_COURSE), alone=True),)
        return (courses or choices(asking, picked)) + more + told + none

    def ask(self, asking: Asking) -> Question:
        """The question with the courses."""
        plain = super().ask(asking)
        return Question("offer", plain.lines, plain.choices, many=True, picked=plain.picked)

    def read(self, asking: Asking, found: Input) -> Reading:
        """As several; "show everything" opens the rest, "tell me more" tells, "not for me" is an empty wish."""
        match found:
            case Chose(option=option) if option == SHOW_ALL:
                return Begun(Draft([*(asking.draft.value or ()), SHOW_ALL], asking.draft.words))
            case Chose(option=option) if option == TELL_MORE:
                return Begun(asking.draft, tuple(self._told(asking)))
        reading = super().read(asking, found)
        if not isinstance(reading, Read):
            return reading
        return Read([course for course in reading.value or () if course not in NO_WISHES], reading.words)

    def _told(self, asking: Asking) -> Iterator[Line]:
        """What is known of each course on the screen; what is not, a person tells."""
        facts: dict[str, Any] = asking.session.facts.get(asking.step.id) or {}
        about = {course: told for course, *told in facts.get("about", ())}
        for choice in self.offered(asking, ()):
            if choice.id in about:
                low, high, told = about[choice.id]
                slots = {"course": choice.label, "low": str(low), "high": str(high)}
                yield Line(phrases.COURSE_TOLD, slots | {"told": told}) if told else Line(phrases.COURSE_UNTOLD, slots)

    def _done(self, asking: Asking, picked: tuple[str, ...], words: str | None) -> Reading:
        return super()._done(asking, tuple(course for course in picked if course not in (SHOW_ALL, TELL_MORE)), words)
