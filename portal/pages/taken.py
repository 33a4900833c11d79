"""All alarms that somebody took, as long as they are kept: the latest first, a page at a time, without any content."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from portal.alarms import MOST_ON_A_PAGE, taken_alarms
from portal.board import taken
from portal.desk import desk_of

_DIGITS_AT_MOST: Final = 6


def show(request: Request) -> Response:
    """Show a page of them; `skip` in the address says how many stand on the pages before it."""
    desk, skip = desk_of(request), _skip(request)
    with desk.store.begin() as work:
        consultant = desk.consultant(work, request)
        lines, more = taken_alarms(work, consultant, skip)
    moments = desk.moments(desk.language(request))
    return desk.page(
        request,
        "alarms/taken.html",
        consultant=consultant,
        taken=[taken(line, moments) for line in lines],
        next_page=skip + MOST_ON_A_PAGE if more else None,
    )


def _skip(request: Request) -> int:
    asked = request.query_params.get("skip", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= _DIGITS_AT_MOST else 0
