"""Being told on Telegram too: a quiet line, one link that is shown once, one button to end it."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from bot.alarms.linking import LinkedChats
from portal import consultants
from storage.sharing.alarm_notices import Way
from tests.portal.invented import OURS, Portal, everything_stored

LIST, PAGE, STOP = "/portal/", "/portal/telegram", "/portal/telegram/stop"
LINE = "Also tell me on Telegram"
ADDRESS = re.compile(r'href="(https://t\.me/maatje_test_bot\?start=([\w-]+))"')
CHAT = "7001002003"


@pytest.fixture
def database_kind() -> str:
    """Pages look the same on every database; what is stored is tested on both where storage is."""
    return "sqlite"


def link(browser: TestClient) -> str:
    """Press the button; the token of the link."""
    (found,) = ADDRESS.findall(browser.post(PAGE, headers=OURS).text)
    return str(found[1])


async def start(portal: Portal, token: str, chat: str = CHAT) -> bool:
    """Press Start in Telegram."""
    return await LinkedChats(portal.store, portal.clock).link(chat, token, f"1.{token}")


def chat_of(portal: Portal, who: str) -> str | None:
    """The chat of a consultant."""
    with portal.store.read() as work:
        found = work.consultants.get(who)
    assert found is not None
    return found.telegram


def test_without_a_bot_there_is_no_line_and_no_page(portal: Portal) -> None:
    portal.username = None
    browser = portal.browser()
    assert "Telegram" not in browser.get(LIST).text
    assert browser.get(PAGE).status_code == 404
    assert browser.post(PAGE, headers=OURS).status_code == 404


async def test_the_line_leads_to_a_link_and_after_start_to_an_end(portal: Portal) -> None:
    browser = portal.browser()
    assert LINE in browser.get(LIST).text
    assert "Make my link" in browser.get(PAGE).text
    assert await start(portal, link(browser))
    assert "You are told on Telegram too" in browser.get(LIST).text
    page = browser.get(PAGE).text
    assert "Stop telling me on Telegram" in page
    assert CHAT not in page
    assert browser.post(STOP, headers=OURS).headers["location"] == PAGE
    assert chat_of(portal, portal.amina) is None
    assert LINE in browser.get(LIST).text


async def test_it_is_theirs_alone(portal: Portal) -> None:
    assert await start(portal, link(portal.browser(portal.bas)))
    assert (chat_of(portal, portal.bas), chat_of(portal, portal.amina)) == (CHAT, None)
    portal.browser(portal.amina).post(STOP, headers=OURS)
    assert chat_of(portal, portal.bas) == CHAT


def test_the_link_is_shown_once_and_kept_nowhere(portal: Portal) -> None:
    browser = portal.browser()
    token = link(browser)
    assert token not in browser.get(PAGE).text
    assert token.encode() not in everything_stored(portal.store)


@pytest.mark.parametrize("how", ["after a quarter of an hour", "by a newer one", "by stopping", "by being shut out"])
async def test_a_link_goes_out_of_use(portal: Portal, how: str) -> None:
    browser = portal.browser()
    token = link(browser)
    match how:
        case "after a quarter of an hour":
            portal.clock.pass_by(minutes=15)
        case "by a newer one":
            link(browser)
        case "by stopping":
            browser.post(STOP, headers=OURS)
        case "by being shut out":
            consultants.disable(portal.store, portal.amina, portal.clock)
            consultants.reset(portal.store, portal.amina, "https://chat.example.org", portal.clock)
    assert not await start(portal, token)
    assert chat_of(portal, portal.amina) is None


async def test_nobody_signed_in_and_nobody_from_elsewhere_makes_or_ends_anything(portal: Portal) -> None:
    assert await start(portal, link(portal.browser()))
    for address in (PAGE, STOP):
        assert portal.visitor().post(address, headers=OURS).headers["location"] == "/portal/sign-in"
        elsewhere = portal.browser().post(address, headers={"sec-fetch-site": "cross-site"})
        assert elsewhere.status_code == 403
        assert "t.me" not in elsewhere.text
    assert portal.visitor().get(PAGE).status_code == 303
    assert chat_of(portal, portal.amina) == CHAT


async def test_a_chat_can_be_let_go_when_the_bot_is_gone(portal: Portal) -> None:
    browser = portal.browser()
    assert await start(portal, link(browser))
    portal.username = None
    assert "You are told on Telegram too" in browser.get(LIST).text
    assert "Stop telling me on Telegram" in browser.get(PAGE).text
    assert browser.post(STOP, headers=OURS).headers["location"] == LIST
    assert chat_of(portal, portal.amina) is None


async def test_disabling_forgets_the_chat(portal: Portal) -> None:
    assert await start(portal, link(portal.browser()))
    consultants.disable(portal.store, portal.amina, portal.clock)
    assert chat_of(portal, portal.amina) is None


async def test_one_chat_of_two_consultants_is_let_go_for_both(portal: Portal) -> None:
    for who in (portal.amina, portal.bas):
        assert await start(portal, link(portal.browser(who)))
    assert await LinkedChats(portal.store, portal.clock).free(CHAT, "1.99")
    assert (chat_of(portal, portal.amina), chat_of(portal, portal.bas)) == (None, None)


@pytest.mark.parametrize(
    ("way", "more", "says"),
    [
        ("telegram", {}, "Amina, on Telegram"),
        ("telegram", {"status": "due", "sent_at": None}, "Amina, the message on Telegram is on its way"),
        (
            "telegram",
            {"status": "due", "sent_at": None, "error": "too_slow"},
            "Amina, the message on Telegram did not go out yet; it is tried again",
        ),
        (
            "telegram",
            {"status": "failed", "error": "blocked", "sent_at": None},
            "Amina could not be reached on Telegram",
        ),
        ("mail", {"status": "failed", "error": "recipient_refused", "sent_at": None}, "Amina could not be reached<"),
    ],
)
def test_the_history_of_an_alarm_says_in_which_way(
    portal: Portal, way: Way, more: dict[str, object], says: str
) -> None:
    portal.alarm("a1")
    portal.tell("a1", portal.amina, way=way, **more)
    assert f"today at 16:40: {says}" in portal.browser().get("/portal/alarm/a1").text
