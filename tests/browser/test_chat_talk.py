"""The talk in a real browser: by tapping, by keyboard alone, and without script."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from tests.browser.conftest import MakeWindow, ServedChat, Window

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TURNS = 80
FOCUS_ON = "selector => !!document.activeElement && document.activeElement.matches(selector)"
TABS = 60


async def way_on(window: Window, age: int) -> tuple[str, str]:
    """(what to type or tick first, what to press) for the open question."""
    control, step = await window.control(), await window.step()
    page = window.page
    if step == "me.age":
        return "", f"[value='chose:{age}']"
    if control == "text" or (control == "names" and not await page.locator(".chip.name").count()):
        return "Noor" if step == "me.name" else "oma, Sam", ".go"
    if control == "names" or control == "cards":
        return "", ".done"
    if await page.locator("#choices input[name=option]").count():
        return "tick", ".done"
    return "", "#choices button[value^='chose:']"


async def by_tapping(window: Window, age: int) -> None:
    first, press = await way_on(window, age)
    if first == "tick":
        await window.page.locator("#choices label:has(input[name=option])").first.click()
    elif first:
        await window.page.fill("#words", first)
    await window.after(window.page.locator(press).first.click())


async def by_keyboard(window: Window, age: int) -> None:
    first, press = await way_on(window, age)
    page = window.page
    if first == "tick":
        await tab_to(page, "#choices input[name=option]")
        await page.keyboard.press("Space")
    elif first:
        await tab_to(page, "#words")
        await page.keyboard.type(first)
        await window.after(page.keyboard.press("Enter"))
        return
    await tab_to(page, press)
    await window.after(page.keyboard.press("Enter"))


async def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(TABS):
        if await page.evaluate(FOCUS_ON, selector):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached with the Tab key")


async def test_a_nine_year_old_taps_through_the_whole_talk(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base)
    await child.open("/?band=B")
    controls = set()
    for _ in range(TURNS):
        control = await child.control()
        controls.add(control)
        if control == "end":
            break
        await by_tapping(child, 9)
    assert {"chips", "names", "picture", "backpack", "cards", "send", "text", "number", "end"} <= controls
    assert await child.page.locator("figure.people svg[role=img]").count() >= 1
    assert child.is_clean()
    with chat.house.store.read() as work:
        cookies = await child.page.context.cookies()
        person = work.people.by_identity("web", next(c["value"] for c in cookies if c["name"] == "m"))
        assert [row.kind for row in work.handoffs.of_person(person or "")] == ["summary"]


async def test_a_sixteen_year_old_does_it_all_by_keyboard(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base, viewport={"width": 1280, "height": 800})
    await child.open("/?lang=en&band=D")
    for _ in range(TURNS):
        if await child.control() == "end":
            break
        await by_keyboard(child, 16)
    assert await child.control() == "end"
    assert child.is_clean()


async def test_after_an_answer_the_focus_is_at_the_new_question_and_only_it_is_read_out(
    chat: ServedChat, window: MakeWindow
) -> None:
    child = await window(chat.base)
    await child.open()
    await child.tap("[value='chose:fine_here']")
    assert await child.page.evaluate("document.activeElement.id") == "choices"
    aloud = child.page.locator("#aloud")
    assert await aloud.get_attribute("role") == "log"
    assert (
        await aloud.locator("p").all_text_contents()
        == await child.page.locator("#talk > li.bot:nth-last-child(-n+2) .bubble > p").all_text_contents()
    )
    assert "Ja, ik zit goed" not in (await aloud.text_content() or "")


async def test_a_double_tap_answers_one_question(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base)
    await child.open()
    await child.after(child.page.dblclick("[value='chose:fine_here']"))
    await child.page.wait_for_timeout(300)
    assert await child.step() == "me.age"
    assert await child.page.locator("#talk > li.child").count() == 1


async def test_own_words_beside_a_chip_arrive_together(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base)
    await child.open()
    await child.to_ladder()
    await child.page.locator(".ladder label").nth(3).click()
    await child.tap(".done")
    assert await child.step() == "happiness.sources"
    await child.page.locator(".chip").first.click()
    await child.page.locator(".chip:has([data-own])").click()
    assert await child.page.evaluate("document.activeElement.id") == "words"
    await child.write("schaken")
    said = await child.page.locator("#talk > li.child").last.text_content()
    assert "schaken" in (said or "")
    assert await child.step() == "happiness.more"


async def test_without_script_the_talk_goes_on_all_the_same(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base, java_script_enabled=False)
    page = child.page
    await child.open()
    await page.click("[value='chose:fine_here']")
    await page.click("[value='chose:13']")
    await page.click("[value='chose:agree']")
    await page.fill("#words", "Noor")
    await page.click(".go")
    await page.locator(".ladder label").nth(3).click()
    await page.click(".done")
    await page.locator(".chip").first.click()
    await page.click(".done")
    assert await child.step() == "happiness.more"
    await page.click("#more summary")
    await page.click("[value='command:privacy']")
    assert await page.locator("dl.facts dt").first.text_content() == "Wie leest dit?"
    await page.click("#leave")
    await page.go_back()
    assert "Noor" not in await page.content()
    assert child.is_clean()


# The top of the last question, measured from the lower edge of the heading: below zero it is cut.
BELOW_THE_HEADING = """() => document.querySelector('#talk > li:last-child').getBoundingClientRect().top
  - document.querySelector('.top').getBoundingClientRect().bottom"""


@pytest.mark.parametrize("height", range(480, 900, 60))
async def test_the_open_question_is_never_cut_by_the_heading(chat: ServedChat, window: MakeWindow, height: int) -> None:
    child = await window(chat.base, viewport={"width": 390, "height": height}, reduced_motion="reduce")
    await child.open("/?band=C")
    for answer in ("fine_here", "13", "agree"):
        await child.tap(f"[value='chose:{answer}']")
        assert await child.page.evaluate(BELOW_THE_HEADING) >= 0, answer
    await child.page.reload()
    await child.page.wait_for_function(f"({BELOW_THE_HEADING})() >= 0")
    await child.write("Noor")
    await child.page.reload()
    await child.page.wait_for_function(f"({BELOW_THE_HEADING})() >= 0")


# The steps of the ladder above the button that covers what is below it.
RUNGS_IN_SIGHT = """() => [...document.querySelectorAll('.rung')].filter((rung) => rung.getBoundingClientRect().bottom
  <= document.querySelector('.ladder ~ .done').getBoundingClientRect().top).map((rung) => rung.textContent.trim())"""


@pytest.mark.parametrize(("width", "height", "lowest"), [(390, 844, "2"), (412, 915, "1"), (1280, 1000, "0")])
async def test_the_ladder_shows_low_steps_too(
    chat: ServedChat, window: MakeWindow, width: int, height: int, lowest: str
) -> None:
    child = await window(chat.base, viewport={"width": width, "height": height}, reduced_motion="reduce")
    await child.open("/?band=C")
    for answer in ("fine_here", "13", "agree"):
        await child.tap(f"[value='chose:{answer}']")
    await child.write("Noor")
    await child.page.wait_for_selector(".ladder")
    assert lowest in await child.page.evaluate(RUNGS_IN_SIGHT)
    assert await child.page.evaluate(BELOW_THE_HEADING) >= 0
