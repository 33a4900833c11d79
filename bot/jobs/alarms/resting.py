"""Who is left alone for a moment: what was tried just now, and who had a letter just now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.jobs.pace import Pace
from storage import Work
from storage.sharing.alarm_notices import Notice, Receiver


@dataclass(frozen=True, slots=True)
class Resting:
    """Knows how long a notice and its receiver rest."""

    pace: Pace

    def is_over(self, notice: Notice, now: datetime) -> bool:
        """True when a notice may be tried, again or for the first time."""
        if notice.tried_at is None:
            return True
        rest = self.pace.notice_rest(notice.attempts, known_to_fail=notice.error is not None)
        return now - notice.tried_at >= rest

    def reached(self, work: Work, now: datetime) -> set[Receiver]:
        """Who had a letter a moment ago, or has one on the way."""
        sent_since = now - timedelta(seconds=self.pace.letters_apart)
        return work.alarm_notices.reached(sent_since, now - self.pace.notice_rest(0, known_to_fail=False))
