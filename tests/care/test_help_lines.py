"""At any moment of any year somebody of any age finds a person to talk to; hours are data, also through midnight."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.organisation import load_organisation
from care.help_lines import DANGER, GENERAL, HelpLine, Offered, offered
from care.opening_hours import Span, opening
from care.safety.signal import CATEGORIES

LINES = load_organisation(None).help_lines
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
AGES = st.one_of(st.none(), st.integers(0, 120))
ABOUT = st.one_of(st.none(), st.sampled_from(CATEGORIES), st.just("something new"))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def ids(offers: tuple[Offered, ...]) -> list[str]:
    return [one.line.id for one in offers]


@given(at=MOMENTS, age=AGES, about=ABOUT, calm=st.booleans())
def test_at_any_moment_there_are_one_to_five_lines_and_somebody_answers(
    at: datetime, age: int | None, about: str | None, calm: bool
) -> None:
    offers = offered(LINES, at, age, about, calm=calm)
    assert 1 <= len(offers) <= 5
    assert any(one.opening.is_open for one in offers)
    assert len(set(ids(offers))) == len(offers)
    assert all(one.line.suits(age) for one in offers)
    assert DANGER in offers[-1 if calm else 0].line.about, "the emergency number is always there, and leads in danger"


@given(at=MOMENTS, age=st.integers(4, 24))
def test_a_goodbye_names_no_danger_but_the_emergency_number(at: datetime, age: int) -> None:
    *lines, emergency = offered(LINES, at, age, calm=True)
    assert DANGER in emergency.line.about
    assert lines and all(GENERAL in one.line.about for one in lines)


@given(at=MOMENTS, age=AGES, about=ABOUT)
def test_who_is_open_stands_before_who_is_not_and_who_is_closed_says_when(
    at: datetime, age: int | None, about: str | None
) -> None:
    offers = offered(LINES, at, age, about)
    opened = [one.opening.is_open for one in offers]
    assert opened == sorted(opened, reverse=True)
    for one in offers:
        if not one.opening.is_open:
            assert one.opening.opens is not None
            assert timedelta(0) < one.opening.opens - at < timedelta(days=8)
            assert one.line.opening(one.opening.opens).is_open, "it really is open when it is said to open"


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("suicide", ["emergency", "suicide_113", "kindertelefoon", "veilig_thuis"]),
        ("abuse_physical", ["emergency", "veilig_thuis", "kindertelefoon", "suicide_113"]),
        ("severe_distress", ["emergency", "kindertelefoon", "suicide_113", "veilig_thuis"]),
        ("medical_emergency", ["emergency", "kindertelefoon"]),
        (None, ["emergency", "kindertelefoon", "veilig_thuis", "suicide_113"]),
    ],
)
def test_by_day_the_lines_about_this_matter_come_first(about: str | None, expected: list[str]) -> None:
    assert ids(offered(LINES, local("2026-11-25T15:00"), 13, about)) == expected


def test_at_night_the_line_that_sleeps_stands_last_and_says_when_it_opens() -> None:
    *others, last = offered(LINES, local("2026-11-25T23:30"), 13, "runaway")
    assert all(one.opening.is_open for one in others)
    assert (last.line.id, last.opening.opens) == ("kindertelefoon", local("2026-11-26T11:00"))
    assert not last.chats


@pytest.mark.parametrize(
    ("age", "there", "not_there"), [(17, "kindertelefoon", "alles_oke"), (20, "alles_oke", "kindertelefoon")]
)
def test_a_line_is_offered_to_its_ages(age: int, there: str, not_there: str) -> None:
    found = ids(offered(LINES, local("2026-11-25T15:00"), age))
    assert there in found
    assert not_there not in found


def test_in_an_emergency_at_night_there_is_one_number() -> None:
    assert ids(offered(LINES, local("2026-11-25T03:00"), 13, "medical_emergency")) == ["emergency"]


def test_a_chat_has_hours_of_its_own() -> None:
    (veilig_thuis,) = (line for line in LINES if line.id == "veilig_thuis")
    assert veilig_thuis.opening(local("2026-11-28T12:00")).is_open
    assert not veilig_thuis.chats(local("2026-11-28T12:00")), "no chat on a Saturday"
    assert veilig_thuis.chats(local("2026-11-27T12:00"))


def test_a_line_in_another_time_zone_opens_by_its_own_clock() -> None:
    far = line(open=[{"opens": "09:00", "closes": "17:00"}], time_zone="America/Curacao")
    assert not far.opening(local("2026-01-05T12:00")).is_open
    assert far.opening(local("2026-01-05T15:00")).is_open


def test_a_night_goes_on_after_midnight() -> None:
    night = (Span(days=("fri",), opens="21:00", closes="03:00"),)  # type: ignore[arg-type]
    assert opening(night, local("2026-11-28T02:59")).until == local("2026-11-28T03:00")
    assert opening(night, local("2026-11-28T03:00")).opens == local("2026-12-04T21:00")
    assert not opening(night, local("2026-11-27T02:00")).is_open, "that is the night of Thursday"


@pytest.mark.parametrize("written", ["11:00", "opens: 11:00", '"11:00"'])
def test_an_hour_may_be_written_with_and_without_quotes(written: str) -> None:
    hour = yaml.safe_load(written if written.startswith("opens") else f"opens: {written}")["opens"]
    assert Span(opens=hour, closes="24:00").on(local("2026-11-25T12:00")) == (  # type: ignore[arg-type]
        local("2026-11-25T11:00"),
        local("2026-11-26T00:00"),
    )


def test_hours_that_never_come_are_closed_for_good() -> None:
    assert opening((), local("2026-11-25T12:00")).opens is None


@pytest.mark.parametrize(
    ("checked", "must"),
    [
        (None, True),
        ("2026-11-22", False),
        ("2026-05-30", False),
        ("2026-05-28", True),
        ("2026-11-26", False),
        ("2026-11-27", True),
    ],
)
def test_a_line_nobody_looked_at_for_half_a_year_must_be_checked(checked: str | None, must: bool) -> None:
    assert line(checked_on=checked).must_be_checked(date(2026, 11, 25)) is must


def test_what_nobody_checked_is_offered_after_what_somebody_did() -> None:
    lines = [line(id="unchecked", checked_on=None, about=["general"]), line(id="checked", about=["general"])]
    assert ids(offered(lines, local("2026-11-25T15:00"), None)) == ["checked", "unchecked"]


def test_the_only_line_whose_number_is_not_verified_says_so() -> None:
    unverified = [one.id for one in LINES if one.checked_on is None]
    assert unverified == ["mind_korrelatie"]
    assert "unverified" in next(one for one in LINES if one.id == "mind_korrelatie").source


def test_every_line_whose_hours_come_from_an_old_page_says_so_and_must_be_checked() -> None:
    old = {line.id for line in LINES if re.search(r"\((19|20)[0-2]\d\)", line.source) or "unverified" in line.source}
    assert old == {"kindertelefoon", "alles_oke", "veilig_thuis", "mind_korrelatie"}
    assert {line.id for line in LINES if line.must_be_checked(date(2026, 11, 26))} == old


@given(at=MOMENTS, age=st.integers(0, 17), about=ABOUT, calm=st.booleans())
def test_no_child_is_sent_to_a_paid_number_that_nobody_verified(
    at: datetime, age: int, about: str | None, calm: bool
) -> None:
    assert "mind_korrelatie" not in ids(offered(LINES, at, age, about, calm=calm))


@pytest.mark.parametrize("href", ["tel:112", "tel:+31 20-123", "sms:+3112?body=hoi", "https://wa.me/31612"])
def test_what_a_tap_can_do(href: str) -> None:
    assert line(href=href, chat="https://chat.example.org/a?b=c").href == href


def line(**given: Any) -> HelpLine:
    """An invented line."""
    plain = {"id": "x", "name": "X", "number": "1", "href": "tel:1", "source": "invented", "checked_on": "2026-11-22"}
    return HelpLine.model_validate({**plain, **given})
