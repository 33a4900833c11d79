"""A shared phone, watching eyes and a weak line: what was said stays with whom it belongs to, and help is always there."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from playwright.async_api import Page, Route

from tests.browser.conftest import MakeWindow, ServedChat, Window
from tests.browser.test_chat_talk import by_tapping

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SOON = 15_000
MOVE_ON = "minutes => { const now = Date.now; Date.now = () => now() + minutes * 60000 }"


async def from_the_menu(child: Window, *commands: str) -> None:
    """Choose something from the menu, and then from what it offers."""
    await child.page.click("#more summary")
    for command in commands:
        await child.tap(f"[value='command:{command}']")


async def shared_phone(child: Window, minutes: int = 5) -> None:
    """Let the page close itself after these quiet minutes."""
    await from_the_menu(child, "closing", f"closing:{minutes}")


async def at_a_name(child: Window) -> None:
    """Open the talk and walk to the question for a name."""
    await child.open()
    for answer in ("fine_here", "13", "agree"):
        await child.tap(f"[value='chose:{answer}']")


async def cut_off(chat: ServedChat, window: MakeWindow) -> Window:
    """Somebody gave a name, and then the line went down."""
    child = await window(chat.base)
    await at_a_name(child)
    await child.write("Noor")
    await child.page.context.set_offline(True)
    return child


async def next_child(child: Window) -> None:
    """Somebody else opens the site after the quiet time, and goes in."""
    await child.open("/")
    await child.open("/")
    await child.page.click("form.door button")
    await child.page.wait_for_selector("[value='chose:fine_here']")


async def text_of(page: Page) -> str:
    """Everything there is to read."""
    return await page.inner_text("body")


async def hang(route: Route) -> None:
    """A line that never answers."""
    await asyncio.sleep(60)


# --- whose words they are ---------------------------------------------------------------------------------------------


async def test_a_draft_does_not_wait_for_the_next_child(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base)
    await child.open()
    await shared_phone(child)
    await child.page.fill("#words", "papa slaat mij")
    await child.page.goto("about:blank")
    chat.house.moment.goes_on(minutes=9)
    await next_child(child)
    assert await child.page.input_value("#words") == ""


async def test_an_answer_that_waited_for_the_line_does_not_go_into_the_next_talk(
    chat: ServedChat, window: MakeWindow
) -> None:
    child = await window(chat.base)
    await at_a_name(child)
    await shared_phone(child)
    await child.page.context.set_offline(True)
    await child.page.fill("#words", "mama drinkt de hele dag")
    await child.page.click(".go")
    await child.page.locator("#notice").wait_for(state="visible")
    await child.page.goto("about:blank")
    await child.page.context.set_offline(False)
    chat.house.moment.goes_on(minutes=9)
    await next_child(child)
    await child.page.wait_for_timeout(1500)
    assert "drinkt" not in await text_of(child.page)
    assert await child.page.evaluate("sessionStorage.length") == 0


async def test_a_card_that_became_private_in_another_tab_stays_private(chat: ServedChat, window: MakeWindow) -> None:
    one = await window(chat.base)
    await one.open()
    for _ in range(70):
        if await one.control() == "cards":
            break
        await by_tapping(one, 13)
    on = "[...document.querySelectorAll('[name=share]:checked')].map(one => one.value)"
    await one.page.locator("label.switch").nth(0).click()
    two = await window(chat.base, context=one.page.context)
    await two.open("/bewaard")
    await two.page.click("[value='command:edit:welcome.place']")
    await two.tap("[value='chose:being_watched']")
    for _ in range(8):
        if await two.control() == "cards":
            break
        await by_tapping(two, 13)
    private: list[str] = await two.page.evaluate(on)
    assert "care.who" not in private
    await one.page.bring_to_front()
    await one.page.wait_for_function(f"private => String({on}) === String(private)", arg=private, timeout=SOON)


# --- leaving ----------------------------------------------------------------------------------------------------------


async def test_without_a_line_leaving_shuts_the_door_and_shows_something_else(
    chat: ServedChat, window: MakeWindow
) -> None:
    child = await cut_off(chat, window)
    await child.page.click("#leave")
    assert await child.page.inner_text("h1") == await child.page.title()
    assert "100" in await text_of(child.page)
    assert "Noor" not in await child.page.content()
    assert child.page.url.endswith("/weg")
    somebody = await window(chat.base, context=child.page.context)
    await child.page.context.set_offline(False)
    await somebody.open("/")
    assert await somebody.page.locator("form.door").count() == 1
    names = {cookie["name"] for cookie in await child.page.context.cookies()}
    assert "d" in names and "w" not in names, "the real one took its place"
    await somebody.page.click("form.door button")
    assert "Noor" in await text_of(somebody.page)


async def test_leaving_empties_every_tab(chat: ServedChat, window: MakeWindow) -> None:
    one = await window(chat.base)
    await at_a_name(one)
    two = await window(chat.base, context=one.page.context)
    await two.open("/bewaard")
    await one.page.bring_to_front()
    await one.page.click("#leave")
    await one.page.wait_for_url("**/weg")
    await two.page.wait_for_url("**/weg", timeout=SOON)


async def test_a_tab_that_comes_into_sight_behind_the_door_leaves_too(chat: ServedChat, window: MakeWindow) -> None:
    one = await window(chat.base)
    await at_a_name(one)
    await one.page.evaluate("BroadcastChannel.prototype.postMessage = () => {}")
    two = await window(chat.base, context=one.page.context)
    await two.open("/weg")
    await one.page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    await one.page.wait_for_url("**/weg", timeout=SOON)


@pytest.mark.parametrize("way", ["/privacy", "/hulp"])
async def test_the_back_button_leads_nowhere_after_leaving(chat: ServedChat, window: MakeWindow, way: str) -> None:
    child = await window(chat.base)
    await child.open()
    await child.open(way)
    await child.page.click("main a[href='/']")
    await child.page.click("#leave")
    await child.page.wait_for_url("**/weg")
    await child.page.go_back()
    await child.page.wait_for_url("**/weg", timeout=SOON)
    await child.open("/hulp")
    assert "112" in await text_of(child.page), "who asks for help gets it, also behind the door"


async def test_what_is_hidden_leaves_the_screen_at_once_also_without_a_line(
    chat: ServedChat, window: MakeWindow
) -> None:
    child = await cut_off(chat, window)
    await child.page.click("#more summary")
    await child.page.click("[value='command:hide']")
    assert "Noor" not in await child.page.inner_text("#talk")
    assert await child.page.inner_text("#aloud") == ""
    await child.after(child.page.context.set_offline(False))
    assert "Noor" not in await child.page.inner_text("#talk")


# --- the quiet time ---------------------------------------------------------------------------------------------------


async def test_the_quiet_time_holds_in_every_tab(chat: ServedChat, window: MakeWindow) -> None:
    one = await window(chat.base)
    await at_a_name(one)
    two = await window(chat.base, context=one.page.context)
    await two.open("/")
    await one.page.bring_to_front()
    await shared_phone(one)
    await two.page.wait_for_function("() => document.body.dataset.closes === '5'", timeout=SOON)
    await two.page.evaluate(MOVE_ON, 6)
    await two.page.wait_for_url("**/dicht", timeout=SOON)


async def test_who_is_busy_typing_is_not_locked_out(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base)
    await at_a_name(child)
    await shared_phone(child)
    await child.page.focus("#words")
    for _ in range(3):
        await child.page.evaluate(MOVE_ON, 2)
        async with child.page.expect_response("**/hier"):
            await child.page.keyboard.type("Noor")
        chat.house.moment.goes_on(minutes=2, seconds=5)
    await child.tap(".go")
    assert await child.step() == "happiness.now"


async def test_without_script_the_page_closes_itself_as_well(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base, java_script_enabled=False)
    await child.open()
    for press in ("[value='chose:fine_here']", "#more summary", "#more [value='command:closing']"):
        await child.page.click(press)
    await child.page.click("[value='command:closing:5']")
    refresh = child.page.locator("meta[http-equiv=refresh]")
    assert await refresh.get_attribute("content") == "301;url=/dicht"


# --- help, and words to go on -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["fails", "hangs"])
async def test_on_a_weak_line_help_is_shown_from_the_page(chat: ServedChat, window: MakeWindow, line: str) -> None:
    child = await window(chat.base)
    await at_a_name(child)
    await child.write("Noor")
    asked: list[Any] = []

    async def weak(route: Route) -> None:
        asked.append((route.request.post_data_json or {})["kind"])
        await (hang(route) if line == "hangs" else route.abort("connectionreset"))

    await child.page.route("**/say", weak)
    await child.page.locator(".ladder label").nth(2).click()
    await child.page.click("#choices .done")
    await child.page.wait_for_timeout(300)
    await child.page.click("#help")
    await child.page.locator("#help-here a[href='tel:112']").wait_for(state="visible", timeout=4000)
    assert "command:help" in asked, "it does not wait behind the answer"


async def test_words_to_go_on_are_given_once_and_leave_every_page(chat: ServedChat, window: MakeWindow) -> None:
    one = await window(chat.base)
    await at_a_name(one)
    two = await window(chat.base, context=one.page.context)
    await two.open("/")
    await one.page.bring_to_front()
    await shared_phone(one)
    await one.page.dblclick("#talk [value='command:phrase']")
    await one.page.locator(".phrase").wait_for()
    await one.page.wait_for_timeout(1500)
    assert await one.page.locator(".phrase").count() == 1
    words = " ".join((await one.page.inner_text(".phrase strong")).split())
    await two.page.locator(".phrase").wait_for(timeout=SOON)
    await one.write("Noor")
    assert await one.page.locator(".phrase").count() == 0
    await two.page.locator(".phrase").wait_for(state="detached", timeout=SOON)
    assert words not in await two.page.content()
    assert one.is_clean()
