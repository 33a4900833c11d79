"""Days and times as somebody would say them: "today at 16:40", "tomorrow at 9:00", "12 March 2031"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from babel.dates import format_date

from flows.engine.marking import N_

TODAY_AT: Final = N_("today at {time}")
TOMORROW_AT: Final = N_("tomorrow at {time}")
DAY_AT: Final = N_("{day} at {time}")

Translate = Callable[[str], str]


def clock(at: datetime) -> str:
    """The time of day where `at` is: "9:05"."""
    return f"{at.hour}:{at.minute:02}"


def today_at(at: datetime, _: Translate) -> str:
    """A moment of today."""
    return _(TODAY_AT).format(time=clock(at))


def tomorrow_at(at: datetime, _: Translate) -> str:
    """A moment of tomorrow."""
    return _(TOMORROW_AT).format(time=clock(at))


def day_at(day: str, at: datetime, _: Translate) -> str:
    """A moment of a day that is put into words already."""
    return _(DAY_AT).format(day=day, time=clock(at))


def weekday(day: date, language: str) -> str:
    """A day of this week: "Wednesday"."""
    return format_date(day, "EEEE", locale=language)


def weekday_and_date(day: date, language: str) -> str:
    """A day of this year: "Wednesday 12 March"."""
    return format_date(day, "EEEE d MMMM", locale=language)


def full_date(day: date, language: str) -> str:
    """A day that stays true on paper: "12 March 2031"."""
    return format_date(day, "d MMMM y", locale=language)
