"""Every page: strict headers, nothing from elsewhere, no script but our own on live pages, the reader's language, a kind word when it fails."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from portal.tokens import stylesheet
from tests.portal.invented import BASE, Portal, hand_over, yara

ADDRESSES = (
    "/portal/",
    "/portal/sign-in",
    "/portal/in/secret",
    "/portal/case/case-1",
    "/portal/case/case-1/summary.pdf",
    "/portal/case/nothing",
    "/portal/alarm/a1",
    "/portal/alarm/nothing",
    "/portal/telegram",
    "/portal/nowhere",
    "/portal/static/portal.css",
    "/portal/static/tokens.css",
)
STATIC = "/portal/static/"
LIVE = ("/portal/", "/portal/alarm/a1")
OUR_SCRIPT = '<script src="/portal/static/live.js" defer></script>'


@pytest.fixture
def database_kind() -> str:
    """Pages look the same on every database."""
    return "sqlite"


@pytest.fixture
def browser(portal: Portal) -> TestClient:
    """Somebody signed in, with a page to read."""
    portal.share(hand_over(yara()))
    portal.alarm("a1")
    return portal.browser()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_strict_headers(browser: TestClient, address: str) -> None:
    headers = browser.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert ("script-src 'self'; connect-src 'self'" in policy) is (address in LIVE)
    assert "script-src" not in policy.replace("script-src 'self'", "")
    assert address in LIVE or "script-src" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == ("no-cache" if address.startswith(STATIC) else "no-store")


@pytest.mark.parametrize(
    "address", [address for address in ADDRESSES if STATIC not in address and "pdf" not in address]
)
def test_no_page_asks_for_anything_from_elsewhere_or_runs_a_script_of_its_own(
    browser: TestClient, address: str
) -> None:
    page = browser.get(address).text
    assert page.replace(OUR_SCRIPT, "").count("<script") == 0
    assert page.count(OUR_SCRIPT) == (1 if address in LIVE else 0)
    assert " style=" not in page
    assert not re.search(r" on\w+=", page)
    linked = re.findall(r"(?:href|src|action)=\"([^\"]*)\"", page)
    assert linked
    assert all(link.startswith(("/portal/", "?language=", "#")) for link in linked)


def test_a_mistake_of_ours_is_said_kindly_and_with_the_same_headers(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.pages.waiting.in_order", lambda cases: 1 / 0)
    signed_in = portal.browser()
    client = TestClient(portal.app, base_url=BASE, raise_server_exceptions=False, cookies=signed_in.cookies)
    answer = client.get("/portal/")
    assert answer.status_code == 500
    assert "That went wrong on our side" in answer.text
    assert "ZeroDivision" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_dutch_is_the_first_language_and_english_is_remembered(portal: Portal) -> None:
    visitor = TestClient(portal.app, base_url=BASE)
    assert '<html lang="nl" dir="ltr">' in visitor.get("/portal/sign-in").text
    assert '<html lang="en" dir="ltr">' in visitor.get("/portal/sign-in?language=en").text
    page = visitor.get("/portal/sign-in").text
    assert '<html lang="en" dir="ltr">' in page
    assert 'lang="nl">Nederlands</a>' in page


def test_a_language_nobody_knows_changes_nothing(portal: Portal) -> None:
    answer = TestClient(portal.app, base_url=BASE).get("/portal/sign-in?language=xx")
    assert '<html lang="nl"' in answer.text
    assert "set-cookie" not in answer.headers


def test_the_sheet_keeps_the_language_it_was_shared_in(browser: TestClient) -> None:
    page = browser.get("/portal/case/case-1?language=en").text
    assert '<html lang="en"' in page
    assert '<article class="sheet" lang="nl"' in page
    assert "In eigen woorden" in page


def test_the_address_without_a_slash_works_too(browser: TestClient) -> None:
    assert browser.get("/portal").headers["location"] == "/portal/"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_do_nothing(browser: TestClient, method: str) -> None:
    answer = browser.request(method, "/portal/case/case-1", headers={"sec-fetch-site": "same-origin"})
    assert answer.status_code == 404


def test_static_files_cannot_be_left_upwards(browser: TestClient) -> None:
    for path in ("../app.py", "..%2fapp.py", "%2e%2e/access.py"):
        assert browser.get(STATIC + path).status_code == 404


def luminance(colour: str) -> float:
    """Compute the relative luminance of #RRGGBB."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Compute the contrast of two colours as in WCAG."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("block", stylesheet().splitlines())
def test_every_text_can_be_read_in_every_light(block: str) -> None:
    colours = dict(re.findall(r"--([\w-]+): (#\w+);", block))
    for text in ("ink", "quiet", "own", "help"):
        for ground in ("paper", "card"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert contrast(colours["on-own"], colours["own"]) >= 4.5
