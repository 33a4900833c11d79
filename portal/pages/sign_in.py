"""In and out: the page behind a one-time link has one button, so that a link preview does not use it up."""

from __future__ import annotations

from typing import Final, Literal
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from portal.access import note
from portal.desk import HOME, SESSION_COOKIE, desk_of
from portal.sign_in import end_session, signed_in, start_session, take_link

SIGN_IN: Final = "/portal/sign-in"
_SEE_OTHER: Final = 303
_USED: Final = 403
_TOO_MANY: Final = 429
_BYTES_OF_A_FORM: Final = 2_000


def ask(request: Request) -> Response:
    """Say how one gets in."""
    return _page(request, "ask")


async def mail_link(request: Request) -> Response:
    """Have a link mailed. The answer is the same whoever was asked for, and there before anybody looks who it is."""
    mailed = desk_of(request).mailed
    if mailed is None:
        return _page(request, "ask")
    if not mailed.may_ask(request.client.host if request.client else None):
        return _page(request, "often", _TOO_MANY)
    mailed.ask(await _address(request))
    return _page(request, "asked")


def knock(request: Request) -> Response:
    """Show the button. Whether the link still works is only found out by pressing it."""
    return desk_of(request).page(request, "enter.html")


def enter(request: Request) -> Response:
    """Use the link up and sign this browser in."""
    desk = desk_of(request)
    at = desk.clock()
    with desk.store.begin() as work:
        consultant = take_link(work, request.path_params["secret"], at)
        if consultant is not None:
            end_session(work, request.cookies.get(SESSION_COOKIE))
            secret = start_session(work, consultant, at)
            note(work, consultant, "sign_in", at)
    if consultant is None:
        return _page(request, "used", _USED)
    response = RedirectResponse(HOME, _SEE_OTHER)
    desk.keep_signed_in(response, secret)
    return response


def leave(request: Request) -> Response:
    """Sign this browser out."""
    desk = desk_of(request)
    cookie = request.cookies.get(SESSION_COOKIE)
    with desk.store.begin() as work:
        consultant = signed_in(work, cookie, desk.clock())
        if consultant is not None:
            note(work, consultant, "sign_out", desk.clock())
        end_session(work, cookie)
    response = RedirectResponse(SIGN_IN, _SEE_OTHER)
    desk.forget_signed_in(response)
    return response


def _page(request: Request, said: Literal["ask", "used", "asked", "often"], status: int = 200) -> Response:
    desk = desk_of(request)
    by_mail = desk.mailed is not None and said != "often"
    return desk.page(request, "sign_in.html", status, said=said, by_mail=by_mail)


async def _address(request: Request) -> str:
    """What stands in the one field; "" when that is no form of ours, or too long for an address."""
    body = bytearray()
    async for part in request.stream():
        body.extend(part)
        if len(body) > _BYTES_OF_A_FORM:
            return ""
    return dict(parse_qsl(body.decode("utf-8", "replace"))).get("email", "").strip()
