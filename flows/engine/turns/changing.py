"""Changing an earlier answer: which one, its question opened anew, one step back, or left as it was."""

from __future__ import annotations

from flows.engine import phrases
from flows.engine.events import Line
from flows.engine.path import path
from flows.engine.prompts import overlays
from flows.engine.prompts.open_prompt import shown_again
from flows.engine.turns import calling, taking_back
from flows.engine.turns.answering import back_in
from flows.engine.turns.turn import Turn
from flows.link_ids import CONSENT_AGREE


def edit(turn: Turn, link_id: str | None) -> None:
    """Open an earlier answer for change; everything after it is kept and looked at anew."""
    answered = turn.session.answers.get(link_id or "")
    if link_id is None or answered is None:
        turn.overlay(overlays.EDIT)
        return
    if not answered.active:
        turn.say(Line(phrases.NOT_NOW))
        turn.show()
        return
    if link_id == CONSENT_AGREE and answered.value == taking_back.AGREED:
        taking_back.withdraw(turn)
        return
    reopen(turn, link_id)


def reopen(turn: Turn, link_id: str) -> None:
    """Ask a question anew, with what was answered standing in it."""
    step = turn.compiled.flow.by_id[link_id]
    answer = turn.session.answers.get(link_id)
    calling.forget(turn)
    turn.close_overlay()
    turn.start_over_from_answers()
    # A yes is said anew or not at all: it is never ticked beforehand.
    if answer is not None and link_id not in (CONSENT_AGREE, *turn.session.drafts):
        turn.session = turn.session.drafted(link_id, shown_again(answer, step))
    turn.put(at=_state_of(turn, link_id), part=None)
    turn.ask()


def _state_of(turn: Turn, link_id: str) -> str:
    """Where on the child's own path a question stands; its home when it is not on it."""
    passed = (place for place in path(turn.compiled, turn.session).passed if place.step.id == link_id)
    return next((place.name for place in passed), turn.compiled.home_of(link_id))


def back(turn: Turn) -> None:
    """Open the part, or the question, that was answered before this one."""
    if turn.session.overlay is None and back_in(turn):
        return
    asked = path(turn.compiled, turn.session).link_ids
    here = asked.index(turn.place.step.id) if turn.place.step.id in asked else len(asked)
    before = [link_id for link_id in asked[:here] if link_id in turn.session.answers]
    if not before:
        turn.say(Line(phrases.NOTHING_BEFORE))
        turn.close_overlay()
        turn.ask()
        return
    reopen(turn, before[-1])


def leave(turn: Turn) -> None:
    """Leave the open answer as it was and go on where the path leads."""
    link_id = turn.place.step.id
    if link_id not in turn.session.answers:
        turn.close_overlay()
        turn.ask()
        return
    calling.forget(turn)
    turn.session = turn.session.undrafted(link_id)
    turn.close_overlay()
    calling.let_go(turn)
    turn.go_on()
