"""Refusals: who could not be told of an alarm, in no way and for good. Whoever is next is told instead of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.alarms.rungs import Rung, told
from care.alarms import Duty
from storage.sharing.alarm_notices import Notice


def passed_over(duty: Duty, climbed: Sequence[Rung]) -> Duty:
    """The duty list without whoever is refused in this alarm; all of it where nobody would be left."""
    refused = _refused(climbed)
    people = tuple(who for who in duty.on_duty if who not in refused)
    left = replace(duty, on_duty=people, fallback=None if None in refused else duty.fallback)
    return left if people or left.fallback_address is not None else duty


def is_first_refusal(notices: Sequence[Notice], notice: Notice) -> bool:
    """True when this one was not refused before, in this way and in this alarm."""
    before = (one for one in notices if one.level < notice.level and one.status == "failed")
    return all(one.to != notice.to for one in before)


def _refused(climbed: Sequence[Rung]) -> set[str | None]:
    """Whoever was refused the last time; None is the fallback."""
    latest = {who: rung for who, rung in zip(told(climbed), climbed, strict=True) if rung[0].kind != "nobody"}
    return {who for who, rung in latest.items() if _in_vain({notice.status for notice in rung})}


def _in_vain(outcomes: set[str]) -> bool:
    """At least one way was refused, and no other way is open."""
    return "failed" in outcomes and outcomes <= {"failed", "dropped"}
