"""Too fast, too many, too large, no text: a kind pause, nothing lost, and help never waits."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.webchat.pace import (
    NETWORK_TAPS_AT_ONCE,
    NEW_TALKS_AT_ONCE,
    PHRASES_AT_ONCE,
    TAPS_AT_ONCE,
    Paces,
)
from bot.channels.webchat.pages.pausing import CROWDED
from bot.channels.webchat.security import BODY_LIMIT
from bot.running.network import BITS_OF_A_SITE, network_of
from bot.running.pace import KEYS_REMEMBERED, Pace
from bot.turn.listening.ear import Ear
from flows.engine.events import Signal
from tests.bot.channels.webchat.house import WORDS, Form, House, Visitor

ELSEWHERE = "203.0.113.7"


def flood(visitor: Visitor, times: int = TAPS_AT_ONCE) -> None:
    """Post until the bucket is empty."""
    for n in range(times):
        visitor.json(kind="command:repeat", delivery=f"flood-{n:08}")


@pytest.fixture
def still(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house whose clock only moves by hand."""
    now = house.moment()
    monkeypatch.setattr(type(house.moment), "__call__", lambda self: now + self.moved)
    return house


# --- too fast ---------------------------------------------------------------------------------------------------------


def test_thirty_taps_in_ten_seconds_are_fine(still: House) -> None:
    child = still.visitor(ELSEWHERE)
    child.talk_until("happiness.more")
    for n in range(30):
        assert "wait" not in child.json(kind="command:repeat", delivery=f"tap-{n:08}")
        still.moment.goes_on(seconds=1 / 3)


def test_a_flood_gets_a_kind_pause_and_what_was_typed_is_taken_afterwards(still: House) -> None:
    child = still.visitor(ELSEWHERE)
    child.talk_until("happiness.more")
    token = Form(child.html).token
    flood(child)
    post = {"kind": "typed", "words": "paarden en regen", "token": token, "delivery": "d" * 16}
    answer = child.client.post("/say", json=post, headers={"Accept": "application/json"})
    assert answer.status_code == 429
    assert answer.json()["wait"] == int(answer.headers["retry-after"]) >= 1
    assert "niets weg" in answer.json()["error"]
    still.moment.goes_on(seconds=answer.json()["wait"])
    assert "wait" not in child.json(**post)
    assert "paarden en regen" in child.open("/").html


def test_without_script_the_pause_has_a_button_that_sends_the_same_again(still: House) -> None:
    child = still.visitor(ELSEWHERE)
    form = child.talk_until("happiness.more")
    fields = {**dict(form.fields), "kind": "typed", "words": 'paarden & "regen"'}
    flood(child)
    page = child.client.post("/say", data=fields)
    assert page.status_code == 429
    assert 'action="/say"' in page.text
    assert "/hulp" in page.text
    for name, value in (("token", form.token), ("kind", "typed"), ("words", "paarden &amp; &#34;regen&#34;")):
        assert f'name="{name}" value="{value}"' in page.text
    still.moment.goes_on(seconds=2)
    assert "paarden &amp; &#34;regen&#34;" in child.client.post("/say", data=fields).text


def again(page: str) -> dict[str, str]:
    """What the button of a pause sends."""
    return {name: unescape(value) for name, value in re.findall(r'hidden" name="(\w+)" value="([^"]*)"', page)}


def test_what_waits_on_a_shared_phone_is_never_sent_into_the_talk_of_the_next_child(still: House) -> None:
    child = still.visitor(ELSEWHERE)
    form = child.talk_until("happiness.more")
    fields = {**dict(form.fields), "kind": "typed", "words": "mama drinkt weer"}
    flood(child)
    fields_again = again(child.client.post("/say", data=fields).text)
    assert {name: fields_again.get(name) for name in fields} == fields, "also whose talk it was, and what stood there"
    child.client.cookies.clear()
    child.html = ""
    child.open("/")
    still.moment.goes_on(seconds=2)
    assert "mama drinkt" not in child.client.post("/say", data=fields_again).text
    assert "mama drinkt" not in child.client.get("/").text


def test_taking_back_that_waits_takes_nothing_back_from_the_next_child(still: House) -> None:
    child, other = still.visitor(ELSEWHERE), still.visitor("198.51.100.9")
    child.talk_until("happiness.more")
    flood(child)
    fields = again(child.client.post("/bewaard/terug", data={"what": "everything"}).text)
    other.talk_until("review.send")
    other.post("chose:send")
    other.client.post("/say", data=fields)
    with still.store.read() as work:
        assert len(work.handoffs.list_open()) == 1


def test_help_never_waits(still: House) -> None:
    child = still.visitor(ELSEWHERE)
    child.talk_until("happiness.more")
    flood(child, TAPS_AT_ONCE + 20)
    news = child.json(kind="command:help", delivery="e" * 16)
    assert any("0800-0432" in entry["html"] for entry in news["entries"])


def test_one_who_floods_does_not_slow_down_another_at_the_same_address(still: House) -> None:
    loud, quiet = still.visitor(ELSEWHERE), still.visitor(ELSEWHERE)
    loud.talk_until("me.age")
    quiet.talk_until("me.age")
    flood(loud)
    assert "wait" in loud.json(kind="command:repeat", delivery="f" * 16)
    assert "wait" not in quiet.json(kind="command:repeat", delivery="f" * 16)


def test_changing_cookies_does_not_help_a_flooding_network() -> None:
    paces = Paces.ours()
    waits = [paces.wait(f"cookie {n}", ELSEWHERE, 0.0) for n in range(NETWORK_TAPS_AT_ONCE + 50)]
    assert [wait > 0 for wait in waits] == [False] * NETWORK_TAPS_AT_ONCE + [True] * 50
    assert paces.wait("cookie 0", "198.51.100.9", 0.0) == 0


def test_a_page_that_is_asked_for_all_the_time_is_given_a_rest_and_help_is_not(still: House) -> None:
    child = still.visitor(ELSEWHERE)
    child.open("/?band=C")
    codes = [child.client.get("/").status_code for _ in range(TAPS_AT_ONCE + 1)]
    assert codes[-1] == 429
    assert child.client.get("/hulp").status_code == 200
    still.moment.goes_on(seconds=1)
    assert child.client.get("/").status_code == 200


# --- too many ---------------------------------------------------------------------------------------------------------


def test_many_new_talks_from_one_address_are_stopped_kindly_and_others_still_begin(still: House) -> None:
    loud = still.visitor(ELSEWHERE)
    answers = []
    for _ in range(NEW_TALKS_AT_ONCE + 1):
        loud.client.cookies.clear()
        answers.append(loud.client.get("/"))
    assert [answer.status_code for answer in answers] == [200] * NEW_TALKS_AT_ONCE + [429]
    assert WORDS.gettext("nl")(CROWDED) in answers[-1].text
    assert still.visitor("198.51.100.9").open("/?band=C").step == "welcome.place"
    still.moment.goes_on(minutes=1)
    assert loud.client.get("/").status_code == 200


# --- no text, too large -----------------------------------------------------------------------------------------------


def test_an_upload_is_refused_kindly_and_never_read(visitor: Visitor) -> None:
    form = visitor.talk_until("happiness.more")
    files = {"photo": ("ik.jpg", b"\xff\xd8" * 10, "image/jpeg")}
    page = visitor.client.post("/say", files=files)
    assert page.status_code == 415
    assert "alleen woorden lezen" in page.text
    news = visitor.client.post("/say", files=files, headers={"Accept": "application/json"})
    assert "alleen woorden lezen" in news.json()["error"]
    assert visitor.open("/").step == form.step


def test_more_than_anybody_says_in_one_go_is_refused_before_it_fills_the_memory(visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    answer = visitor.client.post("/say", data={"kind": "typed", "words": "a" * (BODY_LIMIT + 1)})
    assert answer.status_code == 413
    assert "kleinere stukjes" in answer.text


@pytest.mark.parametrize("wants_json", [False, True])
def test_danger_in_much_too_much_is_heard_all_the_same(visitor: Visitor, wants_json: bool) -> None:
    visitor.talk_until("happiness.more")
    said = {"kind": "typed", "words": "ik wil niet meer leven. " + "ik hou van voetbal. " * (BODY_LIMIT // 19)}
    if wants_json:
        answer = visitor.client.post("/say", json=said, headers={"Accept": "application/json"})
        assert answer.json()["lines"], "whom to call stands beside it"
        assert "kleinere stukjes" in answer.json()["error"]
    else:
        answer = visitor.client.post("/say", data=said)
        assert "Je schreef over" in answer.text
        assert 'href="tel:113"' in answer.text


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 30_000, '{"kind":' + "[" * 60_000])
def test_boxes_in_boxes_without_end_are_words_that_cannot_be_read(visitor: Visitor, body: str) -> None:
    form = visitor.talk_until("happiness.more")
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    assert visitor.client.post("/say", content=body, headers=headers).status_code == 200
    assert visitor.open("/").step == form.step


def test_danger_typed_where_four_words_are_asked_is_heard(visitor: Visitor) -> None:
    answer = visitor.client.post("/verder", data={"phrase": "ik wil niet meer leven"})
    assert "Je schreef over" in answer.text
    assert 'href="tel:113"' in answer.text
    assert "Deze woorden ken ik niet" not in answer.text


@pytest.mark.parametrize("before", ["ik weet mijn woorden niet meer. " * 8, " " * 300])
def test_danger_far_behind_what_is_read_as_words_is_heard_too(visitor: Visitor, before: str) -> None:
    answer = visitor.client.post("/verder", data={"phrase": f"{before}ik wil niet meer leven"})
    assert "Je schreef over" in answer.text


def test_words_to_go_on_take_a_try_of_their_network_before_anybody_looks_at_them(
    still: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    notice = Ear.notice

    def counted(self: Ear, text: str, language: str) -> Signal | None:
        looked.append(text)
        return notice(self, text, language)

    monkeypatch.setattr(Ear, "notice", counted)
    loud = still.visitor(ELSEWHERE)
    answers = [loud.client.post("/verder", data={"phrase": f"een twee {n}"}) for n in range(PHRASES_AT_ONCE + 30)]
    assert len(looked) == PHRASES_AT_ONCE
    assert (answers[-1].status_code, answers[-1].headers["retry-after"]) == (429, "1")
    assert "niets weg" in answers[-1].text
    assert "0800-0432" in loud.client.post("/verder", data={"phrase": "HULP"}).text, "asking for help never waits"
    danger = {"phrase": "ik wil niet meer leven"}
    assert "tel:113" in still.visitor("198.51.100.9").client.post("/verder", data=danger).text
    still.moment.goes_on(seconds=1)
    assert "tel:113" in loud.client.post("/verder", data=danger).text, "after too many tries danger is still heard"


# --- the buckets ------------------------------------------------------------------------------------------------------


@given(gaps=st.lists(st.floats(0, 5), max_size=60), at_once=st.integers(1, 10), a_second=st.floats(0.1, 10))
def test_never_more_passes_than_was_at_once_and_came_since(gaps: list[float], at_once: int, a_second: float) -> None:
    pace, now, passed = Pace(at_once, a_second), 0.0, 0
    for gap in gaps:
        now += gap
        wait = pace.wait("x", now)
        passed += wait == 0
        assert passed <= at_once + now * a_second + 1e-6
        if wait:
            assert Pace.wait(_copy(pace), "x", now + wait + 1e-6) == 0, "after the told time it passes"


def _copy(pace: Pace) -> Pace:
    copied = Pace(1, 1.0)
    copied.__dict__.update(pace.__dict__)
    copied._left = pace._left.copy()
    return copied


def test_a_clock_that_goes_back_does_not_open_or_shut_the_gate() -> None:
    pace = Pace(1, 1.0)
    assert pace.wait("x", 100.0) == 0
    assert pace.wait("x", 50.0) > 0
    assert pace.wait("x", 52.0) == 0


def test_the_memory_is_bounded() -> None:
    pace = Pace(1, 1.0)
    for n in range(KEYS_REMEMBERED + 10):
        pace.wait(str(n), 0.0)
    assert len(pace._left) == KEYS_REMEMBERED


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("::ffff:127.0.0.1", None),
        ("127.0.0.1", None),
        ("::1", None),
        ("testclient", None),
        (None, None),
    ],
)
def test_a_home_is_one_address_and_this_machine_is_none(host: str | None, network: str | None) -> None:
    assert network_of(host) == network


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("2001:db8:1:2:aaaa::1", "2001:db8:1::/48"),
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_a_site_is_all_the_homes_that_one_customer_can_make(host: str, site: str) -> None:
    assert network_of(host, BITS_OF_A_SITE) == site
