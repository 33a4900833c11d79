"""The help card on a phone, in three languages and two lights; what leaves the screen; a page that closes itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.channels.webchat.pace import TAPS_AT_ONCE
from bot.words import Catalogues
from tests.bot.channels.webchat.house import WORDS, new_database, open_house
from tests.browser.conftest import MakeWindow, ServedChat, Window, serve
from tests.browser.test_chat_looks import CUT, SMALL, THUMB, violations

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# Nobody has translated anything into Arabic yet: the page mirrors, and what matters in danger comes in two languages.
WITH_ARABIC = Catalogues({**WORDS.texts, "ar": {}})
CRY = {"nl": "ik wil niet meer leven", "en": "I want to die", "ar": "I want to die"}
HEARD = {
    "nl": ["Je schreef over niet meer willen leven."],
    "en": ["You wrote about not wanting to live any more."],
    "ar": ["Je schreef over niet meer willen leven.", "You wrote about not wanting to live any more."],
}


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedChat]:
    """The web chat with one language more, into which nothing is translated."""
    folder = tmp_path_factory.mktemp("arabic")
    house = open_house(Path(shutil.copy(new_database(folder), folder / "chat.db")), words=WITH_ARABIC)
    with serve(house.app) as base:
        yield ServedChat(house, base)
    house.close()


async def in_danger(child: Window, language: str) -> None:
    """Somebody who tells of danger where a number is asked."""
    await child.open(f"/?band=C&lang={language}")
    await child.to_ladder()
    await child.write(CRY[language])


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("language", ["nl", "en", "ar"])
async def test_the_card_can_be_read_and_tapped_by_everybody(
    arabic: ServedChat, window: MakeWindow, language: str, light: str
) -> None:
    child = await window(arabic.base, color_scheme=light, reduced_motion="reduce")
    await in_danger(child, language)
    card = child.page.locator("#talk li.bot").filter(has=child.page.locator(".lines"))
    for sentence in HEARD[language]:
        await expect(card).to_contain_text(sentence)
    numbers = await card.locator("a.call").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert numbers[:2] == ["tel:112", "tel:113"]
    # What stands half behind the line for typing is not small, only not in sight yet.
    await child.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    assert not await violations(child)
    assert not await child.page.evaluate(SMALL, THUMB)
    assert not await child.page.evaluate(CUT)
    assert child.is_clean()


async def test_in_arabic_the_page_mirrors_and_dutch_and_english_keep_their_direction(
    arabic: ServedChat, window: MakeWindow
) -> None:
    child = await window(arabic.base, reduced_motion="reduce")
    await in_danger(child, "ar")
    page = child.page
    assert await page.evaluate("document.documentElement.dir") == "rtl"
    boxes = [await page.locator(where).bounding_box() for where in (".brand", "#help", "#more")]
    edges = [box["x"] for box in boxes if box is not None]
    assert edges == sorted(edges, reverse=True), "mark, help and menu stand from right to left"
    directions = await page.locator("#talk .lines span").evaluate_all(
        "all => all.map(e => getComputedStyle(e).direction)"
    )
    assert set(directions) == {"ltr"}
    sides = await page.locator("#talk .lines span").evaluate_all("all => all.map(e => getComputedStyle(e).textAlign)")
    assert set(sides) == {"right"}


@pytest.mark.parametrize("path", ["/hulp?lang=nl", "/hulp?lang=en", "/hulp?lang=ar", "/hulp?lang=uk"])
async def test_the_page_with_help_works_without_a_talk_and_in_every_language(
    chat: ServedChat, window: MakeWindow, path: str
) -> None:
    child = await window(chat.base)
    await child.open(path)
    assert await child.page.locator("a[href='tel:112']").count() == 1
    shown = await child.page.locator("main").inner_text()
    both = path.endswith(("ar", "uk"))
    assert ("met een mens praten" in shown) is (both or path.endswith("nl"))
    assert ("talk to a person" in shown) is (both or path.endswith("en"))
    # The words are Dutch and English then: they are read aloud, and set, as such.
    spoken = await child.page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    assert spoken == [path[-2:] if not both else "nl", "ltr"]
    assert not await violations(child)
    assert not await child.page.evaluate(CUT)


@pytest.mark.parametrize("width", [390, 320])
async def test_with_letters_twice_as_large_nothing_of_the_card_is_cut_off(
    chat: ServedChat, window: MakeWindow, width: int
) -> None:
    child = await window(chat.base, viewport={"width": width, "height": 844}, reduced_motion="reduce")
    await in_danger(child, "nl")
    await child.page.evaluate("document.documentElement.style.fontSize = '36px'")
    await child.page.wait_for_timeout(60)
    assert not await child.page.evaluate(CUT)
    out = """() => [...document.querySelectorAll("#talk .call *")]
      .filter(e => e.getBoundingClientRect().right > e.closest(".call").getBoundingClientRect().right)
      .map(e => e.textContent)"""
    assert not await child.page.evaluate(out)


# --- what leaves the screen -------------------------------------------------------------------------------------------


async def test_hiding_empties_the_open_page_and_the_other_tab_without_a_reload(
    chat: ServedChat, window: MakeWindow
) -> None:
    child = await window(chat.base, reduced_motion="reduce")
    await child.open()
    await child.to_ladder()
    other = await window(chat.base, context=child.page.context)
    await other.open("/")
    await expect(other.page.locator("#talk")).to_contain_text("Noor")
    await child.page.click("#more summary")
    await child.tap("[value='command:hide']")
    for tab in (child, other):
        await expect(tab.page.locator("#talk")).not_to_contain_text("Noor")
        await expect(tab.page.locator("#talk > li")).to_have_count(2)
    await child.page.reload()
    await expect(child.page.locator("#talk")).not_to_contain_text("Noor")
    assert await child.control() == "ladder"


async def test_help_under_watching_eyes_leaves_the_page_when_the_talk_goes_on(
    chat: ServedChat, window: MakeWindow
) -> None:
    child = await window(chat.base, reduced_motion="reduce")
    await child.open()
    await child.tap("[value='chose:being_watched']")
    await expect(child.page.locator("#talk")).not_to_contain_text("meekijkt")
    await expect(child.page.locator("#talk")).not_to_contain_text("kijkt iemand mee")
    await child.tap("#help")
    await expect(child.page.locator("#talk .lines")).to_have_count(1)
    await child.tap("[value='chose:go_on']")
    await expect(child.page.locator("#talk .lines")).to_have_count(0)


async def test_a_shared_phone_closes_the_page_after_the_quiet_time_and_not_before(
    chat: ServedChat, window: MakeWindow
) -> None:
    child = await window(chat.base, reduced_motion="reduce")
    await child.page.clock.install()
    await child.open()
    await child.tap("[value='chose:being_watched']")
    await child.tap("[value='command:closing:5']")
    await child.page.clock.fast_forward(4 * 60_000)
    assert await child.step() == "me.age"
    await child.page.keyboard.press("Shift")  # somebody is still there
    await child.page.clock.fast_forward(4 * 60_000)
    assert await child.step() == "me.age"
    chat.house.moment.goes_on(minutes=10)
    try:
        await child.page.clock.fast_forward(2 * 60_000)
        await child.page.wait_for_url("**/dicht")
        await expect(child.page.locator("h1")).to_have_text("De tafels")
        assert "m" not in {cookie["name"] for cookie in await child.page.context.cookies()}
        await child.open("/")
        await expect(child.page.locator("a[href='/verder']")).to_be_visible()
        assert not await violations(child)
    finally:
        chat.house.moment.goes_on(minutes=-10)


async def test_a_flood_waits_and_everything_arrives_by_itself(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base, reduced_motion="reduce")
    await child.open()
    await child.to_ladder()
    flood = """async times => { for (let n = 0; n < times; n++) await fetch("/say", { method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ kind: "command:nonsense", delivery: "flood-" + String(n).padStart(8, "0") }) }) }"""
    await child.page.evaluate(flood, TAPS_AT_ONCE + 5)
    child.complaints.clear()
    await child.page.fill("#words", "7")
    await child.page.click(".go")
    await expect(child.page.locator("#answer[data-step^='happiness.sources']")).to_be_attached(timeout=15_000)
