"""What a child is told about who looks and when is never more than what will happen."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.alarms import Duty, Fallback, Hours, Promise, Urgency, next_step, promise
from care.alarms.hours import DAY, Span
from tests.care.alarms.test_hours import UNHURRIED, WEEK, any_hours, at, moments
from tests.care.alarms.test_ladder import WATCH, urgencies

DUTY = Duty(("amina",), WEEK, Fallback("Wacht", "wacht@example.org", "0800-1234"))


@pytest.mark.parametrize(
    ("now", "day", "opens"),
    [
        ("2026-11-25 07:00", "today", "2026-11-25 09:00"),
        ("2026-11-25 17:00", "tomorrow", "2026-11-26 09:00"),
        ("2026-11-25 16:57", "tomorrow", "2026-11-26 09:00"),
        ("2026-11-27 19:00", "this_week", "2026-11-30 09:00"),
        ("2026-11-29 19:00", "tomorrow", "2026-11-30 09:00"),
    ],
)
def test_while_nobody_is_there_the_next_opening_is_told_and_who_else_there_is(now: str, day: str, opens: str) -> None:
    found = promise(DUTY, "now", at(now))
    assert not found.there
    assert found.closing is now.endswith("16:57")
    assert found.opens is not None
    assert (found.opens.day, found.opens.at) == (day, at(opens))
    assert (found.stand_by, found.phone) == ("Wacht", "0800-1234")
    # While they are about to leave, the list is told first, so the fallback is not promised yet.
    assert found.fallback == (None if now.endswith("16:57") else "Wacht")


def test_while_somebody_is_there_it_is_told_until_when() -> None:
    found = promise(DUTY, "now", at("2026-11-25 14:00"))
    assert found.there
    assert found.until is not None
    assert (found.until.day, found.until.at) == ("today", at("2026-11-25 17:00"))
    assert found.phone is None


ALL_DAY = Span(0, DAY)
TO_FIVE = Span(0, 17 * 60)


@pytest.mark.parametrize(
    ("week", "until"),
    [
        ({0: (ALL_DAY,), 1: (TO_FIVE,)}, ("tomorrow", "2026-12-01 17:00")),
        ({0: (ALL_DAY,)}, ("tomorrow", "2026-12-01 00:00")),
        ({0: (ALL_DAY,), 1: (ALL_DAY,)}, None),
        (dict.fromkeys(range(7), (ALL_DAY,)), None),
    ],
)
def test_until_when_is_told_for_about_a_day_and_no_further(week: Any, until: Any) -> None:
    duty = Duty(("amina",), Hours(week, WEEK.zone))
    found = promise(duty, "now", at("2026-11-30 18:00"))
    assert found.there
    said = None if found.until is None else (found.until.day, found.until.at)
    assert said == (None if until is None else (until[0], at(until[1])))


def test_the_last_hour_is_no_time_at_which_nobody_is_there() -> None:
    found = promise(DUTY, "call", at("2026-11-25 16:10"))
    assert (found.there, found.closing) == (False, True)
    assert promise(DUTY, "now", at("2026-11-25 16:10")).there


def test_a_date_is_told_when_the_weekday_alone_would_mislead() -> None:
    closed = Hours(WEEK.week, WEEK.zone, frozenset(at("2026-11-26 00:00").date() + timedelta(days=n) for n in range(9)))
    found = promise(Duty(("amina",), closed), "soon", at("2026-11-26 10:00"))
    assert found.opens is not None
    assert (found.opens.day, found.opens.at) == ("later", at("2026-12-07 09:00"))


@pytest.mark.parametrize("duty", [Duty(("amina",)), Duty((), WEEK), Duty((), Hours({}, WEEK.zone))])
def test_without_hours_or_people_no_moment_is_promised(duty: Duty) -> None:
    assert promise(duty, "now", at("2026-11-25 10:00")) == Promise(False)


@UNHURRIED
@given(any_hours(), moments, urgencies, st.integers(0, 2), st.booleans(), st.booleans())
def test_the_fallback_is_only_promised_where_it_is_the_next_to_be_told(
    hours: Hours, now: datetime, urgency: Urgency, people: int, with_hours: bool, with_address: bool
) -> None:
    watch = Fallback("Wacht", "w@example.org" if with_address else None, "0800-1234")
    duty = Duty(tuple(f"c{n}" for n in range(people)), hours if with_hours else None, watch)
    step = next_step(duty, urgency, [], now)
    if promise(duty, urgency, now).fallback is not None:
        assert step.who is None
        assert not step.nobody


@UNHURRIED
@given(any_hours(), moments, urgencies)
def test_whatever_is_promised_somebody_of_the_list_is_told_by_then(
    hours: Hours, now: datetime, urgency: Urgency
) -> None:
    duty = Duty(("a", "b"), hours, WATCH)
    found = promise(duty, urgency, now)
    if found.there:
        assert next_step(duty, urgency, [], now).who == "a"
        return
    assert found.closing is (hours.open_until(now) is not None)
    assert found.opens is not None
    told: list[str | None] = []
    moment = now
    while moment <= found.opens.at:
        step = next_step(duty, urgency, told, moment)
        told.append(step.who)
        moment = step.escalates_at
    assert any(who is not None for who in told)
