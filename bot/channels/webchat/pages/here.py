"""/hier: a page asks whether it may still be here, and says that somebody is busy on it. Nothing else happens."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.webchat.pages.left_behind import GONE, GONE_ON
from bot.channels.webchat.said import fields_of
from bot.channels.webchat.security import TooLarge, from_our_own_page, limited_body
from bot.channels.webchat.site import CHANNEL, Site

TOO_LARGE, NOT_OURS = 413, 403


async def still_here(site: Site, request: Request) -> Response:
    """What the page has to do: leave, go to the talk that is open now, or stay, with the quiet time that holds."""
    if not from_our_own_page(request, site.public_url):
        return JSONResponse({}, NOT_OURS)
    try:
        fields = fields_of(await limited_body(request), request.headers.get("content-type", ""))
    except TooLarge:
        return JSONResponse({}, TOO_LARGE)
    talk, touched = ((fields.get(name) or [""])[0] for name in ("talk", "touched"))
    return await _answer(site, request, talk, touched=bool(touched))


async def _answer(site: Site, request: Request, talk: str, *, touched: bool) -> Response:
    address = site.cookies.address(request)
    over = site.is_over(request)
    if over or site.cookies.left(request):
        closed = JSONResponse({"closed": True})
        shut = site.cookies.shut if over else site.cookies.close_door
        shut(closed)
        return closed
    if not site.is_of(talk, address):
        return JSONResponse({GONE if address is None else GONE_ON: True})
    if address is not None and not await run_in_threadpool(site.talk.knows, CHANNEL, address):
        return JSONResponse({GONE: True})
    response = JSONResponse({"closes": site.closes(request)})
    if touched:
        site.touch(request, response)
    return response
