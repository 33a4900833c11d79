"""A page whose talk is gone, or behind a shut door: nothing is kept here, and the safety layer looks at it all the same."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.channels.webchat.pages.places import OWN_NEUTRAL_PAGE, help_about, help_noticed
from bot.channels.webchat.said import Said
from bot.channels.webchat.site import Site, host_of
from bot.running.network import BITS_OF_A_SITE, network_of
from bot.turn.incoming import bounded
from bot.turn.typed.lines import clean
from bot.turn.typed.understanding import understand
from flows.engine.events import Commanded

HELP: Final = "help"
GONE: Final = "gone"
GONE_ON: Final = "moved"
CLOSED: Final = "closed"


async def left_behind(site: Site, request: Request, said: Said, wants_json: bool, what: str = GONE) -> Response:
    """Help for whoever asks for it or tells of danger; otherwise only that everything is gone.

    With `GONE_ON` another talk is open in this browser now: nothing of this page may become part of it. With `CLOSED`
    the door is shut, and the talk stands behind it.
    """
    page = await _help(site, request, said)
    if page is None:
        return (
            JSONResponse({what: True})
            if wants_json
            else RedirectResponse(OWN_NEUTRAL_PAGE if what == CLOSED else "/", 303)
        )
    return JSONResponse({"gone": True, "help": bytes(page.body).decode()}) if wants_json else page


async def _help(site: Site, request: Request, said: Said) -> Response | None:
    language = await site.language_in_crisis(request, None)
    words = bounded(clean(said.words))
    # Without a talk there is only a network to tell who writes; cookies anybody can make up.
    signal = (
        await site.talk.listen(words, language, network_of(host_of(request), BITS_OF_A_SITE) or "") if words else None
    )
    if signal is not None:
        return await help_noticed(site, language, signal)
    asks = _taps_help(said) or understand(words, None, {}) == Commanded(HELP)
    return await help_about(site, language, None) if asks else None


def _taps_help(said: Said) -> bool:
    return (said.kind, said.argument) == ("command", HELP)
