"""The path through a flow, derived from the answers and from nothing else (design invariant 1)."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flows.engine.compiling.compiled import CompiledFlow
from flows.engine.compiling.cursor import Cursor
from flows.engine.compiling.definition import Step
from flows.engine.compiling.extras import extras_ahead, next_extra, room_left
from flows.engine.compiling.places import START, Place
from flows.engine.limits import STATES_A_TURN
from flows.engine.session import Answer, Session
from flows.engine.view import AnswersView, view_of

REVIEWED: Final = frozenset({"cards", "send"})
TO_REVIEW: Final = "to_review"
ASK_ONCE_MORE: Final = "ask_once_more"  # a fact: link ids that were passed over ahead of their place, by revision


@dataclass(frozen=True, slots=True)
class Path:
    """The places passed so far, in order, and where the talk rests. `complete` is False when a named limit was hit."""

    passed: tuple[Place, ...]
    rest: Place
    complete: bool = True

    @property
    def link_ids(self) -> tuple[str, ...]:
        """The questions on the path that wait for an answer, each once, the open one last."""
        passed = (place.step.id for place in self.passed if place.asks and place.step.id != self.rest.step.id)
        return (*dict.fromkeys(passed), *((self.rest.step.id,) if self.rest.asks else ()))


def path(compiled: CompiledFlow, session: Session) -> Path:
    """Walk from the start over the answers until a question is open or the flow ends.

    Follows the same guards in the same order as the machine, without its cost of an edge; `by_machine` is the proof.
    """
    view = AnswersView(session, passed=set())
    passed: list[Place] = []
    for place in compiled.main:
        if not compiled.is_on(place.step, view):
            continue
        if place.step.kind == "extras":
            rest = _through_slot(compiled, place, session, view, passed)
        else:
            rest = place if is_open(compiled, place, session, view) else None
            passed.append(place)
            view.meet(place.step.id)
        if rest is not None:
            return Path(tuple(found for found in passed if found is not rest), rest)
    return Path(tuple(passed), passed[-1], complete=False)


def _through_slot(
    compiled: CompiledFlow, slot: Place, session: Session, view: AnswersView, passed: list[Place]
) -> Place | None:
    """Pass the extras of a slot that are answered; the first open one is where the talk rests."""
    passed.append(slot)
    extras_passed = {place.step.id for place in passed if place.slot is not None}
    while (link_id := next_extra(compiled, slot.step, view, extras_passed)) is not None:
        place = compiled.places[f"{slot.name}/{link_id}"]
        if is_open(compiled, place, session, view):
            return place
        passed.append(place)
        view.meet(link_id)
        extras_passed.add(link_id)
        if slot.step.at_most == 1:
            break
    return None


def by_machine(compiled: CompiledFlow, session: Session) -> Path:
    """The same walk, edge by edge through the machine; for tests and drawings."""
    return _walk(compiled, Cursor(START, AnswersView(session, passed=set())), session)


def onward(compiled: CompiledFlow, session: Session) -> Path:
    """Walk on from where the session is. Only for a session in which nothing was edited."""
    cursor = Cursor(session.at, view_of(session))
    if session.at != START:
        cursor.extras_passed.add(compiled.places[session.at].step.id)
    return _walk(compiled, cursor, session)


def _walk(compiled: CompiledFlow, cursor: Cursor, session: Session) -> Path:
    passed: list[Place] = []
    while len(passed) < STATES_A_TURN:
        if not compiled.move(cursor):
            return Path(tuple(passed), compiled.places[cursor.state], complete=False)
        place = compiled.places[cursor.state]
        if is_open(compiled, place, session, cursor.view):
            return Path(tuple(passed), place)
        passed.append(place)
        cursor.view.meet(place.step.id)
        if place.slot is not None:
            cursor.extras_passed.add(place.step.id)
    return Path(tuple(passed), passed[-1], complete=False)


def is_open(compiled: CompiledFlow, place: Place, session: Session, view: AnswersView) -> bool:
    """True when the talk has to rest at this place."""
    if not place.waits:
        return False
    answer = session.answers.get(place.step.id)
    if place.step.kind == "end":
        return True
    if answer is None:
        return place.step.kind in REVIEWED or not session.facts.get(TO_REVIEW)
    if place.step.kind in REVIEWED:
        return answer.text_hash != looked_at(compiled, place.step, session.answers, view)
    return _comes_once_more(place, session, answer)


def _comes_once_more(place: Place, session: Session, answer: Answer) -> bool:
    """True for the own place of a question that was passed over where it came ahead, and not answered since."""
    ahead = session.facts.get(ASK_ONCE_MORE)
    if not ahead or place.now or session.facts.get(TO_REVIEW):
        return False
    return bool(ahead.get(place.step.id) == answer.revision)


def looked_at(compiled: CompiledFlow, step: Step, answers: Mapping[str, Answer], view: AnswersView) -> str:
    """Names what a child saw at a step of the review: the answers, and before sending also which of them leave."""
    seen = fingerprint(compiled, answers, view)
    if step.kind != "send":
        return seen
    switches = [answers[s.id].value for s in compiled.flow.steps if s.kind == "cards" and s.id in answers]
    return format(zlib.crc32(json.dumps([seen, switches], sort_keys=True).encode()), "08x")


def fingerprint(compiled: CompiledFlow, answers: Mapping[str, Answer], view: AnswersView) -> str:
    """Names the set of answers a child has looked at; any change makes another name, changing back makes the old one."""
    seen = [
        (link_id, answer.how, answer.value, answer.words)
        for link_id, answer in sorted(answers.items())
        if compiled.flow.by_id[link_id].shown and view.answer(link_id) is not None
    ]
    return format(zlib.crc32(json.dumps(seen, sort_keys=True).encode()), "08x")


def steps_left(compiled: CompiledFlow, session: Session, here: Place) -> int:
    """How many questions are still ahead on this route, as far as the answers tell; the open one counts."""
    view, answers = view_of(session), session.answers
    left = 0 if here.step.kind == "end" else 1
    for link_id, test in compiled.ahead(here.name, view.band):
        if link_id not in answers and (test is None or test(view)):
            left += 1
    return left + _extras_ahead(compiled, session, here, view)


def _extras_ahead(compiled: CompiledFlow, session: Session, here: Place, view: AnswersView) -> int:
    """How many questions beyond the core this child still gets, so that the number does not stand still over them."""
    if session.facts.get(TO_REVIEW) or not compiled.has_slot_ahead(here, view):
        return 0
    open_here = here.slot is not None and here.step.id not in session.answers
    return extras_ahead(compiled, view, room_left(compiled, view) - open_here, here.step.id)
