"""More questions after the review: which talk that would be, and whether anything is left to ask in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from flows.engine.compiling.compiled import CompiledFlow
from flows.engine.path import REVIEWED, TO_REVIEW, path
from flows.engine.session import Answer, Session
from flows.link_ids import LOAD_HALFWAY

MORE: Final = "more"
STOPS: Final = "stop_here"
GOES_ON: Final = "go_on"


def going_on(session: Session) -> Answer | None:
    """The answer that takes the place of "stop here", None when that was not said: whoever wants more goes on after all."""
    stopped = session.answers.get(LOAD_HALFWAY)
    if stopped is None or stopped.value != STOPS:
        return None
    return replace(stopped, value=GOES_ON, revision=stopped.revision + 1)


def has_more(compiled: CompiledFlow, session: Session) -> bool:
    """True when a question is left for whoever asks for more."""
    further = session.but(facts={**session.facts, MORE: True, TO_REVIEW: False})
    answer = going_on(session)
    if answer is not None:
        further = further.but(answers={**further.answers, LOAD_HALFWAY: answer})
    rest = path(compiled, further).rest
    return rest.step.kind not in REVIEWED and rest.asks
