"""What every answer of the web chat carries, and which posts are refused."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_LIMIT: Final = 200_000
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS: Final = (
    ("Content-Security-Policy", POLICY),
    # Other sites learn nothing. Not "no-referrer": browsers would then send our own forms with the origin "null".
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("X-Robots-Tag", "noindex, nofollow"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=(), payment=(), usb=()"),
)


class TooLarge(Exception):
    """More was sent than anybody can say in one go; `begun` is its beginning."""

    def __init__(self, begun: bytes) -> None:
        super().__init__(f"more than {BODY_LIMIT} bytes in one post")
        self.begun = begun


class SafeHeaders:
    """Adds the headers; whatever sets no Cache-Control of its own is never stored by a browser."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Cache-Control", "no-store")
                for name, value in HEADERS:
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, with_headers)


def from_our_own_page(request: Request, public_url: str | None) -> bool:
    """False when a post was made by another site.

    A browser of today says so itself in Sec-Fetch-Site. Older ones send Origin, some of them none; those rest on the
    SameSite cookie, without which a post has no talk to touch. Where a post needs no cookie, see `says_our_own_page`.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin", "null")
    return origin == "null" or _is_here(origin, request, public_url)


def says_our_own_page(request: Request, public_url: str | None) -> bool:
    """True when the browser says that one of our own pages made the post; one that says nothing may come from anywhere."""
    if request.headers.get("sec-fetch-site") is not None:
        return from_our_own_page(request, public_url)
    origin = request.headers.get("origin", "null")
    # Old browsers send a form without Origin to its own site, and then Referer, which nobody else can make ours.
    return _is_here(request.headers.get("referer", "") if origin == "null" else origin, request, public_url)


def _is_here(address: str, request: Request, public_url: str | None) -> bool:
    ours = {request.headers.get("host", ""), urlsplit(public_url or "").netloc}
    return urlsplit(address).netloc in ours - {""}


async def limited_body(request: Request) -> bytes:
    """The body of a post. Raises TooLarge before more than the limit is in memory."""
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > BODY_LIMIT:
            raise TooLarge(bytes(found[:BODY_LIMIT]))
    return bytes(found)


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a small form, the first of each name; none of them when more was sent than the limit."""
    try:
        found = parse_qs((await limited_body(request)).decode("utf-8", "replace"))
    except TooLarge:
        return {}
    return {name: values[0] for name, values in found.items()}
