"""Taking back: the yes to the talk, one thing that was shared, or all of it. The talk below stays where it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from flows.engine import phrases
from flows.engine.events import AnswerRevised, Chose, ConsentGiven, Line, ReadersTold, TakenBack
from flows.engine.prompts import overlays
from flows.engine.session import DANGER_AT, Answer, Draft
from flows.engine.turns import calling
from flows.engine.turns.turn import Turn
from flows.link_ids import CONSENT_AGREE, LOAD_URGENT, MEETING_CONTACT

AGREED: Final = "agree"
DECLINED: Final = "decline"
EVERYTHING: Final = "everything"
CALL: Final = calling.CALL
CALL_ME_SOON: Final = "call_me_soon"
# The request to be called is made of these, told in this order: without one of them nobody can call.
MAKE_A_CALL: Final = (MEETING_CONTACT, LOAD_URGENT)


def withdraw(turn: Turn) -> None:
    """Ask whether the yes is taken back, and what becomes of what was shared."""
    if turn.asking.view.value(CONSENT_AGREE) == AGREED:
        turn.overlay(overlays.WITHDRAW)
        return
    turn.say(Line(phrases.NO_YES_YET))
    turn.show()


def is_yes_no_more(turn: Turn, link_id: str, answer: Answer) -> bool:
    """True for an answer that would make something else of the yes: a no, but also what was passed over."""
    before = turn.session.answers.get(CONSENT_AGREE)
    agreed = before is not None and before.value == AGREED
    return link_id == CONSENT_AGREE and agreed and answer.value != AGREED


def no_after_all(turn: Turn, answer: Answer) -> None:
    """A yes goes by one way only: it is asked what is meant, unless a plain no takes nothing along."""
    if answer.words:
        turn.session = turn.session.drafted(CONSENT_AGREE, Draft(words=answer.words))
    if answer.value == DECLINED and turn.session.life != "shared" and not calling.is_open(turn):
        _end(turn, also_shared=True)
    else:
        turn.overlay(overlays.WITHDRAW)


def take_back(turn: Turn, what: str | None) -> None:
    """Take back one shared card (its link id), the request to be called ("call"), or "everything"; None asks first."""
    only_a_call = turn.session.life != "shared" and calling.is_open(turn) and what in (None, EVERYTHING)
    if what == CALL or only_a_call:
        _off_with_the_wish(turn)
        _taken(turn, CALL)
    elif turn.session.life != "shared":
        turn.say(Line(phrases.NOTHING_SHARED))
        turn.emit(ReadersTold("taken_back"))
        turn.close_overlay()
        turn.ask()
    elif what is None:
        turn.overlay(overlays.TAKE_BACK)
    elif what == EVERYTHING or not _without(turn, what):
        turn.live("keep")
        _taken(turn, EVERYTHING)
    else:
        _taken(turn, what)


def _taken(turn: Turn, what: str) -> None:
    if what in (CALL, EVERYTHING, *MAKE_A_CALL):
        calling.taken_back(turn)
    turn.close_overlay()
    turn.emit(TakenBack(what))
    whole = what in (EVERYTHING, CALL)
    turn.say(Line(phrases.TOOK_BACK_ALL if whole else phrases.TOOK_BACK_ONE))
    if whole or what in (turn.session.facts.get(DANGER_AT) or ()):
        turn.emit(ReadersTold("taken_back"))
    turn.ask()


def _off_with_the_wish(turn: Turn) -> None:
    """The next sending must not put on the page again what was taken back."""
    if turn.asking.view.value(LOAD_URGENT) == CALL_ME_SOON:
        _without(turn, LOAD_URGENT)


def _without(turn: Turn, link_id: str) -> bool:
    """Switch a card off as if it had never been sent; False when no card is left on."""
    review = next((step.id for step in turn.compiled.flow.steps if step.kind == "cards"), None)
    answer = turn.session.answers.get(review or "")
    if review is None or answer is None or not isinstance(answer.value, Mapping):
        return True
    switches: dict[str, Any] = {**answer.value, link_id: False}
    _revise(turn, review, replace(answer, value=switches))
    turn.session = turn.session.undrafted(review)
    for step in turn.compiled.flow.steps:
        sent = turn.session.answers.get(step.id)
        if step.kind == "send" and sent is not None:
            # What was seen before sending has changed by the child's own hand: it is not asked again.
            seen = turn.text_hash(replace(turn.asking, step=step))
            _revise(turn, step.id, replace(sent, text_hash=seen))
    return any(switches.values())


def _revise(turn: Turn, link_id: str, answer: Answer) -> None:
    before = turn.session.answers[link_id]
    revised = replace(answer, revision=before.revision + 1, at=turn.env.now)
    turn.put(answers={**turn.session.answers, link_id: revised})
    turn.emit(AnswerRevised(link_id, revised, before))


def tap(turn: Turn, tapped: Chose) -> bool:
    """Read a tap under one of these side questions; False when it belongs to none."""
    match turn.session.overlay, tapped.option:
        case overlays.TAKE_BACK, "take_back_all":
            take_back(turn, EVERYTHING)
        case overlays.TAKE_BACK, option if option.startswith(overlays.ONE_THING):
            take_back(turn, option.removeprefix(overlays.ONE_THING))
        case overlays.WITHDRAW, "withdraw":
            _end(turn, also_shared=True)
        case overlays.WITHDRAW, "withdraw_keep":
            _end(turn, also_shared=False)
        case overlays.WITHDRAW, "erase":
            turn.overlay(overlays.ERASE)
        case _:
            return False
    return True


def _end(turn: Turn, *, also_shared: bool) -> None:
    """A decision of its own, kept beside the yes; then the goodbye of whoever said no, with people to talk to."""
    calling.forget(turn)
    turn.close_overlay()
    if also_shared:
        _nothing_stays(turn)
    _say_no(turn)
    turn.emit(ConsentGiven(CONSENT_AGREE, "withdrawn"))
    turn.say(Line(phrases.YES_TAKEN_BACK))
    calling.still_stands(turn)
    turn.emit(ReadersTold("taken_back"))
    turn.start_over_from_answers()
    turn.go_on()


def _nothing_stays(turn: Turn) -> None:
    if turn.session.life == "shared":
        turn.live("keep")
        turn.emit(TakenBack(EVERYTHING))
    elif calling.is_open(turn):
        turn.emit(TakenBack(CALL))
    calling.taken_back(turn)


def _say_no(turn: Turn) -> None:
    """The yes becomes a no, with what was typed beside it."""
    begun = turn.session.drafts.get(CONSENT_AGREE, Draft())
    _revise(turn, CONSENT_AGREE, replace(turn.session.answers[CONSENT_AGREE], value=DECLINED, words=begun.words))
    turn.session = turn.session.undrafted(CONSENT_AGREE)
