"""The promise: what a child may honestly be told about who looks and when. Less is promised rather than too much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final, Literal

from care.alarms.ladder import Duty, Urgency

Day = Literal["today", "tomorrow", "this_week", "later"]
UNTIL_AT_MOST: Final = timedelta(days=1)
"""How far ahead the time is named until which somebody is there; beyond it, it is of no use to whoever waits now."""


@dataclass(frozen=True, slots=True)
class When:
    """A moment as somebody would say it: how far the day is from today, and the clock on the wall there."""

    day: Day
    at: datetime


@dataclass(frozen=True, slots=True)
class Promise:
    """Who looks and when.

    `there`: somebody is there now, long enough to be told and to look; `until` says how long, None when that is further
    than UNTIL_AT_MOST. `closing`: they are about to leave, and may see it or not. Otherwise nobody is there. `opens` is
    when somebody comes in, after that; it is None when nobody knows. `fallback` is who is told now instead, `phone` a
    number one can call until then, and `stand_by` whose number that is.
    """

    there: bool
    closing: bool = False
    until: When | None = None
    opens: When | None = None
    fallback: str | None = None
    stand_by: str | None = None
    phone: str | None = None


def promise(duty: Duty, urgency: Urgency, now: datetime) -> Promise:
    """What may be told at this moment."""
    until = duty.hours.open_until(now) if duty.hours is not None and duty.on_duty else None
    if duty.hours is not None and until is not None and until - now > duty.patience(urgency):
        far = until - now > UNTIL_AT_MOST
        return Promise(True, until=None if far else when(until, now, duty.hours.zone))
    stand_by = duty.fallback.name if duty.fallback else None
    return Promise(
        there=False,
        closing=until is not None,
        opens=_opens(duty, now, until),
        fallback=stand_by if _tells_fallback(duty, until) else None,
        stand_by=stand_by,
        phone=duty.fallback.phone if duty.fallback else None,
    )


def _opens(duty: Duty, now: datetime, until: datetime | None) -> When | None:
    """When somebody comes in; while they are about to leave, the time after that."""
    if duty.hours is None or not duty.on_duty:
        return None
    opens = duty.hours.next_opening(now if until is None else until)
    return None if opens is None else when(opens, now, duty.hours.zone)


def _tells_fallback(duty: Duty, until: datetime | None) -> bool:
    """Is the fallback the next to be told? While somebody of the list is there, it is not."""
    there = until is not None or (bool(duty.on_duty) and duty.hours is None)
    return duty.fallback_address is not None and not there


def when(moment: datetime, now: datetime, zone: tzinfo) -> When:
    """Say how far a coming moment is, by the calendar on the wall."""
    local = moment.astimezone(zone)
    days = (local.date() - now.astimezone(zone).date()).days
    return When(_day(days), local)


def _day(days: int) -> Day:
    if days <= 0:
        return "today"
    if days == 1:
        return "tomorrow"
    return "this_week" if days < 7 else "later"
