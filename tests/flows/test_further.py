"""How far it still is, and what is left for whoever wants more questions."""

from __future__ import annotations

import pytest

from flows.engine.events import Chose, Commanded
from flows.engine.further import has_more
from flows.engine.prompts import prompt_at
from flows.engine.session import Session
from tests.flows.playing import AGES, FLOW, begun, played


def _told_the_age(age: int) -> Session:
    session = begun("nl", None).session
    for option in ("fine_here", str(age), "agree"):
        session = played(session, Chose(session.token, option)).session
    return session


def _passed_over(session: Session) -> tuple[Session, int | None]:
    """The next question, after this one was passed over or agreed with."""
    option = {"cards": "done", "send": "keep", "picture": "fits"}.get(prompt_at(FLOW, session).control)
    session = played(session, Chose(session.token, option) if option else Commanded("skip")).session
    return session, prompt_at(FLOW, session).left


@pytest.mark.parametrize("age", AGES)
def test_the_number_of_questions_to_go_never_rises_for_who_passes_over_everything(age: int) -> None:
    session, before = _told_the_age(age), 99
    while prompt_at(FLOW, session).control != "end":
        session, left = _passed_over(session)
        assert left is None or left <= before
        before = before if left is None else left
    assert before == 1, "the last number is that of the sending; how it was counts for nothing"


def test_after_all_more_questions_nothing_more_is_left() -> None:
    session = _told_the_age(9)
    while prompt_at(FLOW, session).control != "cards":
        session, _left = _passed_over(session)
    assert has_more(FLOW, session)
    session = played(session, Commanded("more")).session
    while prompt_at(FLOW, session).control != "cards":
        session, _left = _passed_over(session)
    assert not has_more(FLOW, session)
