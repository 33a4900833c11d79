"""Walks the intake by answers alone, to see which questions a child with these answers would meet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from flows.engine.compiling import CompiledFlow
from flows.engine.path import looked_at, path
from flows.engine.session import Answer, Session
from flows.engine.view import AnswersView

SKIP: Final = object()
MANY: Final = 100
# A child for whom nothing special is going on; every test changes what it is about.
ORDINARY: Final[dict[str, Any]] = {
    "welcome.place": "fine_here",
    "consent.agree": "agree",
    "me.name": "Noor",
    "happiness.now": 7,
    "happiness.sources": ["sports"],
    "happiness.more": ["sports"],
    "happiness.dream": "vliegen",
    "care.who": ["mother"],
    "care.tasks": ["worrying"],
    "care.often": "every_week",
    "care.good": ["proud"],
    "strength.good_at": ["listening"],
    "strength.helps": ["music"],
    "network.closest": ["Lot", "Bram", "Pip"],
    "network.fun": ["Lot", "Kees"],
    "network.ties": {"Lot": "really_good"},
    "network.support": {"talk": "Lot", "fun": "Kees", "practical": "Bram", "advice": "Lot"},
    "network.people": {},
    "load.weight": "ok",
    "load.cards": ["it_is_going_well_really"],
    "load.pause": ["outside"],
    "load.urgent": "no_need",
    "load.halfway": "go_on",
    "goal.wish": "sports",
    "goal.first_step": "together",
    "goal.helpers": ["myself"],
    "courses.interest": [],
    "meeting.place": "not_yet",
    "meeting.contact": {"way": "app"},
    "home.knows": "knows",
    "review.items": {},
    "review.send": "send",
    "review.feedback": "smile",
}


@dataclass(frozen=True, slots=True)
class Route:
    """The questions met, in order, and the step on which the talk came to rest."""

    asked: tuple[str, ...]
    end: str
    slots: tuple[str, ...]


def route(flow: CompiledFlow, age: int, /, *, more: bool = False, **changes: Any) -> Route:
    """Answer until the end; `changes` name link ids with __ for the dot. What has no answer here is skipped.

    With `more` the child has asked for all the questions there are.
    """
    given = ORDINARY | {"me.age": age} | {name.replace("__", "."): value for name, value in changes.items()}
    session = Session(flow=flow.flow.flow, version=flow.version, language="nl", at="start", facts={"more": more})
    for _ in range(MANY):
        found = path(flow, session)
        step = found.rest.step
        if step.kind == "end":
            slots = tuple(place.name for place in found.passed if place.slot is not None)
            return Route(found.link_ids, step.id, slots)
        value = given.get(step.id, SKIP)
        answer = Answer("skipped") if value is SKIP else Answer("answered", value)
        seen = looked_at(flow, step, session.answers, AnswersView(session))
        session = session.answered(step.id, replace(answer, text_hash=seen))
    raise AssertionError(f"no end after {MANY} answers: {path(flow, session).link_ids}")
