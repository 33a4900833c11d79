"""A cry: words that tell of danger where a name, a number or a tap was asked. They are no answer to that, and are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from flows.engine.compiling.places import START
from flows.engine.events import Incoming, Picked, Wrote
from flows.engine.limits import LETTERS_OF_AN_ANSWER
from flows.engine.session import Draft
from flows.engine.steps.base import BY_WORDS, Read, joined
from flows.engine.steps.cards import CardsKind
from flows.engine.steps.names import split_names
from flows.engine.steps.options import options
from flows.engine.turns import calling
from flows.engine.turns.turn import Turn

WORDS_OF_A_NAME: Final = 2


def is_cry(turn: Turn, event: Incoming) -> bool:
    """True when words that tell of danger came where a name, a number or a tap was asked: they are no answer to that."""
    signal = turn.env.signal
    if signal is None or turn.session.at == START or not isinstance(event, Wrote | Picked):
        return False
    return _takes_no_words(turn) and (signal.urgency != "check" or _is_no_answer(turn, _words_of(event)))


def _is_no_answer(turn: Turn, words: str) -> bool:
    """What only asks gently may be somebody's real name, or a street's, or stand beside the number that was asked."""
    if _asks_number(turn) and any(sign.isdigit() for sign in words):
        return False
    return any(len(part.split()) > WORDS_OF_A_NAME for part in split_names(words))


def _asks_number(turn: Turn) -> bool:
    is_ladder = turn.place.step.kind == "scale" and not options(turn.asking)
    return is_ladder or turn.place.step.kind == "number"


def _takes_no_words(turn: Turn) -> bool:
    step = turn.place.step
    if step.kind == "form":
        return calling.asks_address(step) and not calling.asks_condition(turn.asking)
    is_name = step.kind == "text" and step.most is not None  # a text that has to be short is what somebody is called
    return step.kind not in BY_WORDS or _asks_number(turn) or is_name


def keep_words(turn: Turn, event: Incoming) -> None:
    """Nothing a child says is lost: the words stay with the open question until it is answered.

    Together they are no longer than an answer; what is beyond that still stands in the talk.
    """
    draft = turn.asking.draft
    value = _switched(turn, event) if isinstance(event, Picked) and event.switches else draft.value
    words = joined(draft.words, _words_of(event))
    kept = words[:LETTERS_OF_AN_ANSWER] if words else words
    turn.session = turn.session.drafted(turn.place.step.id, Draft(value, kept))


def _switched(turn: Turn, picked: Picked) -> Any:
    """What was switched at the review stays switched, also when help is laid over it."""
    reading = CardsKind().read(turn.asking, replace(picked, words=None))
    return reading.value if isinstance(reading, Read) else turn.asking.draft.value


def _words_of(event: Incoming) -> str:
    match event:
        case Wrote(text=text):
            return text
        case Picked(options=options, words=words):
            return joined(*options, words) or ""
    return ""
