"""Webhook and polling: an update is confirmed when it was taken, and comes again when it was not."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from emulated_telegram import TOKEN
from starlette.applications import Starlette
from telegram_walking import Walker
from telegram_world import SECONDS_TO_WAIT, MakeWorld, World

from bot.channels.telegram.polling import Polling
from bot.channels.telegram.webhook import PATH, SECRET_HEADER, secret_of
from bot.conversation import Conversation


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@asynccontextmanager
async def served(world: World, port: int) -> AsyncIterator[None]:
    """The bot's own route behind a real server."""
    app = Starlette(routes=world.bot.routes)
    server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", port, log_level="warning", lifespan="off", ws="none"))
    running = asyncio.create_task(server.serve())
    async with asyncio.timeout(SECONDS_TO_WAIT):
        while not server.started:
            await asyncio.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        await running


async def test_the_whole_intake_works_over_the_webhook(make_world: MakeWorld) -> None:
    port = free_port()
    world = await make_world(public_url=f"http://127.0.0.1:{port}")
    assert world.api.sent("setWebhook")[0].fields["url"] == f"http://127.0.0.1:{port}{PATH}"
    async with served(world, port):
        phone = world.phone()
        await world.does(phone, phone.type("/start"))
        await Walker(world, phone, age=18).walk()
    assert world.handoffs(phone)[0].child.age == 18
    assert not world.api.sent("getUpdates")


async def test_the_webhook_lets_nobody_in_without_the_secret_and_reads_no_nonsense(make_world: MakeWorld) -> None:
    port = free_port()
    world = await make_world(public_url=f"http://127.0.0.1:{port}")
    update = {"update_id": 5, "message": {**world.phone()._message(), "text": "/start"}}
    good = {SECRET_HEADER: secret_of(TOKEN)}
    async with served(world, port), httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        for headers in ({}, {SECRET_HEADER: "no"}, {SECRET_HEADER: secret_of(TOKEN) + "x"}):
            assert (await client.post(PATH, json=update, headers=headers)).status_code == 403
        assert (await client.post(PATH, content=b"{", headers=good)).status_code == 400
        assert (await client.post(PATH, content=b"[]", headers=good)).status_code == 400
        assert (await client.post(PATH, content=b"[" * 100_000, headers=good)).status_code == 400
        assert (await client.post(PATH, content=b" " * 1_100_000, headers=good)).status_code == 413
        assert (await client.get(PATH)).status_code == 405
        assert world.conversation.transcript("telegram", "1001") == []
        assert (await client.post(PATH, json=update, headers=good)).status_code == 200
        assert world.conversation.transcript("telegram", "1001") != []
        odd = {"update_id": 6, "message": {"message_id": "?", "chat": 3}}
        assert (await client.post(PATH, json=odd, headers=good)).status_code == 200


async def test_the_webhook_says_no_while_the_database_does_and_gives_up_kindly_in_the_end(
    make_world: MakeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    world = await make_world(public_url=f"http://127.0.0.1:{port}")
    phone = world.phone()
    update = {"update_id": 5, "message": {**phone._message(), "text": "/start"}}

    async def fails(*_: Any) -> None:
        raise OSError("no disk")

    async with served(world, port), httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        with monkeypatch.context() as patch:
            patch.setattr(Conversation, "take", fails)
            post = {"json": update, "headers": {SECRET_HEADER: secret_of(TOKEN)}}
            assert [(await client.post(PATH, **post)).status_code for _ in range(5)] == [503] * 4 + [200]
        assert "bewaard" in phone.text()
        assert (await client.post(PATH, **post)).status_code == 200


async def test_polling_brings_an_update_again_until_it_was_taken(
    make_world: MakeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = await make_world(listen=False)
    phone, other = world.phone(), world.phone(2002)
    take = Conversation.take
    failing = {"left": 1}

    async def fails_once(self: Conversation, incoming: Any) -> Any:
        if incoming.typed == "Noor" and failing["left"]:
            failing["left"] -= 1
            raise OSError("no disk")
        return await take(self, incoming)

    monkeypatch.setattr(Conversation, "take", fails_once)
    await world.bot._api.initialize()
    for person in (phone, other):
        await person.type("/start")
        for text in ("Ja, ik zit goed", "18", "Ja, dat is goed", "Noor", "7"):
            await person.type(text)
    polling = asyncio.create_task(Polling(world.bot._api, world.bot.take, seconds=1, first_wait=0.01).run())
    await world.quiet(phone, other)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    for person in (phone, other):
        assert world.answers(person)["me.name"] == "Noor"
        assert world.answers(person)["happiness.now"] == 7, "what came after the one that failed kept its place"


async def test_what_came_in_while_we_were_killed_is_taken_by_the_next_start(make_world: MakeWorld) -> None:
    first = await make_world(listen=False)
    phone = first.phone()
    await phone.type("/start")
    await first.bot._api.initialize()
    # Killed after taking, before Telegram heard of it: the update comes once more and does nothing.
    updates = await first.bot._api.get_updates(timeout=1)
    assert await first.bot.take(updates[0])
    second = await make_world(store=first.store, api=first.api)
    await second.quiet(phone)
    assert phone.text().count("Hoi") == 1


async def test_start_waits_for_a_telegram_that_is_not_there_and_lets_the_web_chat_live(
    make_world: MakeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = await make_world(listen=False)
    base = world.bot._api._base_url
    monkeypatch.setattr("bot.channels.telegram.bot.FIRST_WAIT", 0.05)
    world.bot._calls._first_wait = 0.01
    world.bot._api._base_url = f"http://127.0.0.1:{free_port()}/bot{TOKEN}"
    await world.bot.start()
    await asyncio.sleep(0.2)
    assert not world.bot.ready.is_set()
    world.bot._api._base_url = base
    async with asyncio.timeout(SECONDS_TO_WAIT):
        await world.bot.ready.wait()


async def test_the_menu_is_set_in_every_language_and_says_nothing_about_the_talk(world: World) -> None:
    calls = world.api.sent("setMyCommands")
    assert [call.fields.get("language_code") for call in calls] == [None, "nl", "en"]
    for call in calls:
        told = " ".join(command["description"] for command in call.fields["commands"]).lower()
        assert not any(word in told for word in ("zorg", "care", "ziek", "ill", "maatje"))


async def test_a_token_that_telegram_refuses_stops_only_telegram(make_world: MakeWorld) -> None:
    world = await make_world(listen=False)
    world.api.refuse_token = True
    await world.bot.start()
    async with asyncio.timeout(SECONDS_TO_WAIT):
        await asyncio.gather(world.bot._running, return_exceptions=False)
    assert not world.bot.ready.is_set()
