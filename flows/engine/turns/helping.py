"""Help laid over the talk: after a signal, at the safe word, at the button. The question below waits and is not lost.

Somebody who was just shown who can help is not shown it again for every sentence: within a while, what is no graver
than before gets one short line, and the talk goes on. Under watching eyes nothing is said that tells what it is about;
whatever was answered like that was not shown, and counts for nothing once nobody watches any more.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from flows.engine.events import Asked, DangerNoticed, HelpShown, NotUnderstood, Said, Signal
from flows.engine.limits import MINUTES_WITHOUT_NAGGING
from flows.engine.prompts import overlays
from flows.engine.turns.turn import Turn

SHOWN: Final = "help_shown"
UNSEEN: Final = "help_under_watching_eyes"
CHECKED: Final = "help_checked"
FOR_A_WHILE: Final = frozenset({SHOWN, UNSEEN, CHECKED})
NOT_KEPT: Final = "too long"
_URGENCIES: Final = ("check", "soon", "now")
# Neighbours that are easily taken for each other; within one matter the graver stands to the right.
_MATTERS: Final = (
    ("self_harm", "suicide"),
    ("domestic_violence", "abuse_physical"),
    ("abuse_physical", "domestic_violence"),
)
_VAGUE: Final = "severe_distress"
GOODBYES: Final = frozenset({"finished", "declined", "outside"})
ASKED: Final = "asked"
ANOTHER_CARD: Final = GOODBYES | {"urgent"}


class _Heard(NamedTuple):
    """What was answered, and when."""

    category: str
    urgency: str
    at: str


def show_help(turn: Turn) -> None:
    """Who can help, and the choice to go on, to rest or to be called; whoever asks for it always gets all of it."""
    turn.emit(HelpShown(ASKED))
    turn.overlay(overlays.HELP)


def offer_help(turn: Turn, signal: Signal, *, answered: bool) -> None:
    """Answer what was noticed. `answered` is False when the words were put aside, so that the question still stands."""
    if signal.urgency == "check":
        if not _is_asked_for(turn):
            _check(turn, answered)
    elif _is_covered(_remembered(turn), signal):
        _again(turn, signal.category, answered)
    else:
        _make_room(turn, ANOTHER_CARD | {ASKED})
        _remember(turn, signal)
        _first(turn, HelpShown("danger", signal.category))
        turn.overlay(overlays.HELP_AFTER_DANGER)


def forget_in_time(turn: Turn) -> None:
    """What was answered is remembered for its while and no longer."""
    facts = {key: value for key, value in turn.session.facts.items() if key not in FOR_A_WHILE}
    for fact in (SHOWN, UNSEEN):
        if recent := _within_the_while(turn, fact):
            facts[fact] = _as_fact(recent)
    if (at := turn.session.facts.get(CHECKED)) is not None and _is_recent(turn, at):
        facts[CHECKED] = at
    if facts != turn.session.facts:
        turn.put(facts=facts)


def _is_asked_for(turn: Turn) -> bool:
    """Whoever asked for help in this very turn has it already, and is not asked whether it is wanted."""
    return any(isinstance(event, HelpShown) and event.reason == ASKED for event in turn.events)


def _first(turn: Turn, card: HelpShown) -> None:
    """The card, and the promise that comes with it, stand before everything else that is said in this turn."""
    at = next((n for n, event in enumerate(turn.events) if not isinstance(event, DangerNoticed)), len(turn.events))
    turn.events.insert(at, card)


def _check(turn: Turn, answered: bool) -> None:
    """One gentle question; under watching eyes, and soon after an earlier one, a line that asks nothing."""
    before = turn.session.facts.get(CHECKED)
    again = (before is not None and _is_recent(turn, before)) or bool(_remembered(turn))
    if again or _watched(turn):
        _again(turn, None, answered)
        return
    _make_room(turn, ANOTHER_CARD)
    turn.know(**{CHECKED: turn.env.now.isoformat()})
    turn.overlay(overlays.CHECK)


def _again(turn: Turn, category: str | None, answered: bool) -> None:
    """A short line before the question that follows, and nothing chatty around it."""
    asked = [event for event in turn.events if isinstance(event, Asked)]
    _make_room(turn, GOODBYES)
    turn.emit(HelpShown("again", category), *asked)
    if not asked and not answered:
        turn.show()


def _make_room(turn: Turn, cards: Collection[str]) -> None:
    """What was heard is met first: no question, no correction, no small talk and no other help card before it."""
    _without_question(turn)
    _without_correction(turn)
    _without_chat(turn)
    turn.events = [event for event in turn.events if not isinstance(event, HelpShown) or event.reason not in cards]


def _without_question(turn: Turn) -> None:
    turn.events = [event for event in turn.events if not isinstance(event, Asked)]


def _without_correction(turn: Turn) -> None:
    """Whoever tells of danger is not told that a number was expected; that something could not be kept is said."""
    turn.events = [e for e in turn.events if not isinstance(e, NotUnderstood) or e.reason == NOT_KEPT]


def _without_chat(turn: Turn) -> None:
    """No "good to know" and no bridge to the next topic before what was heard is met. What was done is still said."""
    turn.events = [event for event in turn.events if not isinstance(event, Said) or not event.step]


def _remembered(turn: Turn) -> list[_Heard]:
    """What need not be answered at length again; what was answered under watching eyes only while they watch."""
    return _within_the_while(turn, SHOWN) + (_within_the_while(turn, UNSEEN) if _watched(turn) else [])


def _within_the_while(turn: Turn, fact: str) -> list[_Heard]:
    """Category and urgency of what was answered, and when; each is forgotten when its own while is over."""
    known: dict[str, Any] = turn.session.facts.get(fact) or {}
    # A talk from before each had its own time has one for all of them.
    heard = [_Heard(what, urgency, *(at or [known["at"]])) for what, urgency, *at in known.get("signals", ())]
    return [one for one in heard if _is_recent(turn, one.at)]


def _remember(turn: Turn, signal: Signal) -> None:
    fact = UNSEEN if _watched(turn) else SHOWN
    new = _Heard(signal.category, signal.urgency, turn.env.now.isoformat())
    others = [
        one for one in _within_the_while(turn, fact) if (one.category, one.urgency) != (new.category, new.urgency)
    ]
    turn.know(**{fact: _as_fact([*others, new])})


def _as_fact(heard: Sequence[_Heard]) -> dict[str, Any]:
    return {"signals": [list(one) for one in heard]}


def _watched(turn: Turn) -> bool:
    return turn.asking.view.discreet


def _is_recent(turn: Turn, at: str) -> bool:
    return turn.env.now - datetime.fromisoformat(at) < timedelta(minutes=MINUTES_WITHOUT_NAGGING)


def _is_covered(before: Sequence[_Heard], signal: Signal) -> bool:
    return any(
        _URGENCIES.index(one.urgency) >= _URGENCIES.index(signal.urgency) and _as_grave(one.category, signal.category)
        for one in before
    )


def _as_grave(before: str, now: str) -> bool:
    return now in (before, _VAGUE) or (now, before) in _MATTERS
