"""Taps that answer no question: under a side question, and under a goodbye."""

from __future__ import annotations

from flows.engine import phrases
from flows.engine.events import Chose, Line, PhraseAsked
from flows.engine.prompts import overlays
from flows.engine.turns import taking_back
from flows.engine.turns.changing import back, edit, leave, reopen
from flows.engine.turns.helping import show_help
from flows.engine.turns.repairs import call_me, park, review
from flows.engine.turns.turn import Turn
from flows.link_ids import CONSENT_AGREE, REVIEW_SEND


def tap_overlay(turn: Turn, tapped: Chose) -> bool:
    """Read a tap under a side question; False when it belongs to none."""
    overlay = turn.session.overlay
    kind, _, link_id = (overlay or "").partition(":")
    match tapped.option:
        case "go_on" if overlay == overlays.WITHDRAW and turn.place.step.id == CONSENT_AGREE:
            leave(turn)
        case "show_words" | "go_on" as option if overlay == overlays.PHRASE:
            _words(turn, show=option == "show_words")
        case "go_on" if overlay:
            turn.close_overlay()
            turn.ask()
        case "break" if kind in (overlays.HELP, overlays.STOP):
            park(turn)
        case "call_me" if kind == overlays.HELP:
            call_me(turn)
        case "help" if kind == overlays.CHECK:
            show_help(turn)
        case "review" if kind == overlays.STOP:
            review(turn)
        case "erase" if kind == overlays.STOP:
            turn.overlay(overlays.ERASE)
        case "change" if kind == overlays.STALE:
            edit(turn, link_id)
        case option if kind == overlays.EDIT and option.startswith("link:"):
            edit(turn, option.removeprefix("link:"))
        case _:
            return taking_back.tap(turn, tapped)
    return True


def _words(turn: Turn, *, show: bool) -> None:
    """Words to go on, now or when it suits: somebody may be reading along."""
    if not show:
        turn.say(Line(phrases.ASK_FOR_WORDS))
    turn.close_overlay()
    if show:
        turn.emit(PhraseAsked())
    turn.ask()


def tap_end(turn: Turn, tapped: Chose) -> bool:
    """Read a tap under a goodbye; False when it is none of its ways back."""
    step = turn.place.step
    match tapped.option:
        case "change_my_mind" if step.retype:
            reopen(turn, step.retype)
        case "change_my_mind":
            back(turn)
        case "words_to_go_on":
            turn.emit(PhraseAsked())
            turn.show()
        case "send_it_now":
            reopen(turn, REVIEW_SEND)
        case "review":
            review(turn)
        case _:
            return False
    return True
