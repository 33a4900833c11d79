"""One child's page: safety and contact first, then what the child wanted to tell, in their own order and words."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.languages import direction
from portal.access import mark_seen, open_case
from portal.alarms import alarms_about
from portal.board import state
from portal.desk import HOME, desk_of
from portal.sheet import sheet

_SEE_OTHER: Final = 303


def show(request: Request) -> Response:
    """Show the page of a case."""
    desk = desk_of(request)
    with desk.store.begin() as work:
        consultant = desk.consultant(work, request)
        case = open_case(work, consultant, request.path_params["handoff_id"], event="view", at=desk.clock())
        alarms = alarms_about(work, case.person_id)
    moments = desk.moments(desk.language(request))
    return desk.page(
        request,
        "case.html",
        consultant=consultant,
        case=case,
        alarms=[(line.row.id, moments.at(line.row.raised_at), state(line, moments)) for line in alarms],
        sheet=sheet(case.handoff, desk.moments(desk.paper_language)),
        paper_language=desk.paper_language,
        paper_direction=direction(desk.paper_language),
        seen_by_me=case.seen_by(consultant),
    )


def seen(request: Request) -> Response:
    """Keep that this consultant has read it."""
    desk = desk_of(request)
    handoff_id = request.path_params["handoff_id"]
    with desk.store.begin() as work:
        mark_seen(work, desk.consultant(work, request), handoff_id, desk.clock())
    return RedirectResponse(f"{HOME}case/{handoff_id}#read", _SEE_OTHER)
