"""The pure step and the replay, without storage."""

from __future__ import annotations

from datetime import UTC, datetime
from statistics import median
from time import perf_counter
from typing import Final

from benchmarks.world import PERSONA
from bot.turn.messages import Prompt as Shown
from flows.engine.events import CoursesFound, CoursesWanted, Env, Incoming, Started
from flows.engine.path import path
from flows.engine.prompts import prompt_at
from flows.engine.session import Session
from flows.engine.step import step
from flows.engine.turns import new_session
from flows.library import packaged

NOW: Final = Env(datetime(2031, 1, 1, tzinfo=UTC))
FLOW: Final = packaged().newest("intake")


def steps() -> list[float]:
    """Seconds of every step of a whole talk of a thirteen-year-old, many times over."""
    found: list[float] = []
    for _ in range(40):
        found.extend(_one_talk()[0])
    return found


def replay() -> float:
    """Seconds to walk the whole path again from the answers of a finished talk."""
    session = _one_talk()[1]
    times = []
    for _ in range(300):
        begin = perf_counter()
        path(FLOW, session)
        times.append(perf_counter() - begin)
    return median(times)


def answers_replayed() -> int:
    """How many answers the replayed talk has."""
    return len(_one_talk()[1].answers)


def _one_talk() -> tuple[list[float], Session]:
    from bot.authoring.respondent import Respondent

    respondent, session, times = Respondent(PERSONA), new_session(FLOW, "nl", None), list[float]()
    event: Incoming = Started()
    while True:
        begin = perf_counter()
        outcome = step(FLOW, session, event, NOW)
        times.append(perf_counter() - begin)
        session = outcome.session
        wanted = next((e for e in outcome.events if isinstance(e, CoursesWanted)), None)
        if wanted is not None:
            event = CoursesFound(wanted.step, wanted.key, (("kind-van-12-16", "Kind van cursus"),))
            continue
        prompt = prompt_at(FLOW, session)
        if prompt.control == "end":
            return times, session
        given = respondent.answer(_shown(prompt))
        event = given if not isinstance(given, str) else _typed(given)


def _shown(prompt: object) -> Shown:
    """The respondent only looks at ids, so the labels need no words here."""
    from bot.turn.messages import Card, Choice

    p = prompt
    return Shown(
        step=p.step,  # type: ignore[attr-defined]
        token=p.token,  # type: ignore[attr-defined]
        control=p.control,  # type: ignore[attr-defined]
        choices=tuple(Choice(c.id, c.id) for c in p.choices),  # type: ignore[attr-defined]
        part=p.part,  # type: ignore[attr-defined]
        many=p.many,  # type: ignore[attr-defined]
        cards=tuple(Card(c.link_id, "", "", (), c.shared, False) for c in p.cards),  # type: ignore[attr-defined]
        repairs=tuple(Choice(r, r) for r in p.repairs),  # type: ignore[attr-defined]
    )


def _typed(text: str) -> Incoming:
    from flows.engine.events import Wrote

    return Wrote(text)
