"""The portal as routes: every page, its guards, and what is said when something goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bot.alarms.bell import Bell
from bot.alarms.linking import TelegramLinks
from portal.access import CaseGone, NoSuchCase, Unshown, Updated
from portal.desk import HOME, Desk, House, NotSignedIn, Words
from portal.guard import Headed, SameSite
from portal.mailed import MailedLinks
from portal.pages import alarm, case, downloads, live, static, taken, telegram, troubles, waiting
from portal.pages import sign_in as doors
from storage import Store

NETHERLANDS: Final = ZoneInfo("Europe/Amsterdam")
TROUBLES: Final = {
    NotSignedIn: troubles.not_signed_in,
    NoSuchCase: troubles.nothing_here,
    CaseGone: troubles.case_gone,
    Updated: troubles.updated,
    Unshown: troubles.unreadable,
    404: troubles.nothing_here,
    405: troubles.nothing_here,
    403: troubles.from_elsewhere,
    Exception: troubles.our_mistake,
}


def portal_routes(
    *,
    store: Store,
    words: Words,
    organisation: House,
    clock: Callable[[], datetime],
    default_language: str = "nl",
    secure_cookies: bool = False,
    zone: tzinfo = NETHERLANDS,
    bell: Bell | None = None,
    telegram: TelegramLinks | None = None,
    mailed: MailedLinks | None = None,
) -> list[BaseRoute]:
    """Give the routes of the portal, all below /portal.

    `clock` gives timezone-aware moments, shown in `zone`; `default_language` is the one that summaries are written in;
    set `secure_cookies` wherever people come by https; `bell` is the one that rings when an alarm was raised;
    `telegram` makes links with which consultants are told on Telegram too, None where there is no bot; `mailed` sends
    links to sign in with, None where there is no mail.
    """
    desk = Desk(
        store=store,
        words=words,
        organisation=organisation,
        clock=clock,
        zone=zone,
        paper_language=default_language,
        secure_cookies=secure_cookies,
        bell=bell or Bell(),
        telegram=telegram,
        mailed=mailed,
    )
    return [Route("/portal", _home), Mount("/portal", app=Headed(_app(desk)))]


def _app(desk: Desk) -> Starlette:
    # The guard is inside, so that what it refuses gets our own page; the headers stand outside everything.
    guarded = Mount("/", routes=_routes(), middleware=[Middleware(SameSite)])
    app = Starlette(routes=[guarded], exception_handlers=TROUBLES)
    app.state.desk = desk
    return app


def _routes() -> list[BaseRoute]:
    return [
        Route("/", waiting.show),
        Route("/sign-in", doors.ask),
        Route("/sign-in", doors.mail_link, methods=["POST"]),
        Route("/in/{secret}", doors.knock),
        Route("/in/{secret}", doors.enter, methods=["POST"]),
        Route("/out", doors.leave, methods=["POST"]),
        Route("/case/{handoff_id}", case.show),
        Route("/case/{handoff_id}/seen", case.seen, methods=["POST"]),
        Route("/case/{handoff_id}/summary.pdf", downloads.paper),
        Route("/case/{handoff_id}/summary.json", downloads.data),
        Route("/alarms", taken.show),
        Route("/alarm/{alarm_id}", alarm.show),
        Route("/alarm/{alarm_id}/take", alarm.take, methods=["POST"]),
        Route("/telegram", telegram.show),
        Route("/telegram", telegram.link, methods=["POST"]),
        Route("/telegram/stop", telegram.stop, methods=["POST"]),
        Route("/live", live.live),
        *static.routes(),
    ]


def _home(request: Request) -> Response:
    return RedirectResponse(HOME, 307)
