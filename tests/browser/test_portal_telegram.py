"""Being told on Telegram too, in a real browser: by keyboard, in every light and size, without scripts."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Browser

from tests.browser.test_portal import PHONE, Served, Visit, axe, press_until
from tests.browser.test_portal_alarms import picture, served, signed_in, web

__all__ = ["served", "web"]  # the fixtures of the alarms' pages

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def link_a_chat(served: Served) -> None:
    """As if Start was pressed in Telegram."""

    def bind() -> None:
        portal = served.portal
        with portal.store.begin() as work:
            work.consultants.expect_telegram(portal.amina, b"link")
            assert work.consultants.link_telegram(portal.amina, b"link", "7001")

    await asyncio.to_thread(bind)


async def sound(window: Visit, name: str) -> None:
    """Axe finds nothing, nothing sticks out, everything to press is large enough."""
    found = await axe(window.page)
    assert found.violations_count == 0, found.generate_report()
    width = await window.page.evaluate("document.documentElement.clientWidth")
    assert await window.page.evaluate("document.documentElement.scrollWidth") <= width
    small = await window.page.evaluate(
        """() => [...document.querySelectorAll('a:not(.skip):not(.who a), button')]
            .map(each => [each.innerText, each.getBoundingClientRect()])
            .filter(([, box]) => box.height < 47.5 || box.width < 24).map(([words]) => words)"""
    )
    assert small == []
    await picture(window, f"telegram-{name}")


@pytest.mark.parametrize(("scheme", "letters"), [("light", 100), ("dark", 200)])
async def test_every_state_is_sound_in_any_light_and_size(
    chat_browser: Browser, served: Served, scheme: str, letters: int
) -> None:
    window = await signed_in(chat_browser, served, color_scheme=scheme, viewport=PHONE)
    page = window.page
    for path, name in (("", "line"), ("telegram", "page")):
        await window.go(path)
        await page.evaluate(f"document.documentElement.style.fontSize = '{letters}%'")
        await sound(window, f"{name}-{scheme}")
    await page.click("text=Make my link")
    await page.wait_for_selector("text=Your link is ready")
    await page.evaluate(f"document.documentElement.style.fontSize = '{letters}%'")
    await sound(window, f"link-{scheme}")
    await link_a_chat(served)
    await window.go("telegram")
    await page.evaluate(f"document.documentElement.style.fontSize = '{letters}%'")
    await sound(window, f"linked-{scheme}")
    assert all(url.startswith(served.base) for url in window.asked)
    assert window.complaints == []
    await page.context.close()


async def test_it_is_done_and_undone_with_the_keyboard_alone(chat_browser: Browser, served: Served) -> None:
    window = await signed_in(chat_browser, served)
    page = window.page
    for words, then in (("Also tell me on Telegram", "Make my link"), ("Make my link", "Your link is ready")):
        await press_until(page, words)
        await page.keyboard.press("Enter")
        await page.wait_for_selector(f"main >> text={then}")
    await press_until(page, "Open Telegram")
    await link_a_chat(served)
    await window.go("telegram")
    await press_until(page, "Stop telling me on Telegram")
    await page.keyboard.press("Enter")
    await page.wait_for_selector("text=Make my link")
    await page.context.close()


async def test_it_works_without_scripts_and_in_another_language(chat_browser: Browser, served: Served) -> None:
    window = await signed_in(chat_browser, served, java_script_enabled=False)
    await window.page.click("text=Also tell me on Telegram")
    await window.page.click("text=Make my link")
    assert "https://t.me/maatje_test_bot?start=" in await window.page.inner_text("main")
    await window.page.click("text=Nederlands")
    assert "Maak mijn link" in await window.page.inner_text("main")
    await window.page.context.close()
