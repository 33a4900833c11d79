"""Being told on Telegram too: a consultant links a chat of their own, or ends that. Only where a bot is running."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from portal.access import NoSuchCase
from portal.desk import HOME, Desk, desk_of
from storage.staff.consultants import Consultant

PAGE: Final = "/portal/telegram"
_SEE_OTHER: Final = 303


def may_choose(desk: Desk, consultant: Consultant) -> bool:
    """Say whether there is anything to choose: a bot to be told by, or a chat to let go of."""
    return consultant.telegram is not None or _offered(desk)


def show(request: Request) -> Response:
    """Say how it stands, with one button."""
    desk = desk_of(request)
    with desk.store.read() as work:
        consultant = desk.consultant(work, request)
    if not may_choose(desk, consultant):
        raise NoSuchCase(NoSuchCase.__doc__)
    return desk.page(request, "telegram.html", consultant=consultant, address=None)


def link(request: Request) -> Response:
    """Make a link and show it, once: it is kept nowhere. A new one puts it out of use."""
    desk = desk_of(request)
    with desk.store.begin() as work:
        consultant = desk.consultant(work, request)
        address = desk.telegram.make(work, consultant.id, desk.clock()) if desk.telegram is not None else None
    if address is None:
        raise NoSuchCase(NoSuchCase.__doc__)
    return desk.page(request, "telegram.html", consultant=consultant, address=address)


def stop(request: Request) -> Response:
    """Forget the chat, and any link that was not used yet."""
    desk = desk_of(request)
    with desk.store.begin() as work:
        consultant = desk.consultant(work, request)
        work.consultants.unlink_telegram(consultant.id)
    return RedirectResponse(PAGE if _offered(desk) else HOME, _SEE_OTHER)


def _offered(desk: Desk) -> bool:
    return desk.telegram is not None and desk.telegram.offered
