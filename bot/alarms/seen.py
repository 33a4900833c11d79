"""Telling a child that somebody is on their alarm, as a bubble in the talk, stored together with the taking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from bot.turn.answer_rows import restored
from bot.turn.messages import Outgoing
from flows.engine.errors import WrongVersion
from flows.engine.marking import N_
from flows.engine.view import view_of
from storage import Work
from storage.errors import CANNOT_BE_OPENED, UnknownSession
from storage.sharing.alarms import AlarmRow
from storage.talk.sessions import SessionRow

# It may light up on a telephone that lies on the table: a name, and nothing of what it is about.
SEEN: Final = N_("{name} has seen your message.")
_NO_TALK: Final = (UnknownSession, WrongVersion, *CANNOT_BE_OPENED, KeyError, TypeError, ValueError)
"""What a talk gives that is gone, damaged, or of another version."""


class Words(Protocol):
    """The catalogues: a translator for each language."""

    def gettext(self, language: str) -> Callable[[str], str]:
        """The translator of a language."""


def say_seen(work: Work, words: Words, row: AlarmRow, name: str) -> None:
    """Put it into the talk; the sweep sends it, with the child's own conditions. `name` is who took the alarm.

    Nothing is said where somebody may be reading along, nor where the talk is gone.
    """
    talk = _talk(work, row)
    if talk is None:
        return
    bubble = Outgoing("say", words.gettext(talk.language)(SEEN).format(name=name), talk.language)
    # Counted from the child's last word on: what comes much later is no direct answer, and asks the child's conditions.
    work.outbox.add_after(talk.id, bubble.to_data(), talk.updated_at)


def _talk(work: Work, row: AlarmRow) -> SessionRow | None:
    """The talk of an alarm, where something may appear by itself."""
    if row.session_id is None:
        return None
    try:
        talk = work.sessions.get(row.session_id)
        watched = view_of(restored(work, talk)).discreet
    except _NO_TALK:
        return None  # taking the alarm must not fail because of it
    return None if watched or talk.ended_at is not None else talk
