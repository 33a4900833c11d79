"""A kind pause: too fast, too many at once, no text, or from elsewhere. Nothing that was typed is lost over it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.webchat.pages.places import closed, help_about
from bot.channels.webchat.said import Said
from bot.channels.webchat.site import HelpNow, Site, host_of
from bot.running.network import BITS_OF_A_SITE, network_of
from bot.turn.typed.safe_words import asks_for_help
from flows.engine.marking import N_
from flows.engine.phrases import CANNOT_OPEN

NOT_FROM_HERE: Final = 403
NOT_TEXT: Final = 415
TOO_MANY: Final = 429
UPLOADS: Final = ("multipart/", "image/", "audio/", "video/", "application/octet-stream", "application/pdf")
NEVER_WAITS: Final = "help"
# With what may be ticked beside it; a text that only begins like a safe word is no way around the limits.
LETTERS_OF_A_CRY: Final = 1_000

FAST: Final = N_("That went very fast. I catch my breath for a moment. Nothing is lost.")
CROWDED: Final = N_("Many talks begin from here right now. Wait a minute and try it again.")
ELSEWHERE: Final = N_("That did not come from this page, so I did nothing with it. Your answers are kept.")


def seconds_to_wait(site: Site, request: Request, address: str, said: Said) -> float:
    """How long this person or network has to wait. Asking for help, tapped or typed, waits for nobody else's posts."""
    now = site.clock().timestamp()
    if asks_help(said):
        return site.paces.help.wait(address, now)
    return site.paces.wait(address, host_of(request), now, said.letters)


def asks_help(said: Said) -> bool:
    """True for "Help now", and for a safe word in any field for words."""
    if said.kind == "command":
        return said.argument == NEVER_WAITS
    return said.letters <= LETTERS_OF_A_CRY and asks_for_help(said.words)


def seconds_at_the_door(site: Site, request: Request, address: str) -> float:
    """How long words to go on have to wait before anybody looks at them; one site is one, however many homes it has."""
    host, now = host_of(request), site.clock().timestamp()
    return max(site.paces.wait(address, host, now), site.paces.phrases.wait(network_of(host, BITS_OF_A_SITE), now))


def is_too_fast(site: Site, address: str) -> bool:
    """True when the page of a talk is asked for too often; counts one more."""
    return site.paces.views.wait(address, site.clock().timestamp()) > 0


def is_crowded(site: Site, request: Request) -> bool:
    """True when too many talks begin at this network address; counts one more."""
    return site.paces.new_talks.wait(host_of(request), site.clock().timestamp()) > 0


async def held_back(site: Site, request: Request) -> Response | None:
    """What is shown in the place of a page about a talk: the quick exit after a quiet time, or a pause; None: go on."""
    if site.is_over(request):
        return await closed(site, request)
    address = site.cookies.address(request)
    if address is not None and is_too_fast(site, address):
        return await crowded(site, await site.language(request, address), FAST)
    return None


def is_upload(request: Request) -> bool:
    """True for a post that brings a file."""
    return request.headers.get("content-type", "").lower().startswith(UPLOADS)


async def paused(
    site: Site, language: str, said: Said, wants_json: bool, seconds: float, address: str | None = None
) -> Response:
    """Wait a moment; who can help stands there, since nobody has read what was typed. Who asks for help sees just that.

    The script tries again by itself; the page has a button that sends the same once more.
    """
    text, whole = site.words.gettext(language)(FAST), math.ceil(seconds)
    help_now = await site.help_now(language, address)
    if wants_json:
        response: Response = JSONResponse({"wait": whole, "error": text, "lines": told(help_now)}, TOO_MANY)
    elif asks_help(said):
        response = await help_about(site, language, address)
    else:
        shown = {"text": text, "fields": list(_fields(said)), "above": help_now.above, "lines": help_now.lines}
        response = site.show("pause.html", language, TOO_MANY, **shown)
    response.headers["Retry-After"] = str(whole)
    return response


def told(help_now: HelpNow) -> list[dict[str, str]]:
    """Who can help, for a script."""
    return [{"name": line.name, "number": line.number, "href": line.href} for line in help_now.lines]


async def crowded(site: Site, language: str, text: str = CROWDED) -> Response:
    """Too many begin here, or a page is asked for too often."""
    return await unread(site, language, False, TOO_MANY, text)


def not_text(site: Site, language: str, wants_json: bool) -> Response:
    """Files are refused before they are read."""
    return _sorry(site, language, wants_json, NOT_TEXT, CANNOT_OPEN)


def not_from_here(site: Site, language: str, wants_json: bool = False) -> Response:
    """Another site made the post, so nothing was done with it."""
    return _sorry(site, language, wants_json, NOT_FROM_HERE, ELSEWHERE)


async def unread(site: Site, language: str, wants_json: bool, status: int, text: str) -> Response:
    """Nobody looked at what was to be said, so who can help stands there in any case."""
    help_now = await site.help_now(language, None)
    if wants_json:
        return JSONResponse({"error": site.words.gettext(language)(text), "lines": told(help_now)}, status)
    shown = {"text": site.words.gettext(language)(text), "above": help_now.above, "lines": help_now.lines}
    return site.show("sorry.html", language, status, **shown)


def _sorry(site: Site, language: str, wants_json: bool, status: int, text: str) -> Response:
    text = site.words.gettext(language)(text)
    return JSONResponse({"error": text}, status) if wants_json else site.show("sorry.html", language, status, text=text)


def _fields(said: Said) -> Iterator[tuple[str, str]]:
    """The same post again, field by field; with whose talk it was, since the next one at this phone may press the button."""
    yield "kind", f"{said.kind}:{said.argument}" if said.argument else said.kind
    yield from (("token", said.token), ("words", said.words), ("delivery", said.delivery))
    yield "talk", said.talk
    if said.seen is not None:
        yield "seen", ".".join(map(str, said.seen))
    yield from (("option", option) for option in said.options)
    yield from (("card", card) for card in said.cards)
    yield from (("share", card) for card in sorted(said.shared))
