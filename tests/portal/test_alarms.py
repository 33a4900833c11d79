"""Alarms in the portal: first on the desk, without content there; opened by name, taken by one, gone without a trace."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import anyio
import pytest
from starlette.requests import Request

from care.alarms import Known
from care.handoff import Child, Handoff
from portal import alarms, consultants
from portal.access import NoSuchCase
from portal.pages.live import alarms_now, stream
from storage.tables import alarm, place, session, share_package
from tests.portal.invented import NAME, NOW, OURS, SENTENCE, Portal, hand_over, item, yara

DESK, PAGE = "/portal/", "/portal/alarm/a1"


@pytest.fixture
def database_kind() -> str:
    """Pages look the same on every database; how rows are taken is tested below on both."""
    return "sqlite"


def take(portal: Portal, who: str, alarm: str = "a1") -> Any:
    """Press the button."""
    return portal.browser(who).post(f"/portal/alarm/{alarm}/take", headers=OURS)


def test_an_alarm_is_the_first_thing_on_the_desk_and_says_nothing_of_whom_or_what(portal: Portal) -> None:
    portal.share(hand_over(yara(), handoff_id="other", child=Child("Sem", 11, "nl")))
    portal.alarm("a1")
    page = portal.browser().get(DESK).text
    assert page.index("Look at this now") < page.index("Sem")
    assert "since today at 16:40" in page
    assert "Nobody is on it yet." in page
    for secret in (NAME, SENTENCE, "slaat", "hit", "abuse"):
        assert secret not in page
    assert portal.log("person of t") == []


@pytest.mark.parametrize(
    ("urgency", "heading"),
    [("now", "Look at this now"), ("soon", "Look at this today"), ("call", "Somebody asked to be called")],
)
def test_the_urgency_is_said_in_words(portal: Portal, urgency: str, heading: str) -> None:
    portal.alarm("a1", urgency)
    browser = portal.browser()
    assert heading in browser.get(DESK).text
    assert f"<h1>{heading}</h1>" in browser.get(PAGE).text


def test_the_page_says_what_is_known_what_the_child_was_told_and_who_was_told(portal: Portal) -> None:
    portal.alarm("a1")
    portal.tell("a1", portal.amina, portal.bas, None)
    page = portal.browser().get(PAGE).text
    for words in (
        f"“{SENTENCE}”",
        "taken for: being hit or hurt",
        f"Passed on without sharing, {NAME} knows this",
        "Ik geef nu aan Amina of een collega door wat je schreef. Je naam gaat mee.",
        "today at 16:40: Amina, by e-mail",
        "today at 16:40: Bas, by e-mail",
        "today at 16:40: the fallback contact, by e-mail",
        "the next one is told: today at 16:45",
        "No way to reach the child is known yet.",
    ):
        assert words in page, words
    assert page.count("<button") == 2  # sign out, and the one main thing to do
    assert NAME not in re.findall("<title>(.*?)</title>", page)[0]


def test_how_to_reach_the_child_comes_from_what_it_sent_and_goes_with_it(portal: Portal) -> None:
    portal.alarm("a1", "call", known=Known().with_call(NOW), session="talk of call")
    contact = item("meeting.contact", {"way": "call", "address": "06-00000000"})
    portal.share(hand_over([contact], handoff_id="call", call_soon=True), kind="call_request")
    browser = portal.browser()
    page = browser.get(PAGE).text
    assert "06-00000000" in page
    assert 'href="/portal/case/call"' in page
    assert "Asked to be called, today at 16:40" in page
    assert "Nothing else was passed on." in page
    with portal.store.begin() as work:
        work.handoffs.withdraw("call", NOW)
    assert "06-00000000" not in browser.get(PAGE).text


def test_how_to_reach_who_asked_to_be_called_stands_in_the_request_also_when_more_was_shared_since(
    portal: Portal,
) -> None:
    portal.alarm("a1", "call", known=Known().with_call(NOW), session="talk of call")
    contact = item("meeting.contact", {"way": "call", "address": "06-11111111"})
    portal.share(hand_over([contact], handoff_id="call", call_soon=True), kind="call_request")
    later = replace(hand_over(yara(), handoff_id="summary"), shared_at=NOW + timedelta(minutes=1))
    portal.share(later, talk="talk of call")
    page = portal.browser().get(PAGE).text
    assert "06-11111111" in page
    assert 'href="/portal/case/call"' in page


def _damage(portal: Portal, handoff: Handoff | None = None) -> None:
    """Damage what was handed over; given a handoff, it looks as a newer program would have written it."""
    with portal.store.begin() as work:
        sealed = b"\x01\x02"
        if handoff is not None:
            row = work.handoffs.find(handoff.id)
            assert row is not None
            where = place("share_package", "document", handoff.id)
            sealed = work.key_of(row.person_id).seal_json(where, {**handoff.to_data(), "schema_version": 99})
        work.connection.execute(share_package.update().values(document=sealed))


@pytest.mark.parametrize("newer", [True, False], ids=["newer program", "damaged"])
def test_a_shared_page_that_cannot_be_read_does_not_stop_its_alarm(
    portal: Portal, caplog: pytest.LogCaptureFixture, newer: bool
) -> None:
    person = portal.alarm("a1", session="talk of call")
    page_of = hand_over(yara(), handoff_id="call", call_soon=True)
    portal.share(page_of, kind="call_request", talk="talk of call")
    _damage(portal, page_of if newer else None)
    browser = portal.browser()
    with caplog.at_level(logging.ERROR):
        answer = browser.get(PAGE)
    assert answer.status_code == 200
    assert "/portal/alarm/a1/take" in answer.text
    assert SENTENCE in answer.text
    assert "Something that the child shared cannot be read here." in answer.text
    assert "No way to reach the child is known yet." not in answer.text
    assert "call" in caplog.text
    assert NAME not in caplog.text
    assert [event for event, *_ in portal.log(person)] == ["alarm_view"], "nothing that was shared was read"
    assert browser.post(f"{PAGE}/take", headers=OURS).status_code == 303
    assert "You are on it." in browser.get(PAGE).text


def test_after_a_page_that_cannot_be_read_the_next_one_is_looked_at(portal: Portal) -> None:
    portal.alarm("a1", session="talk of call")
    call = hand_over(yara(), handoff_id="call", call_soon=True)
    portal.share(call, kind="call_request", talk="talk of call")
    _damage(portal, call)
    portal.share(hand_over(yara(), handoff_id="summary"), talk="talk of call")
    page = portal.browser().get(PAGE).text
    assert "06-00000000" in page
    assert 'href="/portal/case/summary"' in page
    assert "Something that the child shared cannot be read here." in page


@pytest.mark.parametrize("newer", [True, False], ids=["newer program", "damaged"])
def test_an_alarm_whose_content_cannot_be_read_is_shown_and_taken(
    portal: Portal, caplog: pytest.LogCaptureFixture, newer: bool
) -> None:
    person = portal.alarm("a1")
    portal.alarm("a2", session="other")
    with portal.store.begin() as work:
        sealed = work.key_of(person).seal_json(place("alarm", "content", "a1"), {"form": SENTENCE})
        work.connection.execute(
            alarm.update().where(alarm.c.id == "a1").values(content=sealed if newer else b"\x01\x02")
        )
    browser = portal.browser()
    with caplog.at_level(logging.ERROR):
        answer = browser.get(PAGE)
    assert answer.status_code == 200
    assert "Look at this now" in answer.text
    assert "This cannot be read here." in answer.text
    assert "The child asked for this itself." not in answer.text
    assert "a1" in caplog.text
    assert SENTENCE not in caplog.text
    assert browser.get(DESK).status_code == 200
    assert SENTENCE in browser.get("/portal/alarm/a2").text
    browser.post(f"{PAGE}/take", headers=OURS)
    assert "You are on it." in browser.get(PAGE).text


def test_a_talk_that_cannot_be_read_does_not_stop_its_alarm_from_being_taken(portal: Portal) -> None:
    person = portal.alarm("a1")
    with portal.store.begin() as work:
        newer = {"format": 1, "said": [], "drafts": {}, "a newer field": 1}
        sealed = work.key_of(person).seal_json(place("session", "state", "t"), newer)
        work.connection.execute(session.update().values(state=sealed))
    take(portal, portal.amina)
    assert "You are on it." in portal.browser().get(PAGE).text


def test_an_urgency_of_a_newer_program_hides_no_other_alarm_and_is_looked_at_now(portal: Portal) -> None:
    portal.alarm("a1", "somehow")
    portal.alarm("a2", "soon", session="other")
    browser = portal.browser()
    desk = browser.get(DESK).text
    assert "Look at this now" in desk
    assert "Look at this today" in desk
    assert "<h1>Look at this now</h1>" in browser.get(PAGE).text


def test_every_look_and_who_took_it_is_logged(portal: Portal) -> None:
    person = portal.alarm("a1")
    browser = portal.browser()
    browser.get(PAGE)
    browser.post(f"{PAGE}/take", headers=OURS)
    assert portal.log(person) == [
        ("alarm_view", person, portal.amina, portal.amina),
        ("alarm_taken", person, portal.amina, portal.amina),
    ]


def test_who_takes_it_stands_there_by_name_and_nobody_waits_for_a_letter_any_more(portal: Portal) -> None:
    portal.alarm("a1")
    portal.tell("a1", portal.bas, status="due", sent_at=None)
    answer = take(portal, portal.amina)
    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
    page = portal.browser(portal.amina).get(PAGE).text
    assert "You are on it. Amina is on it, today at 16:40" in page
    assert "Bas, no longer needed" in page
    assert "/take" not in page
    desk = portal.browser(portal.bas).get(DESK).text
    assert "Amina is on it, today at 16:40" in desk
    assert "Nobody is on this yet" not in desk


def test_of_two_who_press_at_once_one_name_wins_and_the_other_is_thanked(portal: Portal) -> None:
    portal.alarm("a1")
    amina, bas = portal.browser(portal.amina), portal.browser(portal.bas)
    assert "I&#39;m on it" in amina.get(PAGE).text
    assert "I&#39;m on it" in bas.get(PAGE).text
    bas.post(f"{PAGE}/take", headers=OURS)
    portal.clock.pass_by(minutes=1)
    amina.post(f"{PAGE}/take", headers=OURS)
    page = amina.get(PAGE).text
    assert "Thank you for coming. Bas is on it, today at 16:40" in page
    assert [event for event, *_ in portal.log("person of t")].count("alarm_taken") == 1


def test_a_press_from_another_site_takes_nothing(portal: Portal) -> None:
    portal.alarm("a1")
    browser = portal.browser()
    assert browser.post(f"{PAGE}/take", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert browser.get(f"{PAGE}/take").status_code == 404
    with portal.store.read() as work:
        assert work.alarms.count_open() == 1


def test_when_the_child_deletes_everything_it_says_so_and_nothing_is_left(portal: Portal) -> None:
    person = portal.alarm("a1")
    portal.tell("a1", portal.amina)
    with portal.store.begin() as work:
        work.people.delete(person, NOW)
    browser = portal.browser()
    desk, page = browser.get(DESK).text, browser.get(PAGE).text
    assert "Taken back" in desk
    assert "Taken back" in page
    assert "today at 16:40: Amina, by e-mail" in page
    for text in (desk, page):
        for secret in (SENTENCE, NAME, "Ik geef nu"):
            assert secret not in text
    assert browser.post(f"{PAGE}/take", headers=OURS).status_code == 303
    portal.clock.pass_by(days=4)
    assert "Taken back" not in portal.browser().get(DESK).text


def test_what_was_taken_back_is_not_said_to_be_a_child_who_was_deleted(portal: Portal) -> None:
    portal.alarm("a1", "call", known=Known().with_call(NOW))
    portal.tell("a1", portal.amina)
    with portal.store.begin() as work:
        assert work.alarms.drop("a1", NOW)
    for language, words in (
        ("en", "This was taken back, or its time was over"),
        ("nl", "Dit is teruggehaald, of de bewaartijd was om"),
    ):
        browser = portal.browser(language=language)
        for text in (browser.get(DESK).text, browser.get(PAGE).text):
            assert words in text
            for untrue in ("deleted", "gewist"):
                assert untrue not in text


@pytest.mark.parametrize(
    ("language", "heading", "asked"),
    [("en", "The child took this back", "be called"), ("nl", "Het kind heeft dit teruggehaald", "gebeld")],
)
def test_a_taken_alarm_does_not_go_on_saying_that_a_call_was_asked_for(
    portal: Portal, language: str, heading: str, asked: str
) -> None:
    called = Known(told=("Er kijkt zo iemand.",)).with_call(NOW)
    portal.alarm("a1", "call", known=called)
    take(portal, portal.amina)
    assert "Asked to be called" in portal.browser().get(PAGE).text
    with portal.store.begin() as work:
        row = work.alarms.find("a1")
        assert row is not None
        assert not work.alarms.drop("a1", NOW)
        work.alarms.amend(row, "withdrawn", called.with_call_withdrawn(NOW).to_data(), NOW)
    browser = portal.browser(language=language)
    desk, page = browser.get(DESK).text, browser.get(PAGE).text
    assert heading in desk and f"<h1>{heading}</h1>" in page
    assert "Amina" in page
    for text in (desk, page):
        assert asked not in text
        assert "Er kijkt zo iemand." not in text


def test_sentences_stay_in_a_taken_alarm_whose_call_was_taken_back(portal: Portal) -> None:
    portal.alarm("a1")
    take(portal, portal.amina)
    with portal.store.begin() as work:
        row, content = work.alarms.find("a1"), work.alarms.content("a1")
        assert row is not None and content is not None
        left = Known.from_data(content).with_call(NOW).with_call_withdrawn(NOW)
        work.alarms.amend(row, "now", left.to_data(), NOW)
    page = portal.browser().get(PAGE).text
    assert SENTENCE in page
    assert "The child took something back, today at 16:40." in page
    assert "nothing more to do here" not in page
    assert "be called, today" not in page


def test_whoever_reads_how_to_reach_the_child_has_opened_what_it_shared(portal: Portal) -> None:
    person = portal.alarm("a1", "call", known=Known().with_call(NOW), session="talk of call")
    contact = item("meeting.contact", {"way": "call", "address": "06-00000000"})
    portal.share(hand_over([contact], handoff_id="call", call_soon=True), kind="call_request")
    portal.browser().get(PAGE)
    assert [event for event, *_ in portal.log(person)] == ["alarm_view", "view"]


def test_what_nobody_was_told_of_and_what_never_was_look_the_same(portal: Portal) -> None:
    person = portal.alarm("a1")
    with portal.store.begin() as work:
        work.people.delete(person, NOW)
    browser = portal.browser()
    gone, never = browser.get(PAGE), browser.get("/portal/alarm/never")
    assert (gone.status_code, never.status_code) == (404, 404)
    assert gone.text == never.text


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}/take"])
def test_without_signing_in_there_is_only_the_door(portal: Portal, address: str) -> None:
    portal.alarm("a1")
    visitor = portal.visitor()
    answer = visitor.post(address, headers=OURS) if address.endswith("take") else visitor.get(address)
    assert (answer.status_code, answer.headers["location"]) == (303, "/portal/sign-in")
    assert visitor.get("/portal/alarms").headers["location"] == "/portal/sign-in"


def test_an_open_page_of_whoever_is_out_is_sent_to_the_door_so_that_no_name_stays_on_the_screen(portal: Portal) -> None:
    portal.alarm("a1")
    browser = portal.browser()
    portal.clock.pass_by(hours=13)
    answer = browser.get("/portal/live")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.text == "event: out\ndata: \n\n"


def test_somebody_disabled_a_moment_ago_can_neither_look_nor_take(portal: Portal) -> None:
    portal.alarm("a1")
    browser = portal.browser(portal.bas)
    consultants.disable(portal.store, portal.bas, portal.clock)
    assert browser.post(f"{PAGE}/take", headers=OURS).headers["location"] == "/portal/sign-in"
    with portal.store.read() as work:
        assert work.alarms.count_open() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"status": "due", "sent_at": None}, "Amina, the e-mail is on its way"),
        (
            {"status": "due", "sent_at": None, "error": "unreachable"},
            "the e-mail did not go out yet; it is tried again",
        ),
        ({"status": "failed", "sent_at": None, "error": "recipient_refused"}, "Amina could not be reached"),
        ({"way": "portal"}, "Amina, on this page"),
    ],
)
def test_the_history_is_honest_about_letters_that_did_not_go(portal: Portal, more: dict[str, Any], words: str) -> None:
    portal.alarm("a1")
    portal.tell("a1", portal.amina, **more)
    assert words in portal.browser().get(PAGE).text


def test_nobody_is_said_to_have_been_told_whose_letter_did_not_go(portal: Portal) -> None:
    portal.alarm("a1")
    portal.tell("a1", portal.amina, status="failed", sent_at=None, error="recipient_refused")
    browser = portal.browser()
    for page in (browser.get(DESK).text, browser.get(PAGE).text):
        assert "Nobody is on it yet." in page
        assert "Told last" not in page


def test_without_scripts_the_page_looks_again_by_itself(portal: Portal) -> None:
    page = portal.browser().get(DESK).text
    assert '<noscript><meta http-equiv="refresh" content="120"></noscript>' in page


# --- live ---------------------------------------------------------------------------------------------------------


def request(portal: Portal, who: str) -> Request:
    """A request of somebody signed in, as the live page gets it."""
    browser = portal.browser(who)
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)
    mounted: Any = portal.app.routes[-1]
    headers = [(b"cookie", cookies.encode())]
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/live",
        "query_string": b"",
        "headers": headers,
        "app": mounted.app._app,
    }
    return Request(scope)


def test_what_is_sent_live_is_what_stands_on_the_desk(portal: Portal) -> None:
    portal.alarm("a1")
    live = json.loads(alarms_now(request(portal, portal.amina)) or "")
    assert "Look at this now" in live["html"]
    assert list(live["open"]) == ["a1"]
    assert live["news"] == "Nobody is on it yet: 1"
    assert SENTENCE not in str(live) and NAME not in str(live)
    assert portal.log("person of t") == []


def test_more_that_is_said_changes_its_version_and_says_nothing_of_what(portal: Portal) -> None:
    portal.alarm("a1")
    before = json.loads(alarms_now(request(portal, portal.amina)) or "")["open"]
    with portal.store.begin() as work:
        row = work.alarms.find("a1")
        assert row is not None
        assert work.alarms.update(row, "now", Known(NAME).to_data(), row.escalates_at)
    after = json.loads(alarms_now(request(portal, portal.amina)) or "")["open"]
    assert before.keys() == after.keys()
    assert before != after


async def test_the_stream_tells_of_a_new_alarm_when_the_bell_rings_and_ends_when_signed_out(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.pages.live.POLL_SECONDS", 3_600)
    asked = await asyncio.to_thread(request, portal, portal.bas)
    events = stream(asked, anyio.Event())

    async def following() -> Any:
        async with asyncio.timeout(10):
            return await anext(events)

    assert (await following()).comment == "here"
    assert json.loads((await following()).data)["open"] == {}
    waiting = asyncio.create_task(following())
    await asyncio.sleep(0.1)
    await asyncio.to_thread(portal.alarm, "a1")
    portal.bell.ring()
    assert list(json.loads((await waiting).data)["open"]) == ["a1"]
    await asyncio.to_thread(consultants.disable, portal.store, portal.bas, portal.clock)
    portal.bell.ring()
    assert (await following()).event == "out"
    with pytest.raises(StopAsyncIteration):
        await anext(events)
    assert portal.bell.listeners == 0


def test_taking_rings_the_bell_so_that_other_desks_know(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[int] = []
    monkeypatch.setattr("bot.alarms.bell.Bell.ring", lambda _self: rung.append(1))
    portal.alarm("a1")
    take(portal, portal.amina)
    take(portal, portal.bas)
    assert rung == [1]


def test_what_was_taken_on_friday_stands_on_the_desk_on_monday_and_then_among_the_earlier_ones(portal: Portal) -> None:
    portal.alarm("a1")
    take(portal, portal.amina)
    assert "Earlier alarms" not in portal.browser().get(DESK).text
    portal.clock.pass_by(days=2, hours=17)
    assert "Somebody is on this" in portal.browser().get(DESK).text
    portal.clock.pass_by(days=1)
    desk = portal.browser().get(DESK).text
    assert "Somebody is on this" not in desk
    assert '<a href="/portal/alarms">Earlier alarms</a>' in desk


def test_what_was_taken_is_found_as_long_as_it_is_kept_page_by_page_and_without_content(portal: Portal) -> None:
    for number in range(alarms.MOST_ON_A_PAGE + 1):
        portal.alarm(f"a{number}", session=f"t{number}")
        with portal.store.begin() as work:
            work.alarms.take(f"a{number}", portal.amina, portal.clock())
        portal.clock.pass_by(minutes=1)
    portal.clock.pass_by(days=300)
    browser = portal.browser()
    first = browser.get("/portal/alarms").text
    found = re.findall(r"/portal/alarm/(a\d+)", first)
    assert found == [f"a{number}" for number in range(alarms.MOST_ON_A_PAGE, 0, -1)]
    later = re.findall(r'href="([^"]+)">Still earlier', first)
    last = browser.get(later[0]).text
    assert re.findall(r"/portal/alarm/(a\d+)", last) == ["a0"]
    assert "Still earlier" not in last
    for secret in (NAME, SENTENCE):
        assert secret not in first
    assert "There is nothing left to look at." in browser.get("/portal/alarms?skip=999").text
    assert browser.get("/portal/alarms?skip=x").text == first


def test_the_page_of_a_child_leads_to_its_alarms_also_long_after_they_were_taken(portal: Portal) -> None:
    portal.alarm("a1", session="talk of case-1")
    portal.alarm("other", session="somebody else")
    take(portal, portal.amina)
    portal.share(hand_over(yara()))
    portal.clock.pass_by(days=300)
    page = portal.browser().get("/portal/case/case-1").text
    assert re.findall(r"/portal/alarm/(\w+)", page) == ["a1"]
    assert "See the alarm of Wednesday 12 March 2031 at 16:40</a> · Amina is on it" in page


def test_an_alarm_is_read_in_dutch_too(portal: Portal) -> None:
    portal.alarm("a1")
    page = portal.browser(language="nl").get(PAGE).text
    assert "Ik pak het op" in page
    assert "Kijk hier nu naar" in page


def test_whoever_was_disabled_a_moment_ago_takes_nothing_and_sees_no_list(portal: Portal) -> None:
    portal.alarm("a1")
    with portal.store.begin() as work:
        amina = work.consultants.get(portal.amina)
        assert amina is not None
        work.consultants.disable(portal.amina, NOW)
        for look in (
            lambda: alarms.take(work, amina, "a1", NOW),
            lambda: alarms.board(work, amina, NOW),
            lambda: alarms.open_alarm(work, amina, "a1", NOW),
            lambda: alarms.taken_alarms(work, amina, 0),
        ):
            with pytest.raises(NoSuchCase):
                look()
        assert [row.open for row in work.alarms.list_open()] == [True]
