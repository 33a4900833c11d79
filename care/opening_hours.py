"""Opening hours as data, and what they mean at a moment: open until when, or opening when. Pure: the moment comes in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, field_validator
from pydantic_core import PydanticCustomError

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: Final[tuple[Day, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALWAYS: Final = "always"
MIDNIGHT_AS_AN_END: Final = "24:00"
AN_HOUR: Final = 60
A_DAY: Final = 24 * AN_HOUR
DAYS_LOOKED_AHEAD: Final = 8


class Span(BaseModel):
    """Open on these days from `opens` to `closes` (local, "11:00"). A `closes` not after `opens` is on the next day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: tuple[Day, ...] = DAYS
    opens: time
    closes: time

    @field_validator("opens", "closes", mode="before")
    @classmethod
    def _read(cls, found: Any) -> Any:
        """YAML reads an unquoted 11:00 as a number of minutes; both ways of writing mean the same.

        A 9 without minutes is no time: it would be nine minutes, or seconds, past midnight.
        """
        if found in (MIDNIGHT_AS_AN_END, A_DAY):
            return time(0)
        if isinstance(found, int) and (found == 0 or AN_HOUR <= found < A_DAY):
            return time(*divmod(found, AN_HOUR))
        if isinstance(found, time) or (isinstance(found, str) and ":" in found):
            return found
        raise PydanticCustomError("time_parsing", "expected hours and minutes, such as 11:00")

    def on(self, day: datetime) -> tuple[datetime, datetime] | None:
        """Beginning and end of the opening that starts on this day, None when none does."""
        if DAYS[day.weekday()] not in self.days:
            return None
        begins = datetime.combine(day.date(), self.opens, day.tzinfo)
        ends = datetime.combine(day.date(), self.closes, day.tzinfo)
        return begins, ends if ends > begins else ends + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Opening:
    """How it is at a moment. `until` is when it closes, `opens` when it opens next; both None when it never changes."""

    is_open: bool
    until: datetime | None = None
    opens: datetime | None = None


Hours = Literal["always"] | tuple[Span, ...]


def opening(hours: Literal["always"] | Sequence[Span], local: datetime) -> Opening:
    """What the hours mean at a moment. `local` is an aware moment in the time zone the hours are written in."""
    if hours == ALWAYS:
        return Opening(is_open=True)
    stretches = sorted(_around(hours, local))
    for begins, ends in stretches:
        if begins <= local < ends:
            return Opening(is_open=True, until=ends)
    return Opening(is_open=False, opens=next((begins for begins, _ in stretches if begins > local), None))


def _around(spans: Sequence[Span], local: datetime) -> Iterator[tuple[datetime, datetime]]:
    for ahead in range(-1, DAYS_LOOKED_AHEAD):
        day = local + timedelta(days=ahead)
        yield from (found for span in spans if (found := span.on(day)) is not None)
