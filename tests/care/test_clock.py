"""A clock that runs ahead is doubted, and nothing is held for ever."""

from datetime import UTC, datetime, timedelta

from care.clock import DOUBTED_FOR, FAR, Clock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
AHEAD = NOON + timedelta(days=400)


def test_hour_after_hour_is_believed_and_so_is_a_week_off() -> None:
    for later in (HOUR, FAR, -HOUR, timedelta(days=-400)):
        assert Clock(NOON).at(NOON + later) == Clock(NOON + later)


def test_a_jump_ahead_is_doubted_for_days_and_then_believed() -> None:
    known = Clock(NOON)
    for hours in range(int(DOUBTED_FOR / HOUR)):
        known = known.at(AHEAD + hours * HOUR)
        assert known == Clock(NOON, AHEAD)
    assert known.at(AHEAD + DOUBTED_FOR) == Clock(AHEAD + DOUBTED_FOR)


def test_a_clock_that_is_set_right_is_believed_at_once() -> None:
    assert Clock(NOON, AHEAD).at(NOON + HOUR) == Clock(NOON + HOUR)


def test_a_clock_that_goes_on_jumping_is_doubted_anew() -> None:
    again = AHEAD + DOUBTED_FOR + FAR + HOUR
    assert Clock(NOON, AHEAD).at(again) == Clock(NOON, again)
    assert Clock(NOON, AHEAD).at(AHEAD - HOUR) == Clock(NOON, AHEAD - HOUR)


def test_who_runs_it_a_few_hours_a_week_is_not_held_for_ever() -> None:
    known = Clock(NOON)
    known = known.at(NOON + timedelta(days=14)).at(NOON + timedelta(days=21))
    assert not known.is_doubted
