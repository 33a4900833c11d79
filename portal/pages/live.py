"""The live list of alarms: a page that stays open learns of an alarm at once, and of one that somebody has taken."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Final

import anyio
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot.alarms.bell import Listener
from portal.access import NoSuchCase
from portal.alarms import board
from portal.board import entries
from portal.desk import NotSignedIn, desk_of

POLL_SECONDS: Final = 5.0
HEARTBEAT_SECONDS: Final = 20
RETRY_MILLISECONDS: Final = 3_000
FAREWELL_SECONDS: Final = 2.0
STREAMS_IN_ALL: Final = 300
# An answer without a stream, such as 204, would leave the page as it is: names and old alarms of somebody who is out.
OUT: Final = "event: out\ndata: \n\n"


async def live(request: Request) -> Response:
    """The stream of a page. One that is not signed in (any more) hears just that, and goes to the door."""
    if await run_in_threadpool(alarms_now, request) is None:
        return Response(OUT, media_type="text/event-stream")
    if desk_of(request).bell.listeners >= STREAMS_IN_ALL:
        return Response(status_code=503)
    end = anyio.Event()
    return EventSourceResponse(
        stream(request, end),
        ping=HEARTBEAT_SECONDS,
        ping_message_factory=lambda: ServerSentEvent(data="", event="here"),
        sep="\n",
        shutdown_event=end,
        shutdown_grace_period=FAREWELL_SECONDS,
    )


async def stream(request: Request, end: anyio.Event) -> AsyncIterator[ServerSentEvent]:
    """The events of one page until it leaves, is signed out, or `end` is set (the server stops)."""
    yield ServerSentEvent(comment="here", retry=RETRY_MILLISECONDS)
    with desk_of(request).bell.listen() as listener:
        closing = asyncio.create_task(_close_at(end, listener))
        try:
            async for event in _events(request, listener):
                yield event
        finally:
            closing.cancel()


async def _close_at(end: anyio.Event, listener: Listener) -> None:
    await end.wait()
    listener.close()


async def _events(request: Request, listener: Listener) -> AsyncIterator[ServerSentEvent]:
    shown: str | None = None
    while not listener.closed:
        now = await run_in_threadpool(alarms_now, request)
        if now is None:
            yield ServerSentEvent(data="", event="out")
            return
        if now != shown:
            yield ServerSentEvent(data=now, event="alarms")
            shown = now
        # The bell rings in this process; the slow look finds what another worker wrote, and the words for time.
        await listener.wait(POLL_SECONDS)


def alarms_now(request: Request) -> str | None:
    """The list as a piece of page, ready to be sent; None when nobody is signed in with this browser (any more)."""
    desk = desk_of(request)
    with desk.store.read() as work:
        try:
            consultant = desk.consultant(work, request)
            found = board(work, consultant, desk.clock())
            versions = work.alarms.versions()
        except (NotSignedIn, NoSuchCase):
            return None
    listed = entries(found, desk.moments(desk.language(request)))
    html = desk.piece(request, "alarms.html", alarms=listed)
    return json.dumps({"html": html, "open": versions, "news": listed.news}, ensure_ascii=False)
