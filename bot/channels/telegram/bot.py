"""The Telegram bot: receives updates by polling or webhook, plays one turn for each, and has the answer delivered."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from starlette.routing import Route
from telegram import Update
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.calls import Api, Calls
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.commands import menu
from bot.channels.telegram.duty.postman import TelegramPostman
from bot.channels.telegram.polling import FIRST_WAIT, LONGEST_WAIT, Polling
from bot.channels.telegram.turns import Turns
from bot.channels.telegram.updates import KINDS, read
from bot.channels.telegram.webhook import PATH, secret_of, webhook_route
from bot.running.logs import get_logger
from bot.turn.messages import SendError
from bot.words import Catalogues

TRIES_AN_UPDATE: Final = 5
UPDATES_REMEMBERED: Final = 1_000
SECONDS_TO_FINISH: Final = 5.0
# Their messages hold the token, or what was said.
CHATTY_LOGS: Final = ("httpx", "httpcore", "telegram")
log = get_logger(__name__)


class TelegramBot:
    """The running bot. Register `channel` with the outbox, mount `routes`, then start and stop it with the program."""

    def __init__(
        self,
        api: Api,
        calls: Calls,
        channel: TelegramChannel,
        turns: Turns,
        words: Catalogues,
        *,
        webhook_url: str | None,
        poll_seconds: int,
    ) -> None:
        self.channel = channel
        self.routes: list[Route] = [webhook_route(secret_of(api.token), self.take_raw)]
        self.ready = asyncio.Event()
        self._username: str | None = None
        self._api = api
        self._calls = calls
        self._turns = turns
        self._words = words
        self._webhook_url = webhook_url
        self._poll_seconds = poll_seconds
        self._running: asyncio.Task[None] | None = None
        self._busy: set[asyncio.Task[None]] = set()
        self._failed: OrderedDict[int, int] = OrderedDict()

    @property
    def username(self) -> str | None:
        """The bot's name at Telegram; None until Telegram has told it, and when the bot does not run."""
        return self._username

    def postman(self, text: str) -> TelegramPostman:
        """Whoever tells consultants on duty, always in these words."""
        return TelegramPostman(self._calls, text)

    async def start(self) -> None:
        """Begin to listen; returns at once, a Telegram that cannot be reached is tried again in the background."""
        for name in CHATTY_LOGS:
            logging.getLogger(name).setLevel(logging.WARNING)
        self._running = asyncio.create_task(self._run(), name="telegram")

    async def stop(self) -> None:
        """Stop listening, let running turns finish for a few seconds, close the line."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
        self._username = None
        if self._busy:
            _, late = await asyncio.wait(self._busy, timeout=SECONDS_TO_FINISH)
            for turn in late:
                turn.cancel()
        await self._api.shutdown()

    async def take(self, update: Update) -> bool:
        """Take one update for good; True once it is committed, False when it has to be brought again."""
        came = read(update)
        if came is None:
            return True
        taken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(self._turns.play(came, taken))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)
        try:
            await taken
        except Exception as problem:  # whatever it is, the update must come again, and nobody else may suffer
            return await self._again(update.update_id, problem, came.chat_id)
        return True

    async def take_raw(self, data: Mapping[str, Any]) -> bool:
        """Take an update as Telegram's webhook brings it. One that nobody can read is never brought again."""
        try:
            update = Update.de_json(dict(data), self._api)
        except (TypeError, KeyError, ValueError, AttributeError) as problem:
            log.error("unreadable telegram update", kind=type(problem).__name__)
            return True
        return await self.take(update)

    async def _again(self, update_id: int, problem: Exception, chat: int) -> bool:
        """Whether to give an update up: after some tries it would hold everybody up."""
        tries = self._failed[update_id] = self._failed.get(update_id, 0) + 1
        while len(self._failed) > UPDATES_REMEMBERED:
            self._failed.popitem(last=False)
        log.error("update not taken", update_id=update_id, tries=tries, kind=type(problem).__name__)
        if tries < TRIES_AN_UPDATE:
            return False
        await self._turns.apologise(chat)
        return True

    async def _run(self) -> None:
        if not await self._patiently(self._begin):
            return
        self.ready.set()
        if self._webhook_url is None:
            await Polling(self._api, self.take, seconds=self._poll_seconds).run()
            self._username = None  # it only ends when Telegram takes our token no more

    async def _begin(self) -> None:
        await self._api.initialize()
        self._username = self._api.username
        for language in (None, *self._words.languages):
            await self._calls.menu(menu(self._words.gettext(language or self._words.languages[0])), language)
        if self._webhook_url is None:
            await self._api.delete_webhook()
            return
        secret = secret_of(self._api.token)
        await self._api.set_webhook(f"{self._webhook_url}{PATH}", secret_token=secret, allowed_updates=KINDS)

    async def _patiently(self, begin: Callable[[], Awaitable[None]]) -> bool:
        """Try until it works; False when it never can."""
        wait = FIRST_WAIT
        while True:
            try:
                await begin()
            except InvalidToken:
                log.error("telegram refuses the token", help="set MAATJE_TELEGRAM_TOKEN to the one BotFather gave")
                return False
            except (TelegramError, SendError) as problem:
                log.warning("telegram cannot be reached", kind=type(problem).__name__, seconds=wait)
            else:
                return True
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)
