"""Working days, as a promise to a child counts them."""

from datetime import date

import pytest

from care.working_days import working_day

WEDNESDAY, FRIDAY, SATURDAY = date(2031, 3, 12), date(2031, 3, 14), date(2031, 3, 15)


@pytest.mark.parametrize(
    ("after", "number", "last"),
    [
        (WEDNESDAY, 1, date(2031, 3, 13)),
        (WEDNESDAY, 3, date(2031, 3, 17)),
        (FRIDAY, 1, date(2031, 3, 17)),
        (SATURDAY, 3, date(2031, 3, 19)),
        (WEDNESDAY, 30, date(2031, 4, 23)),
    ],
)
def test_the_weekend_does_not_count(after: date, number: int, last: date) -> None:
    assert working_day(after, number) == last


def test_a_day_on_which_nobody_works_does_not_count() -> None:
    assert working_day(WEDNESDAY, 1, {date(2031, 3, 13), date(2031, 3, 14)}) == date(2031, 3, 17)
