"""Every control for every eye and hand: contrast, size, large letters, narrow screens, the other direction."""

from __future__ import annotations

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]

from tests.bot.channels.webchat.gallery import EVERYTHING
from tests.browser.conftest import Gallery, MakeWindow, ServedChat, Window

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PAGES = [
    "/verder",
    "/verder?t=x",
    "/privacy",
    "/privacy?band=D",
    "/privacy?words=law",
    "/bewaard",
    "/hulp",
    "/leeg",
    "/weg",
]
OF_THEIR_OWN_COLOUR = ["buttons", "chips", "ladder", "faces", "names", "picture", "cards", "send", "help", "adult"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
THUMB = 48
TARGETS = "#choices button, #choices label, .repairs button, .ways > *, .go, .lines a, .copy, .tongues button"
SMALL = f"""thumb => [...document.querySelectorAll("{TARGETS}")]
  .filter(e => !e.classList.contains("unseen") && e.checkVisibility())
  .map(e => [e.textContent.trim(), ...["width", "height"].map(side => Math.round(e.getBoundingClientRect()[side]))])
  .filter(([, width, height]) => width < thumb || height < thumb)"""
CUT = """() => [
  ...(document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : []),
  ...[...document.querySelectorAll("button, .bubble p, .chip span, .card p, h1, h2, .rung")]
    .filter(e => !e.closest(".unseen") && e.checkVisibility())
    .filter(e => e.scrollWidth > e.clientWidth + 2 || e.getBoundingClientRect().right > innerWidth + 1
                 || e.getBoundingClientRect().left < -1)
    .map(e => e.textContent.trim().slice(0, 40))]"""


async def settled(window: Window) -> list[str]:
    """What is cut off once the page has followed its new size; a busy machine takes a moment for that."""
    for _ in range(40):
        found: list[str] = await window.page.evaluate(CUT)
        if not found:
            break
        await window.page.wait_for_timeout(50)
    return found


async def violations(window: Window) -> list[str]:
    """What axe finds, with the elements."""
    found = await Axe().run(window.page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [f"{v['id']}: {node['html'][:120]}" for v in found.response["violations"] for node in v["nodes"]]


@pytest.mark.parametrize("light", ["light", "dark"])
async def test_axe_finds_nothing_in_any_control(gallery: Gallery, window: MakeWindow, light: str) -> None:
    child = await window(gallery.base, color_scheme=light, reduced_motion="reduce")
    found = {}
    for step in EVERYTHING if light == "light" else OF_THEIR_OWN_COLOUR:
        gallery.show(step)
        await child.open("/")
        if complaints := await violations(child):
            found[step] = complaints
    assert not found
    assert child.is_clean()


async def test_axe_finds_nothing_in_what_is_picked_open_or_said(gallery: Gallery, window: MakeWindow) -> None:
    child = await window(gallery.base, reduced_motion="reduce")
    for step in ("chips", "ladder", "cards", "picture"):
        gallery.show(step)
        await child.open("/")
        await child.page.evaluate(
            "document.querySelectorAll('input[type=checkbox], input[type=radio]').forEach(b => b.click())"
        )
        await child.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert not await violations(child), step
    await child.page.evaluate("document.querySelector('#help-here').showModal()")
    assert not await violations(child)


@pytest.mark.parametrize("path", PAGES)
async def test_axe_finds_nothing_in_the_small_pages(gallery: Gallery, window: MakeWindow, path: str) -> None:
    child = await window(gallery.base)
    await child.open(path)
    assert not await violations(child)
    assert not await child.page.evaluate(CUT)


async def test_a_thumb_fits_on_everything(gallery: Gallery, window: MakeWindow) -> None:
    child = await window(gallery.base)
    for step in EVERYTHING:
        gallery.show(step)
        await child.open("/")
        assert not await child.page.evaluate(SMALL, THUMB), step


@pytest.mark.parametrize("how", ["320 wide", "letters twice as large", "page zoomed to 200 %", "right to left"])
async def test_nothing_is_cut_off(gallery: Gallery, window: MakeWindow, how: str) -> None:
    size = {"320 wide": (320, 640), "page zoomed to 200 %": (640, 400)}.get(how, (390, 844))
    child = await window(gallery.base, viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    for step in EVERYTHING:
        gallery.show(step)
        await child.open("/")
        if how == "letters twice as large":
            await child.page.evaluate("document.documentElement.style.fontSize = '36px'")
        if how == "right to left":
            await child.page.evaluate("document.documentElement.dir = 'rtl'")
        assert not await settled(child), step
        await child.page.evaluate("scrollTo(0, 0)")
        assert await child.page.locator("#leave").is_visible()


@pytest.mark.parametrize(("height", "in_sight"), [(844, True), (480, False)])
async def test_with_large_letters_the_line_for_typing_stays_where_there_is_room(
    gallery: Gallery, window: MakeWindow, height: int, in_sight: bool
) -> None:
    child = await window(gallery.base, viewport={"width": 390, "height": height}, reduced_motion="reduce")
    gallery.show("text")
    await child.open("/")
    await child.page.evaluate("document.documentElement.style.fontSize = '36px'; dispatchEvent(new Event('resize'))")
    await child.page.evaluate("scrollTo(0, 0)")
    box = await child.page.locator("#words").bounding_box()
    assert box is not None
    assert (box["y"] + box["height"] <= height) is in_sight


async def test_leaving_and_help_stay_in_sight_while_scrolling(gallery: Gallery, window: MakeWindow) -> None:
    child = await window(gallery.base)
    gallery.show("send")
    await child.open("/")
    for where in (0, 600, 100_000):
        await child.page.evaluate(f"scrollTo(0, {where})")
        box = await child.page.locator("#leave").bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 100


async def test_the_way_on_is_in_sight_under_a_long_list(gallery: Gallery, window: MakeWindow) -> None:
    child = await window(gallery.base)
    gallery.show("many_chips")
    await child.open("/")
    await child.page.evaluate("scrollTo(0, 0)")
    done, foot = await child.page.locator(".done").bounding_box(), await child.page.locator(".foot").bounding_box()
    assert done is not None
    assert foot is not None
    assert done["y"] + done["height"] <= foot["y"]
    last = child.page.locator(".chip").last
    await last.locator("input").focus()
    chip = await last.bounding_box()
    assert chip is not None
    covered = await child.page.locator(".done").bounding_box()
    assert covered is not None
    assert chip["y"] + chip["height"] <= covered["y"] + 1


async def test_where_one_answer_is_asked_one_chip_can_be_picked(gallery: Gallery, window: MakeWindow) -> None:
    child = await window(gallery.base)
    gallery.show("one_chip")
    await child.open("/")
    for chip in (0, 1):
        await child.page.locator(".chip").nth(chip).click()
    assert await child.page.locator(".chip :checked").count() == 1


async def test_motion_stops_for_those_who_ask(gallery: Gallery, window: MakeWindow) -> None:
    child = await window(gallery.base, reduced_motion="reduce")
    gallery.show("buttons")
    await child.open("/")
    await child.page.evaluate("document.querySelector('#thinking').hidden = false")
    assert await child.page.evaluate("getComputedStyle(document.querySelector('.breathing')).animationName") == "none"


async def test_the_focus_can_be_seen(gallery: Gallery, window: MakeWindow) -> None:
    child = await window(gallery.base)
    gallery.show("buttons")
    await child.open("/")
    for _ in range(8):
        await child.page.keyboard.press("Tab")
        width = await child.page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 3


async def test_on_paper_only_the_talk_is_left(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base)
    await child.open()
    await child.to_ladder()
    await child.page.emulate_media(media="print")
    assert not await child.page.locator("#answer").is_visible()
    assert not await child.page.locator(".foot").is_visible()
    assert await child.page.locator("#talk").is_visible()
