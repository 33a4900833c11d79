"""What is said first when danger was noticed: what was heard, without details; then what a child needs to hear.

The pattern: believe, thank, not your fault (only after what somebody did to a child), you don't have to solve this.
Never "why", never a promise of secrecy, never blame. The youngest read at most nine words a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flows.engine.bands import YOUNG
from flows.engine.marking import N_


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences about one category, for the bands A and B, and for C, D and E. `{emergency}` is the number."""

    young: tuple[str, ...]
    older: tuple[str, ...]


THANKS: Final = N_("Thank you for telling me.")
BELIEVED: Final = N_("I believe you. It is not your fault.")
SERIOUS: Final = N_("I take that seriously. You don't have to carry this alone.")
NOT_ALONE: Final = N_("You don't have to solve this alone.")
IN_DANGER: Final = N_("Are you in danger right now? Then call {emergency}.")
WITH_A_GROWN_UP: Final = N_("A grown-up you trust can call with you.")
CALL_NOW: Final = N_("1. Call {emergency} now. It is free.")
SAY_WHERE: Final = N_("2. Say where you are, and who needs help.")
STAY: Final = N_("3. Stay with that person, if it is safe.")
THEY_HELP: Final = N_("They tell you what to do.")
UNNAMED: Final = (N_("You wrote something that matters."), THANKS, NOT_ALONE, IN_DANGER)

_SAY_IT: Final = (SERIOUS, N_("You may say it to these people."), IN_DANGER)
_LISTEN: Final = (SERIOUS, N_("These people listen, also when it is hard to say."), IN_DANGER)
_NOBODY_MAY: Final = (BELIEVED, N_("Nobody may hurt someone else."), IN_DANGER)
_NOBODY_HAS_THE_RIGHT: Final = (BELIEVED, N_("Nobody has the right to hurt someone."), NOT_ALONE, IN_DANGER)
_STEPS: Final = (N_("You wrote that someone needs help fast."), CALL_NOW, SAY_WHERE, STAY, THEY_HELP)
_HURTING_YOURSELF: Final = N_("You wrote about hurting yourself.")
_SOMEONE_HURT: Final = N_("You wrote that someone is getting hurt.")
_VIOLENCE: Final = N_("You wrote about violence.")
_LEAVING: Final = (N_("You wrote about leaving home."), THANKS, N_("You don't have to decide this alone."))
_OUTSIDE: Final = N_("Are you outside? Go to a place with people.")

WORDS: Final[Mapping[str, Words]] = {
    "suicide": Words(
        (N_("You wrote about dying."), THANKS, *_SAY_IT),
        (N_("You wrote about not wanting to live any more."), THANKS, *_LISTEN),
    ),
    "self_harm": Words((_HURTING_YOURSELF, THANKS, *_SAY_IT), (_HURTING_YOURSELF, THANKS, *_LISTEN)),
    # A parent or the child: who it is about is not always understood, so the sentence fits both.
    "abuse_physical": Words((_SOMEONE_HURT, THANKS, *_NOBODY_MAY), (_VIOLENCE, THANKS, *_NOBODY_HAS_THE_RIGHT)),
    "domestic_violence": Words((_SOMEONE_HURT, THANKS, *_NOBODY_MAY), (_VIOLENCE, THANKS, *_NOBODY_HAS_THE_RIGHT)),
    "abuse_sexual": Words(
        (N_("You wrote about something nobody may do."), THANKS, BELIEVED, N_("You are allowed to tell this."), IN_DANGER),
        (
            N_("You wrote about someone who goes too far."),
            THANKS,
            N_("I believe you. It is not your fault, whatever happened."),
            N_("You choose what you tell, and to whom."),
            IN_DANGER,
        ),
    ),
    "abuse_emotional": Words(
        (N_("You wrote about words that hurt."), THANKS, BELIEVED, N_("Words can hurt a lot.")),
        (N_("You wrote about words and things that hurt you."), THANKS, BELIEVED, N_("Words can hurt a lot."), NOT_ALONE),
    ),
    "neglect": Words(
        (N_("You wrote about being alone, or missing something."), THANKS, BELIEVED, N_("A grown-up can help with this.")),
        (N_("You wrote that you don't get what you need."), THANKS, BELIEVED, N_("You don't have to arrange everything yourself.")),
    ),
    "medical_emergency": Words(_STEPS, _STEPS),
    "runaway": Words(
        (*_LEAVING, _OUTSIDE, IN_DANGER),
        (*_LEAVING, N_("Someone can think along with you, also if you have already left."), _OUTSIDE, IN_DANGER),
    ),
    "severe_distress": Words(
        (N_("You wrote that it is too much."), THANKS, N_("That is a lot."), N_("You don't have to carry it alone.")),
        (N_("You wrote that it is too much right now."), THANKS, N_("That is a lot."), N_("You don't have to carry it alone.")),
    ),
}  # fmt: skip


def paragraphs(category: str | None, band: str) -> tuple[tuple[str, ...], ...]:
    """What to say about a category to somebody of a band, as paragraphs of sentences: what was heard, what a child
    needs to hear, and what to do in danger. A category nobody knows is answered as well."""
    found = sentences(category, band)
    if category == "medical_emergency":
        return tuple((sentence,) for sentence in found)
    heard, body = found[:2], found[2:]
    last = tuple(sentence for sentence in body if sentence in _IN_THE_END)
    middle = tuple(sentence for sentence in body if sentence not in _IN_THE_END)
    return tuple(part for part in (heard, middle, last) if part)


_IN_THE_END: Final = (IN_DANGER, WITH_A_GROWN_UP)


def sentences(category: str | None, band: str) -> tuple[str, ...]:
    """The same as single sentences, one thought each."""
    found = WORDS.get(category or "")
    if found is None:
        return UNNAMED
    if band not in YOUNG:
        return found.older
    return found.young if category == "medical_emergency" else (*found.young, WITH_A_GROWN_UP)
