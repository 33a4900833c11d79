"""The promise: what a child may honestly be told about who looks and when. Less is promised rather than too much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal

from care.alarms.ladder import Duty, Urgency

Day = Literal["today", "tomorrow", "this_week", "later"]


@dataclass(frozen=True, slots=True)
class When:
    """A moment as somebody would say it: how far the day is from today, and the clock on the wall there."""

    day: Day
    at: datetime


@dataclass(frozen=True, slots=True)
class Promise:
    """Who looks and when.

    `there`: somebody is there now, long enough to be told and to look; then `until` says how long. Otherwise `opens` is
    when somebody comes in. Both are None when nobody knows. `fallback` and `phone` say who else is told, and whom one
    can call, until then.
    """

    there: bool
    until: When | None = None
    opens: When | None = None
    fallback: str | None = None
    phone: str | None = None


def promise(duty: Duty, urgency: Urgency, now: datetime) -> Promise:
    """What may be told at this moment."""
    if duty.hours is None or not duty.on_duty:
        return Promise(False, fallback=_told(duty), phone=_phone(duty))
    until = duty.hours.open_until(now)
    if until is not None and until - now > duty.patience(urgency):
        return Promise(True, until=when(until, now, duty.hours.zone))
    # In the last minutes of a day a message may reach nobody any more.
    opens = duty.hours.next_opening(now if until is None else until)
    said = None if opens is None else when(opens, now, duty.hours.zone)
    return Promise(False, opens=said, fallback=_told(duty), phone=_phone(duty))


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


def _told(duty: Duty) -> str | None:
    return duty.fallback.name if duty.fallback and duty.fallback.address else None


def _phone(duty: Duty) -> str | None:
    return duty.fallback.phone if duty.fallback else None
