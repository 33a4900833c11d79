"""The ladder: always somebody next, always later, round and round, and nobody forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.alarms import Duty, Fallback, Hours, Urgency, after_refusal, graver, next_step
from care.alarms.ladder import LONGEST_AT_NIGHT, URGENCIES
from tests.care.alarms.test_hours import HERE, UNHURRIED, WEEK, any_hours, at, moments

WATCH = Fallback("Wacht", "wacht@example.org")
DUTY = Duty(("amina", "bas", "cor"), WEEK, WATCH)
urgencies = st.sampled_from(URGENCIES)


def climbed(duty: Duty, urgency: Urgency, now: datetime, steps: int) -> list[tuple[datetime, str | None]]:
    """Whom nobody who is told ever answers for: when was who told."""
    told: list[str | None] = []
    moments_told = []
    for _ in range(steps):
        step = next_step(duty, urgency, told, now)
        told.append(step.who)
        moments_told.append((now, step.who))
        now = step.escalates_at
    return moments_told


def test_by_day_it_goes_round_the_list_again_and_again() -> None:
    found = climbed(DUTY, "now", at("2026-11-25 10:00"), 5)
    assert [who for _, who in found] == ["amina", "bas", "cor", "amina", "bas"]
    assert [moment for moment, _ in found] == [at("2026-11-25 10:00") + timedelta(minutes=5 * n) for n in range(5)]


def test_after_closing_the_fallback_is_told_ever_more_slowly_and_at_nine_the_next_of_the_list() -> None:
    found = climbed(DUTY, "soon", at("2026-11-27 16:50"), 80)
    evening = [(moment, who) for moment, who in found if moment < at("2026-11-27 20:00")]
    assert [who for _, who in evening] == ["amina", None, None, None, None, None]
    gaps = [later - earlier for (earlier, _), (later, _) in zip(evening, evening[1:], strict=False)]
    assert gaps == [timedelta(minutes=minutes) for minutes in (15, 15, 30, 60, 60)]
    first_on_monday = next((moment, who) for moment, who in found if moment >= at("2026-11-30 00:00") and who)
    assert first_on_monday == (at("2026-11-30 09:00"), "bas")


@UNHURRIED
@given(any_hours(), moments, urgencies, st.integers(0, 3), st.booleans(), st.booleans())
def test_there_is_always_a_next_time_and_it_is_later(
    hours: Hours, now: datetime, urgency: Urgency, people: int, with_hours: bool, with_fallback: bool
) -> None:
    on_duty = tuple(f"c{n}" for n in range(people))
    duty = Duty(on_duty, hours if with_hours else None, WATCH if with_fallback else None)
    told: list[str | None] = []
    for number in range(1, 30):
        step = next_step(duty, urgency, told, now)
        assert step.level == number
        assert step.escalates_at > now
        assert step.escalates_at - now <= max(duty.patience(urgency), LONGEST_AT_NIGHT)
        assert step.nobody is (not on_duty and not with_fallback)
        assert step.who in on_duty if step.who is not None else with_fallback or not on_duty
        told.append(step.who)
        now = step.escalates_at


@UNHURRIED
@given(any_hours(), moments, urgencies)
def test_who_is_there_is_told_first_and_nobody_of_the_list_is_left_out(
    hours: Hours, now: datetime, urgency: Urgency
) -> None:
    opens = now if hours.open_until(now) is not None else hours.next_opening(now)
    assert opens is not None
    duty = Duty(("a", "b", "c"), hours, WATCH)
    first = next_step(duty, urgency, [], opens)
    assert first.who == ("a" if hours.open_until(opens) is not None else None)
    told = [who for _, who in climbed(duty, urgency, now, 150) if who is not None]
    assert told == [("a", "b", "c")[n % 3] for n in range(len(told))]


@UNHURRIED
@given(any_hours(), moments, urgencies)
def test_nobody_waits_past_an_opening(hours: Hours, now: datetime, urgency: Urgency) -> None:
    duty = Duty(("a",), hours, WATCH)
    opens = hours.next_opening(now)
    step = next_step(duty, urgency, [], now)
    if step.who is None and opens is not None:
        assert step.escalates_at <= opens


def test_an_empty_list_goes_to_the_fallback_by_day_too() -> None:
    step = next_step(Duty((), WEEK, WATCH), "now", [], at("2026-11-25 10:00"))
    assert (step.who, step.nobody) == (None, False)


@pytest.mark.parametrize("fallback", [None, Fallback("Wacht", None, "0800-1234")], ids=["none", "only a number"])
def test_without_a_fallback_that_takes_a_message_the_list_is_told_at_night_but_not_every_five_minutes(
    fallback: Fallback | None,
) -> None:
    found = climbed(Duty(("amina", "bas"), WEEK, fallback), "now", at("2026-11-25 22:00"), 3)
    assert [who for _, who in found] == ["amina", "bas", "amina"]
    assert found[1][0] - found[0][0] == LONGEST_AT_NIGHT


def test_somebody_who_left_the_list_does_not_break_the_round() -> None:
    assert next_step(DUTY, "now", ["amina", "gone"], at("2026-11-25 10:00")).who == "bas"
    assert next_step(DUTY, "now", ["gone"], at("2026-11-25 10:00")).who == "amina"


def test_a_refusal_goes_on_at_once_the_first_time_and_then_in_peace() -> None:
    now, later = at("2026-11-25 10:00"), at("2026-11-25 10:05")
    assert [after_refusal(later, now, first=first) for first in (True, False)] == [now, later]
    assert after_refusal(now, later, first=True) == now, "never later than it was"


@UNHURRIED
@given(st.lists(urgencies, min_size=1))
def test_the_gravest_urgency_wins(said: list[Urgency]) -> None:
    gravest: Urgency = "call"
    for urgency in said:
        gravest = graver(gravest, urgency)
    assert gravest == ("now" if "now" in said else "soon" if "soon" in said else "call")


def test_where_nobody_of_the_list_is_left_the_fallback_is_told_at_its_own_pace_also_when_the_day_begins() -> None:
    step = next_step(Duty((), WEEK, WATCH), "soon", [], at("2026-11-25 08:55"))
    assert (step.who, step.escalates_at) == (None, at("2026-11-25 09:10"))


def test_without_hours_somebody_is_told_and_the_next_one_after_the_wait() -> None:
    step = next_step(Duty(("amina",), None, WATCH), "soon", [], at("2026-11-25 03:00"))
    assert (step.who, step.escalates_at) == ("amina", at("2026-11-25 03:15"))


def test_less_than_a_minute_is_refused() -> None:
    with pytest.raises(ValueError, match="give 1 or more"):
        Duty((), minutes={"now": 0, "soon": 1, "call": 1})


def test_moments_in_any_zone_mean_the_same() -> None:
    here = next_step(DUTY, "now", [], at("2026-11-25 10:00"))
    assert here == next_step(DUTY, "now", [], at("2026-11-25 10:00").astimezone(UTC))
    assert here.escalates_at.astimezone(HERE).hour == 10
