"""The wish to be called: it leaves only together with a way to reach the child, which is what somebody can act on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flows.engine import phrases
from flows.engine.compiling.definition import Step
from flows.engine.compiling.places import Place
from flows.engine.events import CallAsked, HelpShown, Line, ReadersTold, TakenBack
from flows.engine.path import ASK_ONCE_MORE, path
from flows.engine.session import OPEN, REQUEST, TAKEN, Answer
from flows.engine.steps.base import Asking
from flows.engine.steps.parts import open_row
from flows.engine.turns.turn import Turn
from flows.engine.view import AnswersView
from flows.link_ids import MEETING_CONTACT

WISH: Final = "call"  # a fact: the question that stands open because a call was asked for
ADDRESS: Final = "address"
CONDITION: Final = "not_at"
CALL: Final = "call"


def is_reachable(turn: Turn, link_id: str, answer: Answer | None) -> bool:
    """True when an answer says how: of a form with a number or address in it, that very field."""
    if answer is None or answer.how != "answered":
        return False
    if not asks_address(turn.compiled.flow.by_id[link_id]):
        return True
    return bool(answer.value.get(ADDRESS) if isinstance(answer.value, Mapping) else answer.value)


def asks_address(step: Step) -> bool:
    """True for the form that asks how to reach somebody: its fields are for numbers, places and times, not for a story."""
    return step.kind == "form" and any(row.id == ADDRESS for row in step.rows)


def asks_condition(asking: Asking) -> bool:
    """True while that form asks when not: "not while dad is at home, he hits me" is what whoever calls must know."""
    row = open_row(asking)
    return asks_address(asking.step) and row is not None and row.id == CONDITION


def wish(turn: Turn) -> None:
    """Remember that the contact question is open because a call was asked for."""
    turn.know(**{WISH: MEETING_CONTACT})


def forget(turn: Turn) -> None:
    """Whoever turns to something else no longer waits for a call."""
    if turn.session.facts.get(WISH) is not None:
        turn.know(**{WISH: None})


def pass_on(turn: Turn) -> None:
    """Only this request leaves, at once; under watching eyes who looks is told in words that betray nothing."""
    turn.know(**{REQUEST: OPEN})
    if not turn.asking.view.discreet:
        turn.say(Line(phrases.CALL_PASSED_ON))
    turn.emit(CallAsked())


def follow(turn: Turn, link_id: str, answer: Answer, before: Answer | None) -> None:
    """Pass the wish on once its question is answered; without a way to call say so, and show who is there instead.

    Who passes over a way that was given before keeps the request that left with it, so there is nothing to say.
    """
    taken = turn.session.facts.get(REQUEST) == TAKEN
    ahead = turn.session.facts.get(WISH) == link_id or (turn.place.now and not taken)
    if not ahead and (taken or not _is_wished_on_the_path(turn, link_id)):
        _changed(turn, link_id, before)
        return
    forget(turn)
    if is_reachable(turn, link_id, answer):
        pass_on(turn)
    elif ahead and not is_reachable(turn, link_id, before):
        _cannot_call(turn, link_id, answer)


def is_open(turn: Turn) -> bool:
    """True while a request to be called stands that was not taken back."""
    return bool(turn.session.facts.get(REQUEST) == OPEN)


def still_stands(turn: Turn) -> None:
    """Who keeps the rest to themselves has to know that the request has left; under watching eyes it is not named."""
    if is_open(turn) and not turn.asking.view.discreet:
        turn.say(Line(phrases.CALL_STILL_STANDS))


def taken_back(turn: Turn) -> None:
    """No call for now: correcting the number later is not asking again."""
    forget(turn)
    if is_open(turn):
        turn.know(**{REQUEST: TAKEN})


def _changed(turn: Turn, link_id: str, before: Answer | None) -> None:
    """The answer that wishes for a call came, or went, when how to reach the child was known already."""
    for place in turn.compiled.asked_ahead:
        if link_id not in (place.step.when or ""):
            continue
        was, now = _wished(turn, place, link_id, before), turn.compiled.is_on(place.step, turn.asking.view)
        reachable = is_reachable(turn, place.step.id, turn.session.answers.get(place.step.id))
        if now and not was:
            turn.know(**{REQUEST: None})  # a new wish, whatever became of an earlier one
            if reachable:
                pass_on(turn)
        elif was and not now and is_open(turn):
            taken_back(turn)
            turn.emit(TakenBack(CALL))
            turn.say(Line(phrases.TOOK_BACK_ALL))
            turn.emit(ReadersTold("taken_back"))


def _wished(turn: Turn, place: Place, link_id: str, before: Answer | None) -> bool:
    others = {key: answer for key, answer in turn.session.answers.items() if key != link_id}
    answers = others if before is None else {**others, link_id: before}
    return turn.compiled.is_on(place.step, AnswersView(turn.session.but(answers=answers)))


def let_go(turn: Turn) -> None:
    """Who leaves the question as it is has been asked often enough."""
    if turn.session.facts.get(ASK_ONCE_MORE):
        turn.know(**{ASK_ONCE_MORE: None})


def _cannot_call(turn: Turn, link_id: str, answer: Answer) -> None:
    """An alarm that nobody can answer helps nobody; the question comes once more in its own place, unless that is past."""
    passed = path(turn.compiled, turn.session).passed
    if not any(place.step.id == link_id and not place.now for place in passed):
        turn.know(**{ASK_ONCE_MORE: {link_id: answer.revision}})
    turn.emit(HelpShown("uncalled"))


def _is_wished_on_the_path(turn: Turn, link_id: str) -> bool:
    """An answer that asks for a call still stands, although its number was passed over the first time."""
    ahead = (place.step for place in turn.compiled.asked_ahead if place.step.id == link_id)
    return any(turn.compiled.is_on(step, turn.asking.view) for step in ahead)
