"""One door to a case: who may not pass learns nothing, whoever passes is noted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal import consultants
from portal.access import NoSuchCase, open_case
from tests.portal.invented import MARKER, NAME, NOW, OURS, Portal, hand_over, yara


@pytest.mark.parametrize("ending", ["", "/summary.pdf", "/summary.json"])
def test_a_page_that_was_changed_leads_on_and_one_that_was_taken_back_says_so_and_nothing_else(
    portal: Portal, ending: str
) -> None:
    portal.share(hand_over(yara(), handoff_id="old"), talk="t1")
    portal.share(hand_over(yara(), handoff_id="new"), talk="t1")
    portal.share(hand_over(yara(), handoff_id="back"), talk="t2")
    with portal.store.begin() as work:
        work.handoffs.withdraw("back", NOW)
    browser = portal.browser()
    old, back, never = (browser.get(f"/portal/case/{case}{ending}") for case in ("old", "back", "never"))
    assert (old.status_code, old.headers["location"]) == (303, "/portal/case/new")
    assert (back.status_code, never.status_code) == (410, 404)
    assert "Taken back" in back.text
    for page in (old, back, never):
        assert NAME not in page.text
        assert MARKER not in page.text
    shown = browser.get("/portal/case/new")
    assert shown.status_code == 200
    assert "pdated" in shown.text


def test_a_page_that_never_changed_is_not_called_changed(portal: Portal) -> None:
    portal.share(hand_over(yara()))
    with portal.store.begin() as work:
        amina = work.consultants.get(portal.amina)
        assert amina is not None
        assert not open_case(work, amina, "case-1", event="view", at=NOW).updated


def test_whoever_may_not_read_learns_not_even_that_something_was_taken_back(portal: Portal) -> None:
    portal.share(hand_over(yara(), handoff_id="back"), talk="t2")
    with portal.store.begin() as work:
        work.handoffs.withdraw("back", NOW)
        amina = work.consultants.get(portal.amina)
        assert amina is not None
        work.consultants.disable(portal.amina, NOW)
        for case in ("back", "never"):
            with pytest.raises(NoSuchCase) as problem:
                open_case(work, amina, case, event="view", at=NOW)
            assert type(problem.value) is NoSuchCase


@pytest.mark.parametrize("ending", ["", "/summary.pdf", "/summary.json"])
def test_without_signing_in_every_address_leads_to_the_same_door(portal: Portal, ending: str) -> None:
    portal.share(hand_over(yara()))
    visitor = portal.visitor()
    there, not_there = visitor.get(f"/portal/case/case-1{ending}"), visitor.get(f"/portal/case/nothing{ending}")
    assert there.status_code == not_there.status_code == 303
    assert there.headers == not_there.headers
    assert there.text == not_there.text


@pytest.mark.parametrize(
    ("address", "event"),
    [("", "view"), ("/summary.pdf", "download_pdf"), ("/summary.json", "download_json")],
)
def test_every_look_is_logged_with_client_user_and_who_answers_for_it(portal: Portal, address: str, event: str) -> None:
    person = portal.share(hand_over(yara()))
    portal.browser().get(f"/portal/case/case-1{address}")
    with portal.store.read() as work:
        (looked,) = work.access_log.about(person)
    assert (looked.event, looked.person_id) == (event, person)
    assert (looked.user_id, looked.responsible_id, looked.at) == (portal.amina, portal.amina, NOW)


def test_the_list_is_a_look_at_everybody_in_it(portal: Portal) -> None:
    persons = {portal.share(hand_over(yara(), handoff_id=f"case-{number}")) for number in range(3)}
    portal.browser().get("/portal/")
    assert {line[1] for line in portal.log() if line[0] == "list"} == persons


def test_a_look_that_was_refused_is_no_look(portal: Portal) -> None:
    portal.share(hand_over(yara()))
    browser = portal.browser()
    browser.get("/portal/case/nothing")
    assert [line[0] for line in portal.log()] == ["sign_in"]


def test_whoever_is_disabled_is_out_at_once(portal: Portal) -> None:
    portal.share(hand_over(yara()))
    browser = portal.browser()
    assert browser.get("/portal/case/case-1").status_code == 200
    consultants.disable(portal.store, portal.amina, portal.clock)
    for address in ("/portal/", "/portal/case/case-1", "/portal/case/case-1/summary.pdf"):
        assert browser.get(address).headers["location"] == "/portal/sign-in"
    assert browser.post("/portal/case/case-1/seen", headers=OURS).headers["location"] == "/portal/sign-in"


def test_the_door_asks_again_even_when_somebody_holds_a_signed_in_consultant(portal: Portal) -> None:
    person = portal.share(hand_over(yara()))
    with portal.store.begin() as work:
        amina = work.consultants.get(portal.amina)
        assert amina is not None
        work.consultants.disable(portal.amina, NOW)
        with pytest.raises(NoSuchCase):
            open_case(work, amina, "case-1", event="view", at=NOW)
    assert portal.log(person) == []


def test_read_is_kept_once_for_each_consultant(portal: Portal) -> None:
    portal.share(hand_over(yara()))
    amina, bas = portal.browser(), portal.browser(portal.bas)
    for browser in (amina, amina, bas):
        answer = browser.post("/portal/case/case-1/seen", headers=OURS)
        assert answer.headers["location"] == "/portal/case/case-1#read"
        portal.clock.now += timedelta(minutes=1)
    with portal.store.read() as work:
        seen = [event.who for event in work.handoffs.events("case-1") if event.kind == "seen"]
    assert seen == [portal.amina, portal.bas]
    page = amina.get("/portal/case/case-1").text
    assert "Read by Amina, today at 16:40" in page
    assert "Read by Bas, today at 16:42" in page
    assert "I have read this" not in page


def test_opening_a_case_does_not_say_that_it_was_read(portal: Portal) -> None:
    portal.share(hand_over(yara()))
    portal.browser().get("/portal/case/case-1")
    with portal.store.read() as work:
        row = work.handoffs.find("case-1")
    assert row is not None
    assert row.seen_at is None


def test_read_by_one_is_still_to_be_read_by_the_other(portal: Portal) -> None:
    portal.share(hand_over(yara()))
    portal.browser().post("/portal/case/case-1/seen", headers=OURS)
    assert "I have read this" in portal.browser(portal.bas).get("/portal/case/case-1").text


def test_nothing_here_cannot_be_marked_as_read(portal: Portal) -> None:
    assert portal.browser().post("/portal/case/nothing/seen", headers=OURS).status_code == 404


def test_of_a_child_who_was_deleted_only_the_log_is_left(portal: Portal) -> None:
    person = portal.share(hand_over(yara()))
    browser = portal.browser()
    browser.get("/portal/case/case-1")
    with portal.store.begin() as work:
        work.people.delete(person, NOW)
    assert browser.get("/portal/case/case-1").status_code == 404
    assert "Yara" not in browser.get("/portal/").text
    assert [line[0] for line in portal.log(person)] == ["view"]
