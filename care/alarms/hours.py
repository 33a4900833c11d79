"""Opening hours: on which days, from when till when, somebody of the organisation is there to look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

DAY: Final = 24 * 60
LOOK_AHEAD_DAYS: Final = 62
"""How far ahead an opening is looked for: the longest closing anybody has is a summer."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one minute of the day up to, not including, another; 1440 is midnight at its end."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= DAY:
            raise ValueError(
                f"a time from minute {self.start} to {self.end} is none; expected 0 <= start < end <= {DAY}"
            )


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody is there. `week` maps a weekday (Monday is 0) to its spans; on `holidays` nobody is there.

    `zone` is where the clock on the wall hangs. Moments given and taken are timezone-aware.
    """

    week: Mapping[int, tuple[Span, ...]]
    zone: tzinfo
    holidays: frozenset[date] = field(default_factory=frozenset)

    def open_until(self, now: datetime) -> datetime | None:
        """Until when somebody is there without a break; None when nobody is there now."""
        end: datetime | None = None
        for starts, ends in self._spans(now.astimezone(self.zone).date() - timedelta(days=1)):
            if starts > (now if end is None else end):
                break
            if ends > now:
                end = ends if end is None else max(end, ends)
        return end

    def next_opening(self, now: datetime) -> datetime | None:
        """The next moment at which somebody comes in; None when that is further than LOOK_AHEAD_DAYS away."""
        today = now.astimezone(self.zone).date()
        return next((starts for starts, _ in self._spans(today) if starts > now), None)

    def _spans(self, first: date) -> Iterator[tuple[datetime, datetime]]:
        """Every time somebody is there, in order, as moments."""
        for number in range(LOOK_AHEAD_DAYS + 2):
            day = first + timedelta(days=number)
            if day not in self.holidays:
                spans = self.week.get(day.weekday(), ())
                pairs = sorted((self._moment(day, span.start), self._moment(day, span.end)) for span in spans)
                # In the hour that is left out in spring a time can end before it begins.
                yield from (pair for pair in pairs if pair[0] < pair[1])

    def _moment(self, day: date, minute: int) -> datetime:
        """A minute on the wall as a moment; in UTC, so that a changing clock shortens or lengthens nothing."""
        days, rest = divmod(minute, DAY)
        on_the_wall = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), tzinfo=self.zone)
        return on_the_wall.astimezone(UTC)
