"""How long what a child said is kept. The organisation sets the terms; when a term ends is worked out here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

DAYS_UNSENT: Final = 30
YEARS_SHARED: Final = 2
DAYS_ALARMS: Final = 730
# An organisation may keep what was taken up for a short time only; what nobody saw yet is not hurried away by that.
DAYS_UNTAKEN_AT_LEAST: Final = 365
DAYS_UNTAKEN_IS_LONG: Final = 7
DAYS_ACCESS_LOG: Final = 1_825
DAYS_DELETIONS: Final = 400


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an organisation.

    `days_unsent`: a talk that was not shared is gone this many days after the last sign of life. `years_shared`: what was
    shared is kept this many years from the day it was shared; 0 leaves the day to the organisation's file. `days_alarms`:
    an alarm is gone so many days after somebody took it up; see `days_untaken` for one that nobody does. `days_access_log`:
    how long it is known who looked. `days_deletions`: how long a deletion is remembered, so that a backup that is put back
    can be cleaned; longer than the oldest backup. `zone`: by whose calendar a day begins. Raises ValueError for a term that
    cannot be.
    """

    days_unsent: int = DAYS_UNSENT
    years_shared: int = YEARS_SHARED
    days_alarms: int = DAYS_ALARMS
    days_access_log: int = DAYS_ACCESS_LOG
    days_deletions: int = DAYS_DELETIONS
    zone: tzinfo = UTC

    def __post_init__(self) -> None:
        for name in ("days_unsent", "days_alarms", "days_access_log", "days_deletions"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}; give at least 1 day")
        if self.years_shared < 0:
            raise ValueError(f"years_shared is {self.years_shared}; give 0 or more years")

    @property
    def days_untaken(self) -> int:
        """How long an alarm that nobody ever takes up is kept after the last sign of life in its talk: a year at least."""
        return max(self.days_alarms, DAYS_UNTAKEN_AT_LEAST)

    def day_of(self, moment: datetime) -> date:
        """The day it is then for the organisation: just after midnight in Amsterdam it is still yesterday in UTC."""
        return _aware(moment).astimezone(self.zone).date()


def unsent_until(last_heard: datetime, terms: Terms) -> datetime:
    """Give the moment at which a talk that was never shared must be gone."""
    return _aware(last_heard) + timedelta(days=terms.days_unsent)


def alarm_until(taken_up: datetime | None, last_heard: datetime, terms: Terms) -> datetime:
    """Give the moment at which an alarm goes: as it was taken up, or if nobody ever does."""
    if taken_up is not None:
        return _aware(taken_up) + timedelta(days=terms.days_alarms)
    return _aware(last_heard) + timedelta(days=terms.days_untaken)


def shared_until(now: datetime, terms: Terms) -> date | None:
    """Give the last day of what is shared now; None when the organisation's file decides."""
    if not terms.years_shared:
        return None
    day = terms.day_of(now)
    leap_day = day.month == 2 and day.day == 29
    return day.replace(year=day.year + terms.years_shared, day=28 if leap_day else day.day)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("this moment has no time zone; pass a datetime with tzinfo, in UTC")
    return moment
