"""Which question beyond the core comes next in a slot (domain.md 7.1, design.md 3).

Those whose preferred trigger holds come first, in the flow's order; then the rest, until the band's budget is used. What
was answered already stays where it fits, so an edit never takes a child's words off the page to make room.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from flows.engine.compiling.conditions import Test
from flows.engine.compiling.definition import Step
from flows.engine.view import AnswersView

if TYPE_CHECKING:
    from flows.engine.compiling.compiled import CompiledFlow


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be asked of a band beyond its core, with its conditions as functions."""

    link_id: str
    topic: str
    when: Test | None
    prefer: Test | None

    def fits(self, view: AnswersView) -> bool:
        """True when it may be asked."""
        return self.when is None or bool(self.when(view))

    def is_preferred(self, view: AnswersView) -> bool:
        """True when it comes before others."""
        return self.prefer is not None and bool(self.prefer(view))


def room_left(compiled: CompiledFlow, view: AnswersView) -> int:
    """How many more extras this child may be asked."""
    if view.facts.get("more"):
        return len(compiled.flow.extras.order)
    # Asked once is spent, on the path or off it: the count must not depend on how far the walk has come.
    spent = len(compiled.beyond_core(view.band).intersection(view.answers))
    return compiled.flow.extras.budget[view.band] - spent


def next_extra(compiled: CompiledFlow, slot: Step, view: AnswersView, passed: set[str]) -> str | None:
    """The link id of the extra to ask now in this slot, None when the slot is done."""
    room = room_left(compiled, view)
    may = [
        extra
        for extra in compiled.candidates_for(view.band)
        if extra.link_id not in passed
        and (room > 0 or extra.link_id in view.answers)
        and (not slot.topics or extra.topic in slot.topics)
    ]
    found = next((extra.link_id for extra in may if extra.is_preferred(view) and extra.fits(view)), None)
    if found is None and slot.pick == "any":
        found = next((extra.link_id for extra in may if extra.fits(view)), None)
    return found


def extras_ahead(compiled: CompiledFlow, view: AnswersView, most: int, here: str) -> int:
    """How many questions beyond the core are still to be asked after a question (`here`), counted up to `most`."""
    ahead = (extra for extra in compiled.candidates_for(view.band) if extra.link_id not in view.answers)
    fitting = (extra for extra in ahead if extra.link_id != here and extra.fits(view))
    return sum(1 for _ in islice(fitting, max(0, most)))
