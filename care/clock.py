"""Whether a clock is believed before what is past its term is deleted: one that runs ahead would delete what is not. Pure.

A clock that jumps far ahead is doubted. It is believed again when it went on evenly for some days, as after a long
standstill, or when somebody says that it is right; so nothing is held for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

FAR: Final = timedelta(days=7)
DAYS_DOUBTED: Final = 3
DOUBTED_FOR: Final = timedelta(days=DAYS_DOUBTED)


@dataclass(frozen=True, slots=True)
class Clock:
    """The last moment that was believed, and since when (by its own saying) the clock is far beyond it."""

    seen_at: datetime
    doubted_since: datetime | None = None

    @property
    def is_doubted(self) -> bool:
        """True while nothing may be deleted because of what the clock says."""
        return self.doubted_since is not None

    def at(self, now: datetime) -> Clock:
        """What is known after another look."""
        if now - self.seen_at <= FAR or _went_on(self.doubted_since, now):
            return Clock(now)
        jumped_again = self.doubted_since is None or now < self.doubted_since or _is_late(self.doubted_since, now)
        return Clock(self.seen_at, now if jumped_again else self.doubted_since)


def _went_on(since: datetime | None, now: datetime) -> bool:
    return since is not None and now - since >= DOUBTED_FOR and not _is_late(since, now)


def _is_late(since: datetime, now: datetime) -> bool:
    return now - since > DOUBTED_FOR + FAR
