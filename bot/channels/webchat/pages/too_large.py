"""More was sent than anybody can say in one go: it is not kept, and its beginning is looked at all the same."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.webchat.identity import new_address
from bot.channels.webchat.pages.pausing import seconds_to_wait, unread
from bot.channels.webchat.pages.places import help_noticed
from bot.channels.webchat.said import Said, read
from bot.channels.webchat.security import TooLarge
from bot.channels.webchat.site import Site, host_of
from bot.running.network import BITS_OF_A_SITE, network_of
from bot.turn.incoming import bounded
from bot.turn.typed.lines import clean
from flows.engine.events import Signal
from flows.engine.marking import N_

TOO_LARGE: Final = 413
MUCH: Final = N_("That is a lot in one go. Can you say it in smaller pieces? Your other answers are kept.")


async def too_large(site: Site, request: Request, sent: TooLarge, wants_json: bool) -> Response:
    """Ask for smaller pieces, with who can help; where danger is told, that is the answer."""
    address = site.cookies.address(request)
    language = await site.language_in_crisis(request, address)
    signal = await _noticed(site, request, sent, language)
    if signal is None or wants_json:
        return await unread(site, await site.language(request, address), wants_json, TOO_LARGE, MUCH)
    return await help_noticed(site, language, signal)


async def _noticed(site: Site, request: Request, sent: TooLarge, language: str) -> Signal | None:
    """Looking at so much costs time, so it is done no faster than anything else that is sent."""
    if seconds_to_wait(site, request, site.cookies.address(request) or new_address(), Said()):
        return None
    words = bounded(clean(_words(sent.begun, request.headers.get("content-type", ""))))
    whose = network_of(host_of(request), BITS_OF_A_SITE) or ""
    return await site.talk.listen(words, language, whose) if words else None


def _words(begun: bytes, content_type: str) -> str:
    """What was typed, as far as it came; JSON that breaks off is read as it stands."""
    return read(begun, content_type).words or begun.decode("utf-8", "replace")
