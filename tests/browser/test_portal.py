"""The portal in a real browser: by keyboard alone, in every light and size, on paper, and after signing out."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
import pytest_asyncio
import uvicorn
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from pypdf import PdfReader
from starlette.applications import Starlette

from care.handoff import Child, SafetyLine
from portal.app import portal_routes
from portal.sign_in import make_sign_in_link
from storage import KeyRing, open_store
from tests.portal.invented import NOW, House, Portal, catalogues, hand_over, item, yara

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

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
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Served:
    """A portal on a real port."""

    portal: Portal
    base: str

    def link(self) -> str:
        """Make a sign-in link for this port."""
        portal = self.portal
        return make_sign_in_link(portal.store, portal.store.keys, portal.amina, self.base, portal.clock)


@dataclass
class Visit:
    """A browser window, with everything it asked for and complained about."""

    page: Page
    base: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    async def go(self, path: str) -> None:
        await self.page.goto(f"{self.base}/portal/{path}")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a portal with four children in it."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('portal') / 'maatje.db'}", KeyRing.generate())
    store.upgrade()
    portal = Portal(store)
    share_some(portal)
    app = Starlette(routes=portal_routes(store=store, words=catalogues(), organisation=House(), clock=portal.clock))
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    # A desk that is still open in a browser would keep the server waiting for ever.
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", timeout_graceful_shutdown=1))
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


def share_some(portal: Portal) -> None:
    """Have an ordinary child, one to call, one in danger and one with names in many scripts share something."""
    said = SafetyLine("neglect", "er is vaak niemand als ik thuiskom", NOW)
    asked = [item("load.urgent", "call_me_soon", "bel me snel")]
    closest = ["Юлія", "فاطمة", "Çağla", "Pip 🐶", "tante Wilhelmina-Annegreet"]
    many = [item("network.closest", closest, *closest), *yara()[:9]]
    portal.share(hand_over(yara(), handoff_id="ordinary"))
    portal.share(hand_over(asked, handoff_id="call", child=Child("Sem", 11, "nl"), call_soon=True), kind="call_request")
    portal.share(hand_over(yara(), handoff_id="danger", child=Child("Mo", 16, "nl"), signals=[said]))
    portal.share(hand_over(many, handoff_id="many", child=Child("فاطمة الزهراء", 12, "ar")))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """Start Chromium once."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def cookies(chromium: Browser, served: Served) -> Any:
    """Sign in once; give what the browser keeps."""
    context = await chromium.new_context()
    page = await context.new_page()
    await page.goto(served.link())
    await page.click("main button")
    kept = await context.storage_state()
    await context.close()
    return kept


async def visit(chromium: Browser, served: Served, cookies: Any = None, **options: Any) -> Visit:
    """Open a window, signed in when there are cookies."""
    context: BrowserContext = await chromium.new_context(storage_state=cookies, **{"viewport": DESK, **options})
    page = await context.new_page()
    window = Visit(page, served.base)
    page.on("request", lambda request: window.asked.append(request.url))
    page.on("console", lambda message: window.complaints.append(message.text))
    page.on("pageerror", lambda error: window.complaints.append(str(error)))
    return window


async def press_until(page: Page, words: str, key: str = "Tab", most: int = 40) -> None:
    """Go on with the keyboard until what is focused says these words."""
    for _ in range(most):
        await page.keyboard.press(key)
        if words in (await page.evaluate("document.activeElement.innerText") or ""):
            return
    raise AssertionError(f"{words!r} was not reached with {most} × {key}")


async def test_everything_can_be_done_with_the_keyboard_alone(chromium: Browser, served: Served) -> None:
    served.portal.share(hand_over(yara(), handoff_id="keys", child=Child("Toets", 15, "nl")))
    window = await visit(chromium, served)
    page = window.page
    await page.goto(served.link() + "?language=en")
    await press_until(page, "Sign in")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/portal/")
    await press_until(page, "Toets")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/case/keys")
    await press_until(page, "I have read this")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/case/keys#read")
    assert "Read by Amina, today at 16:40" in await page.inner_text("main")
    await press_until(page, "Sign out", key="Shift+Tab")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/sign-in")


async def test_after_signing_out_the_back_button_shows_nothing_of_a_child(chromium: Browser, served: Served) -> None:
    window = await visit(chromium, served)
    page = window.page
    await page.goto(served.link())
    await page.click("main button")
    await window.go("case/ordinary")
    assert "Yara" in await page.inner_text("main")
    await page.click("text=Uitloggen")
    await page.wait_for_url("**/sign-in")
    for _ in range(2):
        await page.go_back()
        assert "Yara" not in await page.content()


@pytest.mark.parametrize(
    ("scheme", "paths"),
    [
        ("light", ["", "case/ordinary", "case/danger", "case/many", "case/call", "case/nothing", "sign-in"]),
        ("dark", ["", "case/danger"]),
    ],
)
async def test_axe_finds_nothing(
    chromium: Browser, served: Served, cookies: Any, scheme: str, paths: list[str]
) -> None:
    window = await visit(chromium, served, cookies, color_scheme=scheme)
    for path in paths:
        await window.go(path)
        found = await axe(window.page)
        assert found.violations_count == 0, found.generate_report()
    await window.page.context.close()


async def test_axe_would_find_something(chromium: Browser, served: Served, cookies: Any) -> None:
    window = await visit(chromium, served, cookies)
    await window.go("")
    await window.page.evaluate("document.querySelector('.brand img').removeAttribute('alt')")
    assert (await axe(window.page)).violations_count == 1


async def axe(page: Page) -> Any:
    """Check a page by the rules of WCAG 2.2 AA and good practice."""
    return await Axe().run(page, options={"runOnly": {"type": "tag", "values": AXE_TAGS}})


@pytest.mark.parametrize(("width", "letters"), [(320, 100), (390, 200), (1280, 200), (1280, 100)])
async def test_nothing_sticks_out_at_any_size(
    chromium: Browser, served: Served, cookies: Any, width: int, letters: int
) -> None:
    window = await visit(chromium, served, cookies, viewport={"width": width, "height": 800})
    for path in ("", "case/ordinary", "case/many"):
        await window.go(path)
        await window.page.evaluate(f"document.documentElement.style.fontSize = '{letters}%'")
        assert await window.page.evaluate("document.documentElement.scrollWidth") <= width
    await window.page.context.close()


async def test_everything_to_press_is_large_enough_on_a_phone(chromium: Browser, served: Served, cookies: Any) -> None:
    window = await visit(chromium, served, cookies, viewport=PHONE)
    for path in ("", "case/ordinary"):
        await window.go(path)
        small = await window.page.evaluate(
            """() => [...document.querySelectorAll('a:not(.skip):not(.who a), button')]
                .map(each => [each.innerText, each.getBoundingClientRect()])
                .filter(([, box]) => box.height < 47.5 || box.width < 24).map(([words]) => words)"""
        )
        assert small == []


async def test_nothing_comes_from_elsewhere_and_nothing_complains(
    chromium: Browser, served: Served, cookies: Any
) -> None:
    window = await visit(chromium, served, cookies)
    for path in ("", "case/ordinary", "case/danger"):
        await window.go(path)
    assert all(url.startswith(served.base) for url in window.asked)
    assert window.complaints == []


async def test_the_page_works_without_scripts(chromium: Browser, served: Served, cookies: Any) -> None:
    window = await visit(chromium, served, cookies, java_script_enabled=False)
    await window.go("")
    await window.page.click("text=Yara")
    await window.page.wait_for_url("**/case/ordinary")
    assert "een avond in de week niet hoeven koken" in await window.page.inner_text("main")


@pytest.mark.parametrize(("scheme", "shown"), [("light", "on-light"), ("dark", "on-dark")])
async def test_one_picture_is_shown_the_one_for_this_light(
    chromium: Browser, served: Served, cookies: Any, scheme: str, shown: str
) -> None:
    window = await visit(chromium, served, cookies, color_scheme=scheme)
    await window.go("case/ordinary")
    visible = await window.page.evaluate(
        "[...document.querySelectorAll('.people > div')].filter(each => each.offsetHeight).map(each => each.className)"
    )
    assert visible == [shown]


async def test_an_ordinary_child_is_one_page_of_paper_without_buttons(
    chromium: Browser, served: Served, cookies: Any
) -> None:
    window = await visit(chromium, served, cookies, color_scheme="dark")
    await window.go("case/ordinary")
    printed = PdfReader(BytesIO(await window.page.pdf(prefer_css_page_size=True)))
    words = printed.pages[0].extract_text()
    assert len(printed.pages) == 1
    assert "Ik heb dit gelezen" not in words
    assert "Uitloggen" not in words
    for title in ("Veilig", "In eigen woorden", "Netwerk", "Liever niet", "geen diagnose"):
        assert title in words


async def test_the_focus_can_be_seen(chromium: Browser, served: Served, cookies: Any) -> None:
    window = await visit(chromium, served, cookies)
    await window.go("case/ordinary")
    await press_until(window.page, "Uitloggen")
    ring = await window.page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert ring == "3px"
    await window.go("")
    await press_until(window.page, "Yara")
    ring = await window.page.evaluate("getComputedStyle(document.activeElement, '::after').outlineWidth")
    assert ring == "3px"
