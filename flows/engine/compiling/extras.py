"""Which question beyond the core comes next in a slot (domain.md 7.1, design.md 3).

Those whose preferred trigger holds come first, in the flow's order; then the rest, until the band's budget is used. What
was answered already stays where it fits, so an edit never takes a child's words off the page to make room.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.engine.compiling.definition import Step
from flows.engine.view import AnswersView

if TYPE_CHECKING:
    from flows.engine.compiling.compiled import CompiledFlow


def room_left(compiled: CompiledFlow, view: AnswersView) -> int:
    """How many more extras this child may be asked."""
    if view.facts.get("more"):
        return len(compiled.flow.extras.order)
    spent = sum(1 for link_id in view.answers if _spends(compiled, link_id, view))
    return compiled.flow.extras.budget[view.band] - spent


def _spends(compiled: CompiledFlow, link_id: str, view: AnswersView) -> bool:
    """Asked once is spent, on the path or off it: the count must not depend on how far the walk has come."""
    return link_id in compiled.extra_ids and view.band not in compiled.flow.by_id[link_id].core


def next_extra(compiled: CompiledFlow, slot: Step, view: AnswersView, passed: set[str]) -> str | None:
    """The link id of the extra to ask now in this slot, None when the slot is done."""
    room = room_left(compiled, view)
    for step in _candidates(compiled, slot, view):
        if step.id not in passed and (room > 0 or step.id in view.answers):
            return step.id
    return None


def _candidates(compiled: CompiledFlow, slot: Step, view: AnswersView) -> Iterator[Step]:
    steps = [compiled.flow.by_id[link_id] for link_id in compiled.flow.extras.order]
    fitting = [s for s in steps if (not slot.topics or s.topic in slot.topics) and compiled.fits_extra(s, view)]
    preferred = [s for s in fitting if s.extra and s.extra.prefer and compiled.holds(s.extra.prefer, view)]
    yield from preferred
    if slot.pick == "any":
        yield from (step for step in fitting if step not in preferred)
