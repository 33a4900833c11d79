"""May we reach this child now, by ourselves? The one door for everything that is not a direct answer.

A direct answer follows within minutes on something the child said; it needs no leave. Whatever comes later, or without
being asked for, asks here first: a reminder, an offer, a message that a crash left behind for hours.
"""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import Final

from bot.turn.answer_rows import answer_of
from care.contact import Conditions, Verdict, conditions_of, may_reach
from flows.link_ids import MEETING_CONTACT
from storage import Work

DIRECT: Final = timedelta(minutes=15)
# Here a message waits silently until its page is opened, so there is nothing to disturb.
SILENT: Final = frozenset({"web", "terminal"})
FINE: Final = Verdict(True, "fine")


def may_reach_now(work: Work, session_id: str, channel: str, now: datetime, zone: tzinfo) -> Verdict:
    """Say whether something may go to the child of this session now, by itself, in the chat they use.

    For any other way (mail, a call) take `conditions_of_session` and `care.contact.may_reach`.
    """
    if channel in SILENT or is_direct(work.sessions.get(session_id).updated_at, now):
        return FINE  # nothing to disturb, or the child is here right now
    return may_reach(conditions_of_session(work, session_id), "chat", now.astimezone(zone))


def is_direct(said_at: datetime, now: datetime) -> bool:
    """True while a message still is the answer to what the child just said."""
    return now - said_at <= DIRECT


def conditions_of_session(work: Work, session_id: str) -> Conditions:
    """What the child of a session said about being reached; it counts even when it is off their route now."""
    for row in work.answers.load(session_id):
        if row.link_id == MEETING_CONTACT:
            answer = answer_of(row)
            return conditions_of(answer.value or answer.words)
    return conditions_of(None)
