"""Alarms in a real browser: live on an open desk, one button by keyboard, calm in every light and size, honest after."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.async_api import Browser
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from portal.app import portal_routes
from portal.sign_in import make_sign_in_link
from storage import KeyRing, open_store
from tests.browser.test_portal import PHONE, Served, Visit, axe, press_until, visit
from tests.portal.invented import NAME, NOW, SENTENCE, House, Portal, catalogues, hand_over, yara

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PICTURES = os.environ.get("MAATJE_TEST_PICTURES")


@dataclass
class Web:
    """The web server in front: while `down`, the live line gets 502, and `cut` breaks those that are open."""

    app: ASGIApp
    down: bool = False
    lines: set[asyncio.Task[None]] = field(default_factory=set)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") != "/portal/live":
            await self.app(scope, receive, send)
        elif self.down:
            await Response(status_code=502)(scope, receive, send)
        else:
            line = asyncio.ensure_future(self.app(scope, receive, send))
            self.lines.add(line)
            with suppress(asyncio.CancelledError):
                await line

    def cut(self) -> None:
        """Break what is open, from any thread."""
        for line in list(self.lines):
            line.get_loop().call_soon_threadsafe(line.cancel)
        self.lines.clear()


@pytest.fixture
def web() -> Web:
    """Nothing stands behind it yet."""
    return Web(Response(status_code=502))


@pytest.fixture
def served(tmp_path: Path, web: Web) -> Iterator[Served]:
    """A portal with one child who shared something, and nothing that rang yet."""
    store = open_store(f"sqlite:///{tmp_path / 'maatje.db'}", KeyRing.generate())
    store.upgrade()
    portal = Portal(store)
    portal.share(hand_over(yara(), handoff_id="ordinary"))
    routes = portal_routes(
        store=store,
        words=catalogues(),
        organisation=House(),
        clock=portal.clock,
        bell=portal.bell,
        telegram=portal.telegram,
    )
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    web.app = Starlette(routes=routes)
    config = uvicorn.Config(web, port=port, log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started, "the portal did not start within 20 seconds"
    yield Served(portal, f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join()
    store.close()


async def signed_in(browser: Browser, served: Served, who: str | None = None, **options: Any) -> Visit:
    """A window of its own in which a consultant is signed in."""
    window = await visit(browser, served, **options)
    portal = served.portal
    link = make_sign_in_link(portal.store, portal.store.keys, who or portal.amina, served.base, portal.clock)
    await window.page.goto(link + "?language=en")
    await window.page.click("main button")
    await window.page.wait_for_url("**/portal/")
    return window


async def ring(served: Served, alarm_id: str = "a1", **more: Any) -> None:
    """Have a child say something, as a turn does."""
    await asyncio.to_thread(served.portal.alarm, alarm_id, **more)
    served.portal.bell.ring()


async def picture(window: Visit, name: str) -> None:
    """Keep a picture for whoever wants to look."""
    if PICTURES:
        await window.page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


async def test_an_open_desk_shows_an_alarm_within_a_moment_and_says_so_aloud(
    chat_browser: Browser, served: Served
) -> None:
    window = await signed_in(chat_browser, served)
    page = window.page
    await page.wait_for_function("document.querySelector('#alarms') && !document.querySelector('#alarms li')")
    await page.wait_for_timeout(300)
    began = time.monotonic()
    await ring(served)
    await page.wait_for_selector("#alarms >> text=Look at this now", timeout=10_000)
    assert time.monotonic() - began < 3
    assert await page.inner_text("#alarms-news") == "Nobody is on it yet: 1"
    assert (await page.title()).startswith("(1) ")
    assert NAME not in await page.inner_text("#alarms")
    assert SENTENCE not in await page.content()
    await picture(window, "alarm-desk")
    await window.page.context.close()


async def test_a_desk_whose_line_was_refused_says_so_calmly_and_listens_again_by_itself(
    chat_browser: Browser, served: Served, web: Web
) -> None:
    window = await signed_in(chat_browser, served)
    page = window.page
    await page.wait_for_timeout(500)
    web.down = True
    web.cut()
    await page.wait_for_selector("#not-live:not(:empty)", timeout=15_000)
    said = "This page does not follow along right now. Load it again to see what is new."
    assert await page.inner_text("#not-live") == said
    await picture(window, "alarm-not-live")
    await ring(served)
    web.down = False
    await page.wait_for_selector("#alarms >> text=Look at this now", timeout=30_000)
    assert await page.text_content("#not-live") == ""
    await page.context.close()


@pytest.mark.parametrize("path", ["", "alarm/a1"])
async def test_after_a_sleep_longer_than_the_session_the_page_goes_to_the_door(
    chat_browser: Browser, served: Served, web: Web, path: str
) -> None:
    await ring(served)
    window = await signed_in(chat_browser, served)
    page = window.page
    await window.go(path)
    assert NAME in await page.inner_text("body")
    await page.wait_for_timeout(500)
    served.portal.clock.pass_by(hours=13)
    web.cut()
    await page.wait_for_url("**/portal/sign-in", timeout=20_000)
    assert NAME not in await page.content()
    await page.context.close()


async def test_it_is_taken_with_the_keyboard_alone_and_other_desks_know_at_once(
    chat_browser: Browser, served: Served
) -> None:
    await ring(served)
    amina, bas = await signed_in(chat_browser, served), await signed_in(chat_browser, served, served.portal.bas)
    page = amina.page
    await press_until(page, "Look at this now")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/alarm/a1")
    await bas.go("alarm/a1")
    await press_until(page, "I'm on it")
    await page.keyboard.press("Enter")
    await page.wait_for_selector("text=You are on it.")
    await bas.page.wait_for_selector("text=Thank you for coming. Amina is on it", timeout=10_000)
    assert await bas.page.locator("text=I'm on it").count() == 0
    for window in (amina, bas):
        await window.page.context.close()


async def test_more_that_is_said_and_taking_back_reach_a_page_that_is_being_read(
    chat_browser: Browser, served: Served
) -> None:
    await ring(served)
    portal = served.portal
    portal.tell("a1", portal.amina)
    window = await signed_in(chat_browser, served)
    await window.go("alarm/a1")
    await window.page.wait_for_timeout(500)
    with portal.store.begin() as work:
        row, content = work.alarms.find("a1"), work.alarms.content("a1")
        assert row is not None
        assert content is not None
        content["said"].append(["neglect", "soon", "en er is nooit eten", NOW.isoformat()])
        work.alarms.update(row, "now", content, row.escalates_at)
    portal.bell.ring()
    await window.page.wait_for_selector("text=en er is nooit eten", timeout=10_000)
    with portal.store.begin() as work:
        work.people.delete("person of t", NOW)
    portal.bell.ring()
    await window.page.wait_for_selector("h1 >> text=Taken back", timeout=10_000)
    assert SENTENCE not in await window.page.content()
    await picture(window, "alarm-taken-back")
    await window.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_in_any_light(chat_browser: Browser, served: Served, scheme: str) -> None:
    portal = served.portal
    await ring(served, "a1")
    await ring(served, "a2", urgency="soon", session="two")
    await ring(served, "a3", urgency="call", session="three")
    await ring(served, "gone", session="four")
    portal.tell("a1", portal.amina, portal.bas, None)
    portal.tell("gone", portal.amina)
    with portal.store.begin() as work:
        work.alarms.take("a2", portal.bas, portal.clock())
        work.people.delete("person of four", portal.clock())
    window = await signed_in(chat_browser, served, color_scheme=scheme)
    for path in ("", "alarm/a1", "alarm/a2", "alarm/gone", "alarms"):
        await window.go(path)
        await window.page.wait_for_timeout(200)
        found = await axe(window.page)
        assert found.violations_count == 0, found.generate_report()
        await picture(window, f"alarm-{scheme}-{path.replace('/', '-') or 'list'}")
    assert all(url.startswith(served.base) for url in window.asked)
    assert window.complaints == []
    await window.page.context.close()


@pytest.mark.parametrize(("width", "letters"), [(320, 100), (390, 200), (1280, 200)])
async def test_nothing_sticks_out_and_everything_can_be_pressed(
    chat_browser: Browser, served: Served, width: int, letters: int
) -> None:
    await ring(served)
    served.portal.tell("a1", served.portal.amina, None)
    window = await signed_in(chat_browser, served, viewport={"width": width, "height": 800})
    for path in ("", "alarm/a1"):
        await window.go(path)
        await window.page.evaluate(f"document.documentElement.style.fontSize = '{letters}%'")
        assert await window.page.evaluate("document.documentElement.scrollWidth") <= width
        small = await window.page.evaluate(
            """() => [...document.querySelectorAll('a:not(.skip):not(.who a):not(p a), button')]
                .map(each => [each.innerText, each.getBoundingClientRect()])
                .filter(([, box]) => box.height < 47.5 || box.width < 24).map(([words]) => words)"""
        )
        assert small == []
    await window.page.context.close()


async def test_without_scripts_everything_is_there_and_can_be_taken(chat_browser: Browser, served: Served) -> None:
    await ring(served)
    window = await signed_in(chat_browser, served, java_script_enabled=False)
    await window.page.click("text=Look at this now")
    await window.page.click("text=I'm on it")
    assert "You are on it." in await window.page.inner_text("main")
    await window.page.context.close()


async def test_paper_shows_the_facts_and_no_buttons(chat_browser: Browser, served: Served) -> None:
    await ring(served)
    window = await signed_in(chat_browser, served, viewport=PHONE)
    await window.go("alarm/a1")
    await window.page.emulate_media(media="print")
    assert not await window.page.is_visible("text=I'm on it")
    assert await window.page.is_visible(f"text={SENTENCE}")
    await picture(window, "alarm-paper")
    await window.page.context.close()
