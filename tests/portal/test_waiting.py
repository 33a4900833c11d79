"""The list says who waits, in the right order and in words, and never hides anybody."""

from __future__ import annotations

import logging
import re
from datetime import timedelta

import pytest

from care.handoff import Child, SafetyLine
from portal.access import Waiting
from portal.pages.waiting import MOST_SEEN, in_order
from tests.portal.invented import NOW, OURS, Portal, hand_over, item, yara


@pytest.fixture
def database_kind() -> str:
    """Pages look the same on every database."""
    return "sqlite"


def names(page: str) -> list[str]:
    """Read the names of the list, in order."""
    return re.findall(r"<bdi>(.*?)</bdi>", page)


def ago(**span: float) -> timedelta:
    return timedelta(**span)


def test_an_empty_desk_is_warm(portal: Portal) -> None:
    page = portal.browser().get("/portal/").text
    assert "Nobody is waiting just now." in page
    assert "in their own words" in page


def test_whoever_must_not_wait_comes_first_and_then_who_waits_longest(portal: Portal) -> None:
    said = SafetyLine("neglect", "er is vaak niemand", NOW)
    for name, at, options in (
        ("Liv", NOW - ago(hours=1), {}),
        ("Sem", NOW - ago(days=2), {}),
        ("Mo", NOW - ago(minutes=5), {"signals": [said]}),
        ("Kim", NOW - ago(minutes=9), {"call_soon": True}),
    ):
        portal.share(hand_over(yara(), handoff_id=name, child=Child(name, 12, "nl"), at=at, **options))
    assert names(portal.browser().get("/portal/").text) == ["Kim", "Mo", "Sem", "Liv"]


def test_a_wish_to_be_called_stands_there_with_its_promise(portal: Portal) -> None:
    asked = [item("load.urgent", "call_me_soon", "bel me snel")]
    portal.share(hand_over(asked, call_soon=True, language="en"), kind="call_request")
    page = portal.browser().get("/portal/").text
    assert "Wants to be called soon, at the latest 13 March 2031" in page
    assert "Read, then call" in page


def test_a_line_says_name_age_since_when_and_what_comes_next(portal: Portal) -> None:
    portal.share(hand_over(yara(), at=NOW - ago(days=6)))
    page = portal.browser().get("/portal/").text
    for words in ("Yara", "14 years", "since Thursday 6 March (6 days)", "Shared a summary", "Read the summary"):
        assert words in page


def test_the_list_never_says_what_danger_it_is(portal: Portal) -> None:
    said = SafetyLine("suicide", "ik wil er niet meer zijn", NOW)
    portal.share(hand_over(yara(), signals=[said]))
    page = portal.browser().get("/portal/").text
    assert "Something was passed on for safety" in page
    assert "suicide" not in page
    assert "ik wil er niet" not in page


def test_what_was_read_moves_down_and_says_by_whom(portal: Portal) -> None:
    portal.share(hand_over(yara()))
    browser = portal.browser()
    browser.post("/portal/case/case-1/seen", headers=OURS)
    page = browser.get("/portal/").text
    assert "Nobody is waiting just now." in page
    assert "Read by Amina, today at 16:40" in page
    assert "Make contact" in page


def test_a_child_that_changed_its_summary_is_new_again_and_only_that_is_said(portal: Portal) -> None:
    portal.share(hand_over(yara(), handoff_id="first"), talk="t")
    browser = portal.browser()
    browser.post("/portal/case/first/seen", headers=OURS)
    portal.share(hand_over(yara(), handoff_id="second", withheld=["goal.wish"]), talk="t")
    page = browser.get("/portal/").text
    assert "Shared a summary again, with changes" in page
    assert names(page) == ["Yara"]
    assert "Updated by the child. The earlier page is gone." in browser.get("/portal/case/second").text


def test_one_damaged_page_hides_nobody_else(portal: Portal, caplog: pytest.LogCaptureFixture) -> None:
    portal.share(hand_over(yara()))
    broken = hand_over(yara(), handoff_id="broken", child=Child("Sem", 11, "nl"))
    portal.share(broken)
    with portal.store.begin() as work:
        row = work.handoffs.find("broken")
        assert row is not None
        document = {**broken.to_data(), "schema_version": 99}
        work.handoffs.put("newer", row.person_id, row.session_id, "summary", document, NOW, None)
    with caplog.at_level(logging.ERROR):
        page = portal.browser().get("/portal/").text
    assert names(page) == ["Without a name", "Yara"]
    assert "This page cannot be shown" in page
    assert "newer" in caplog.text
    assert "Sem" not in caplog.text


def test_nobody_who_waits_is_ever_left_out(portal: Portal) -> None:
    many = [Waiting(str(number), "summary", NOW, False, None) for number in range(MOST_SEEN + 20)]
    assert len(in_order(many)) == len(many)


def test_of_what_was_read_only_the_latest_stand_there_and_it_says_so(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.pages.waiting.MOST_SEEN", 2)
    for number in range(3):
        portal.share(hand_over(yara(), handoff_id=f"case-{number}", at=NOW + ago(minutes=number)))
        with portal.store.begin() as work:
            work.handoffs.mark_seen(f"case-{number}", portal.amina, NOW)
    page = portal.browser().get("/portal/").text
    assert "case-2" in page
    assert "case-0" not in page
    assert "These are the 2 latest." in page
