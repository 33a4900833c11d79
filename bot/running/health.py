"""Does it live and can it take a turn? For the load balancer (/healthz, /readyz) and the monitor (/metrics)."""

from __future__ import annotations

import hmac
from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.running.build import Parts
from bot.settings import Settings

LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})
READY_SECONDS: Final = 2.0


def health_routes(parts: Parts, settings: Settings) -> list[BaseRoute]:
    """/healthz (alive), /readyz (can take a turn), /metrics (from this machine, or with the token)."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_request: Request) -> Response:
        # While the safety layer is still being loaded a text waits for it, and is taken; without it none is.
        safe = parts.screener.problem is None
        ready = safe and await parts.store.takes_turns(READY_SECONDS)  # anybody may ask: it must cost next to nothing
        return PlainTextResponse("ready" if ready else "not ready", 200 if ready else 503)

    async def metrics(request: Request) -> Response:
        if not _may_read(request, settings.metrics_token):
            return PlainTextResponse("not found", 404)
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]


def _may_read(request: Request, token: str | None) -> bool:
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    forwarded = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    return request.client is not None and request.client.host in LOOPBACK and not forwarded
