"""Whoever begins a post has to end it; a stream may last."""

from __future__ import annotations

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message

from bot.app import build
from bot.running.body_in_time import BodyInTime
from bot.settings import Settings


async def echo(request: Request) -> Response:
    body = await request.body()
    # Who waits after the body, as a stream does, waits as long as they like.
    await asyncio.wait([asyncio.ensure_future(request.receive())], timeout=0.1)
    return PlainTextResponse(body)


async def posted(pieces: list[Message]) -> list[Message]:
    """What is answered to a post of which these pieces come, and then nothing."""
    app = Starlette(routes=[Route("/", echo, methods=["POST"])], middleware=[Middleware(BodyInTime, seconds=0.05)])
    answered: list[Message] = []

    async def receive() -> Message:
        if pieces:
            return pieces.pop(0)
        await asyncio.Event().wait()
        raise AssertionError("unreachable")

    async def send(message: Message) -> None:
        answered.append(message)

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [], "query_string": b"", "http_version": "1.1"}
    await asyncio.wait_for(app(scope, receive, send), 5)
    return answered


async def test_half_a_post_ends_after_a_while_and_its_connection_with_it() -> None:
    start, _body = await posted([{"type": "http.request", "body": b"k", "more_body": True}])
    assert start["status"] == 408
    assert (b"connection", b"close") in start["headers"]


async def test_a_whole_post_is_taken_and_what_comes_after_it_has_no_limit() -> None:
    start, body = await posted([{"type": "http.request", "body": b"hoi", "more_body": False}])
    assert (start["status"], body["body"]) == (200, b"hoi")


def test_the_program_has_it_before_every_page(installation: object) -> None:
    app = build(Settings(database_url="sqlite:///m.db"))
    try:
        assert [one.cls for one in app.web.user_middleware] == [BodyInTime]
        assert 408 in app.web.exception_handlers
    finally:
        app.parts.store.close()


@pytest.mark.parametrize("limit", ["soft"])
def test_more_connections_are_allowed_where_that_may_be(limit: str) -> None:
    import resource

    from bot.running.files import WANTED, allow_many, files_at_once

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
        assert files_at_once() == 256
        allow_many()
        assert files_at_once() == min(WANTED, before[1] if before[1] != resource.RLIM_INFINITY else WANTED)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
