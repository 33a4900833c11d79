"""The addresses of the web chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Final

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.webchat.assets import static_file
from bot.channels.webchat.hub import Hub
from bot.channels.webchat.identity import Cookies
from bot.channels.webchat.live import live
from bot.channels.webchat.pages import places
from bot.channels.webchat.pages.here import still_here
from bot.channels.webchat.pages.kept import kept_page, take_along, take_back
from bot.channels.webchat.pages.privacy import privacy
from bot.channels.webchat.pages.resume import Turnstile, resume, resume_page
from bot.channels.webchat.pages.talk import front, say
from bot.channels.webchat.rendering import Pages
from bot.channels.webchat.security import SafeHeaders
from bot.channels.webchat.site import Mine, Outbox, Site, Talk
from bot.organisation import Organisation
from bot.running.edges import clock
from bot.words import Catalogues

Endpoint = Callable[[Request], Awaitable[Response]]
SAFE: Final = [Middleware(SafeHeaders), Middleware(GZipMiddleware, minimum_size=600, compresslevel=6)]


def webchat_routes(
    *,
    conversation: Talk,
    organisation: Organisation,
    words: Catalogues,
    hub: Hub,
    secure_cookies: bool,
    public_url: str | None,
    outbox: Outbox | None = None,
    default_language: str = "nl",
    mine: Mine | None = None,
    now: Callable[[], datetime] = clock,
) -> list[BaseRoute]:
    """The routes of the web chat, to be put at "/".

    `secure_cookies` is true behind https. `hub` is the one that the registered WebChannel has. Without `outbox`
    bubbles are shown but stay marked as unsent; without `mine` the page of what is kept says that nothing is. `now` gives
    aware moments.
    """
    site = Site(
        talk=conversation,
        organisation=organisation,
        words=words,
        hub=hub,
        cookies=Cookies(secure_cookies),
        pages=Pages(),
        outbox=outbox,
        public_url=public_url,
        default_language=default_language,
        mine=mine,
        clock=now,
    )
    return [*_talk(site), *_around(site), _route("/static/{name}", static_file)]


def _talk(site: Site) -> list[BaseRoute]:
    return [
        _route("/", partial(front, site)),
        _route("/say", partial(say, site), "POST"),
        _route("/live", partial(live, site)),
        _route("/hier", partial(still_here, site), "POST"),
    ]


def _around(site: Site) -> list[BaseRoute]:
    return [
        _route("/verder", partial(resume_page, site)),
        _route("/verder", partial(resume, site, Turnstile()), "POST"),
        _route("/privacy", partial(privacy, site)),
        _route("/bewaard", partial(kept_page, site)),
        _route("/bewaard/terug", partial(take_back, site), "POST"),
        _route("/bewaard/mee", partial(take_along, site), "POST"),
        _route("/hulp", partial(places.help_page, site)),
        _route("/weg", partial(places.away, site)),
        _route("/dicht", partial(places.closed, site)),
        _route("/binnen", partial(places.open_door, site), "POST"),
        _route("/leeg", partial(places.gone, site)),
        _route("/manifest.webmanifest", partial(places.manifest, site)),
    ]


def _route(path: str, endpoint: Endpoint, method: str = "GET") -> Route:
    return Route(path, endpoint, methods=[method], middleware=SAFE)
