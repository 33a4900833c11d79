"""What we keep about me, for every eye and hand; and taking back, along and away with a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import MakeWindow, ServedChat, Window
from tests.browser.test_chat_looks import CUT, violations

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TARGETS = ".keeps button, .keeps summary, .tabs a, .ways-on a"
LOW = f"""thumb => [...document.querySelectorAll("{TARGETS}")].filter(e => e.checkVisibility())
  .map(e => [e.textContent.trim(), Math.round(e.getBoundingClientRect().height)]).filter(([, height]) => height < thumb)"""


async def talked(chat: ServedChat, window: MakeWindow, **more: object) -> Window:
    """Somebody who has told a name and a number."""
    child = await window(chat.base, **more)
    await child.open()
    await child.to_ladder()
    return child


@pytest.mark.parametrize("light", ["light", "dark"])
async def test_axe_finds_nothing_on_the_page_of_what_is_kept(chat: ServedChat, window: MakeWindow, light: str) -> None:
    child = await talked(chat, window, color_scheme=light, reduced_motion="reduce")
    await child.open("/bewaard")
    await child.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert not await violations(child)
    assert child.is_clean()


@pytest.mark.parametrize("path", ["/bewaard", "/privacy?band=B", "/privacy?words=law"])
@pytest.mark.parametrize("how", ["320 wide", "letters twice as large", "right to left", "desktop"])
async def test_nothing_is_cut_off_and_a_thumb_fits(chat: ServedChat, window: MakeWindow, how: str, path: str) -> None:
    size = {"320 wide": (320, 640), "desktop": (1280, 900)}.get(how, (390, 844))
    child = await talked(chat, window, viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    await child.open(path)
    if how == "letters twice as large":
        await child.page.evaluate("document.documentElement.style.fontSize = '36px'")
        await child.page.wait_for_timeout(60)
    if how == "right to left":
        await child.page.evaluate("document.documentElement.dir = 'rtl'")
    assert not await child.page.evaluate(CUT)
    assert not await child.page.evaluate(LOW, 48)
    assert await child.page.locator("#leave").is_visible()


async def test_from_the_menu_to_a_changed_answer_and_back(chat: ServedChat, window: MakeWindow) -> None:
    child = await talked(chat, window)
    await child.page.click("#more summary")
    await child.page.click("a[href='/bewaard']")
    await child.page.click("[value='command:edit:me.name']")
    assert await child.step() == "me.name"
    await child.write("Nora")
    await child.open("/bewaard")
    assert await child.page.get_by_text("“Nora”").is_visible()


async def test_the_file_has_a_neutral_name_and_opens_by_itself(
    chat: ServedChat, window: MakeWindow, tmp_path: Path
) -> None:
    child = await talked(chat, window)
    await child.open("/bewaard")
    async with child.page.expect_download() as coming:
        await child.page.click("[name=form][value=html]")
    taken = await coming.value
    assert taken.suggested_filename == "data.html"
    await taken.save_as(tmp_path / "data.html")
    asked: list[str] = []
    child.page.on("request", lambda request: asked.append(request.url))
    await child.page.goto((tmp_path / "data.html").as_uri())
    assert "Noor" in await child.page.inner_text("body")
    assert [url for url in asked if not url.startswith("file:")] == []
    assert not await child.page.evaluate(CUT)


async def test_after_leaving_now_the_page_shows_only_the_door(chat: ServedChat, window: MakeWindow) -> None:
    child = await talked(chat, window)
    await child.open("/bewaard")
    await child.page.click("#leave")
    await child.page.wait_for_url("**/weg")
    await child.open("/bewaard")
    assert "Noor" not in await child.page.inner_text("body")
    assert await child.page.locator(".door").is_visible()
