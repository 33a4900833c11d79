"""How long what a child said is kept. The organisation sets the terms; when a term ends is worked out here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

DAYS_UNSENT: Final = 30
DAYS_ALARMS: Final = 730
DAYS_ACCESS_LOG: Final = 1_825
DAYS_DELETIONS: Final = 400


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an organisation.

    `days_unsent`: a talk that was not shared is gone this many days after the last sign of life. `days_after_support`:
    a shared summary is gone this many days after the support ended; None while the organisation has not settled its
    rule. `days_alarms`: an alarm that somebody took up is gone so many days after it was raised. `days_access_log`: how
    long it is known who looked. `days_deletions`: how long a deletion is remembered, so that a backup that is put back
    can be cleaned; longer than the oldest backup. Raises ValueError for a term that is not a whole positive number.
    """

    days_unsent: int = DAYS_UNSENT
    days_after_support: int | None = None
    days_alarms: int = DAYS_ALARMS
    days_access_log: int = DAYS_ACCESS_LOG
    days_deletions: int = DAYS_DELETIONS

    def __post_init__(self) -> None:
        for name in ("days_unsent", "days_alarms", "days_access_log", "days_deletions"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}; give at least 1 day")
        if self.days_after_support is not None and self.days_after_support < 0:
            raise ValueError(f"days_after_support is {self.days_after_support}; give 0 or more days, or leave it out")


def unsent_until(last_heard: datetime, terms: Terms) -> datetime:
    """Give the moment at which a talk that was never shared must be gone."""
    return _aware(last_heard) + timedelta(days=terms.days_unsent)


def unsent_is_over(last_heard: datetime, now: datetime, terms: Terms) -> bool:
    """Say whether a talk that was never shared must be deleted now."""
    return _aware(now) >= unsent_until(last_heard, terms)


def summary_until(support_ended: date | None, terms: Terms) -> date | None:
    """Give the last day of a shared summary; None while the support goes on or the organisation has no rule yet."""
    if support_ended is None or terms.days_after_support is None:
        return None
    return support_ended + timedelta(days=terms.days_after_support)


def summary_is_over(support_ended: date | None, today: date, terms: Terms) -> bool:
    """Say whether a shared summary must be deleted today."""
    last_day = summary_until(support_ended, terms)
    return last_day is not None and today > last_day


def answers_may_go(*, shared: bool, summary_accepted: bool) -> bool:
    """Say whether the raw answers can be deleted: the summary has taken their place once somebody accepted it."""
    return shared and summary_accepted


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("this moment has no time zone; pass a datetime with tzinfo, in UTC")
    return moment
