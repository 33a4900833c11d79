"""The conditions of a child, and the one question that everything which sends by itself has to ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final, Literal

Reason = Literal["fine", "night", "not_now", "not_this_way", "unclear"]
EVERY_DAY: Final = frozenset(range(7))
MIDNIGHT: Final = time(0)
# A message at night frightens, or lights up a screen beside somebody who sleeps.
NIGHT_BEGINS: Final = time(21)
NIGHT_ENDS: Final = time(8)


@dataclass(frozen=True, slots=True)
class Closed:
    """Hours in which nothing may come: from `begins` up to, not including, `ends` (midnight: until the day is over).

    `days` are weekdays, Monday is 0. Hours never go past midnight; a night is two of these.
    """

    begins: time = MIDNIGHT
    ends: time = MIDNIGHT
    days: frozenset[int] = EVERY_DAY

    def holds(self, at: datetime) -> bool:
        """Say whether a moment of the child's own clock falls into these hours."""
        now = at.time()
        return at.weekday() in self.days and self.begins <= now and (self.ends == MIDNIGHT or now < self.ends)


NIGHT: Final = (Closed(begins=NIGHT_BEGINS), Closed(ends=NIGHT_ENDS))


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a child said about being reached.

    `way` is the one they chose (app, call, mail, school, parent, other), None when they chose none; `never` are ways
    they ruled out; `closed` the hours they ruled out; `call_me` the name they asked for. `understood` is False when
    something was said that we cannot read: then only a person may decide.
    """

    way: str | None = None
    never: frozenset[str] = frozenset()
    closed: tuple[Closed, ...] = ()
    call_me: str | None = None
    understood: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something may be sent now, and why not. A reason is a word of ours, never the child's."""

    allowed: bool
    reason: Reason


def may_reach(conditions: Conditions, way: str, at: datetime) -> Verdict:
    """Say whether something may go out by itself now. `at` is the moment on the child's own clock.

    `way` is "chat" for the place where they talk with us anyway; any other way must be the one they chose. In doubt the
    answer is no: a person can still read the child's words and decide.
    """
    if not conditions.understood:
        return Verdict(False, "unclear")
    if way in conditions.never or (way != "chat" and way != conditions.way):
        return Verdict(False, "not_this_way")
    if _any_holds(conditions.closed, at):
        return Verdict(False, "not_now")
    if _any_holds(NIGHT, at):
        return Verdict(False, "night")
    return Verdict(True, "fine")


def _any_holds(hours: Iterable[Closed], at: datetime) -> bool:
    return any(closed.holds(at) for closed in hours)
