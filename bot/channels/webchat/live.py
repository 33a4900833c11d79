"""What is new in a talk, as pieces of page; over a live stream, and as the answer to a post."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Final

import anyio
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.webchat.hub import Listener
from bot.channels.webchat.identity import talk_named
from bot.channels.webchat.rendering import bubbles
from bot.channels.webchat.said import Place, place
from bot.channels.webchat.site import CHANNEL, Site, host_of

POLL_SECONDS: Final = 6.0
HEARTBEAT_SECONDS: Final = 20
RETRY_MILLISECONDS: Final = 3_000
FAREWELL_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class News:
    """What a page does not show yet. `gone`: the talk was thrown away."""

    place: Place | None
    data: dict[str, Any]
    gone: bool = False


def news_since(site: Site, address: str, seen: Place | None) -> News | None:
    """Everything newer than what a page has seen; None when there is nothing."""
    entries = site.talk.transcript(CHANNEL, address, seen)
    prompt = site.talk.open_prompt(CHANNEL, address)
    if not entries:
        gone = seen is not None and prompt is None and not site.talk.transcript(CHANNEL, address)
        return News(None, {"gone": True}, gone=True) if gone else None
    language = site.talk.language_of(CHANNEL, address) or site.default_language
    page = site.page(language)
    last = (entries[-1].seq, entries[-1].ordinal)
    pieces = [
        {
            "id": bubble.id,
            "by": bubble.entry.speaker,
            "html": site.pages.render("entry.html", page, bubble=bubble),
            "aloud": bubble.entry.text if bubble.message is not None else "",
        }
        for bubble in bubbles(entries)
    ]
    seen_now = f"{last[0]}.{last[1]}"
    answer = site.pages.render("answer.html", page, prompt=prompt, seen=seen_now, talk=talk_named(address))
    return News(last, {"language": language, "place": seen_now, "entries": pieces, "answer": answer})


async def live(site: Site, request: Request) -> Response:
    """The stream of a page: what it missed, then what happens. 204 tells the browser not to come back."""
    address = site.cookies.address(request)
    other = not site.is_of(request.query_params.get("talk", ""), address)
    if address is None or other or site.cookies.left(request) or site.is_over(request):
        return Response(status_code=204)
    host = host_of(request)
    if site.hub.is_full(host) or site.paces.streams.wait(host, site.clock().timestamp()):
        return Response(status_code=503)
    # A cookie that somebody made up opens nothing; the page hears from /hier what became of its talk.
    if not await run_in_threadpool(site.talk.knows, CHANNEL, address):
        return Response(status_code=204)
    seen = place(request.headers.get("last-event-id") or request.query_params.get("after", ""))
    end = anyio.Event()
    return EventSourceResponse(
        stream(site, address, seen, end, host),
        ping=HEARTBEAT_SECONDS,
        sep="\n",
        shutdown_event=end,
        shutdown_grace_period=FAREWELL_SECONDS,
    )


async def stream(
    site: Site, address: str, seen: Place | None, end: anyio.Event, host: str | None = None
) -> AsyncIterator[ServerSentEvent]:
    """The events of one page until it leaves, a newer tab takes its place, or `end` is set (the server stops)."""
    yield ServerSentEvent(comment="here", retry=RETRY_MILLISECONDS)
    with site.hub.listen(address, host) as listener:
        closing = asyncio.create_task(_close_at(end, listener))
        try:
            async for event in _events(site, address, seen, listener):
                yield event
        finally:
            closing.cancel()


async def _close_at(end: anyio.Event, listener: Listener) -> None:
    await end.wait()
    listener.close()


async def _events(site: Site, address: str, seen: Place | None, listener: Listener) -> AsyncIterator[ServerSentEvent]:
    while not listener.closed:
        news = await run_in_threadpool(news_since, site, address, seen)
        if news is not None:
            seen = news.place
            yield ServerSentEvent(
                data=json.dumps(news.data, ensure_ascii=False),
                event="gone" if news.gone else "news",
                id=news.data.get("place"),
            )
        if news is not None and news.gone:
            return
        # A nudge comes from this process; the slow look finds what another worker wrote.
        await listener.wait(POLL_SECONDS)
