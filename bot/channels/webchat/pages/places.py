"""The small pages around the talk: help, leave now, the door, nothing left, the manifest."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.channels.webchat.assets import asset_url
from bot.channels.webchat.security import from_our_own_page
from bot.channels.webchat.site import Site

OWN_NEUTRAL_PAGE: Final = "/weg"
TABLE: Final = range(1, 11)
PAPER: Final = "#FBF7F0"
GREEN_BLUE: Final = "#1F6F6B"


async def help_page(site: Site, request: Request) -> Response:
    """People to talk to now; works without a talk."""
    address = site.cookies.address(request)
    language = await site.language(request, address)
    return site.show("help.html", language, lines=await site.help_lines(language, address))


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


async def open_door(site: Site, request: Request) -> Response:
    """Come in again after a quick exit."""
    response = RedirectResponse("/", 303)
    if from_our_own_page(request, site.public_url):
        site.cookies.open_door(response)
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
