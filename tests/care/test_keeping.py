"""When what was said must be gone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from care.keeping import Terms, shared_until, unsent_until

HEARD = datetime(2031, 3, 1, 12, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def test_an_unsent_talk_goes_30_days_after_the_last_sign_of_life() -> None:
    assert unsent_until(HEARD, Terms()) == HEARD + timedelta(days=30)


def test_what_is_shared_is_kept_so_many_years_from_that_day() -> None:
    assert shared_until(HEARD, Terms(years_shared=2)) == date(2033, 3, 1)
    assert shared_until(HEARD, Terms(years_shared=0)) is None


def test_what_is_shared_on_a_leap_day_goes_a_day_early_rather_than_a_day_late() -> None:
    assert shared_until(datetime(2032, 2, 29, 12, tzinfo=UTC), Terms(years_shared=1)) == date(2033, 2, 28)


def test_a_day_is_a_day_where_the_organisation_is() -> None:
    just_after_midnight = datetime(2031, 3, 1, 0, 30, tzinfo=AMSTERDAM)
    assert shared_until(just_after_midnight, Terms(zone=AMSTERDAM)) == date(2033, 3, 1)
    assert shared_until(just_after_midnight, Terms()) == date(2033, 2, 28)


@pytest.mark.parametrize("terms", [{"days_unsent": 0}, {"years_shared": -1}])
def test_a_term_that_cannot_be_is_refused(terms: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="give"):
        Terms(**terms)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        unsent_until(datetime(2031, 3, 1), Terms())
