"""A flow made ready to play: its conditions as functions, its steps as one `transitions` machine per version.

The states of the machine are the places of the flow; `edges` tells what leads from one to the next.
"""

from __future__ import annotations

from collections.abc import Mapping

from flows.engine.bands import Band
from flows.engine.compiling.conditions import Test, compile_condition
from flows.engine.compiling.cursor import Cursor
from flows.engine.compiling.definition import Flow, Option, Step
from flows.engine.compiling.edges import machine_of
from flows.engine.compiling.extras import Candidate
from flows.engine.compiling.places import START, Place, places_of
from flows.engine.compiling.version import version_of
from flows.engine.events import Choice
from flows.engine.view import AnswersView


class CompiledFlow:
    """A checked flow with its machine. Make one per version and share it: it holds no session."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.version = version_of(flow)
        self.link_ids = frozenset(flow.by_id)
        self._tests: dict[str, Test] = {}
        self.plain_choices: dict[tuple[str, str, str], tuple[Choice, ...] | None] = {}
        self.labels: dict[str, Mapping[str, Option]] = {}
        self._ahead: dict[tuple[str, Band], tuple[tuple[str, Test | None], ...]] = {}
        self._slots_ahead: dict[str, tuple[Step, ...]] = {}
        self._candidates: dict[Band, tuple[Candidate, ...]] = {}
        self._beyond: dict[Band, frozenset[str]] = {}
        self.places = {place.name: place for place in places_of(flow)}
        self.order = tuple(self.places)
        self.main = tuple(p for p in self.places.values() if p.slot is None and p.step.core)
        self._home = {p.step.id: p.name for p in self.places.values() if p.slot is None and not p.now}
        self.extra_ids = frozenset(step.id for step in flow.steps if step.extra is not None)
        # Where a question comes before its own place, because somebody wishes for a call.
        self.asked_ahead = tuple(place for place in self.places.values() if place.now)
        self.machine = machine_of(self)
        self._triggers = {
            name: self.machine.events["answered" if place.waits else "passed"] for name, place in self.places.items()
        } | {START: self.machine.events["passed"]}

    def test(self, source: str) -> Test:
        """The function of an expression; made once."""
        found = self._tests.get(source)
        if found is None:
            found = self._tests[source] = compile_condition(source, self.link_ids, self._heavy_of)
        return found

    def holds(self, source: str | None, view: AnswersView) -> bool:
        """True when the expression holds, or when there is none."""
        return source is None or bool(self.test(source)(view))

    def move(self, cursor: Cursor) -> bool:
        """Take one edge of the machine; False when there is none (the flow ends here)."""
        return bool(self._triggers[cursor.state].trigger(cursor))

    def home_of(self, link_id: str) -> str:
        """The state in which a step stands by itself."""
        return self._home.get(link_id) or next(n for n, p in self.places.items() if p.step.id == link_id)

    def is_on(self, step: Step, view: AnswersView) -> bool:
        """True when a step of the core belongs to this child's path."""
        return view.band in step.core and self.holds(step.when, view)

    def ahead(self, name: str, band: Band) -> tuple[tuple[str, Test | None], ...]:
        """The counted questions after a state for a band, each with its condition; made once."""
        found = self._ahead.get((name, band))
        if found is None:
            after = (self.places[other] for other in self.order[self.places[name].index + 1 :])
            steps = [p.step for p in after if p.slot is None and not p.now and p.asks and p.step.counted]
            found = self._ahead[name, band] = tuple(
                (step.id, self._test_of(step.when)) for step in steps if band in step.core
            )
        return found

    def has_slot_ahead(self, here: Place, view: AnswersView) -> bool:
        """True when at or after a state any extra may be asked, as many as there is room for."""
        if here.name not in self._slots_ahead:
            after = (self.places[name].step for name in self.order[here.index + 1 :])
            slots = (*((here.slot,) if here.slot else ()), *(step for step in after if step.kind == "extras"))
            self._slots_ahead[here.name] = tuple(slot for slot in slots if slot.pick == "any" and slot.at_most is None)
        return any(self.is_on(slot, view) for slot in self._slots_ahead[here.name])

    def candidates_for(self, band: Band) -> tuple[Candidate, ...]:
        """The questions that may be asked of a band beyond its core, in the flow's order; made once."""
        found = self._candidates.get(band)
        if found is None:
            steps = [self.flow.by_id[link_id] for link_id in self.flow.extras.order]
            found = self._candidates[band] = tuple(
                Candidate(step.id, step.topic, self._test_of(step.extra.fits), self._test_of(step.extra.prefer))
                for step in steps
                if step.extra is not None and band in step.extra.bands and band not in step.core
            )
        return found

    def beyond_core(self, band: Band) -> frozenset[str]:
        """The link ids of every extra that is none of a band's core; made once."""
        found = self._beyond.get(band)
        if found is None:
            ids = (link_id for link_id in self.extra_ids if band not in self.flow.by_id[link_id].core)
            found = self._beyond[band] = frozenset(ids)
        return found

    def _test_of(self, source: str | None) -> Test | None:
        """The function of an expression that may be left out."""
        return self.test(source) if source else None

    def _heavy_of(self, link_id: str) -> Test:
        source = self.flow.by_id[link_id].heavy
        return self.test(source) if source else lambda _view: False
