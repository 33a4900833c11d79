"""per_person: the same small question for everybody who was named."""

from __future__ import annotations

from flows.engine import phrases
from flows.engine.events import Chose, Line, Picked, Wrote
from flows.engine.session import Draft, How
from flows.engine.steps.base import Asking, Begun, Input, Misread, Question, Read, Reading
from flows.engine.steps.options import choices
from flows.engine.steps.parts import without_last


class PerPersonKind:
    """One answer per named person."""

    def parts(self, asking: Asking) -> tuple[str, ...]:
        """The people it is asked about, as named."""
        named = asking.view.value(asking.step.over or "")
        return tuple(named) if isinstance(named, list | tuple) else ()

    def open_part(self, asking: Asking) -> str | None:
        """The next person without an answer; the last one again when nobody is left, because somebody was taken away."""
        given, people = asking.draft.value or {}, self.parts(asking)
        return next((name for name in people if name not in given), people[-1] if people else None)

    def ask(self, asking: Asking) -> Question:
        """The question about one person."""
        name = self.open_part(asking) or ""
        return Question(asking.step.look, (asking.line(asking.step.text, name=name),), choices(asking), part=name)

    def read(self, asking: Asking, found: Input) -> Reading:
        """One tap for this person; then the next."""
        name = self.open_part(asking)
        option = _option(found)
        if name is None:
            return Read({}, asking.draft.words)
        if option is None or option not in {choice.id for choice in choices(asking)}:
            keep = found.text if isinstance(found, Wrote) else None
            return Misread(Line(phrases.PICK_ONE if keep else phrases.PICK_FROM_BUTTONS), "no option", keep=keep)
        return self._next(asking, name, option)

    def pass_part(self, asking: Asking, how: How) -> Reading | None:
        """Always the rest of the question; a flow that wants to pass over one person gives an option for it."""
        return None

    def back_part(self, asking: Asking) -> Begun | None:
        """The person before."""
        return without_last(asking)

    def _next(self, asking: Asking, name: str, option: str) -> Reading:
        given = {**(asking.draft.value or {}), name: option}
        people = self.parts(asking)
        if all(person in given for person in people):
            return Read({person: given[person] for person in people}, asking.draft.words)
        return Begun(Draft(given, asking.draft.words))


def _option(found: Input) -> str | None:
    match found:
        case Chose(option=option) | Picked(options=[option]):
            return option
    return None
