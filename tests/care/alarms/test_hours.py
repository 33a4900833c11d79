"""Opening hours: nights, weekends, holidays and the nights on which the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.alarms import Hours, Span
from care.alarms.hours import LOOK_AHEAD_DAYS

UNHURRIED = settings(deadline=None, max_examples=60)  # the machine may be busy
HERE = ZoneInfo("Europe/Amsterdam")
OFFICE = (Span(9 * 60, 12 * 60 + 30), Span(13 * 60, 17 * 60))
WEEK = Hours(dict.fromkeys(range(5), OFFICE), HERE, frozenset({date(2026, 12, 25), date(2027, 1, 1)}))


def at(text: str) -> datetime:
    """A moment on the wall in Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


@pytest.mark.parametrize(
    ("now", "until", "opens"),
    [
        ("2026-11-25 08:59", None, "2026-11-25 09:00"),
        ("2026-11-25 09:00", "2026-11-25 12:30", "2026-11-25 13:00"),
        ("2026-11-25 12:30", None, "2026-11-25 13:00"),
        ("2026-11-25 16:59", "2026-11-25 17:00", "2026-11-26 09:00"),
        ("2026-11-27 17:00", None, "2026-11-30 09:00"),
        ("2026-12-24 17:00", None, "2026-12-28 09:00"),
        ("2026-12-25 11:00", None, "2026-12-28 09:00"),
        ("2027-03-26 18:00", None, "2027-03-29 09:00"),
        ("2026-10-23 18:00", None, "2026-10-26 09:00"),
    ],
)
def test_somebody_is_there_by_the_clock_on_the_wall(now: str, until: str | None, opens: str) -> None:
    assert WEEK.open_until(at(now)) == (None if until is None else at(until))
    assert WEEK.next_opening(at(now)) == at(opens)


def test_times_that_touch_are_one_also_over_midnight() -> None:
    night = Hours({0: (Span(20 * 60, 24 * 60),), 1: (Span(0, 60), Span(60, 120))}, HERE)
    assert night.open_until(at("2026-11-23 21:00")) == at("2026-11-24 02:00")
    assert night.open_until(at("2026-11-24 02:00")) is None


def test_day_and_night_has_no_next_opening_that_matters() -> None:
    always = Hours(dict.fromkeys(range(7), (Span(0, 24 * 60),)), HERE)
    assert always.open_until(at("2026-11-25 03:00")) is not None


def test_a_night_on_which_the_clock_changes_is_as_long_as_it_is() -> None:
    watch = Hours({6: (Span(0, 6 * 60),)}, HERE)
    spring, autumn = at("2027-03-28 00:00"), at("2026-10-25 00:00")
    assert watch.open_until(spring).astimezone(UTC) - spring.astimezone(UTC) == timedelta(hours=5)  # type: ignore[union-attr]
    assert watch.open_until(autumn).astimezone(UTC) - autumn.astimezone(UTC) == timedelta(hours=7)  # type: ignore[union-attr]


def test_a_time_inside_the_hour_that_is_left_out_hides_no_other() -> None:
    hours = Hours({6: (Span(2 * 60 + 30, 2 * 60 + 50), Span(3 * 60, 4 * 60))}, HERE)
    assert hours.open_until(at("2027-03-28 03:10")) == at("2027-03-28 04:00")
    only_there = Hours({6: (Span(2 * 60 + 30, 3 * 60 + 5),)}, HERE)
    assert only_there.next_opening(at("2027-03-27 12:00")) == at("2027-04-04 02:30")


def test_hours_without_any_time_never_open() -> None:
    assert Hours({}, HERE).next_opening(at("2026-11-25 12:00")) is None


@pytest.mark.parametrize(("start", "end"), [(60, 60), (120, 60), (-1, 60), (0, 1441)])
def test_a_time_that_is_none_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="expected 0 <= start < end"):
        Span(start, end)


moments = st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)).map(lambda naive: naive.replace(tzinfo=UTC))


@st.composite
def any_hours(draw: st.DrawFn) -> Hours:
    """Hours with at least one opening a week, before holidays."""
    week = {}
    for day in draw(st.sets(st.integers(0, 6), min_size=1)):
        edges = sorted(draw(st.sets(st.integers(0, 1440), min_size=2, max_size=6)))
        week[day] = tuple(Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False))
    holidays = draw(st.frozensets(st.dates(date(2026, 1, 1), date(2029, 1, 1)), max_size=5))
    return Hours(week, draw(st.sampled_from([HERE, ZoneInfo("UTC"), ZoneInfo("America/New_York")])), holidays)


@UNHURRIED
@given(any_hours(), moments)
def test_the_next_opening_is_later_and_somebody_is_there_then(hours: Hours, now: datetime) -> None:
    opens = hours.next_opening(now)
    assert opens is not None
    assert now < opens <= now + timedelta(days=LOOK_AHEAD_DAYS + 2)
    assert hours.open_until(opens) is not None


@UNHURRIED
@given(any_hours(), moments)
def test_until_the_end_somebody_is_there_and_at_the_end_not_any_more(hours: Hours, now: datetime) -> None:
    until = hours.open_until(now)
    if until is not None:
        assert until > now
        assert hours.open_until(now + (until - now) / 2) == until
        assert hours.open_until(until) is None
