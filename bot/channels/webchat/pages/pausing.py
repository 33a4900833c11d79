"""A kind pause: too fast, too many at once, no text, or from elsewhere. Nothing that was typed is lost over it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.webchat.pages.places import closed
from bot.channels.webchat.said import Said
from bot.channels.webchat.site import Site
from bot.running.network import BITS_OF_A_SITE, network_of
from flows.engine.marking import N_
from flows.engine.phrases import CANNOT_OPEN

NOT_FROM_HERE: Final = 403
NOT_TEXT: Final = 415
TOO_MANY: Final = 429
UPLOADS: Final = ("multipart/", "image/", "audio/", "video/", "application/octet-stream", "application/pdf")
NEVER_WAITS: Final = "help"

FAST: Final = N_("That went very fast. I catch my breath for a moment. Nothing is lost.")
CROWDED: Final = N_("Many talks begin from here right now. Wait a minute and try it again.")
ELSEWHERE: Final = N_("That did not come from this page, so I did nothing with it. Your answers are kept.")


def seconds_to_wait(site: Site, request: Request, address: str, said: Said) -> float:
    """How long this person or network has to wait; asking for help never does."""
    if said.kind == "command" and said.argument == NEVER_WAITS:
        return 0.0
    return site.paces.wait(address, _network(request), site.clock().timestamp())


def seconds_at_the_door(site: Site, request: Request, address: str) -> float:
    """How long words to go on have to wait before anybody looks at them; one site is one, however many homes it has."""
    host, now = request.client.host if request.client else None, site.clock().timestamp()
    waits = site.paces.wait(address, _network(request), now)
    return max(waits, site.paces.phrases.wait(network_of(host, BITS_OF_A_SITE), now))


def is_too_fast(site: Site, address: str) -> bool:
    """True when the page of a talk is asked for too often; counts one more."""
    return site.paces.views.wait(address, site.clock().timestamp()) > 0


def is_crowded(site: Site, request: Request) -> bool:
    """True when too many talks begin at this network address; counts one more."""
    return site.paces.new_talks.wait(_network(request), site.clock().timestamp()) > 0


async def held_back(site: Site, request: Request) -> Response | None:
    """What is shown in the place of a page about a talk: the quick exit after a quiet time, or a pause; None: go on."""
    if site.is_over(request):
        return await closed(site, request)
    address = site.cookies.address(request)
    if address is not None and is_too_fast(site, address):
        return crowded(site, await site.language(request, address), FAST)
    return None


def is_upload(request: Request) -> bool:
    """True for a post that brings a file."""
    return request.headers.get("content-type", "").lower().startswith(UPLOADS)


def paused(site: Site, language: str, said: Said, wants_json: bool, seconds: float) -> Response:
    """Wait a moment. The script tries again by itself; the page has a button that sends the same once more."""
    text = site.words.gettext(language)(FAST)
    whole = math.ceil(seconds)
    if wants_json:
        response: Response = JSONResponse({"wait": whole, "error": text}, TOO_MANY)
    else:
        response = site.show("pause.html", language, TOO_MANY, text=text, fields=list(_fields(said)))
    response.headers["Retry-After"] = str(whole)
    return response


def crowded(site: Site, language: str, text: str = CROWDED) -> Response:
    """Too many begin here, or a page is asked for too often."""
    return sorry(site, language, False, TOO_MANY, text)


def not_text(site: Site, language: str, wants_json: bool) -> Response:
    """Files are refused before they are read."""
    return sorry(site, language, wants_json, NOT_TEXT, CANNOT_OPEN)


def not_from_here(site: Site, language: str, wants_json: bool = False) -> Response:
    """Another site made the post, so nothing was done with it."""
    return sorry(site, language, wants_json, NOT_FROM_HERE, ELSEWHERE)


def sorry(site: Site, language: str, wants_json: bool, status: int, text: str) -> Response:
    """A page, or news for the script, that says what could not be done."""
    told = site.words.gettext(language)(text)
    return JSONResponse({"error": told}, status) if wants_json else site.show("sorry.html", language, status, text=told)


def _network(request: Request) -> str | None:
    return network_of(request.client.host if request.client else None)


def _fields(said: Said) -> Iterator[tuple[str, str]]:
    """The same post again, field by field."""
    yield "kind", f"{said.kind}:{said.argument}" if said.argument else said.kind
    yield from (("token", said.token), ("words", said.words), ("delivery", said.delivery))
    yield from (("option", option) for option in said.options)
    yield from (("card", card) for card in said.cards)
    yield from (("share", card) for card in sorted(said.shared))
