"""Answers as the engine knows them, and as they are stored; and a stored session, ready to be played again."""

from __future__ import annotations

from typing import Any, Final

from flows.engine.path import REVIEWED
from flows.engine.session import Answer, Session, from_data
from storage import Work
from storage.talk.answers import AnswerRow
from storage.talk.sessions import SessionRow

SEEN: Final = "seen"
VALUE: Final = "value"


def with_fingerprint(answer: Answer, kind: str) -> Any:
    """The value as it is stored. At the review the fingerprint of what was seen is made of answers, so it is sealed."""
    return {SEEN: answer.text_hash, VALUE: answer.value} if kind in REVIEWED else answer.value


def without_fingerprint(row: AnswerRow) -> tuple[Any, str]:
    """The value and the text hash of a stored answer."""
    if isinstance(row.value, dict) and row.value.keys() == {SEEN, VALUE}:
        return row.value[VALUE], str(row.value[SEEN])
    return row.value, row.text_hash


def answer_of(row: AnswerRow) -> Answer:
    """A stored answer as the engine knows it."""
    value, text_hash = without_fingerprint(row)
    return Answer(
        how=row.kind,  # type: ignore[arg-type]
        value=value,
        words=row.words,
        active=row.active,
        revision=row.revision,
        language=row.language,
        text_hash=text_hash,
        at=row.at,
    )


def restored(work: Work, row: SessionRow) -> Session:
    """A stored session with its newest answers."""
    return from_data(row.state, {found.link_id: answer_of(found) for found in work.answers.load(row.id)})
