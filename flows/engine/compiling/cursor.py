"""What walks over the machine of a flow; the machine itself holds nothing of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.engine.compiling.definition import Step
from flows.engine.compiling.extras import next_extra
from flows.engine.view import AnswersView

if TYPE_CHECKING:
    from flows.engine.compiling.compiled import CompiledFlow


class Cursor:
    """The throw-away object a machine moves: where it is, what it may look at, which extras it has passed."""

    __slots__ = ("_next", "extras_passed", "state", "view")

    def __init__(self, state: str, view: AnswersView) -> None:
        self.state = state
        self.view = view
        self.extras_passed: set[str] = set()
        self._next: tuple[str, int, str | None] = ("", -1, None)

    def next_extra(self, compiled: CompiledFlow, slot: Step) -> str | None:
        """The extra to ask now in a slot; worked out once for all the guards of that slot."""
        known_slot, known_passed, found = self._next
        if known_slot != slot.id or known_passed != len(self.extras_passed):
            found = next_extra(compiled, slot, self.view, self.extras_passed)
            self._next = (slot.id, len(self.extras_passed), found)
        return found
