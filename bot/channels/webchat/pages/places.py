"""The small pages around the talk: help, leave now, the door, nothing left, the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.channels.webchat.assets import asset_url
from bot.channels.webchat.pages.own_forms import is_ours, once_more
from bot.channels.webchat.security import form_of, from_our_own_page
from bot.channels.webchat.site import Site
from bot.handlers.help import ABOUT_THE_LANGUAGE, SPOKEN_BY_MOST_LINES
from bot.help_card import in_words
from care.answering.heard import paragraphs
from flows.engine.bands import FIRST_BAND
from flows.engine.events import Signal

OWN_NEUTRAL_PAGE: Final = "/weg"
TABLE: Final = range(1, 11)
CLOCKS_DIFFER: Final = timedelta(seconds=20)
GENTLE: Final = "check"
PAPER: Final = "#FBF7F0"
GREEN_BLUE: Final = "#1F6F6B"


async def help_page(site: Site, request: Request) -> Response:
    """People to talk to now; works without a talk, and behind the door."""
    address = site.cookies.address(request)
    language = await site.language_in_crisis(request, address)
    return await help_about(site, language, address, left=site.cookies.left(request))


async def help_about(
    site: Site,
    language: str,
    address: str | None,
    heard: Iterable[Sequence[str]] = (),
    category: str | None = None,
    *,
    left: bool = False,
) -> Response:
    """The page with help lines, under what was heard (paragraphs, English source); in a language without words, in two.

    Whoever `left` and comes back here by the back button alone sees something else, as far as a script can help.
    """

    def lines(paragraphs: Iterable[Sequence[str]]) -> list[str]:
        told = (in_words(site.words, language, paragraph, site.organisation) for paragraph in paragraphs)
        return [line for text in told for line in text.splitlines()]

    now = await site.help_now(language, address, category)
    return site.show(
        "help.html",
        language,
        left=left,
        intro=lines((*heard, (now.above,))),
        lines=now.lines,
        rest=lines((text,) for text in ABOUT_THE_LANGUAGE) if language != SPOKEN_BY_MOST_LINES else [],
    )


async def help_noticed(site: Site, language: str, signal: Signal) -> Response:
    """The page with help lines for what the safety layer noticed where no talk is; nothing of it is kept."""
    heard = () if signal.urgency == GENTLE else paragraphs(signal.category, FIRST_BAND)
    return await help_about(site, language, None, heard, signal.category)


async def away(site: Site, request: Request) -> Response:
    """Quick exit: shut the door behind the child and show something neutral."""
    leave_to = site.organisation.leave_to
    response = (
        site.show("away.html", await site.language(request, None), table=TABLE)
        if leave_to == OWN_NEUTRAL_PAGE
        else RedirectResponse(leave_to, 303)
    )
    site.cookies.close_door(response)
    return response


async def closed(site: Site, request: Request) -> Response:
    """A shared phone was quiet for long enough: forget the talk here. Without that it is an ordinary quick exit."""
    closing = site.closing(request)
    response = await away(site, request)
    if closing is not None and closing.is_over(site.clock() + CLOCKS_DIFFER):
        site.cookies.shut(response)
    return response


async def open_door(site: Site, request: Request) -> Response:
    """Come in again after a quick exit; where a browser does not say that it was our button, it is pressed once more."""
    response = RedirectResponse("/", 303)
    if is_ours(site, request, await form_of(request)):
        site.cookies.open_door(response)
    elif from_our_own_page(request, site.public_url):
        return once_more(site, request, "door.html", await site.language(request, None))
    return response


async def gone(site: Site, request: Request) -> Response:
    """What is shown after everything was thrown away."""
    return site.show("gone.html", await site.language(request, None))


async def manifest(site: Site, request: Request) -> Response:
    """What a phone needs to put the page on its home screen, under a neutral name."""
    icons = [
        {"src": asset_url("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": asset_url("icon-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": asset_url("icon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
    ]
    name = site.organisation.bot_name
    data = {
        "name": name,
        "short_name": name,
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": GREEN_BLUE,
        "icons": icons,
    }
    return JSONResponse(data, media_type="application/manifest+json", headers={"Cache-Control": "max-age=86400"})
