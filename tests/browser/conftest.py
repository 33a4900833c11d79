"""A real Chromium, and the web chat on a real port."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from starlette.applications import Starlette

from bot.channels.webchat import Hub, webchat_routes
from tests.bot.channels.webchat.gallery import PROMPTS, ScriptedTalk
from tests.bot.channels.webchat.house import ORGANISATION, WORDS, House, new_database, open_house

CHROMIUM = "/usr/bin/chromium"
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}


@dataclass
class Window:
    """A browser window, with everything it asked for and complained about."""

    page: Page
    base: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    async def open(self, path: str = "/?band=C") -> None:
        """Go to a page."""
        await self.page.goto(self.base + path)

    async def control(self) -> str:
        """What is asked for now."""
        return await self.page.locator("#answer").get_attribute("data-control") or ""

    async def step(self) -> str:
        """Which question is open."""
        return (await self.page.locator("#answer").get_attribute("data-step") or "").partition("/")[0]

    async def after(self, action: Awaitable[Any]) -> None:
        """Do something, and wait until Maatje has answered."""
        seen = await self.page.locator("#answer [name=seen]").get_attribute("value")
        await action
        await self.page.wait_for_function(
            "seen => (document.querySelector('#answer [name=seen]') || {}).value !== seen", arg=seen, timeout=15_000
        )

    async def tap(self, selector: str) -> None:
        """Tap something that sends."""
        await self.after(self.page.click(selector))

    async def write(self, words: str) -> None:
        """Type and send."""
        await self.page.fill("#words", words)
        await self.tap(".go")

    async def to_ladder(self) -> None:
        """Walk to the fifth question."""
        await self.tap("[value='chose:fine_here']")
        await self.tap("[value='chose:13']")
        await self.tap("[value='chose:agree']")
        await self.write("Noor")

    def is_clean(self) -> bool:
        """True when nothing was asked from elsewhere and nothing went wrong; says what otherwise."""
        foreign = [url for url in self.asked if not url.startswith((self.base, "data:"))]
        assert not foreign, foreign
        assert not self.complaints, self.complaints
        return True


MakeWindow = Callable[..., Awaitable[Window]]


@contextmanager
def serve(app: Starlette) -> Iterator[str]:
    """Run an application on a free port; gives its address."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    config = uvicorn.Config(app, port=port, log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started, "the web chat did not start within 20 seconds"
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@dataclass
class ServedChat:
    """The real web chat on a port."""

    house: House
    base: str


@pytest.fixture(scope="session")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedChat]:
    """The real conversation, on a real database."""
    folder = tmp_path_factory.mktemp("chat")
    house = open_house(Path(shutil.copy(new_database(folder), folder / "chat.db")))
    with serve(house.app) as base:
        yield ServedChat(house, base)
    house.close()


@dataclass
class Gallery:
    """The scripted talk: put `show` to a control, then open the page."""

    talk: ScriptedTalk
    base: str

    def show(self, step: str, language: str = "nl") -> None:
        """Let the page rest at this control."""
        self.talk.__init__(step, language)  # type: ignore[misc]


@pytest.fixture(scope="session")
def gallery() -> Iterator[Gallery]:
    """Every control, one at a time."""
    talk = ScriptedTalk(next(iter(PROMPTS)))
    routes = webchat_routes(
        conversation=talk, organisation=ORGANISATION, words=WORDS, hub=Hub(), secure_cookies=False, public_url=None
    )
    with serve(Starlette(routes=routes)) as base:
        yield Gallery(talk, base)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chat_browser() -> AsyncIterator[Browser]:
    """Start Chromium once."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def window(chat_browser: Browser) -> AsyncIterator[MakeWindow]:
    """Make windows; those with the same `context` share their cookies."""
    contexts: list[BrowserContext] = []

    async def make(base: str, *, context: BrowserContext | None = None, **more: Any) -> Window:
        if context is None:
            context = await chat_browser.new_context(**{"viewport": PHONE, **more})
            contexts.append(context)
        page = await context.new_page()
        found = Window(page, base)
        page.on("request", lambda request: found.asked.append(request.url))
        page.on(
            "console", lambda said: found.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        return found

    yield make
    for context in contexts:
        await context.close()
