"""What can be said at any moment, whatever is being asked: help, back, edit, why, stop, delete, another language …"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from flows.engine import calling, overlays, phrases, taking_back
from flows.engine.answering import back_in, pass_over
from flows.engine.compiled import START
from flows.engine.events import (
    Chose,
    ClosingChosen,
    Commanded,
    ExportAsked,
    HideAsked,
    LanguageChosen,
    Line,
    Parked,
    PhraseAsked,
    PrivacyAsked,
    Resumed,
)
from flows.engine.helping import show_help
from flows.engine.overlays import CONTACT
from flows.engine.path import TO_REVIEW, path
from flows.engine.prompts import shown_again, why_line
from flows.engine.turn import Turn


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
    if link_id == taking_back.CONSENT and answered.value == taking_back.AGREED:
        taking_back.withdraw(turn)
        return
    _reopen(turn, link_id)


def _reopen(turn: Turn, link_id: str) -> None:
    step = turn.compiled.flow.by_id[link_id]
    answer = turn.session.answers.get(link_id)
    calling.forget(turn)
    turn.close_overlay()
    turn.start_over_from_answers()
    # A yes is said anew or not at all: it is never ticked beforehand.
    if answer is not None and link_id not in (taking_back.CONSENT, *turn.session.drafts):
        turn.session = turn.session.drafted(link_id, shown_again(answer, step))
    turn.put(at=_state_of(turn, link_id), part=None)
    turn.ask()


def _state_of(turn: Turn, link_id: str) -> str:
    """Where on the child's own path a question stands; its home when it is not on it."""
    passed = (place for place in path(turn.compiled, turn.session).passed if place.step.id == link_id)
    return next((place.name for place in passed), turn.compiled.home_of(link_id))


def _back(turn: Turn) -> None:
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
    _reopen(turn, before[-1])


def leave(turn: Turn) -> None:
    """Leave the open answer as it was and go on where the path leads."""
    link_id = turn.place.step.id
    if link_id not in turn.session.answers:
        turn.close_overlay()
        turn.ask()
        return
    calling.forget(turn)
    drafts = {key: draft for key, draft in turn.session.drafts.items() if key != link_id}
    turn.put(overlay=None, drafts=drafts)
    calling.let_go(turn)
    turn.go_on()


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
        _reopen(turn, turn.place.step.retype)
        return
    turn.ask()


def _why(turn: Turn) -> None:
    turn.say(why_line(turn.asking) or Line(phrases.WHY_NOTHING))
    turn.show()


def _language(turn: Turn, language: str | None) -> None:
    if language is not None:
        turn.put(language=language)
    turn.emit(LanguageChosen(language))
    if turn.session.at != START:
        turn.show()


def _review(turn: Turn) -> None:
    turn.close_overlay()
    if not _may_review(turn):
        turn.say(Line(phrases.NOTHING_TO_LOOK_AT))
        turn.ask()
        return
    calling.forget(turn)
    turn.start_over_from_answers()
    turn.know(**{TO_REVIEW: True})
    review = next((s.id for s in turn.compiled.flow.steps if s.kind == "cards"), None)
    if review is not None and review in turn.session.answers:
        _reopen(turn, review)
        return
    turn.go_on()


def _may_review(turn: Turn) -> bool:
    """Only what somebody agreed to tell can be looked at and shared."""
    consent = taking_back.CONSENT
    return consent not in turn.compiled.link_ids or turn.asking.view.value(consent) == taking_back.AGREED


def _more(turn: Turn) -> None:
    calling.forget(turn)
    turn.close_overlay()
    turn.start_over_from_answers()
    turn.know(more=True, **{TO_REVIEW: False})
    here = turn.session.at
    turn.say(Line(phrases.MORE_QUESTIONS))
    turn.go_on()
    if turn.session.at == here:
        turn.say(Line(phrases.NO_MORE_QUESTIONS))


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
    if CONTACT not in turn.compiled.link_ids:
        show_help(turn)
        return
    if calling.is_reachable(turn, CONTACT, turn.session.answers.get(CONTACT)):
        calling.pass_on(turn)
        turn.ask()
        return
    _reopen(turn, CONTACT)
    calling.wish(turn)


def _tell(event: PrivacyAsked | PhraseAsked | ExportAsked | HideAsked | ClosingChosen) -> Callable[[Turn], None]:
    def tell(turn: Turn) -> None:
        turn.emit(event)
        if turn.session.at != START:
            turn.show()

    return tell


def tap_overlay(turn: Turn, tapped: Chose) -> bool:
    """Read a tap under a side question; False when it belongs to none."""
    overlay = turn.session.overlay
    kind, _, link_id = (overlay or "").partition(":")
    match tapped.option:
        case "go_on" if overlay == overlays.WITHDRAW and turn.place.step.id == taking_back.CONSENT:
            leave(turn)
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
            _review(turn)
        case "erase" if kind == overlays.STOP:
            turn.overlay(overlays.ERASE)
        case "change" if kind == overlays.STALE:
            edit(turn, link_id)
        case option if kind == overlays.EDIT and option.startswith("link:"):
            edit(turn, option.removeprefix("link:"))
        case _:
            return taking_back.tap(turn, tapped)
    return True


def tap_end(turn: Turn, tapped: Chose) -> bool:
    """Read a tap under a goodbye; False when it is none of its ways back."""
    step = turn.place.step
    match tapped.option:
        case "change_my_mind" if step.retype:
            _reopen(turn, step.retype)
        case "change_my_mind":
            _back(turn)
        case "words_to_go_on":
            turn.emit(PhraseAsked())
            turn.show()
        case "send_it_now":
            _reopen(turn, "review.send")
        case "review":
            _review(turn)
        case _:
            return False
    return True


_PLAIN: Final[Mapping[str, Callable[[Turn], None]]] = {
    "start": resume,
    "help": show_help,
    "stop": lambda turn: turn.overlay(overlays.STOP),
    "pause": park,
    "back": _back,
    "leave": leave,
    "repeat": lambda turn: turn.show(),
    "why": _why,
    "delete": lambda turn: turn.overlay(overlays.ERASE),
    "privacy": _tell(PrivacyAsked()),
    "phrase": _tell(PhraseAsked()),
    "export": _tell(ExportAsked()),
    "hide": _tell(HideAsked()),
    "review": _review,
    "more": _more,
    "easier": _shift(-1, phrases.EASIER_WORDS),
    "older": _shift(1, phrases.OLDER_WORDS),
    "call_me": call_me,
    "withdraw": taking_back.withdraw,
}
