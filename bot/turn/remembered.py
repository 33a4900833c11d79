"""Talks as the last turn left them, so that the next one need not open every answer again.

Never the truth: a talk counts only while the row version in the database is the one it was remembered at, so another
process, an edit or a restart is always seen. It is a memory of minutes and of a bounded size, nothing more.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from flows.engine.session import Session

TALKS_REMEMBERED: Final = 1_000
REMEMBERED_FOR: Final = timedelta(minutes=15)


class Remembered:
    """The latest talks by session id. Safe to use from several threads."""

    def __init__(self, most: int = TALKS_REMEMBERED, longest: timedelta = REMEMBERED_FOR) -> None:
        self._most, self._longest = most, longest
        self._talks: OrderedDict[str, tuple[int, datetime, Session]] = OrderedDict()
        self._lock = Lock()

    def put(self, session_id: str, row_version: int, session: Session, now: datetime) -> None:
        """Remember what a turn has committed; never before its commit."""
        with self._lock:
            self._talks[session_id] = (row_version, now, session)
            self._talks.move_to_end(session_id)
            if len(self._talks) > self._most:
                self._talks.popitem(last=False)
        self.forget_old(now)

    def get(self, session_id: str, row_version: int) -> Session | None:
        """The talk as it was at this row version; None when another version, or none, is remembered."""
        found = self._talks.get(session_id)
        return found[2] if found is not None and found[0] == row_version else None

    def forget(self, session_id: str) -> None:
        """Somebody wants to be gone."""
        with self._lock:
            self._talks.pop(session_id, None)

    def forget_old(self, now: datetime) -> None:
        """Let go of talks that nobody went on with for a while."""
        with self._lock:
            while self._talks and next(iter(self._talks.values()))[1] < now - self._longest:
                self._talks.popitem(last=False)
