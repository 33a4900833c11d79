"""Play one turn: what came in, and what follows from it until the talk must wait again.

Three rules hold in this file: (1) nothing outside is touched, the caller stores the events; (2) what the safety layer
noticed is told before anything else is asked; (3) any event in any state has an answer, never an exception.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from flows.engine import phrases
from flows.engine.bands import BANDS
from flows.engine.compiling.compiled import CompiledFlow
from flows.engine.compiling.places import START
from flows.engine.events import (
    Asked,
    Chose,
    Commanded,
    CoursesFound,
    DangerNoticed,
    Env,
    EraseAsked,
    Event,
    Incoming,
    Line,
    NotUnderstood,
    Picked,
    SentOther,
    Shown,
    StaleTapped,
    Started,
    TimePassed,
    Wrote,
)
from flows.engine.limits import LETTERS_OF_AN_ANSWER
from flows.engine.prompts import overlays
from flows.engine.prompts.open_prompt import place_of, token_of
from flows.engine.prompts.ticking import ticked
from flows.engine.session import Session
from flows.engine.steps import KINDS
from flows.engine.turns.answering import take
from flows.engine.turns.crying import is_cry, keep_words
from flows.engine.turns.helping import NOT_KEPT, forget_in_time, offer_help, show_help
from flows.engine.turns.remembering import forget_what_is_gone, note_danger
from flows.engine.turns.repairs import obey, resume
from flows.engine.turns.tapping import tap_end, tap_overlay
from flows.engine.turns.turn import Turn

REPAIR_TAPS: Final = frozenset({"skip", "dont_know", "rather_not_say", "later", "back", "leave", "why", "help", "stop"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """The session after the turn, and everything that happened, in order."""

    session: Session
    events: tuple[Event, ...]


def step(compiled: CompiledFlow, session: Session, event: Incoming, env: Env) -> Outcome:
    """Play one turn. Pure: the same session, event and env give the same outcome."""
    turn = Turn(compiled, session, env)
    link_id = None if session.at == START else turn.place.step.id
    if session.life == "erased":
        return Outcome(session, ())
    forget_in_time(turn)
    if env.signal is not None:
        turn.emit(DangerNoticed(env.signal.category, env.signal.urgency, link_id))
        note_danger(turn, link_id)
    cry = not _is_too_long(event) and is_cry(turn, event)
    (keep_words if cry else _dispatch)(turn, event)
    forget_what_is_gone(turn, link_id if env.signal is not None else None, session)
    if env.signal is not None and turn.session.life != "erased":
        # Help lies over the talk; the question below has not been lost, it is asked when the child goes on.
        offer_help(turn, env.signal, answered=not cry)
    return Outcome(turn.session, tuple(turn.events))


def _dispatch(turn: Turn, event: Incoming) -> None:
    if turn.session.at == START:
        _begin(turn, event)
        return
    if _is_too_long(event):
        _ask_for_less(turn, event)
        return
    if isinstance(event, Chose | Picked) and _was_on_its_way(turn, event):
        turn.close_overlay()
        event = replace(event, token=turn.session.token)
    match event:
        case Started():
            resume(turn)
        case Shown():
            turn.show()
        case Chose():
            _tapped(turn, event)
        case Picked():
            _picked(turn, event)
        case Wrote(text=text):
            _wrote(turn, text)
        case Commanded():
            obey(turn, event)
        case CoursesFound():
            _found(turn, event)
        case SentOther(what=what):
            text = phrases.UNKNOWN_COMMAND if what == "command" else phrases.CANNOT_OPEN
            turn.emit(NotUnderstood(Line(text), what))
            turn.show()
        case TimePassed():
            pass


def _is_too_long(event: Incoming) -> bool:
    """True for more words than an answer may have, also beside a tap."""
    said = event.text if isinstance(event, Wrote) else event.words if isinstance(event, Chose | Picked) else None
    return len(said or "") > LETTERS_OF_AN_ANSWER


def _ask_for_less(turn: Turn, event: Incoming) -> None:
    """The question stands again, and what was ticked or switched stays so."""
    if isinstance(event, Picked) and event.switches and turn.place.step.kind == "cards":
        keep_words(turn, replace(event, words=None))
    elif isinstance(event, Picked | Chose):
        turn.session = ticked(turn.compiled, turn.session, event)
    turn.emit(NotUnderstood(Line(phrases.TOO_LONG), NOT_KEPT))
    turn.show()


def _was_on_its_way(turn: Turn, event: Chose | Picked) -> bool:
    """True for an answer to the question below when help, asked for after it, came before it: it is not lost."""
    if turn.session.overlay != overlays.HELP or event.token != token_of(turn.place, turn.session.prompts - 1):
        return False
    offered = {choice.id for choice in KINDS[turn.place.step.kind].ask(turn.asking).choices}
    options = (event.option,) if isinstance(event, Chose) else event.options
    return bool(options) and offered.issuperset(options)


def _begin(turn: Turn, event: Incoming) -> None:
    if isinstance(event, Started) and event.band in BANDS:
        turn.put(link_band=event.band)
    if isinstance(event, Commanded) and event.command == "language" and event.argument:
        turn.put(language=event.argument)
    turn.go_on()
    if isinstance(event, Commanded) and event.command in ("help", "call_me"):
        turn.events = [fact for fact in turn.events if not isinstance(fact, Asked)]
        show_help(turn)


def _wrote(turn: Turn, text: str) -> None:
    if turn.place.step.kind == "end":
        turn.emit(NotUnderstood(Line(phrases.AFTER_THE_END), "after the end"))
        turn.close_overlay()
        turn.ask()
    else:
        take(turn, Wrote(text))


def _tapped(turn: Turn, tapped: Chose) -> None:
    if tapped.token != turn.session.token:
        _stale(turn, tapped)
    elif turn.session.overlay == overlays.ERASE and tapped.option == "erase_yes":
        _erase(turn)
    elif turn.session.overlay is not None:
        if not tap_overlay(turn, tapped):
            turn.show()
    elif tapped.option in REPAIR_TAPS and tapped.option not in _option_ids(turn):
        obey(turn, Commanded(tapped.option))  # type: ignore[arg-type]
    elif turn.place.step.kind == "cards" and tapped.option in ("edit", "more"):
        obey(turn, Commanded("edit" if tapped.option == "edit" else "more"))
    elif turn.place.step.kind == "end":
        if not tap_end(turn, tapped):
            turn.show()
    else:
        take(turn, tapped)


def _option_ids(turn: Turn) -> frozenset[str]:
    """Ids that mean an answer here, although elsewhere they mean a repair."""
    step = turn.place.step
    if step.kind in ("grid", "form", "picture"):
        return frozenset({"skip", "dont_know", "back"})
    return frozenset(option.id for option in step.options)


def _picked(turn: Turn, picked: Picked) -> None:
    if picked.token != turn.session.token:
        option = picked.options[0] if picked.options else ""
        _stale(turn, Chose(picked.token, option))
    elif turn.session.overlay is not None or turn.place.step.kind == "end":
        _tapped(turn, Chose(picked.token, picked.options[0] if picked.options else ""))
    else:
        take(turn, picked)


def _stale(turn: Turn, tapped: Chose) -> None:
    """An older button: a second tap is ignored, an older question may be changed, an unknown token shows what is open."""
    place = place_of(turn.compiled, tapped.token)
    if place is None or place.step.id == turn.place.step.id:
        if place is not None and _quick_chip(turn, tapped):
            take(turn, tapped)
        else:
            turn.show()
        return
    answer = turn.session.answers.get(place.step.id)
    if answer is None or not answer.active:
        turn.say(Line(phrases.NOT_NOW))
        turn.show()
    elif answer.value == tapped.option or tapped.option in REPAIR_TAPS or tapped.option == "done":
        turn.show()
    else:
        turn.emit(StaleTapped(place.step.id, tapped.option))
        turn.overlay(f"{overlays.STALE}:{place.step.id}")


def _quick_chip(turn: Turn, tapped: Chose) -> bool:
    """Chips are tapped faster than the screen follows: another chip counts, the same one again does not switch it off."""
    if turn.session.overlay is not None or turn.place.step.kind not in ("several", "offer"):
        return False
    return tapped.option == "done" or tapped.option not in (turn.asking.draft.value or ())


def _erase(turn: Turn) -> None:
    turn.close_overlay()
    turn.live("erase")
    turn.emit(EraseAsked())
    turn.say(Line(phrases.ERASED))


def _found(turn: Turn, found: CoursesFound) -> None:
    facts: dict[str, Any] = {
        "key": found.key,
        "offers": [list(o) for o in found.offers],
        "rest": [list(o) for o in found.rest],
    }
    facts["about"] = [list(told) for told in found.about]
    turn.know(**{found.step: facts})
    if turn.place.step.id == found.step and turn.session.overlay is None:
        turn.ask()
