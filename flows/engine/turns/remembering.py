"""Where words of danger stand, so that they do not come back on a watched screen: never what they say, and no longer than
they stand there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flows.engine.session import DANGER_AT, Session
from flows.engine.steps.options import labels_of
from flows.engine.turns.turn import Turn


def note_danger(turn: Turn, link_id: str | None) -> None:
    """Remember at which question danger was heard."""
    known = _known(turn.session)
    if link_id is not None and link_id not in known:
        turn.know(**{DANGER_AT: [*known, link_id]})


def forget_what_is_gone(turn: Turn, link_id: str | None, before: Session) -> None:
    """Let go of questions where these words do not stand: they went nowhere, or gave way to others.

    `link_id` is where danger was heard in this turn, None where none was; `before` is the session before it.
    """
    known = _known(turn.session)
    stands = [one for one in known if (_came if one == link_id else _stayed)(turn, one, before)]
    if len(stands) < len(known):
        turn.know(**{DANGER_AT: stands})


def _known(session: Session) -> list[str]:
    return list(session.facts.get(DANGER_AT) or ())


def _came(turn: Turn, link_id: str, before: Session) -> bool:
    """Something was written there in this turn, or danger stood there already."""
    now = turn.session
    changed = now.answers.get(link_id) != before.answers.get(link_id) or now.drafts.get(link_id) != before.drafts.get(
        link_id
    )
    return changed or link_id in _known(before)


def _stayed(turn: Turn, link_id: str, before: Session) -> bool:
    """Some of what was typed there still is; in doubt which of it told of danger, all of it counts."""
    now = " ".join(_typed(turn, turn.session, link_id))
    return any(words in now for words in _typed(turn, before, link_id))


def _typed(turn: Turn, session: Session, link_id: str) -> Iterator[str]:
    options = labels_of(turn.compiled, link_id)
    for told in (session.answers.get(link_id), session.drafts.get(link_id)):
        if told is not None:
            yield from (text for text in _texts([told.value, told.words]) if text not in options)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
