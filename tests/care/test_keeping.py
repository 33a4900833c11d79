"""When what was said must be gone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from care.keeping import Terms, answers_may_go, summary_is_over, summary_until, unsent_is_over, unsent_until

HEARD = datetime(2031, 3, 1, 12, tzinfo=UTC)


def test_an_unsent_talk_goes_30_days_after_the_last_sign_of_life() -> None:
    assert unsent_until(HEARD, Terms()) == HEARD + timedelta(days=30)
    assert not unsent_is_over(HEARD, HEARD + timedelta(days=30, seconds=-1), Terms())
    assert unsent_is_over(HEARD, HEARD + timedelta(days=30), Terms())


def test_a_summary_stays_while_the_support_goes_on_and_while_there_is_no_rule() -> None:
    assert summary_until(None, Terms(days_after_support=10)) is None
    assert summary_until(date(2031, 1, 1), Terms()) is None
    assert not summary_is_over(date(2031, 1, 1), date(2099, 1, 1), Terms())


def test_a_summary_goes_after_the_last_day_of_the_rule() -> None:
    terms, ended = Terms(days_after_support=10), date(2031, 1, 1)
    assert summary_until(ended, terms) == date(2031, 1, 11)
    assert not summary_is_over(ended, date(2031, 1, 11), terms)
    assert summary_is_over(ended, date(2031, 1, 12), terms)


def test_raw_answers_go_only_when_somebody_accepted_the_summary() -> None:
    assert answers_may_go(shared=True, summary_accepted=True)
    assert not answers_may_go(shared=True, summary_accepted=False)
    assert not answers_may_go(shared=False, summary_accepted=True)


@pytest.mark.parametrize("terms", [{"days_unsent": 0}, {"days_after_support": -1}])
def test_a_term_that_cannot_be_is_refused(terms: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="give"):
        Terms(**terms)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        unsent_until(datetime(2031, 3, 1), Terms())
