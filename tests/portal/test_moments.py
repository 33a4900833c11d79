"""Moments are said as a reader would say them, in the reader's own zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.moments import Moments
from tests.portal.invented import catalogues


def moments(language: str) -> Moments:
    now = datetime(2031, 3, 12, 8, 0, tzinfo=UTC)
    return Moments(now, ZoneInfo("Europe/Amsterdam"), language, catalogues().gettext(language))


@pytest.mark.parametrize(
    ("moment", "english", "dutch"),
    [
        (datetime(2031, 3, 12, 6, 5, tzinfo=UTC), "today at 7:05", "vandaag om 7:05"),
        (datetime(2031, 3, 11, 23, 30, tzinfo=UTC), "today at 0:30", "vandaag om 0:30"),
        (datetime(2031, 3, 11, 22, 30, tzinfo=UTC), "yesterday at 23:30", "gisteren om 23:30"),
        (datetime(2031, 3, 7, 9, 0, tzinfo=UTC), "Friday 7 March at 10:00", "vrijdag 7 maart om 10:00"),
        (datetime(2030, 7, 1, 9, 0, tzinfo=UTC), "Monday 1 July 2030 at 11:00", "maandag 1 juli 2030 om 11:00"),
    ],
)
def test_a_moment_is_near_or_has_its_day(moment: datetime, english: str, dutch: str) -> None:
    assert moments("en").at(moment) == english
    assert moments("nl").at(moment) == dutch


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2031, 3, 12, 6, 5, tzinfo=UTC), "since today at 7:05"),
        (datetime(2031, 3, 11, 9, 0, tzinfo=UTC), "since yesterday at 10:00"),
        (datetime(2031, 3, 10, 9, 0, tzinfo=UTC), "since Monday 10 March (2 days)"),
    ],
)
def test_from_two_days_on_waiting_is_counted(moment: datetime, words: str) -> None:
    assert moments("en").since(moment) == words


def test_on_paper_a_moment_stays_true() -> None:
    assert moments("nl").dated(datetime(2031, 3, 12, 6, 5, tzinfo=UTC)) == "12 maart 2031, 7:05"
