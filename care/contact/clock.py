"""Hours as children write them: 8 am, half acht, 20.00."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import time
from typing import Final

from care.contact import words as w

HOURS_A_DAY: Final = 24
NOON: Final = 12
# Longest first, or "een" would be found in front of a longer word.
_NUMBER: Final = "|".join(sorted(w.NUMBERS, key=len, reverse=True))
_APART: Final = re.compile(
    rf"(?<![\w:.])(?P<hour>\d{{1,2}}(?:[:.]\d\d)?|{_NUMBER})\s*(?:(?P<half>[ap])\.?m\b\.?|(?:uur|u|h|o'?clock)\b)"
)
_CLOCK: Final = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?:(?P<half>[ap])m|u|h|uur)?")


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of the clock; `sure` when it was said which half of the day is meant."""

    at: time
    sure: bool = False


def joined(plain: str) -> str:
    """Write "8 a.m." as "8am" and "acht uur" as "8uur": an hour is one word, and "am" alone is none."""
    return _APART.sub(_together, plain)


def hour_of(word: str) -> Hour | None:
    """Give the hour a word stands for, or None."""
    if word in w.NUMBERS:
        return Hour(time(w.NUMBERS[word]))
    clock = _CLOCK.fullmatch(word)
    if clock is None or int(clock["hour"]) > HOURS_A_DAY or int(clock["minute"] or 0) > 59:
        return None
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    if not clock["half"]:
        return Hour(time(hour % HOURS_A_DAY, minute))
    return Hour(time(hour % NOON + NOON * (clock["half"] == "p"), minute), sure=True) if hour <= NOON else None


def half_of(hour: Hour, words: Set[str]) -> Hour | None:
    """Give half past the hour in English, half an hour before it in Dutch, and None when it may be either."""
    english, dutch = bool(words & w.ENGLISH), bool(words & w.DUTCH)
    if english == dutch or hour.at.minute or (hour.at.hour > NOON and not hour.sure):
        return None
    if english:
        return Hour(hour.at.replace(minute=30), hour.sure)
    return None if hour.sure else Hour(time((hour.at.hour - 1) % NOON, 30))


def evening(hour: time) -> time:
    """Give the hour in the second half of the day."""
    return hour.replace(hour=hour.hour + NOON) if hour.hour < NOON else hour


def _together(apart: re.Match[str]) -> str:
    number = str(w.NUMBERS.get(apart["hour"], apart["hour"]))
    return f"{number}{apart['half']}m" if apart["half"] else f"{number}uur"
