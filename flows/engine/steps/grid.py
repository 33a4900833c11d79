"""grid: who for what; row by row, with the people as buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flows.engine import phrases
from flows.engine.compiling.definition import Row
from flows.engine.events import Choice, Chose, Line, Picked
from flows.engine.limits import CHARACTERS_OF_A_NAME
from flows.engine.session import Draft, How
from flows.engine.steps.base import (
    SKIP,
    Asking,
    Begun,
    Input,
    Misread,
    Question,
    Read,
    Reading,
)
from flows.engine.steps.parts import open_row, without_last

BESIDE_PEOPLE: Final[Mapping[str, str]] = {
    "myself": phrases.MYSELF_LABEL,
    "nobody": phrases.NOBODY_LABEL,
    "dont_know": phrases.ROW_DONT_KNOW_LABEL,
}


class GridKind:
    """A person, or nobody, for every row."""

    def ask(self, asking: Asking) -> Question:
        """The first row comes with the question, the others stand by themselves."""
        row = open_row(asking) or asking.step.rows[-1]
        intro = (asking.line(asking.step.text),) if row is asking.step.rows[0] else ()
        return Question(
            "buttons", (*intro, asking.line(row.ask or row.text)), self._choices(asking), own=True, part=row.id
        )

    def read(self, asking: Asking, found: Input) -> Reading:
        """A tapped or typed name, myself, nobody, I don't know; then the next row."""
        row = open_row(asking)
        who = _who(found)
        if row is None or not who:
            return Misread(Line(phrases.NOTHING_TYPED), "empty")
        if len(who) > CHARACTERS_OF_A_NAME:
            return Misread(Line(phrases.A_SHORTER_NAME), "long name")
        return self._next(asking, row, who)

    def pass_part(self, asking: Asking, how: How) -> Reading | None:
        """This row only, once a row was answered."""
        row = open_row(asking)
        if row is None or not asking.draft.value:
            return None
        return self._next(asking, row, "dont_know" if how == "dont_know" else SKIP)

    def back_part(self, asking: Asking) -> Begun | None:
        """The row before."""
        return without_last(asking)

    def _next(self, asking: Asking, row: Row, who: str) -> Reading:
        given = {**(asking.draft.value or {}), row.id: who}
        if all(row.id in given for row in asking.step.rows):
            return Read({key: name for key, name in given.items() if name != SKIP}, asking.draft.words)
        return Begun(Draft(given, asking.draft.words))

    def _choices(self, asking: Asking) -> tuple[Choice, ...]:
        people = tuple(Choice(name, name) for name in asking.view.names())
        return (*people, *(Choice(key, Line(label)) for key, label in BESIDE_PEOPLE.items()))


def _who(found: Input) -> str:
    match found:
        case Chose(option=who) | Picked(options=[who]):
            return who
        case Picked(words=words):
            return (words or "").strip()
        case Chose():
            return ""
    return " ".join(found.text.split())
