"""The webhook: Telegram brings updates to us. It gets its 200 only when the update was taken for good."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

PATH: Final = "/telegram/webhook"
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
BYTES_OF_AN_UPDATE: Final = 1_000_000

TakeRaw = Callable[[Mapping[str, Any]], Awaitable[bool]]


def secret_of(token: str) -> str:
    """What Telegram has to show with every update: follows from the token, so that nobody has to keep it."""
    return hmac.new(token.encode(), b"maatje webhook", hashlib.sha256).hexdigest()


def webhook_route(secret: str, take: TakeRaw) -> Route:
    """The route. 403 without the secret, 413 when too large, 400 when unreadable, 503 when it was not taken."""

    async def webhook(request: Request) -> Response:
        shown = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode(), secret.encode()):
            return Response(status_code=403)
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        data = _update(body)
        if data is None:
            return Response(status_code=400)
        return Response(status_code=200 if await take(data) else 503)

    return Route(PATH, webhook, methods=["POST"], name="telegram_webhook")


async def _body(request: Request) -> bytes | None:
    found = bytearray()
    async for part in request.stream():
        found.extend(part)
        if len(found) > BYTES_OF_AN_UPDATE:
            return None
    return bytes(found)


def _update(body: bytes) -> Mapping[str, Any] | None:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and isinstance(data.get("update_id"), int) else None
