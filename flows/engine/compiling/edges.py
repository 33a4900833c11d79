"""The edges of a flow's machine: guards and a place to go, without what a flow never uses.

`transitions` calls back around every edge (prepare, before, exit, enter, after, finalize). A flow has none of these
callbacks, and asking for them took half of every walk.
"""

from __future__ import annotations

from typing import Any

from transitions import Event, EventData, Machine, Transition


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
