"""The ladder: who is told next about an alarm that nobody has taken, and when the one after that is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from care.alarms.hours import Hours

Urgency = Literal["now", "soon", "call"]
URGENCIES: Final[tuple[Urgency, ...]] = ("now", "soon", "call")
LONGEST_AT_NIGHT: Final = timedelta(hours=1)
"""While nobody is there the same fallback is told again ever more slowly, but at least this often."""
MOST_DOUBLINGS: Final = 8
DEFAULT_MINUTES: Final[Mapping[Urgency, int]] = {"now": 5, "soon": 15, "call": 60}


@dataclass(frozen=True, slots=True)
class Fallback:
    """Whom to tell while nobody is there. `address` takes a message; `phone` is a number that a child may call."""

    name: str
    address: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is on duty, in order, as names that only the caller understands; how long each gets; and when they are there.

    Without `hours` nobody knows when somebody is there, and the list is told day and night. Raises ValueError for a
    time to escalate of less than a minute.
    """

    on_duty: tuple[str, ...]
    hours: Hours | None = None
    fallback: Fallback | None = None
    minutes: Mapping[Urgency, int] = field(default_factory=lambda: DEFAULT_MINUTES)

    def __post_init__(self) -> None:
        for urgency in URGENCIES:
            if self.minutes[urgency] < 1:
                raise ValueError(
                    f"escalate after {self.minutes[urgency]} minutes ({urgency}) is too soon; give 1 or more"
                )

    @property
    def fallback_address(self) -> str | None:
        """Where the fallback takes a message; None when there is none, or none that can be told."""
        return None if self.fallback is None else self.fallback.address

    def patience(self, urgency: Urgency) -> timedelta:
        """How long one of them gets before the next is told."""
        return timedelta(minutes=self.minutes[urgency])


@dataclass(frozen=True, slots=True)
class Step:
    """The next rung: whom to tell now, and when to go on if nobody has taken it by then.

    `who` is a name from the list, None for the fallback; `nobody` says that there is neither.
    """

    level: int
    who: str | None
    escalates_at: datetime
    nobody: bool = False


def graver(one: Urgency, other: Urgency) -> Urgency:
    """The graver of two urgencies: now, then soon, then a call."""
    return min(one, other, key=URGENCIES.index)


def next_step(duty: Duty, urgency: Urgency, told: Sequence[str | None], now: datetime) -> Step:
    """Whom to tell now. `told` is who was told so far, in order; None in it is the fallback, or nobody.

    While somebody is there it goes round the list, again and again. While nobody is there, and when the list is empty,
    the fallback is told, and the list again as soon as somebody comes in. There is always a next time.
    """
    level, patience = len(told) + 1, duty.patience(urgency)
    there = duty.hours is None or duty.hours.open_until(now) is not None
    if there and duty.on_duty:
        return Step(level, _after(duty.on_duty, told), now + patience)
    if duty.fallback_address is None and duty.on_duty:
        return Step(level, _after(duty.on_duty, told), _soonest(duty, now, max(patience, LONGEST_AT_NIGHT)))
    return Step(level, None, _soonest(duty, now, _slowed(patience, told)), nobody=duty.fallback_address is None)


def after_refusal(escalates_at: datetime, now: datetime, *, first: bool) -> datetime:
    """When to go on after somebody could not be told: at once the first time, later as if they had been told.

    Otherwise a list of addresses that are all wrong would be run through for ever without a pause.
    """
    return min(now, escalates_at) if first else escalates_at


def _after(on_duty: Sequence[str], told: Sequence[str | None]) -> str:
    """The one after whoever of the list was told last; the first one when that was nobody of it."""
    last = next((who for who in reversed(told) if who in on_duty), None)
    return on_duty[0] if last is None else on_duty[(on_duty.index(last) + 1) % len(on_duty)]


def _slowed(patience: timedelta, told: Sequence[str | None]) -> timedelta:
    """Every time in a row that the fallback is told, the wait is twice as long."""
    in_a_row = next((n for n, who in enumerate(reversed(told)) if who is not None), len(told))
    doubled: timedelta = patience * 2 ** min(in_a_row, MOST_DOUBLINGS)
    return min(doubled, max(patience, LONGEST_AT_NIGHT))


def _soonest(duty: Duty, now: datetime, wait: timedelta) -> datetime:
    """After the wait, or as soon as somebody of the list comes in, if that is earlier."""
    opening = None if duty.hours is None or not duty.on_duty else duty.hours.next_opening(now)
    return now + wait if opening is None else min(now + wait, opening)
