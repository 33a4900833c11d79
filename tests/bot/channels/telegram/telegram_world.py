"""A whole bot on a real database, talking over real HTTP to an emulated Telegram: what the tests hold on to."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from emulated_telegram import TOKEN, BotApi, Phone, serve

from bot.alarms.linking import LinkedChats, TelegramLinks
from bot.authoring.simulation import Clock
from bot.channels.telegram import TelegramBot, telegram
from bot.conversation import Conversation
from bot.kept import Mine
from bot.organisation import load_organisation
from bot.outbox import Outbox
from bot.running.edges import CountingIds, RandomIds
from bot.safety.screening import load_screener
from bot.turn.messages import Prompt
from bot.turn.scene import Tools
from bot.words import Catalogues
from care.handoff import Handoff
from flows.library import packaged
from storage import KeyRing, Store, open_store

SECONDS_TO_WAIT = 20.0
WORDS, ORGANISATION, LIBRARY = Catalogues.load(), load_organisation(None), packaged()


@dataclass
class World:
    """Everything together."""

    api: BotApi
    api_url: str
    store: Store
    conversation: Conversation
    outbox: Outbox
    bot: TelegramBot
    clock: Clock = field(default_factory=Clock)
    played: set[int] = field(default_factory=set)

    def phone(self, chat_id: int = 1001, **more: Any) -> Phone:
        """Somebody's phone."""
        return Phone(self.api, chat_id, **more)

    async def quiet(self, *phones: Phone) -> None:
        """Wait until everything these phones sent was dealt with."""
        wanted = {number for phone in phones for number in phone.sent}
        async with asyncio.timeout(SECONDS_TO_WAIT):
            while not wanted <= self.played:
                await asyncio.sleep(0.002)

    async def does(self, phone: Phone, action: Awaitable[int]) -> None:
        """Have something done on a phone, and wait for what follows."""
        await action
        await self.quiet(phone)

    def consultant(self, name: str = "amina") -> str:
        """A consultant; their id."""
        with self.store.begin() as work:
            work.consultants.add(name, name.title(), f"{name}@example.org", self.clock())
        return name

    def link(self, consultant_id: str = "amina") -> str:
        """The link that the portal shows a consultant."""
        links = TelegramLinks(RandomIds().secret, lambda: self.bot.username)
        with self.store.begin() as work:
            address = links.make(work, consultant_id, self.clock())
        assert address is not None
        return address

    def linked(self, consultant_id: str = "amina") -> str | None:
        """The chat of a consultant."""
        with self.store.read() as work:
            found = work.consultants.get(consultant_id)
        assert found is not None
        return found.telegram

    def prompt(self, phone: Phone) -> Prompt:
        """The question that is open for this phone."""
        found = self.conversation.open_prompt("telegram", str(phone.chat_id))
        assert found is not None
        return found

    def handoffs(self, phone: Phone) -> list[Handoff]:
        """What this phone's owner shared."""
        with self.store.read() as work:
            person = work.people.by_identity("telegram", str(phone.chat_id))
            rows = work.handoffs.of_person(person) if person else []
            documents = [work.handoffs.get(row.id) for row in rows]
        return [Handoff.from_data(document) for document in documents if document is not None]

    def answers(self, phone: Phone) -> dict[str, Any]:
        """Link id → value of everything answered."""
        with self.store.read() as work:
            person = work.people.by_identity("telegram", str(phone.chat_id))
            assert person is not None
            rows = [row for session in work.sessions.of_person(person) for row in work.answers.load(session.id)]
        return {row.link_id: row.value if row.value is not None else row.words or row.kind for row in rows}

    def children_said(self, phone: Phone) -> list[str]:
        """The child's own bubbles of the transcript."""
        entries = self.conversation.transcript("telegram", str(phone.chat_id))
        return [entry.text for entry in entries if entry.speaker == "child"]


MakeWorld = Callable[..., Awaitable[World]]


@asynccontextmanager
async def open_world(
    database: tuple[Path, str],
    path: Path,
    *,
    minimum_age: int = 18,
    public_url: str | None = None,
    store: Store | None = None,
    api: BotApi | None = None,
    listen: bool = True,
) -> AsyncIterator[World]:
    template, master = database
    if store is None:
        path.write_bytes(template.read_bytes())
    opened = store or open_store(f"sqlite:///{path}", KeyRing.from_master(master))
    api = api or BotApi()
    runner, api_url = await serve(api.app())
    conversation = Conversation(
        store=opened,
        library=LIBRARY,
        tools=Tools(ORGANISATION, WORDS, CountingIds(), lambda _language: ("water", "boom", "maan", "fiets") * 256),
        screener=load_screener(with_model=False),
        clock=Clock(),
    )
    outbox, now = Outbox(opened, {}, Clock()), Clock()
    bot = telegram(
        token=TOKEN,
        api_url=api_url,
        public_url=public_url,
        minimum_age=minimum_age,
        conversation=conversation,
        outbox=outbox,
        words=WORDS,
        organisation=ORGANISATION,
        messages_a_second=5_000,
        poll_seconds=5,
        now=Clock(),
        seconds=lambda: 0.0,  # a slow machine must not let a flood look like a trickle
        chats=LinkedChats(opened, now),
        mine=Mine(opened, LIBRARY, conversation.tools, now),
    )
    outbox.register(bot.channel)
    world = World(api, api_url, opened, conversation, outbox, bot, now)
    _note_what_is_played(world)
    if listen:
        await bot.start()
        async with asyncio.timeout(SECONDS_TO_WAIT):
            await bot.ready.wait()
    try:
        yield world
    finally:
        await bot.stop()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            await runner.cleanup()
        if store is None:
            opened.close()


def _note_what_is_played(world: World) -> None:
    turns = world.bot._turns
    play = turns.play

    async def noted(came: Any, taken: asyncio.Future[None]) -> None:
        await play(came, taken)
        world.played.add(came.update_id)

    turns.play = noted  # type: ignore[method-assign]
