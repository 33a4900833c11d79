"""More was sent than anybody can say in one go: it is not kept, and its beginning is looked at all the same."""

from __future__ import annotations

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.webchat.identity import new_address
from bot.channels.webchat.pages.pausing import seconds_to_wait, sorry
from bot.channels.webchat.pages.places import help_noticed
from bot.channels.webchat.said import Said, read
from bot.channels.webchat.security import TooLarge
from bot.channels.webchat.site import Site
from bot.turn.understanding import clean
from flows.engine.events import Signal
from flows.engine.marking import N_

TOO_LARGE: Final = 413
MUCH: Final = N_("That is a lot in one go. Can you say it in smaller pieces? Your other answers are kept.")


async def too_large(site: Site, request: Request, sent: TooLarge, wants_json: bool) -> Response:
    """Ask for smaller pieces; where danger is told, help lines come with it (a script has them on its page)."""
    address = site.cookies.address(request)
    language = await site.language_in_crisis(request, address)
    signal = await _noticed(site, request, sent, language)
    if signal is None:
        return sorry(site, await site.language(request, address), wants_json, TOO_LARGE, MUCH)
    if wants_json:
        told = site.words.gettext(await site.language(request, address))(MUCH)
        return JSONResponse({"error": told, "failed": True}, TOO_LARGE)
    return await help_noticed(site, language, signal)


async def _noticed(site: Site, request: Request, sent: TooLarge, language: str) -> Signal | None:
    """Looking at so much costs time, so it is done no faster than anything else that is sent."""
    if seconds_to_wait(site, request, site.cookies.address(request) or new_address(), Said()):
        return None
    words = clean(_words(sent.begun, request.headers.get("content-type", "")))
    return await run_in_threadpool(site.talk.notice, words, language) if words else None


def _words(begun: bytes, content_type: str) -> str:
    """What was typed, as far as it came; JSON that breaks off is read as it stands."""
    return read(begun, content_type).words or begun.decode("utf-8", "replace")
