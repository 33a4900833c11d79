"""What can be said at any moment, whatever is being asked: help, back, edit, why, stop, delete, another language …"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from flows.engine import phrases
from flows.engine.compiling.places import START
from flows.engine.events import (
    AnswerRevised,
    ClosingChosen,
    Commanded,
    ExportAsked,
    HideAsked,
    LanguageChosen,
    Line,
    Parked,
    PhraseAsked,
    PrivacyAsked,
    ReadersTold,
    Resumed,
)
from flows.engine.further import MORE, going_on, has_more
from flows.engine.path import TO_REVIEW
from flows.engine.prompts import overlays
from flows.engine.prompts.open_prompt import why_line
from flows.engine.turns import calling, taking_back
from flows.engine.turns.answering import pass_over
from flows.engine.turns.changing import back, edit, leave, reopen
from flows.engine.turns.helping import show_help
from flows.engine.turns.turn import Turn
from flows.link_ids import CONSENT_AGREE, LOAD_HALFWAY, MEETING_CONTACT


def obey(turn: Turn, command: Commanded) -> None:
    """Do what was asked for; the open question never gets lost over it."""
    match command.command:
        case "skip" | "dont_know" | "rather_not_say" | "later" as how:
            pass_over(turn, "skipped" if how == "skip" else how)
        case "edit":
            edit(turn, command.argument)
        case "language":
            _language(turn, command.argument)
        case "take_back":
            taking_back.take_back(turn, command.argument)
        case "closing":
            _tell(ClosingChosen(command.argument))(turn)
        case other:
            _PLAIN[other](turn)


def park(turn: Turn) -> None:
    """Let the talk rest; the open question stays open."""
    turn.close_overlay()
    turn.live("park")
    turn.emit(Parked())
    turn.say(Line(phrases.PAUSED))


def resume(turn: Turn) -> None:
    """Go on after a rest, at the question that is open."""
    turn.close_overlay()
    if turn.session.at == START:
        turn.go_on()
        return
    if turn.session.life == "parked":
        turn.live("talk")
        turn.emit(Resumed())
        turn.say(Line(phrases.WELCOME_BACK))
    if turn.place.step.outcome == "parked" and turn.place.step.retype:
        reopen(turn, turn.place.step.retype)
        return
    turn.ask()


def _why(turn: Turn) -> None:
    turn.say(why_line(turn.asking) or Line(phrases.WHY_NOTHING))
    turn.emit(ReadersTold("why"))
    turn.show()


def _language(turn: Turn, language: str | None) -> None:
    if language is not None:
        turn.put(language=language)
    turn.emit(LanguageChosen(language))
    if turn.session.at != START:
        turn.show()


def review(turn: Turn) -> None:
    """Go to the cards with what was told so far; what was not asked yet is left for later."""
    turn.close_overlay()
    if not _may_review(turn):
        turn.say(Line(phrases.NOTHING_TO_LOOK_AT))
        turn.ask()
        return
    calling.forget(turn)
    turn.start_over_from_answers()
    turn.know(**{TO_REVIEW: True})
    cards = next((s.id for s in turn.compiled.flow.steps if s.kind == "cards"), None)
    if cards is not None and cards in turn.session.answers:
        reopen(turn, cards)
        return
    turn.go_on()


def _may_review(turn: Turn) -> bool:
    """Only what somebody agreed to tell can be looked at and shared."""
    needless = CONSENT_AGREE not in turn.compiled.link_ids
    return needless or turn.asking.view.value(CONSENT_AGREE) == taking_back.AGREED


def _more(turn: Turn) -> None:
    calling.forget(turn)
    turn.close_overlay()
    if not has_more(turn.compiled, turn.session):
        turn.say(Line(phrases.NO_MORE_QUESTIONS))
        turn.ask()
        return
    _go_on_after_all(turn)
    turn.start_over_from_answers()
    turn.know(**{MORE: True, TO_REVIEW: False})
    turn.say(Line(phrases.MORE_QUESTIONS))
    turn.go_on()


def _go_on_after_all(turn: Turn) -> None:
    """Whoever stopped half-way and wants more questions is asked the rest."""
    answer, before = going_on(turn.session), turn.session.answers.get(LOAD_HALFWAY)
    if answer is not None and before is not None:
        turn.session = turn.session.answered(LOAD_HALFWAY, replace(answer, at=turn.env.now))
        turn.emit(AnswerRevised(LOAD_HALFWAY, turn.session.answers[LOAD_HALFWAY], before))


def _shift(by: int, said: str) -> Callable[[Turn], None]:
    def shift(turn: Turn) -> None:
        may = turn.session.shift == 0 or turn.session.shift == -by
        turn.say(Line(said if may else phrases.SAME_WORDS))
        if may:
            turn.put(shift=turn.session.shift + by)
        turn.show()

    return shift


def call_me(turn: Turn) -> None:
    """Ask for a call: first how to reach the child, then only that request leaves."""
    turn.close_overlay()
    if MEETING_CONTACT not in turn.compiled.link_ids:
        show_help(turn)
        return
    if calling.is_reachable(turn, MEETING_CONTACT, turn.session.answers.get(MEETING_CONTACT)):
        calling.pass_on(turn)
        turn.ask()
        return
    reopen(turn, MEETING_CONTACT)
    calling.wish(turn)


def _tell(event: PrivacyAsked | PhraseAsked | ExportAsked | HideAsked | ClosingChosen) -> Callable[[Turn], None]:
    def tell(turn: Turn) -> None:
        turn.emit(event)
        if turn.session.at != START:
            turn.show()

    return tell


_PLAIN: Final[Mapping[str, Callable[[Turn], None]]] = {
    "start": resume,
    "help": show_help,
    "stop": lambda turn: turn.overlay(overlays.STOP),
    "pause": park,
    "back": back,
    "leave": leave,
    "repeat": lambda turn: turn.show(),
    "why": _why,
    "delete": lambda turn: turn.overlay(overlays.ERASE),
    "privacy": _tell(PrivacyAsked()),
    "phrase": _tell(PhraseAsked()),
    "export": _tell(ExportAsked()),
    "files": _tell(ExportAsked(as_files=True)),
    "hide": _tell(HideAsked()),
    "review": review,
    "more": _more,
    "easier": _shift(-1, phrases.EASIER_WORDS),
    "older": _shift(1, phrases.OLDER_WORDS),
    "call_me": call_me,
    "withdraw": taking_back.withdraw,
}
