"""A kind pause: too fast, too many at once, or something that is no text. Nothing that was typed is lost over it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.webchat.pace import network_of
from bot.channels.webchat.said import Said
from bot.channels.webchat.site import Site
from flows.engine.marking import N_
from flows.engine.phrases import CANNOT_OPEN

TOO_MANY: Final = 429
NOT_TEXT: Final = 415
UPLOADS: Final = ("multipart/", "image/", "audio/", "video/", "application/octet-stream", "application/pdf")
NEVER_WAITS: Final = "help"


FAST: Final = N_("That went very fast. I catch my breath for a moment. Nothing is lost.")
CROWDED: Final = N_("Many talks begin from here right now. Wait a minute and try it again.")


def seconds_to_wait(site: Site, request: Request, address: str, said: Said) -> float:
    """How long this person or network has to wait; asking for help never does."""
    if said.kind == "command" and said.argument == NEVER_WAITS:
        return 0.0
    return site.paces.wait(address, _network(request), site.clock().timestamp())


def is_too_fast(site: Site, address: str) -> bool:
    """True when the page of a talk is asked for too often; counts one more."""
    return site.paces.views.wait(address, site.clock().timestamp()) > 0


def is_crowded(site: Site, request: Request) -> bool:
    """True when too many talks begin at this network address; counts one more."""
    return site.paces.new_talks.wait(_network(request), site.clock().timestamp()) > 0


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
    return site.show("sorry.html", language, TOO_MANY, text=site.words.gettext(language)(text))


def not_text(site: Site, language: str, wants_json: bool) -> Response:
    """Files are refused before they are read."""
    text = site.words.gettext(language)(CANNOT_OPEN)
    return (
        JSONResponse({"error": text}, NOT_TEXT)
        if wants_json
        else site.show("sorry.html", language, NOT_TEXT, text=text)
    )


def _network(request: Request) -> str | None:
    return network_of(request.client.host if request.client else None)


def _fields(said: Said) -> Iterator[tuple[str, str]]:
    """The same post again, field by field."""
    yield "kind", f"{said.kind}:{said.argument}" if said.argument else said.kind
    yield from (("token", said.token), ("words", said.words), ("delivery", said.delivery))
    yield from (("option", option) for option in said.options)
    yield from (("card", card) for card in said.cards)
    yield from (("share", card) for card in sorted(said.shared))
