"""From a resting session to the prompt the child sees; pure, so it can be made again at any time."""

from __future__ import annotations

from typing import Any, Final, Literal

from flows.engine.compiling.compiled import CompiledFlow
from flows.engine.compiling.definition import Step
from flows.engine.compiling.places import Place
from flows.engine.events import Line, Prompt
from flows.engine.path import steps_left
from flows.engine.prompts.overlays import overlay_prompt
from flows.engine.session import Answer, Draft, Session
from flows.engine.steps import KINDS
from flows.engine.steps.base import Asking, Question
from flows.engine.steps.cards import cards
from flows.engine.view import view_of

REPAIRS: Final = ("skip", "dont_know", "rather_not_say", "later", "back")
FEW_REPAIRS: Final = ("back",)
SAME_AS_REPAIR: Final = {"i_dont_know": "dont_know", "id_rather_not_say": "rather_not_say"}
NO_SKIP: Final = frozenset({"cards", "send", "picture"})


def asking_at(compiled: CompiledFlow, session: Session) -> Asking:
    """What a step kind gets to see where the session rests."""
    step = compiled.places[session.at].step
    return Asking(compiled, session, step, view_of(session), session.part)


def token_of(place: Place, number: int) -> str:
    """A short name for a prompt that still tells, when it is stale, which place it asked about."""
    return f"{number:x}.{place.index:x}"


def place_of(compiled: CompiledFlow, token: str) -> Place | None:
    """The place a token asked about; None when it is no token of this flow."""
    _, _, index = token.partition(".")
    try:
        return compiled.places[compiled.order[int(index, 16)]]
    except (ValueError, IndexError):
        return None


def prompt_at(compiled: CompiledFlow, session: Session) -> Prompt:
    """The open prompt of a session, whatever was said around it."""
    place = compiled.places[session.at]
    asking = asking_at(compiled, session)
    if session.overlay is not None:
        return overlay_prompt(asking, session.overlay)
    return _prompt(asking, _question(asking), session.token, _left(compiled, session, place))


def question_at(compiled: CompiledFlow, session: Session) -> Prompt:
    """The open prompt without what costs time: no steps left, no cards. For reading an answer, not for showing."""
    asking = asking_at(compiled, session)
    if session.overlay is not None:
        return overlay_prompt(asking, session.overlay)
    question = _question(asking)
    return Prompt(
        step=asking.step.id,
        token=session.token,
        control=question.control,
        lines=question.lines,
        choices=question.choices,
        part=question.part or asking.part,
        many=question.many,
        own=question.own,
        repairs=_repairs(asking, question),
        picked=question.picked,
    )


def _question(asking: Asking) -> Question:
    """What the open step's kind asks; the next turn reads its answer against the very same question."""
    memory, key = asking.session.memory, f"question {asking.compiled.version}"
    found: Question | None = memory.get(key)
    if found is None:
        found = memory[key] = KINDS[asking.step.kind].ask(asking)
    return found


def _left(compiled: CompiledFlow, session: Session, place: Place) -> int | None:
    """What is still to come; nothing to count at the end, nor at what is asked once all is done."""
    left = steps_left(compiled, session, place)
    return None if place.step.kind == "end" or (left == 1 and not place.step.counted) else left


def shown_again(answer: Answer, step: Step) -> Draft:
    """How an earlier answer stands in the prompt when it is changed: chips stay picked, rows are asked anew."""
    keeps: frozenset[str] = frozenset({"several", "choice", "names", "offer", "scale"})
    value: Any = answer.value if step.kind in keeps else None
    # Beside chips stands what was typed, also when one more is picked; of a choice the words belong to the old one.
    return Draft(value, answer.words if step.kind in ("several", "names", "offer", "form") else None)


def _prompt(asking: Asking, question: Question, token: str, left: int | None) -> Prompt:
    step = asking.step
    return Prompt(
        step=step.id,
        token=token,
        control=question.control,
        lines=question.lines,
        choices=question.choices,
        part=question.part or asking.part,
        many=question.many,
        most=question.most,
        least=question.least,
        own=question.own,
        audience=_audience(asking),
        left=left,
        cards=cards(asking) if step.kind in ("cards", "send") else (),
        repairs=_repairs(asking, question),
        picked=question.picked,
    )


def _audience(asking: Asking) -> Literal["child", "adult"] | None:
    if asking.view.band != "A":
        return None
    return "adult" if "A" in asking.step.adult else "child"


def _repairs(asking: Asking, question: Question) -> tuple[str, ...]:
    """The quiet ways on. What stands among the answers already ("I don't know") is not offered twice."""
    step = asking.step
    if step.kind == "end":
        return ()
    usual = FEW_REPAIRS if step.kind in NO_SKIP else REPAIRS
    twice = {SAME_AS_REPAIR.get(choice.id, choice.id) for choice in question.choices}.intersection(usual)
    leave = ("leave",) if asking.view.answer(step.id) is not None and step.kind not in ("cards", "send") else ()
    return (tuple(repair for repair in usual if repair not in twice) if twice else usual) + leave


def why_line(asking: Asking) -> Line | None:
    """Why this is asked and who sees it."""
    return asking.line(asking.step.why) if asking.step.why else None
