"""Weak lines, reloads, other tabs, and leaving at once."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, Route

from tests.browser.conftest import MakeWindow, ServedChat

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SLOW = {"offline": False, "latency": 40, "downloadThroughput": 187_500, "uploadThroughput": 93_750}


async def test_without_a_line_the_answer_is_kept_and_goes_when_it_is_back(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base)
    await child.open()
    await child.to_ladder()
    await child.page.context.set_offline(True)
    await child.page.locator(".ladder label").nth(4).click()
    await child.page.click(".done")
    notice = child.page.locator("#notice")
    await notice.wait_for(state="visible")
    assert await notice.get_attribute("role") == "status"
    assert await child.page.locator("#talk > li.waiting").text_content() == "6"
    await child.after(child.page.context.set_offline(False))
    assert await child.step() == "happiness.sources"
    assert await child.page.locator("#talk > li.waiting").count() == 0
    assert [await bubble.text_content() for bubble in await child.page.locator("#talk > li.child p").all()][-1] == "6"


async def test_what_waits_survives_a_reload(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base)
    await child.open()
    await child.page.route("**/say", lambda route: route.abort())
    await child.page.click("[value='chose:fine_here']")
    await child.page.locator("#notice").wait_for(state="visible")
    await child.page.unroute("**/say")
    await child.page.reload()
    await child.page.wait_for_selector("[value='chose:13']")
    assert await child.page.locator("#talk > li.child").count() == 1


async def test_an_answer_that_got_lost_on_the_way_back_counts_once(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base)
    await child.open()

    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await child.page.route("**/say", lose, times=1)
    await child.page.click("[value='chose:fine_here']")
    await child.page.wait_for_selector("[value='chose:13']")
    await child.page.wait_for_timeout(1500)
    assert await child.page.locator("#talk > li.child").count() == 1
    assert await child.step() == "me.age"


async def test_when_it_keeps_failing_the_child_hears_so_and_can_go_on(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base)
    await child.open()
    await child.page.add_init_script("const wait = window.setTimeout; window.setTimeout = (f, t) => wait(f, t / 20)")
    await child.page.reload()
    await child.page.route("**/say", lambda route: route.fulfill(status=500, body="oops"))
    await child.page.fill("#words", "mijn woorden")
    await child.page.click(".go")
    await child.page.wait_for_function("() => document.querySelector('#words').value === 'mijn woorden'")
    assert await child.page.locator("#notice").is_visible()
    await child.page.unroute("**/say")
    await child.tap("[value='chose:fine_here']")
    assert await child.step() == "me.age"


async def test_a_reload_keeps_the_talk_and_what_was_begun(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base)
    await child.open()
    await child.to_ladder()
    await child.page.locator(".ladder label").nth(2).click()
    await child.page.fill("#words", "bijna")
    before = await child.page.locator("#talk > li").count()
    await child.page.reload()
    assert await child.page.locator("#talk > li").count() == before
    assert await child.page.locator(".ladder input").nth(2).is_checked()
    assert await child.page.input_value("#words") == "bijna"


async def test_two_tabs_show_the_same(chat: ServedChat, window: MakeWindow) -> None:
    one = await window(chat.base)
    await one.open()
    two = await window(chat.base, context=one.page.context)
    await two.open("/")
    await one.tap("[value='chose:fine_here']")
    await two.page.wait_for_selector("[value='chose:13']")
    await two.tap("[value='chose:13']")
    await one.page.wait_for_selector("[value='chose:agree']")
    assert await _talk(one.page) == await _talk(two.page)
    assert one.is_clean() and two.is_clean()


async def test_thrown_away_in_one_tab_is_gone_in_the_other(chat: ServedChat, window: MakeWindow) -> None:
    one = await window(chat.base)
    await one.open()
    await one.to_ladder()
    two = await window(chat.base, context=one.page.context)
    await two.open("/")
    await one.page.click("#more summary")
    await one.tap("[value='command:delete']")
    await one.page.click("[value='chose:erase_yes']")
    await one.page.wait_for_url("**/leeg")
    await two.page.wait_for_url("**/leeg", timeout=15_000)
    assert "Noor" not in await two.page.content()


async def test_a_cry_on_its_way_while_the_talk_was_thrown_away_elsewhere_brings_help(
    chat: ServedChat, window: MakeWindow
) -> None:
    one = await window(chat.base)
    await one.open()
    await one.to_ladder()
    two = await window(chat.base, context=one.page.context)
    await two.open("/")
    await two.page.route("**/say", lambda route: route.abort())
    await two.page.fill("#words", "HULP")
    await two.page.click(".go")
    await two.page.locator("#notice").wait_for(state="visible")
    await one.page.click("#more summary")
    await one.tap("[value='command:delete']")
    await one.page.click("[value='chose:erase_yes']")
    await one.page.wait_for_url("**/leeg")
    await two.page.unroute("**/say")
    await two.page.wait_for_selector("main .lines a", timeout=30_000)
    text = await two.page.inner_text("body")
    assert "112" in text
    assert "Noor" not in text


@pytest.mark.parametrize("way", ["button", "escape", "typed", "typed in another language"])
async def test_leaving_shows_something_else_and_the_back_button_nothing(
    chat: ServedChat, window: MakeWindow, way: str
) -> None:
    child = await window(chat.base)
    await child.open("/hulp")
    await child.open()
    await child.to_ladder()
    await child.page.fill("#words", "een geheim")
    if way == "button":
        await child.page.click("#leave")
    elif way.startswith("typed"):
        await child.page.fill("#words", "weg hier" if way == "typed" else "Leave now")
        await child.page.click(".go")
    else:
        for _ in range(3):
            await child.page.keyboard.press("Escape")
    await child.page.wait_for_url("**/weg")
    assert "Maatje" not in await child.page.title()
    assert await child.page.evaluate("sessionStorage.length") == 0
    assert child.is_clean()
    await child.page.go_back()
    assert "Noor" not in await child.page.content()
    assert not child.page.url.endswith("band=C"), "the talk's own history entry was replaced"
    await child.open("/")
    assert "Noor" not in await child.page.content()
    await child.page.click(".done")
    assert "Noor" in await child.page.content()


async def test_the_way_out_that_is_typed_is_taken_without_a_line(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base)
    await child.open()
    await child.to_ladder()
    await child.page.context.set_offline(True)
    await child.page.fill("#words", "Weg hier")
    await child.page.click(".go")
    await child.page.wait_for_selector("body.tables")
    assert "Noor" not in await child.page.inner_text("body")
    assert await child.page.evaluate("sessionStorage.length") == 0


async def test_another_language_comes_at_once(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base)
    await child.open()
    await child.page.click("#more summary")
    await child.page.click("#more [value='command:language:en']")
    await child.page.wait_for_function("() => document.documentElement.lang === 'en'")
    assert await child.step() == "welcome.place"


async def test_help_is_there_even_without_a_line(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base)
    await child.open()
    await child.page.context.set_offline(True)
    await child.page.click("#help")
    assert await child.page.locator("#help-here a[href='tel:112']").is_visible()
    await child.page.context.set_offline(False)
    await child.page.click("#help-here button")
    await child.tap("#help")
    assert await child.page.locator("#talk a[href='tel:112']").is_visible()


async def test_whom_to_call_is_there_at_once_when_the_server_fails(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base)
    await child.open()
    await child.page.route("**/say", lambda route: route.fulfill(status=500, body="oops"))
    await child.page.click("#help")
    await child.page.locator("#help-here a[href='tel:112']").wait_for(state="visible", timeout=1_000)
    await child.page.click("#help-here button")
    await child.page.fill("#words", "papa slaat me")
    await child.page.click(".go")
    await child.page.locator("#notice a[href='tel:112']").wait_for(state="visible", timeout=1_000)
    await child.after(child.page.unroute("**/say"))
    assert await child.page.locator("#notice a").count() == 0


async def test_whom_to_call_is_there_while_what_was_typed_has_to_wait(chat: ServedChat, window: MakeWindow) -> None:
    child = await window(chat.base)
    await child.open()
    paused = {"wait": 1, "error": "Dat ging heel snel."}
    await child.page.route("**/say", lambda route: route.fulfill(status=429, json=paused))
    await child.page.fill("#words", "papa slaat me")
    await child.page.click(".go")
    await child.page.locator("#notice a[href='tel:112']").wait_for(state="visible", timeout=1_000)
    await child.after(child.page.unroute("**/say"))
    assert await child.page.locator("#notice a").count() == 0


async def test_a_weak_phone_on_a_slow_line_gets_the_question(chat: ServedChat, window: MakeWindow) -> None:
    """How soon it is painted is measured in benchmarks/, where nothing else runs."""
    child = await window(chat.base)
    weak = await child.page.context.new_cdp_session(child.page)
    await weak.send("Network.enable")
    await weak.send("Network.emulateNetworkConditions", SLOW)
    await weak.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    await child.open()
    assert await child.step() == "welcome.place"
    await child.page.locator("#talk .bot .bubble").last.wait_for(state="visible")
    await child.page.locator("#answer [value='chose:fine_here']").wait_for(state="visible")


async def _talk(page: Page) -> list[str]:
    return [" ".join((text or "").split()) for text in await page.locator("#talk > li").all_text_contents()]
