"""Ways in and out: words to go on, a link from elsewhere, leaving at once, and who may not post."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.channels.webchat import kind_errors
from bot.channels.webchat.pages.resume import TRIES_A_NETWORK, WINDOW_SECONDS, Turnstile
from bot.channels.webchat.security import POLICY
from tests.bot.channels.webchat.house import ORGANISATION, WORDS, Form, House, Visitor

PAGES = ["/", "/verder", "/privacy", "/hulp", "/weg", "/leeg", "/verder?t=abc"]


def test_four_words_open_the_talk_on_another_device(house: House, visitor: Visitor) -> None:
    visitor.talk_until("happiness.now")
    visitor.post("command:phrase")
    phrase = " ".join(re.findall(r"<span>(\w+)</span>", visitor.html.split('class="phrase"')[-1])[:4])
    other = house.visitor()
    other.open("/verder")
    answer = other.client.post("/verder", data={"phrase": f"  {phrase.upper()} "})
    assert Form(answer.text).step == "happiness.now"
    assert "Noor" in answer.text
    assert other.client.cookies["m"] != visitor.client.cookies["m"]


def test_wrong_words_are_met_kindly_and_guessing_ends(house: House, visitor: Visitor) -> None:
    answers = [visitor.client.post("/verder", data={"phrase": f"fiets maan wolk {n}"}) for n in range(30)]
    assert answers[0].status_code == 404
    assert "Deze woorden ken ik niet" in answers[0].text
    assert answers[-1].status_code == 429
    assert "Wacht een uur" in answers[-1].text
    assert "m" not in visitor.client.cookies
    assert visitor.client.post("/verder", data={"phrase": " "}).status_code == 400


def test_the_page_for_four_words_keeps_its_language_when_they_are_wrong(visitor: Visitor) -> None:
    page = visitor.client.get("/verder?lang=en").text
    action = re.search(r'action="(/verder[^"]*)"', page)
    assert action is not None
    answer = visitor.client.post(action[1].replace("&amp;", "&"), data={"phrase": "no such words here"})
    assert (answer.status_code, "I do not know these words" in answer.text) == (404, True)


def test_a_turnstile_forgets_after_an_hour() -> None:
    turnstile = Turnstile()
    assert all(turnstile.passes("10.0.0.1", 0.0) for _ in range(TRIES_A_NETWORK))
    assert not turnstile.passes("10.0.0.1", 1.0)
    assert turnstile.passes("10.0.0.2", 1.0)
    assert turnstile.passes("10.0.0.1", WINDOW_SECONDS + 2)


def test_a_link_from_another_channel_is_used_by_the_button_not_by_a_preview(house: House, visitor: Visitor) -> None:
    visitor.talk_until("happiness.now")
    token = house.talk.hand_over("web", visitor.client.cookies["m"])
    other = house.visitor()
    for _ in range(3):
        other.open(f"/verder?t={token}")
    answer = other.client.post("/verder", data={"t": token})
    assert Form(answer.text).step == "happiness.now"
    assert house.visitor().client.post("/verder", data={"t": token}).status_code == 404


def test_leaving_closes_the_door_until_it_is_opened_again(visitor: Visitor) -> None:
    visitor.talk_until("happiness.now")
    away = visitor.client.get("/weg")
    assert "Maatje" not in away.text
    assert "Noor" not in away.text
    behind = visitor.client.get("/")
    assert "Noor" not in behind.text
    assert 'id="talk"' not in behind.text
    visitor.html = visitor.client.post("/binnen").text
    assert Form(visitor.html).step == "happiness.now"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_the_headers_and_nothing_inline_or_foreign(visitor: Visitor, path: str) -> None:
    answer = visitor.client.get(path)
    headers = answer.headers
    assert headers["content-security-policy"] == POLICY
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", answer.text)
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//(?!www\.|[a-z.]+\.nl|allesoke)[^"]*"', answer.text)
    assert all(
        tag.startswith("/") for tag in re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="([^"d][^"]*)"', answer.text)
    )


@pytest.mark.parametrize("headers", [
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "", "Origin": "https://elsewhere.example"},
])  # fmt: skip
def test_a_post_from_another_site_does_nothing(house: House, visitor: Visitor, headers: dict[str, str]) -> None:
    visitor.open("/?band=C")
    token = Form(visitor.html).token
    client = visitor.client
    if not headers["Sec-Fetch-Site"]:
        del client.headers["Sec-Fetch-Site"]
        headers = {"Origin": headers["Origin"]}
    answer = client.post("/say", data={"kind": "chose:fine_here", "token": token}, headers=headers)
    assert answer.status_code == 403
    prompt = house.talk.open_prompt("web", client.cookies["m"])
    assert prompt is not None
    assert prompt.step == "welcome.place"
    assert client.post("/binnen", headers=headers, follow_redirects=False).headers.get("set-cookie") is None
    assert client.post("/verder", data={"phrase": "a b c d"}, headers=headers).status_code == 403


@pytest.mark.parametrize("origin", ["http://testserver", "null", None])
def test_an_older_browser_that_says_less_may_still_post(visitor: Visitor, origin: str | None) -> None:
    visitor.open("/?band=C")
    del visitor.client.headers["Sec-Fetch-Site"]
    if origin:
        visitor.client.headers["Origin"] = origin
    assert visitor.post("chose:fine_here").step == "me.age"


def test_an_address_that_somebody_else_made_up_is_not_taken(visitor: Visitor) -> None:
    made_up = "A" * 43
    visitor.client.cookies.set("m", made_up)
    visitor.client.get("/")
    assert visitor.client.cookies.get("m", domain="testserver.local", path="/") != made_up


def test_the_page_can_be_put_on_a_home_screen_under_a_neutral_name(visitor: Visitor) -> None:
    manifest = visitor.client.get("/manifest.webmanifest").json()
    assert (manifest["name"], manifest["start_url"], manifest["display"]) == ("Maatje", "/", "standalone")
    for icon in manifest["icons"]:
        answer = visitor.client.get(icon["src"])
        assert answer.status_code == 200
        assert answer.headers["content-type"] == icon["type"]
        assert "immutable" in answer.headers["cache-control"]
    assert visitor.client.get("/static/..%2froutes.py").status_code == 404


def test_a_post_without_a_talk_leads_to_the_front_page(visitor: Visitor) -> None:
    answer = visitor.client.post("/say", data={"kind": "typed", "words": "hoi"})
    assert Form(answer.text).step == "welcome.place"


def test_looking_without_opening_begins_no_talk(visitor: Visitor) -> None:
    answer = visitor.client.head("/")
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers


def test_an_error_is_ours_and_told_kindly() -> None:
    async def broken(_request: Request) -> Response:
        raise RuntimeError("a secret detail")

    app = Starlette(
        routes=[Route("/broken", broken)], exception_handlers=kind_errors(organisation=ORGANISATION, words=WORDS)
    )
    client = TestClient(app, raise_server_exceptions=False)
    assert "Terug naar het gesprek" in client.get("/nowhere").text
    failed = client.get("/broken")
    assert (failed.status_code, "antwoorden zijn bewaard" in failed.text) == (500, True)
    assert "secret" not in failed.text
    assert "bewaard" in client.get("/broken", headers={"Accept": "application/json"}).json()["error"]
