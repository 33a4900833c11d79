"""Questions with parts: a grid, a form, one answer per person, the picture. One part can be passed over or taken back."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from flows.engine.compiling.definition import Row
from flows.engine.session import Draft, How
from flows.engine.steps.base import Asking, Begun, Reading


@runtime_checkable
class InParts(Protocol):
    """A step kind that asks part by part."""

    def pass_part(self, asking: Asking, how: How) -> Reading | None:
        """Pass over the open part only; None when that means the whole question, as before its first answer."""

    def back_part(self, asking: Asking) -> Begun | None:
        """Go back one part; None when nothing was answered yet, so that "back" leaves the question."""


def open_row(asking: Asking) -> Row | None:
    """The next row without an answer."""
    given = asking.draft.value or {}
    return next((row for row in asking.step.rows if row.id not in given), None)


def without_last(asking: Asking) -> Begun | None:
    """The draft without the part that was answered last."""
    given = dict(asking.draft.value or {})
    if not given:
        return None
    given.popitem()
    return Begun(Draft(given, asking.draft.words))
