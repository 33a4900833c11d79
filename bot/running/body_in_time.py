"""Whoever begins a post has to end it: connections that are held open half-way would keep everybody else out."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The longest answer on a very bad line takes a few seconds; a page that failed sends the same once more.
SECONDS_FOR_A_BODY: Final = 30.0
TOO_SLOW: Final = 408


class BodyInTime:
    """Ends a request whose body does not come in time. What lasts after the body, such as a stream, is left alone."""

    def __init__(self, app: ASGIApp, seconds: float = SECONDS_FOR_A_BODY) -> None:
        self._app, self._seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with a clock beside the body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = _Body(receive, asyncio.get_running_loop().time() + self._seconds)

        async def closing(message: Message) -> None:
            if body.late and message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        await self._app(scope, body.receive, closing)


class _Body:
    """The pieces of one body, as long as there is time for them."""

    def __init__(self, receive: Receive, until: float) -> None:
        self._receive, self._until = receive, until
        self._whole = False
        self.late = False

    async def receive(self) -> Message:
        """The next piece. Raises HTTPException (408) when it does not come in time."""
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            self.late = True
            raise HTTPException(TOO_SLOW) from None
        self._whole = not message.get("more_body", False)
        return message
