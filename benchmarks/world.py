"""The real conversation on a database, and chats that answer as children would; shared by the benchmarks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bot.authoring.persona import Persona
from bot.authoring.respondent import Respondent
from bot.conversation import Conversation
from bot.organisation import load_organisation
from bot.running.edges import CountingIds
from bot.running.steady import steady_memory
from bot.safety.screening import load_screener
from bot.turn.messages import Incoming, Prompt, Reply, Start
from bot.turn.phrase_words import phrase_words
from bot.turn.scene import Tools
from bot.words import Catalogues
from flows.library import packaged
from storage import KeyRing, Store, open_store

PERSONA = Persona(
    id="benchmark",
    language="nl",
    age=13,
    answers={
        "welcome.place": "fine_here",
        "me.name": "Noor",
        "happiness.now": 6,
        "happiness.sources": ["animals", "sports"],
        "happiness.more": "vaker trainen",
        "care.who": ["mother"],
        "care.tasks": ["worrying"],
        "care.often": "every_week",
        "strength.good_at": ["listening"],
        "network.closest": ["Lot", "Bram"],
        "network.fun": ["Sam"],
        "network.ties": {"Lot": "really_good", "Bram": "ordinary"},
        "network.support": {"talk": "Lot", "fun": "Sam", "practical": "nobody", "advice": "Lot"},
        "load.weight": "ok",
        "load.urgent": "no_need",
        "goal.wish": "een avond vrij",
        "meeting.place": "not_yet",
    },
    send="keep",
)


@dataclass
class World:
    """A conversation and its store."""

    store: Store
    conversation: Conversation


def open_world(path: Path | None, url: str | None = None) -> World:
    """A fresh world on a SQLite file, or on the database at `url`."""
    store = open_store(url or f"sqlite:///{path}", KeyRing.generate())
    store.upgrade()
    tools = Tools(load_organisation(None), Catalogues.load(), CountingIds(), phrase_words)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731
    talk = Conversation(store=store, library=packaged(), tools=tools, screener=load_screener(), clock=clock)
    steady_memory()  # as the server does once everything is loaded
    return World(store, talk)


class Chat:
    """One child who answers whatever is asked, and starts anew at the end."""

    def __init__(self, world: World, number: int) -> None:
        self.world = world
        self.number = number
        self.turns = 0
        self.respondent = Respondent(PERSONA)
        self.prompt: Prompt | None = None
        self.life = 0

    async def turn(self) -> None:
        """One whole turn: incoming to committed and rendered."""
        self.turns += 1
        reply = await self.world.conversation.take(self._incoming())
        self.prompt = _open(reply)
        if self.prompt is None or self.prompt.control == "end":
            self.life, self.prompt, self.respondent = self.life + 1, None, Respondent(PERSONA)

    def _incoming(self) -> Incoming:
        address = f"chat-{self.number}-{self.life}"
        delivery = f"{self.number}-{self.turns}"
        if self.prompt is None:
            return Incoming("web", address, delivery, start=Start(language="nl"))
        answer = self.respondent.answer(self.prompt)
        if isinstance(answer, str):
            return Incoming("web", address, delivery, typed=answer)
        return Incoming("web", address, delivery, event=answer)


def _open(reply: Reply) -> Prompt | None:
    return next((sent.message.prompt for sent in reversed(reply.messages) if sent.message.prompt), None)


async def run_chats(world: World, chats: int, turns: int, first: int = 0) -> float:
    """Turns per second when this many chats, numbered from `first`, each have their turns, all at once."""
    everybody = [Chat(world, first + number) for number in range(chats)]

    async def talk(chat: Chat) -> None:
        for _ in range(turns):
            await chat.turn()

    begin = perf_counter()
    await asyncio.gather(*(talk(chat) for chat in everybody))
    return chats * turns / (perf_counter() - begin)
