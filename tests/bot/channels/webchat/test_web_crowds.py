"""One visitor who sends much makes nobody else wait, fills no disk, and holds no place that others need."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from bot.channels.webchat import Hub
from bot.channels.webchat.hub import STREAMS_A_NETWORK, STREAMS_A_SITE, STREAMS_IN_ALL
from bot.channels.webchat.pace import LETTERS_AT_ONCE, NETWORK_TAPS_AT_ONCE, NEW_TALKS_AT_ONCE, Paces
from bot.running.files import files_at_once
from bot.running.pace import HOMES_OF_A_SITE
from bot.turn.listening.ear import Ear
from bot.turn.listening.lookout import Lookout
from flows.engine.events import Signal
from flows.engine.limits import LETTERS_OF_AN_ANSWER
from tests.bot.channels.webchat.house import OURS, Form, House, Visitor

SCHOOL, ELSEWHERE, SITE = "203.0.113.7", "198.51.100.9", "2001:db8:7"
DANGER, MUCH = "ik wil dood", "blij " * 38_000
LINES = ('href="tel:113"', "0800-0432")


@pytest.fixture
def still(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house whose clock stands still."""
    now = house.moment()
    monkeypatch.setattr(type(house.moment), "__call__", lambda self: now + self.moved)
    return house


# --- looking at much --------------------------------------------------------------------------------------------------


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Whatever is long is looked at for ever, until the test is over: the lengths of what was looked at."""
    gate, seen, notice = threading.Event(), list[int](), Ear.notice

    def slow(self: Ear, text: str, language: str) -> Signal | None:
        seen.append(len(text))
        if len(text) > 1_000:
            gate.wait(20)
        return notice(self, text, language)

    monkeypatch.setattr(Ear, "notice", slow)
    yield seen
    gate.set()


@pytest.mark.parametrize("with_talk", [True, False])
async def test_while_many_long_texts_are_looked_at_danger_is_answered(
    house: House, held: list[int], with_talk: bool
) -> None:
    loud, child = browser(house, SCHOOL), browser(house, ELSEWHERE)
    if with_talk:
        await loud.get("/?band=C")
    await child.get("/?band=C")
    posts = [asyncio.create_task(said(loud, "blij " * 800, f"much-{n:08}")) for n in range(45)]
    while not held:
        await asyncio.sleep(0.01)
    answer = await asyncio.wait_for(said(child, DANGER, "danger-1234"), 15)
    assert "113" in answer
    assert not any(post.done() for post in posts)
    assert sum(length > 1_000 for length in held) == 1, "of one writer one long text at a time"
    for post in posts:
        post.cancel()
    await asyncio.gather(*posts, return_exceptions=True)


def browser(house: House, network: str) -> httpx.AsyncClient:
    """One of several browsers that are served in one and the same loop, as a server does."""
    transport = httpx.ASGITransport(house.app, client=(network, 50_000))
    return httpx.AsyncClient(transport=transport, base_url="http://testserver", headers=OURS)


async def said(client: httpx.AsyncClient, words: str, delivery: str) -> str:
    """What is answered to a script."""
    post = {"kind": "typed", "words": words, "delivery": delivery}
    return (await client.post("/say", json=post, headers={"Accept": "application/json"})).text


async def test_who_has_much_looked_at_stands_behind_who_has_little() -> None:
    order: list[str] = []
    row, gate = Lookout(), threading.Event()

    def notice(text: str) -> None:
        gate.wait(20)
        order.append(text[:2])

    texts = [f"{name}{'x' * 2_000}" for name in ("a0", "a1", "a2", "a3", "b0")]
    looks = [asyncio.ensure_future(row.look(text, notice, text[0])) for text in texts]
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(*looks)
    assert order == ["a0", "b0", "a1", "a2", "a3"]


# --- keeping much -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["typed", "picked"])
def test_of_a_text_that_is_too_long_little_is_kept_and_danger_at_its_end_is_heard(house: House, kind: str) -> None:
    child = house.visitor(ELSEWHERE)
    form = child.talk_until("happiness.now" if kind == "picked" else "happiness.more")
    news = child.json(kind=kind, words=f"{MUCH}. {DANGER}", token=form.token, delivery="0123456789")
    assert "113" in json.dumps(news)
    heard = [entry.text for entry in house.talk.transcript("web", child.client.cookies["m"])]
    assert max(map(len, heard)) <= LETTERS_OF_AN_ANSWER
    assert len(child.client.get("/").content) < 4 * LETTERS_OF_AN_ANSWER
    with house.store.read() as work:
        (row,) = work.connection.exec_driver_sql("SELECT max(length(state)) FROM session").all()
    assert row[0] < 3 * LETTERS_OF_AN_ANSWER


def test_who_sends_letters_without_end_has_to_wait_and_a_child_beside_them_has_not(still: House) -> None:
    loud, child = still.visitor(SCHOOL), still.visitor(SCHOOL)
    loud.open("/?band=C")
    token = child.open("/?band=C").token
    answers = [loud.json(kind="typed", words=MUCH, delivery=f"much-{n:08}") for n in range(2)]
    assert ["wait" in answer for answer in answers] == [False, True]
    assert "wait" not in child.json(kind="typed", words="hoi", token=token)
    paces = Paces.ours()
    assert paces.wait("me", SCHOOL, 0.0, LETTERS_AT_ONCE) == 0
    assert paces.wait("me", SCHOOL, 0.0, 50) > 0


# --- asking for help --------------------------------------------------------------------------------------------------


def empty(house: House) -> None:
    """Take every try of the school's address."""
    loud, script = house.visitor(SCHOOL).client, {"Accept": "application/json"}
    for n in range(NETWORK_TAPS_AT_ONCE):
        loud.post("/say", json={"kind": "command:xx", "delivery": f"tap-{n:08}"}, headers=script)


def test_in_a_flood_typed_help_is_answered_and_every_pause_shows_who_can_help(still: House) -> None:
    child = still.visitor(SCHOOL)
    form = child.talk_until("happiness.more")
    empty(still)
    script = {"Accept": "application/json"}
    paused = child.client.post("/say", json={"kind": "typed", "words": DANGER, "token": form.token}, headers=script)
    assert paused.status_code == 429
    assert {"tel:112", "tel:113"} <= {line["href"] for line in paused.json()["lines"]}
    page = child.client.post("/say", data={"kind": "typed", "words": DANGER, "token": form.token})
    assert page.status_code == 429
    for line in LINES:
        assert line in page.text
    door = child.client.post("/verder", data={"phrase": "een twee drie vier"})
    assert door.status_code == 429
    for line in LINES:
        assert line in door.text
    for words in ("HULP", "help me"):
        news = child.json(kind="typed", words=words, token=form.token, delivery=f"{words:a<12}".replace(" ", "-"))
        assert any("0800-0432" in entry["html"] for entry in news["entries"]), words


def test_even_help_that_is_asked_for_without_end_is_answered_but_not_kept(still: House) -> None:
    child = still.visitor(SCHOOL)
    child.open("/?band=C")
    for n in range(120):
        assert "wait" not in child.json(kind="command:help", delivery=f"help-{n:08}")
    news = child.json(kind="typed", words="HULP", delivery="one-more-time")
    assert news["wait"]
    assert news["lines"]
    page = child.client.post("/say", data={"kind": "typed", "words": "HULP"})
    assert page.status_code == 200
    assert "0800-0432" in page.text


def test_a_long_text_is_no_way_around_the_limits_because_it_says_help(still: House) -> None:
    child = still.visitor(SCHOOL)
    child.open("/?band=C")
    for n in range(2):
        news = child.json(kind="chose:" + "x" * 180_000, words="HULP", delivery=f"much-{n:08}")
    assert news["wait"]


# --- holding places ---------------------------------------------------------------------------------------------------


def test_a_cookie_that_nobody_knows_gets_no_stream(house: House, visitor: Visitor) -> None:
    visitor.client.cookies.set("m", "x" * 43)
    assert visitor.client.get("/live").status_code == 204


def test_a_page_whose_talk_is_gone_hears_it_where_it_asks(house: House, visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    cookie, talk = visitor.client.cookies["m"], dict(Form(visitor.html).fields).get("talk", "")
    assert "gone" not in visitor.client.post("/hier", json={"talk": talk}).json()
    visitor.post("command:delete")
    visitor.post("chose:erase_yes")
    visitor.client.cookies.set("m", cookie)
    assert visitor.client.get("/live?after=3.0").status_code == 204
    assert visitor.client.post("/hier", json={"talk": talk}).json() == {"gone": True}


async def test_streams_are_counted_while_they_are_open_by_network_and_in_all() -> None:
    hub = Hub()
    with ExitStack() as tabs:
        for n in range(STREAMS_A_NETWORK):
            assert not hub.is_full(SCHOOL)
            tabs.enter_context(hub.listen(str(n), SCHOOL))
        assert hub.is_full(SCHOOL)
        assert not hub.is_full(ELSEWHERE)
    assert not hub.is_full(SCHOOL)
    assert not hub._networks
    assert hub._most <= min(STREAMS_IN_ALL, files_at_once() // 2)


async def test_all_the_homes_of_one_customer_have_a_limit_together() -> None:
    paces, hub = Paces.ours(), Hub()
    hosts = [f"{SITE}:{home:x}::1" for home in range(50)]
    assert sum(paces.new_talks.wait(host, 0) == 0 for host in hosts for _ in range(NEW_TALKS_AT_ONCE)) == (
        HOMES_OF_A_SITE * NEW_TALKS_AT_ONCE
    )
    taken = sum(paces.wait(None, host, 0) == 0 for host in hosts for _ in range(NETWORK_TAPS_AT_ONCE))
    assert taken == HOMES_OF_A_SITE * NETWORK_TAPS_AT_ONCE
    with ExitStack() as tabs:
        opened = 0
        for n in range(2 * STREAMS_A_SITE):
            if not hub.is_full(host := hosts[n % 50]):
                tabs.enter_context(hub.listen(str(n), host))
                opened += 1
        assert opened == min(STREAMS_A_SITE, hub._most)


def test_a_home_that_has_to_wait_takes_nothing_from_its_neighbours() -> None:
    paces = Paces.ours()
    for _ in range(10 * NETWORK_TAPS_AT_ONCE):
        paces.network.wait(f"{SITE}:1::1", 0)
    assert paces.network.wait(f"{SITE}:2::1", 0) == 0
