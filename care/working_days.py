"""Working days: the days by which an organisation counts what it promises."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

SATURDAY: Final = 5


def working_day(after: date, number: int, closed: Collection[date] = ()) -> date:
    """Give the last day of "within so many working days" after a day; nobody works on the days of `closed`."""
    day = after
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < SATURDAY and day not in closed
    return day
