"""Plays the real intake in tests: save and load between turns, courses answered at once, sensible taps."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flows.engine.events import (
    Chose,
    Commanded,
    CoursesFound,
    CoursesWanted,
    Env,
    Finished,
    Incoming,
    Picked,
    Prompt,
    Started,
    Wrote,
)
from flows.engine.prompts import prompt_at
from flows.engine.session import Session, from_data, to_data
from flows.engine.step import Outcome, step
from flows.engine.turns import new_session
from flows.library import packaged

FLOW = packaged().newest("intake")
NOW = Env(datetime(2031, 3, 4, 12, tzinfo=UTC))
AGES = (5, 6, 9, 11, 12, 13, 15, 16, 17, 18, 21, 24)
SIDE = ("help", "stop", "erase", "stale", "edit", "check", "phrase")


def played(session: Session, event: Incoming, env: Env = NOW) -> Outcome:
    """A turn, saved and loaded before it as the shell does."""
    outcome = step(FLOW, from_data(to_data(session), session.answers), event, env)
    events = list(outcome.events)
    while (wanted := next((e for e in events if isinstance(e, CoursesWanted)), None)) is not None:
        events.remove(wanted)
        offers = (("kind-van", "Kind van"),) if (wanted.age or 0) < 17 else ()
        outcome = step(
            FLOW,
            outcome.session,
            CoursesFound(wanted.step, wanted.key, offers, (("brus", "Brus"),), (("brus", 9, 12, "Together."),)),
            env,
        )
        events.extend(outcome.events)
    return Outcome(outcome.session, tuple(events))


def begun(language: str = "nl", band: str | None = None) -> Outcome:
    """A talk at its first question."""
    return played(new_session(FLOW, language, band), Started(band))


def open_prompt(session: Session) -> Prompt:
    """What stands open."""
    return prompt_at(FLOW, session)


def sensible(prompt: Prompt, choose: Callable[[int], int], age: int) -> Incoming:
    """A tap or a few words that fit the prompt; consent is given and nothing is thrown away."""
    if prompt.step == "me.age" and prompt.control == "number":
        return Chose(prompt.token, str(age))
    if prompt.step == "consent.agree" and prompt.control not in SIDE:
        return Chose(prompt.token, "agree")
    if prompt.control == "names":
        return Picked(prompt.token, ("Lot", "Bram", "Pip"))
    options = [choice.id for choice in prompt.choices if choice.id not in ("throw_away", "erase_yes", "erase")]
    if not options:
        return Wrote("iets")
    picked = options[choose(len(options))]
    return Picked(prompt.token, (picked,)) if prompt.many and prompt.control != "cards" else Chose(prompt.token, picked)


def walk(picks: list[int], age: int) -> tuple[Session, list[Incoming]]:
    """A whole sensible talk, one number a turn deciding what is picked."""
    outcome, said = begun(), list[Incoming]()
    for pick in picks:
        if any(isinstance(e, Finished) for e in outcome.events):
            break
        prompt = open_prompt(outcome.session)
        skips = pick % 11 == 0 and "skip" in prompt.repairs
        event = Commanded("skip") if skips else sensible(prompt, lambda count, pick=pick: pick % count, age)
        said.append(event)
        outcome = played(outcome.session, event)
    return outcome.session, said


def picks_from(seed: int) -> list[int]:
    """Eighty numbers that decide a talk, from one that Hypothesis can draw quickly."""
    chance = random.Random(seed)
    return [chance.randrange(1_000_000) for _ in range(80)]


def told(session: Session) -> dict[str, Any]:
    """The answers without their bookkeeping."""
    return {key: (a.how, a.value, a.words, a.active) for key, a in session.answers.items()}
