"""Ways in and out: words to go on, a link from elsewhere, leaving at once, and who may not post."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.channels.webchat import kind_errors
from bot.channels.webchat.pages.resume import (
    NETWORKS_REMEMBERED,
    TRIES_A_NETWORK,
    TRIES_A_SITE,
    WINDOW_SECONDS,
    Turnstile,
)
from bot.channels.webchat.security import POLICY
from bot.turn import doors
from storage.errors import StoreUnreachable
from tests.bot.channels.webchat.house import ORGANISATION, WORDS, Form, House, Visitor

PAGES = ["/", "/verder", "/privacy", "/hulp", "/weg", "/leeg", "/verder?t=abc"]


def phrase_of(visitor: Visitor) -> str:
    """The four words, once somebody asked for them."""
    visitor.talk_until("happiness.now")
    visitor.post("command:phrase")
    return " ".join(re.findall(r"<span>(\w+)</span>", visitor.html.split('class="phrase"')[-1])[:4])


def test_four_words_open_the_talk_on_another_device(house: House, visitor: Visitor) -> None:
    phrase = phrase_of(visitor)
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


@pytest.mark.parametrize("words", ["HULP", "help me", "ik heb hulp nodig"])
def test_who_asks_for_help_there_gets_it(visitor: Visitor, words: str) -> None:
    page = visitor.client.post("/verder", data={"phrase": words}).text
    assert "Je kunt nu met een mens praten." in page


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


def test_a_class_behind_one_address_goes_on_and_a_guesser_among_them_wins_nothing(
    house: House, visitor: Visitor
) -> None:
    phrase = phrase_of(visitor)
    school = "203.0.113.44"
    for _ in range(TRIES_A_NETWORK + 5):
        assert Form(house.visitor(school).client.post("/verder", data={"phrase": phrase}).text).step
    codes = []
    for n in range(TRIES_A_NETWORK + 1):
        guesser = house.visitor(school)
        codes.append(guesser.client.post("/verder", data={"phrase": f"fiets maan wolk {n}"}).status_code)
        guesser.client.cookies.clear()
        if n < TRIES_A_NETWORK:
            guesser.client.post("/verder", data={"phrase": phrase})
    assert codes == [404] * TRIES_A_NETWORK + [429]


def test_a_home_with_many_networks_is_one_guesser_and_shuts_out_nobody_else() -> None:
    turnstile = Turnstile()
    passed = [turnstile.passes(f"2001:db8:1:{n:x}::1", 0.0) for n in range(TRIES_A_SITE + 50)]
    assert passed == [True] * TRIES_A_SITE + [False] * 50
    assert turnstile.passes("2001:db8:2::1", 1.0)
    assert turnstile.passes("203.0.113.7", 1.0)
    assert turnstile.passes("2001:db8:1:fff::1", WINDOW_SECONDS + 2)


def test_an_address_is_the_same_in_either_way_of_writing() -> None:
    turnstile = Turnstile()
    passed = [turnstile.passes(host, 0.0) for host in ("203.0.113.7", "::ffff:203.0.113.7") * TRIES_A_NETWORK]
    assert passed == [True] * TRIES_A_NETWORK + [False] * TRIES_A_NETWORK
    assert turnstile.passes("::ffff:203.0.113.8", 0.0), "whoever has another address is somebody else"


def test_a_home_that_is_stopped_makes_the_turnstile_forget_nobody() -> None:
    turnstile = Turnstile()
    while turnstile.passes("203.0.113.7", 0.0):
        pass
    for n in range(NETWORKS_REMEMBERED + 10):
        turnstile.passes(f"2001:db8:1:{n:x}::1", 0.0)
    assert not turnstile.passes("203.0.113.7", 1.0)


def test_one_home_cannot_use_up_the_tries_of_every_child(
    house: House, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "TRIES_IN_ALL", TRIES_A_SITE + 1)
    phrase = phrase_of(visitor)
    homes = [house.visitor(f"2001:db8:0:{n:x}::1") for n in range(TRIES_A_SITE // TRIES_A_NETWORK + 2)]
    for home in homes:
        for n in range(TRIES_A_NETWORK):
            home.client.post("/verder", data={"phrase": f"fiets maan wolk {n}"})
    assert homes[-1].client.post("/verder", data={"phrase": phrase}).status_code == 429
    assert Form(house.visitor("192.0.2.55").client.post("/verder", data={"phrase": phrase}).text).step


def test_nonsense_links_take_no_tries_from_who_has_words(
    house: House, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "TRIES_IN_ALL", 1)
    phrase = phrase_of(visitor)
    loud = house.visitor("198.51.100.1")
    codes = [loud.client.post("/verder", data={"t": f"x{n}"}).status_code for n in range(TRIES_A_NETWORK + 1)]
    assert codes == [404] * TRIES_A_NETWORK + [429], "a network is still slowed down"
    other = house.visitor("192.0.2.55")
    assert Form(other.client.post("/verder", data={"phrase": phrase}).text).step == "happiness.now"


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
    assert headers["referrer-policy"] == "same-origin", (
        "nothing to other sites, and our own forms say that they are ours"
    )
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


SAYS_NOTHING: list[dict[str, str]] = [
    {},
    {"Origin": "null"},
    {"Origin": "null", "Referer": "https://elsewhere.example/"},
]
SAYS_OURS = [
    {"Origin": "http://testserver"},
    {"Referer": "http://testserver/verder"},
    {"Sec-Fetch-Site": "same-origin"},
]


def old_browser(house: House, headers: dict[str, str]) -> Visitor:
    """Somebody whose browser says no more than these headers."""
    found = house.visitor("198.51.100.77")
    del found.client.headers["Sec-Fetch-Site"]
    found.client.headers.update(headers)
    return found


def form_on(html: str) -> dict[str, str]:
    """The hidden fields of a page."""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', html))


@pytest.mark.parametrize("headers", SAYS_NOTHING)
def test_another_site_puts_no_child_with_an_old_browser_into_a_talk_and_opens_no_door(
    house: House, visitor: Visitor, headers: dict[str, str]
) -> None:
    phrase, child = phrase_of(visitor), old_browser(house, headers)
    answer = child.client.post("/verder", data={"phrase": phrase}, follow_redirects=False)
    assert (answer.status_code, "m" in child.client.cookies) == (403, False)
    assert phrase not in answer.text, "no tap may send what another site filled in"
    opened = child.client.post("/binnen", follow_redirects=False)
    assert not [one for one in opened.headers.get_list("set-cookie") if "Max-Age=0" in one]
    assert child.client.post("/verder", data={"phrase": phrase, "own": "x" * 43}).status_code == 403


@pytest.mark.parametrize("headers", SAYS_NOTHING)
def test_a_browser_that_says_nothing_is_asked_once_more_and_is_never_stuck(
    house: House, visitor: Visitor, headers: dict[str, str]
) -> None:
    phrase, child = phrase_of(visitor), old_browser(house, headers)
    asked = child.client.post("/verder", data={"phrase": phrase})
    assert "Dat lukte niet." in asked.text
    again = child.client.post("/verder", data={**form_on(asked.text), "phrase": phrase})
    assert Form(again.text).step == "happiness.now"
    child.client.get("/weg")
    door = child.client.post("/binnen")
    child.html = child.client.post("/binnen", data=form_on(door.text)).text
    assert Form(child.html).step == "happiness.now"
    assert (
        "Je kunt nu met een mens praten."
        in old_browser(house, headers).client.post("/verder", data={"phrase": "HULP"}).text
    )


def test_a_link_goes_on_with_the_next_tap_in_a_browser_that_says_nothing(house: House, visitor: Visitor) -> None:
    visitor.talk_until("happiness.now")
    token, child = house.talk.hand_over("web", visitor.client.cookies["m"]), old_browser(house, {})
    asked = child.client.post("/verder", data={"t": token})
    assert Form(child.client.post("/verder", data=form_on(asked.text)).text).step == "happiness.now"


@pytest.mark.parametrize("headers", SAYS_OURS)
def test_a_browser_that_says_that_it_was_our_page_goes_on_at_once(
    house: House, visitor: Visitor, headers: dict[str, str]
) -> None:
    phrase, child = phrase_of(visitor), old_browser(house, headers)
    assert Form(child.client.post("/verder", data={"phrase": phrase}).text).step == "happiness.now"
    child.client.get("/weg")
    assert Form(child.client.post("/binnen").text).step == "happiness.now"
    assert "o" not in child.client.cookies


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
    told = client.get("/broken", headers={"Accept": "application/json"}).json()
    assert "bewaard" in told["error"]
    assert told["lines"][0] == {"name": "112", "number": "112", "href": "tel:112"}


def test_who_can_be_called_stands_on_a_page_that_failed_and_needs_no_database() -> None:
    async def broken(_request: Request) -> Response:
        raise StoreUnreachable

    night = datetime(2026, 3, 12, 1, 0, tzinfo=UTC)
    kind = kind_errors(organisation=ORGANISATION, words=WORDS, now=lambda: night)
    routes = [Route("/", broken), Route("/portal/x", broken)]
    client = TestClient(Starlette(routes=routes, exception_handlers=kind), raise_server_exceptions=False)
    newcomer = client.get("/?lang=en").text
    assert 'href="tel:112"' in newcomer
    assert "You can talk to a person right now." in newcomer
    assert 'href="tel:08000432"' not in newcomer  # closed at night
    assert 'href="tel:112"' not in client.get("/portal/x").text
    assert 'href="tel:112"' not in client.get("/nowhere").text
