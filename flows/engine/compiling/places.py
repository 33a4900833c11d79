"""The places of a flow, in order: a step, or a step inside a slot (`extras.first/strength.helps`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flows.engine.compiling.definition import Flow, Step

START: Final = "start"
SILENT: Final = frozenset({"say", "extras"})


@dataclass(frozen=True, slots=True)
class Place:
    """One state of the machine: the step that is asked there, and the slot it stands in."""

    name: str
    step: Step
    index: int
    slot: Step | None = None
    now: bool = False

    @property
    def waits(self) -> bool:
        """True when the talk rests here until the child does something."""
        return self.step.kind not in SILENT

    @property
    def asks(self) -> bool:
        """True when an answer belongs to this place."""
        return self.waits and self.step.kind != "end"


def places_of(flow: Flow) -> Iterator[Place]:
    """Every place of a flow, in the order of its file; a slot is followed by what may be asked in it."""
    index = 0
    for step in flow.steps:
        now = step.kind == "now" and step.target is not None
        yield Place(step.id, _with_when(flow.by_id[step.target or ""], step) if now else step, index, now=now)
        index += 1
        if step.kind == "extras":
            for link_id in flow.extras.order:
                inner = flow.by_id[link_id]
                if not step.topics or inner.topic in step.topics:
                    yield Place(f"{step.id}/{link_id}", inner, index, slot=step)
                    index += 1


def _with_when(target: Step, now: Step) -> Step:
    """The target's question, asked at the place and under the condition of the `now` step."""
    return target.model_copy(update={"when": now.when, "core": now.core})
