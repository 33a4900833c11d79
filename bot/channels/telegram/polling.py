"""Polling: ask Telegram for what came in. An update is confirmed only after it was taken, so a crash loses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final

from telegram import Update
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.calls import Api
from bot.channels.telegram.updates import KINDS
from bot.running.logs import get_logger

SECONDS_A_POLL: Final = 25
FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 60.0
log = get_logger(__name__)

Take = Callable[[Update], Awaitable[bool]]


class Polling:
    """Fetches updates until it is cancelled."""

    def __init__(self, api: Api, take: Take, *, seconds: int = SECONDS_A_POLL, first_wait: float = FIRST_WAIT) -> None:
        """`take` says whether an update was taken; one that was not is fetched again."""
        self._api = api
        self._take = take
        self._seconds = seconds
        self._first_wait = first_wait

    async def run(self) -> None:
        """Poll for ever; a bad line or a failing database only makes it wait."""
        offset: int | None = None
        wait = self._first_wait
        while True:
            try:
                updates = await self._api.get_updates(offset, timeout=self._seconds, allowed_updates=KINDS)
            except InvalidToken:
                log.error("telegram refuses the token", help="set MAATJE_TELEGRAM_TOKEN to the one BotFather gave")
                return
            except TelegramError as problem:
                log.warning("telegram cannot be asked", kind=type(problem).__name__, seconds=wait)
                wait = await _waited(wait)
                continue
            first_left = await self._all(updates)
            if first_left is None:
                offset, wait = (updates[-1].update_id + 1 if updates else offset), self._first_wait
            else:
                offset, wait = first_left, await _waited(wait)

    async def _all(self, updates: Sequence[Update]) -> int | None:
        """Take them, chats side by side; the oldest that could not be taken, None when all were."""
        left = await asyncio.gather(*(self._in_order(group) for group in _by_chat(updates)))
        return min((update_id for update_id in left if update_id is not None), default=None)

    async def _in_order(self, updates: Iterable[Update]) -> int | None:
        for update in updates:
            if not await self._take(update):
                return update.update_id
        return None


def _by_chat(updates: Iterable[Update]) -> list[list[Update]]:
    groups: dict[int, list[Update]] = {}
    for update in updates:
        chat = update.effective_chat
        groups.setdefault(chat.id if chat is not None else 0, []).append(update)
    return list(groups.values())


async def _waited(wait: float) -> float:
    await asyncio.sleep(wait)
    return min(wait * 2, LONGEST_WAIT)
