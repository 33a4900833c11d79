"""form: a few small fields, one at a time; some tapped, some typed."""

from __future__ import annotations

from flows.engine import phrases
from flows.engine.compiling.definition import ByBand, Row
from flows.engine.events import Choice, Chose, Line, Picked
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
    is_blank,
)
from flows.engine.steps.parts import open_row, without_last


class FormKind:
    """A mapping of field to answer; a field that was passed over is absent."""

    def ask(self, asking: Asking) -> Question:
        """The first field comes with the question."""
        row = open_row(asking) or asking.step.rows[-1]
        first = row is asking.step.rows[0]
        lines = (asking.line(asking.step.text),) if first else (asking.line(self._asked(asking, row)),)
        taps = tuple(Choice(o.id, asking.line(o.text), o.icon) for o in row.options)
        return Question("buttons" if taps else "text", lines, taps, own=True, part=row.id)

    def _asked(self, asking: Asking, row: Row) -> ByBand:
        """How this field is asked: after "e-mail" for an address, after "through school" for a school."""
        before = asking.step.rows[asking.step.rows.index(row) - 1]
        given = (asking.draft.value or {}).get(before.id)
        tapped = next((option.ask for option in before.options if option.id == given), {})
        return tapped or row.ask or row.text

    def read(self, asking: Asking, found: Input) -> Reading:
        """A tap or words for this field; words typed at a tapped field go to the next typed one."""
        row = open_row(asking)
        if row is None:
            return self._complete(asking, asking.draft.value or {})
        match found:
            case Chose(option=option) if option == SKIP:
                return self._next(asking, {row.id: None})
            case Chose(option=option) | Picked(options=[option]):
                return self._tapped(asking, row, option)
            case Picked(words=words):
                return self._typed(asking, row, words or "")
            case Chose():
                return Misread(Line(phrases.PICK_FROM_BUTTONS), "unknown option")
        return self._typed(asking, row, found.text)

    def pass_part(self, asking: Asking, how: How) -> Reading | None:
        """This field only, once a field was answered."""
        row = open_row(asking)
        return self._next(asking, {row.id: None}) if row is not None and asking.draft.value else None

    def back_part(self, asking: Asking) -> Begun | None:
        """The field before."""
        return without_last(asking)

    def _tapped(self, asking: Asking, row: Row, option: str) -> Reading:
        if row.options and option not in {o.id for o in row.options}:
            return Misread(Line(phrases.PICK_FROM_BUTTONS), "unknown option")
        return self._next(asking, {row.id: option})

    def _typed(self, asking: Asking, row: Row, text: str) -> Reading:
        if is_blank(text):
            return Misread(Line(phrases.NOTHING_TYPED), "empty")
        if not row.options:
            return self._next(asking, {row.id: text})
        typed = next((other.id for other in asking.step.rows if not other.options), row.id)
        return self._next(asking, {row.id: None, typed: text})

    def _next(self, asking: Asking, new: dict[str, str | None]) -> Reading:
        given = {**(asking.draft.value or {}), **new}
        if all(row.id in given for row in asking.step.rows):
            return self._complete(asking, given)
        return Begun(Draft(given, asking.draft.words))

    def _complete(self, asking: Asking, given: dict[str, str | None]) -> Reading:
        return Read({field: found for field, found in given.items() if found}, asking.draft.words)
