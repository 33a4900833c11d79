"""A flow made ready to play: its conditions as functions, its steps as one `transitions` machine per version.

States are places in the flow: a step, or a step inside a slot (`extras.first/strength.helps`). There are two triggers:
`answered` leaves a state that waits, `passed` one that does not. The guards come from `when:` and from the bands.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from transitions import EventData, Machine

from flows.engine.conditions import Test, compile_condition
from flows.engine.definition import BANDS, Band, Flow, Option, Step
from flows.engine.edges import FlowMachine
from flows.engine.events import Choice
from flows.engine.extras import next_extra
from flows.engine.view import AnswersView

Guard = Callable[[EventData], bool]
START: Final = "start"
SILENT: Final = frozenset({"say", "extras"})
TEXT_FIELDS: Final = frozenset(
    {
        "text",
        "ask",
        "carried_as",
        "thanks",
        "rescue",
        "more",
        "why",
        "heading",
        "words",
        "icon",
        "look",
        "summary",
        "adult",
    }
)


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


def version_of(flow: Flow) -> str:
    """The hash of a flow's structure. Changing a text does not change it; changing a question does."""
    data = flow.model_dump(mode="json")
    for row in (row for step in data["steps"] for row in step["rows"]):
        row["when"] = None  # a key of rows that is gone; without it every talk that runs would lose its version
    bare = json.dumps(_without_texts(data), sort_keys=True)
    return hashlib.sha256(bare.encode()).hexdigest()[:16]


def _without_texts(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _without_texts(inner) for key, inner in node.items() if key not in TEXT_FIELDS}
    return [_without_texts(inner) for inner in node] if isinstance(node, list) else node


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
        self.places = {place.name: place for place in _places(flow)}
        self.order = tuple(self.places)
        self.main = tuple(p for p in self.places.values() if p.slot is None and not _only_extra(p.step))
        self._home = {p.step.id: p.name for p in self.places.values() if p.slot is None and not p.now}
        self.extra_ids = frozenset(step.id for step in flow.steps if step.extra is not None)
        # Where a question comes before its own place, because somebody wishes for a call.
        self.asked_ahead = tuple(place for place in self.places.values() if place.now)
        self.machine = self._build()
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
                (step.id, self.test(step.when) if step.when else None) for step in steps if band in step.core
            )
        return found

    def slots_ahead(self, here: Place) -> tuple[Step, ...]:
        """The slots at or after a state where any extra may be asked, as many as there is room for."""
        after = (self.places[name].step for name in self.order[here.index + 1 :])
        slots = (*((here.slot,) if here.slot else ()), *(step for step in after if step.kind == "extras"))
        return tuple(slot for slot in slots if slot.pick == "any" and slot.at_most is None)

    def fits_extra(self, step: Step, view: AnswersView) -> bool:
        """True when a step may be asked beyond the core."""
        extra = step.extra
        core_here = view.band in step.core
        return extra is not None and not core_here and view.band in extra.bands and self.holds(extra.fits, view)

    def _heavy_of(self, link_id: str) -> Test:
        source = self.flow.by_id[link_id].heavy
        return self.test(source) if source else lambda _view: False

    def _build(self) -> Machine:
        return FlowMachine(
            model=None,
            states=[START, *self.places],
            initial=START,
            transitions=list(self._edges()),
            auto_transitions=False,
            send_event=True,
        )

    def _edges(self) -> Iterator[dict[str, Any]]:
        main = list(self.main)
        yield from self._onward(START, "passed", main)
        for number, place in enumerate(main):
            after = main[number + 1 :]
            if place.step.kind == "extras":
                yield from self._slot_edges(place, after)
            elif place.step.kind != "end":
                yield from self._onward(place.name, "answered" if place.waits else "passed", after)

    def _slot_edges(self, slot: Place, after: list[Place]) -> Iterator[dict[str, Any]]:
        inside = [place for place in self.places.values() if place.slot is slot.step]
        yield from self._onward(slot.name, "passed", after, self._done_guard(slot.step))
        for place in inside:
            guard = self._extra_guard(slot.step, place.step)
            yield {"trigger": "passed", "source": slot.name, "dest": place.name, "conditions": guard}
            if slot.step.at_most == 1:
                yield from self._onward(place.name, "answered", after)
            else:
                yield {"trigger": "answered", "source": place.name, "dest": slot.name}

    def _onward(
        self, source: str, trigger: str, after: list[Place], first: Guard | None = None
    ) -> Iterator[dict[str, Any]]:
        """Edges to everything that may come next, up to the first step that is always on the path."""
        for place in after:
            sure = place.step.core == BANDS and place.step.when is None
            guards = [guard for guard in (first, None if sure else self._guard(place.step)) if guard is not None]
            yield {"trigger": trigger, "source": source, "dest": place.name, "conditions": guards}
            if sure:
                return

    def _done_guard(self, slot: Step) -> Guard:
        def is_done(event: EventData) -> bool:
            cursor: Cursor = event.model  # type: ignore[assignment]
            return cursor.next_extra(self, slot) is None

        is_done.__name__ = "no extra left"
        return is_done

    def _guard(self, step: Step) -> Guard:
        core = frozenset(step.core)
        test = self.test(step.when) if step.when else None

        def on_path(event: EventData) -> bool:
            cursor: Cursor = event.model  # type: ignore[assignment]
            view = cursor.view
            return view.band in core and (test is None or bool(test(view)))

        on_path.__name__ = _label(step)
        return on_path

    def _extra_guard(self, slot: Step, step: Step) -> Guard:
        def is_next(event: EventData) -> bool:
            cursor: Cursor = event.model  # type: ignore[assignment]
            return cursor.next_extra(self, slot) == step.id

        is_next.__name__ = f"next extra is {step.id}"
        return is_next


def _only_extra(step: Step) -> bool:
    return not step.core


def _label(step: Step) -> str:
    bands = "" if step.core == BANDS else f"band in {''.join(step.core)}"
    return " and ".join(part for part in (bands, step.when or "") if part)


def _places(flow: Flow) -> Iterator[Place]:
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
