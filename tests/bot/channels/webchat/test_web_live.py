"""What other tabs and slow lines get: news, in order, nothing twice."""

from __future__ import annotations

import asyncio
import json
from contextlib import ExitStack
from typing import Any

import anyio
import pytest

from bot.channels.webchat import Hub, WebChannel
from bot.channels.webchat import live as live_module
from bot.channels.webchat.hub import STREAMS_A_PERSON
from bot.channels.webchat.identity import Cookies
from bot.channels.webchat.live import news_since, stream
from bot.channels.webchat.rendering import Pages
from bot.channels.webchat.site import Site
from bot.turn.messages import Outgoing, Sent
from tests.bot.channels.webchat.house import ORGANISATION, WORDS, Form, House, Visitor


@pytest.fixture
def site(house: House) -> Site:
    """The web chat's own view of the house."""
    return Site(
        talk=house.talk,
        organisation=ORGANISATION,
        words=WORDS,
        hub=house.hub,
        cookies=Cookies(False),
        pages=Pages(),
        outbox=house.outbox,
        public_url=None,
        default_language="nl",
    )


def test_the_answer_to_a_post_is_the_news(visitor: Visitor) -> None:
    form = visitor.open("/?band=C")
    news = visitor.json(kind="chose:fine_here", token=form.token, seen="1.0", delivery="0123456789")
    assert [piece["by"] for piece in news["entries"]] == ["child", "bot", "bot"]
    assert news["entries"][0]["aloud"] == ""
    assert Form(news["answer"]).step == "me.age"
    assert news["place"] == f"{news['seq']}.1"
    again = visitor.json(kind="chose:fine_here", token=form.token, seen=news["place"], delivery="0123456789")
    assert "entries" not in again


def test_news_since_a_place_is_what_is_newer(site: Site, visitor: Visitor) -> None:
    visitor.talk_until("happiness.now")
    address = visitor.client.cookies["m"]
    everything = news_since(site, address, None)
    assert everything is not None
    assert len(everything.data["entries"]) > 5
    assert news_since(site, address, everything.place) is None
    visitor.post("command:why")
    newer = news_since(site, address, everything.place)
    assert newer is not None
    assert [piece["by"] for piece in newer.data["entries"]] == ["bot", "bot"]


def test_a_talk_that_was_thrown_away_is_gone_for_the_other_tab_too(site: Site, visitor: Visitor) -> None:
    visitor.talk_until("happiness.now")
    address = visitor.client.cookies["m"]
    visitor.post("command:delete")
    visitor.post("chose:erase_yes")
    news = news_since(site, address, (3, 0))
    assert news is not None
    assert news.gone


async def test_a_stream_gives_what_was_missed_and_then_what_happens(
    site: Site, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_module, "POLL_SECONDS", 30.0)
    form = await asyncio.to_thread(visitor.open, "/?band=C")
    address = visitor.client.cookies["m"]
    tab = stream(site, address, None, anyio.Event())
    await anext(tab)
    first = _data(await anext(tab))
    assert [piece["id"] for piece in first["entries"]] == ["e1-0"]
    waiting = asyncio.ensure_future(anext(tab))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await asyncio.to_thread(visitor.post, "chose:fine_here")
    news = _data(await asyncio.wait_for(waiting, 5))
    assert [piece["by"] for piece in news["entries"]] == ["child", "bot", "bot"]
    assert Form(news["answer"]).token != form.token
    await tab.aclose()
    assert not site.hub._open


async def test_a_slow_look_finds_what_another_worker_wrote(
    site: Site, house: House, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_module, "POLL_SECONDS", 0.05)
    await asyncio.to_thread(visitor.open, "/?band=C")
    tab = stream(site, visitor.client.cookies["m"], (1, 0), anyio.Event())
    await anext(tab)
    waiting = asyncio.ensure_future(anext(tab))
    monkeypatch.setattr(house.hub, "nudge", lambda _address: None)
    await asyncio.to_thread(visitor.post, "chose:fine_here")
    assert len(_data(await asyncio.wait_for(waiting, 5))["entries"]) == 3
    await tab.aclose()


async def test_beyond_the_limit_the_oldest_tab_stops_listening() -> None:
    hub = Hub()
    with ExitStack() as tabs:
        oldest, *_others = [tabs.enter_context(hub.listen("a")) for _ in range(STREAMS_A_PERSON + 1)]
        assert oldest.closed
        await asyncio.wait_for(oldest.wait(10), 1)


async def test_a_nudge_before_the_wait_is_not_lost() -> None:
    hub = Hub()
    with hub.listen("a") as listener:
        await WebChannel(hub).send("a", Sent("1", 3, 2, Outgoing("say", "hoi", "nl")))
        await asyncio.sleep(0)
        await asyncio.wait_for(listener.wait(10), 1)
    hub.nudge("a")


def test_nobody_unknown_and_nobody_who_left_gets_a_stream(house: House, visitor: Visitor) -> None:
    assert house.visitor().client.get("/live").status_code == 204
    visitor.open("/?band=C")
    visitor.client.get("/weg")
    assert visitor.client.get("/live").status_code == 204


def _data(event: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(event.data)
    return found


async def test_a_stream_ends_when_the_server_stops(site: Site, visitor: Visitor) -> None:
    await asyncio.to_thread(visitor.open, "/?band=C")
    end = anyio.Event()
    tab = stream(site, visitor.client.cookies["m"], (1, 0), end)
    await anext(tab)
    waiting = asyncio.ensure_future(anext(tab, None))
    await asyncio.sleep(0.05)
    end.set()
    assert await asyncio.wait_for(waiting, 2) is None
