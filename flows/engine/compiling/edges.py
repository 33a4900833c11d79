"""The edges of a flow's machine: a place to go, and the guards that come from `when:` and from the bands.

There are two triggers: `answered` leaves a state that waits, `passed` one that does not. `transitions` calls back around
every edge (prepare, before, exit, enter, after, finalize). A flow has none of these callbacks, and asking for them took
half of every walk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from transitions import Event, EventData, Machine, Transition

from flows.engine.bands import BANDS
from flows.engine.compiling.cursor import Cursor
from flows.engine.compiling.definition import Step
from flows.engine.compiling.places import START, Place

if TYPE_CHECKING:
    from flows.engine.compiling.compiled import CompiledFlow

Guard = Callable[[EventData], bool]


class Edge(Transition):
    """Leads on when all its guards hold."""

    def execute(self, event_data: EventData) -> bool:
        """Take the edge if its guards let us."""
        for condition in self.conditions:
            if not condition.func(event_data):  # type: ignore[operator]  # our guards are functions, never names
                return False
        event_data.model.state = self.dest  # type: ignore[attr-defined]
        return True


class Edges(Event):
    """Everything that may happen on one trigger, by state."""

    def trigger(self, model: Any, *args: Any, **kwargs: Any) -> bool:
        """Take the first edge whose guards hold; False when there is none. Raises MachineError for an unknown state."""
        edges = self.transitions.get(model.state)
        if edges is None:
            return bool(super().trigger(model, *args, **kwargs))
        event = EventData(None, self, self.machine, model, args, kwargs)
        return any(edge.execute(event) for edge in edges)


class FlowMachine(Machine):
    """The machine of one flow version, made of such edges."""

    transition_cls = Edge
    event_cls = Edges


def machine_of(compiled: CompiledFlow) -> FlowMachine:
    """Make the machine of a flow: a state for the start and for every place, and the edges between them."""
    return FlowMachine(
        model=None,
        states=[START, *compiled.places],
        initial=START,
        transitions=list(_edges(compiled)),
        auto_transitions=False,
        send_event=True,
    )


def _edges(compiled: CompiledFlow) -> Iterator[dict[str, Any]]:
    main = list(compiled.main)
    yield from _onward(compiled, START, "passed", main)
    for number, place in enumerate(main):
        after = main[number + 1 :]
        if place.step.kind == "extras":
            yield from _slot_edges(compiled, place, after)
        elif place.step.kind != "end":
            yield from _onward(compiled, place.name, "answered" if place.waits else "passed", after)


def _slot_edges(compiled: CompiledFlow, slot: Place, after: list[Place]) -> Iterator[dict[str, Any]]:
    inside = [place for place in compiled.places.values() if place.slot is slot.step]
    yield from _onward(compiled, slot.name, "passed", after, _done_guard(compiled, slot.step))
    for place in inside:
        guard = _extra_guard(compiled, slot.step, place.step)
        yield {"trigger": "passed", "source": slot.name, "dest": place.name, "conditions": guard}
        if slot.step.at_most == 1:
            yield from _onward(compiled, place.name, "answered", after)
        else:
            yield {"trigger": "answered", "source": place.name, "dest": slot.name}


def _onward(
    compiled: CompiledFlow, source: str, trigger: str, after: list[Place], first: Guard | None = None
) -> Iterator[dict[str, Any]]:
    """Edges to everything that may come next, up to the first step that is always on the path."""
    for place in after:
        sure = place.step.core == BANDS and place.step.when is None
        guards = [guard for guard in (first, None if sure else _guard(compiled, place.step)) if guard is not None]
        yield {"trigger": trigger, "source": source, "dest": place.name, "conditions": guards}
        if sure:
            return


def _done_guard(compiled: CompiledFlow, slot: Step) -> Guard:
    def is_done(event: EventData) -> bool:
        cursor: Cursor = event.model  # type: ignore[assignment]
        return cursor.next_extra(compiled, slot) is None

    is_done.__name__ = "no extra left"
    return is_done


def _guard(compiled: CompiledFlow, step: Step) -> Guard:
    core = frozenset(step.core)
    test = compiled.test(step.when) if step.when else None

    def on_path(event: EventData) -> bool:
        cursor: Cursor = event.model  # type: ignore[assignment]
        view = cursor.view
        return view.band in core and (test is None or bool(test(view)))

    on_path.__name__ = _label(step)
    return on_path


def _extra_guard(compiled: CompiledFlow, slot: Step, step: Step) -> Guard:
    def is_next(event: EventData) -> bool:
        cursor: Cursor = event.model  # type: ignore[assignment]
        return cursor.next_extra(compiled, slot) == step.id

    is_next.__name__ = f"next extra is {step.id}"
    return is_next


def _label(step: Step) -> str:
    bands = "" if step.core == BANDS else f"band in {''.join(step.core)}"
    return " and ".join(part for part in (bands, step.when or "") if part)
