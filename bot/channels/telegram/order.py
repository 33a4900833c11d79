"""Order: within a chat one turn after the other, oldest first; between chats side by side, as many as is wise."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

CHATS_AT_ONCE: Final = 32


@dataclass(slots=True)
class _Queue:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    people: int = 0


class ChatOrder:
    """Lets one turn of a chat in at a time.

    python-telegram-bot's own update processor counts waiting turns against its limit, so that one child who taps fast
    could hold up everybody; here only turns that run are counted.
    """

    def __init__(self, chats_at_once: int = CHATS_AT_ONCE) -> None:
        self._room = asyncio.Semaphore(chats_at_once)
        self._queues: dict[str, _Queue] = {}

    @asynccontextmanager
    async def turn(self, chat: str) -> AsyncIterator[None]:
        """Wait until it is this chat's turn, in the order of asking."""
        queue = self._queues.setdefault(chat, _Queue())
        queue.people += 1
        try:
            async with queue.lock, self._room:
                yield
        finally:
            queue.people -= 1
            if not queue.people:
                del self._queues[chat]

    def __len__(self) -> int:
        """How many chats have a turn running or waiting."""
        return len(self._queues)
