"""What an input means for the open question, and what follows from the answer."""

from __future__ import annotations

from typing import Final

from flows.engine import phrases
from flows.engine.events import (
    Answered,
    AnswerRevised,
    Chose,
    ConsentGiven,
    HandoffAsked,
    HelpShown,
    Kept,
    Line,
    NotUnderstood,
    PhraseAsked,
    Skipped,
)
from flows.engine.prompts.overlays import ERASE, PHRASE
from flows.engine.session import Answer, Draft, How
from flows.engine.steps import KINDS
from flows.engine.steps.base import BY_WORDS, Asking, Begun, Input, Misread, Read, Reading, is_blank, joined
from flows.engine.steps.offer import SHOW_ALL
from flows.engine.steps.options import labels_of
from flows.engine.steps.parts import InParts
from flows.engine.turns import calling, taking_back
from flows.engine.turns.turn import Turn

PASSED_OVER: Final = "passed_over"  # a fact: in which way the last question was passed over
SKIP_LINES: Final[dict[How, str]] = {
    "skipped": phrases.SKIPPED,
    "dont_know": phrases.DONT_KNOW,
    "rather_not_say": phrases.RATHER_NOT,
    "later": phrases.LATER,
}


def take(turn: Turn, found: Input) -> None:
    """Read an input as an answer to the open question."""
    turn.close_overlay()
    if isinstance(found, Chose) and found.words and not is_blank(found.words):
        _keep_beside(turn, found.words)
    asking = turn.asking
    _follow_reading(turn, asking, KINDS[asking.step.kind].read(asking, found))


def _keep_beside(turn: Turn, words: str) -> None:
    """What was typed when a button was tapped stays beside the answer, whatever the button leads to."""
    draft = turn.asking.draft
    turn.session = turn.session.drafted(turn.place.step.id, Draft(draft.value, joined(draft.words, words)))


def back_in(turn: Turn) -> bool:
    """Go back within a question that is asked in parts; False when there is nothing before in it."""
    asking, kind = turn.asking, KINDS[turn.place.step.kind]
    before = kind.back_part(asking) if isinstance(kind, InParts) else None
    if before is not None:
        _follow_reading(turn, asking, before)
    return before is not None


def _follow_reading(turn: Turn, asking: Asking, reading: Reading) -> None:
    match reading:
        case Read(value="throw_away") if asking.step.kind == "send":
            turn.overlay(ERASE)
        case Read(value=dict(rows), words=words) if not rows and _is_empty(asking, words):
            settle(turn, asking, Answer("skipped", None, words), _passed_over(turn, "skipped"))
        case Read(value=value, words=words):
            settle(turn, asking, Answer("answered", value, words))
        case Begun(draft=draft, lines=lines, part=part):
            turn.put(part=part)
            turn.session = turn.session.drafted(asking.step.id, draft)
            turn.say(*lines)
            turn.live("talk")
            turn.ask()
        case Misread(line=line, reason=reason, keep=keep):
            _misread(turn, asking, line, reason, keep)


def _is_empty(asking: Asking, words: str | None) -> bool:
    """Words beside a form are no field of it: nothing was filled in."""
    return asking.step.kind == "form" or (asking.step.kind in ("grid", "per_person") and words is None)


def _misread(turn: Turn, asking: Asking, line: Line, reason: str, keep: str | None) -> None:
    if keep:
        draft = Draft(asking.draft.value, joined(asking.draft.words, keep))
        turn.session = turn.session.drafted(asking.step.id, draft)
    turn.emit(NotUnderstood(line, reason))
    turn.ask()


def pass_over(turn: Turn, how: How) -> None:
    """Skip, don't know, rather not say, later: four different answers. What was begun is never thrown away."""
    turn.close_overlay()
    asking = turn.asking
    if asking.step.kind in ("end", "cards", "send"):
        turn.show()
        return
    own = next((o.id for o in asking.step.options if o.id == how), None)
    if own is not None and asking.step.kind in ("choice", "several"):
        value = [own] if asking.step.kind == "several" else own
        settle(turn, asking, Answer("answered", value, asking.draft.words))
        return
    kind = KINDS[asking.step.kind]
    part = kind.pass_part(asking, how) if isinstance(kind, InParts) else None
    if part is not None:
        _follow_reading(turn, asking, part)
        return
    given = asking.draft.value
    if isinstance(given, list):
        given = [picked for picked in given if picked != SHOW_ALL]
    begun = given or (asking.draft.words and asking.step.kind in BY_WORDS)
    answer = Answer("answered", given, asking.draft.words) if begun else Answer(how, None, asking.draft.words)
    settle(turn, asking, answer, None if begun else _passed_over(turn, how))


def _passed_over(turn: Turn, how: How) -> Line | None:
    """It is fine, said once: whoever passes over question after question does not hear it after each."""
    return None if turn.session.facts.get(PASSED_OVER) == how else Line(SKIP_LINES[how])


def settle(turn: Turn, asking: Asking, answer: Answer, said: Line | None = None) -> None:
    """Store the answer, say what belongs to it, and go on."""
    if taking_back.is_yes_no_more(turn, asking.step.id, answer):
        taking_back.no_after_all(turn, answer)
        return
    before = turn.session.answers.get(asking.step.id)
    full = Answer(
        answer.how,
        answer.value,
        answer.words,
        revision=before.revision + 1 if before else 1,
        language=turn.session.language,
        text_hash=turn.text_hash(asking),
        at=turn.env.now,
    )
    turn.session = turn.session.answered(asking.step.id, full)
    _tell(turn, asking.step.id, full, before)
    turn.say(said)
    _remember_passing(turn, full)
    if answer.how == "answered" and said is None:
        _thank(turn)
    _follow(turn, asking, full)
    calling.follow(turn, asking.step.id, full, before)
    turn.go_on()


def _tell(turn: Turn, link_id: str, answer: Answer, before: Answer | None) -> None:
    if before is not None:
        turn.start_over_from_answers()
        turn.emit(AnswerRevised(link_id, answer, before))
    elif answer.how == "answered":
        turn.emit(Answered(link_id, answer))
    else:
        turn.emit(Skipped(link_id, answer))


def _remember_passing(turn: Turn, answer: Answer) -> None:
    how = None if answer.how == "answered" else answer.how
    if turn.session.facts.get(PASSED_OVER) != how:
        turn.know(**{PASSED_OVER: how})


def _thank(turn: Turn) -> None:
    if not turn.place.step.thanks:
        return
    asking = turn.asking
    for thanks in asking.step.thanks:
        if turn.compiled.holds(thanks.when, asking.view):
            turn.say(asking.line(thanks.text), step=asking.step.id)
            return


def _follow(turn: Turn, asking: Asking, answer: Answer) -> None:
    """What an answer sets off beyond the next question."""
    step = asking.step
    if step.topic == "welcome" and step.id.startswith("consent."):
        turn.emit(ConsentGiven(step.id, str(answer.value or answer.how)))
    picked = labels_of(turn.compiled, step.id).get(answer.value) if isinstance(answer.value, str) else None
    if picked is not None and picked.help:
        turn.emit(HelpShown("urgent"))
    if picked is not None and picked.phrase:
        _give_words(turn)
    if step.kind == "send":
        _send(turn, answer)


def _give_words(turn: Turn) -> None:
    """Whoever sees the words can read along, so with somebody watching it is asked first."""
    if turn.asking.view.discreet:
        turn.put(overlay=PHRASE)
    else:
        turn.emit(PhraseAsked())


def _send(turn: Turn, answer: Answer) -> None:
    match answer.value:
        case "send":
            turn.live("share")
            turn.emit(HandoffAsked(shared_links(turn)))
        case _:
            turn.live("keep")
            turn.emit(Kept())
            calling.still_stands(turn)


def shared_links(turn: Turn) -> tuple[str, ...]:
    """Every link id that may leave: the cards that are on, and nothing that has no card."""
    review = next((s for s in turn.compiled.flow.steps if s.kind == "cards"), None)
    answer = turn.session.answers.get(review.id) if review else None
    return tuple(link_id for link_id, on in (answer.value or {}).items() if on) if answer else ()
