"""Calls to the Bot API, and what their failures mean. Everything is plain text: no markup is ever interpreted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final, TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.channels.telegram.keyboards import Keyboard
from bot.running.logs import get_logger
from bot.turn.messages import SendError

TELEGRAM: Final = "https://api.telegram.org"
TRIES: Final = 3
FIRST_WAIT: Final = 0.5
CONNECTIONS: Final = 8
MESSAGES_A_SECOND: Final = 30
TRIES_WHEN_TOLD_TO_WAIT: Final = 3
# A preview would let Telegram's servers open the page, and use up a one-time link.
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
_NOBODY: Final = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")
UNCHANGED: Final = "unchanged"
T = TypeVar("T")
log = get_logger(__name__)
Api = ExtBot[Any]


def api_of(token: str, api_url: str | None, messages_a_second: float = MESSAGES_A_SECOND) -> Api:
    """The Bot API client, which keeps to Telegram's pace. `api_url` is another server, without the /bot part."""
    server = (api_url or TELEGRAM).rstrip("/")
    return ExtBot(
        token,
        f"{server}/bot",
        f"{server}/file/bot",
        request=HTTPXRequest(connection_pool_size=CONNECTIONS, read_timeout=20, write_timeout=20, pool_timeout=30),
        get_updates_request=HTTPXRequest(connection_pool_size=1, read_timeout=10),
        rate_limiter=AIORateLimiter(overall_max_rate=messages_a_second, max_retries=TRIES_WHEN_TOLD_TO_WAIT),
    )


class Calls:
    """Sends and edits. Sending raises SendError; editing says whether it worked."""

    def __init__(self, api: Api, first_wait: float = FIRST_WAIT) -> None:
        self.api = api
        self._first_wait = first_wait

    async def text(
        self, chat: int, text: str, keyboard: Keyboard = (), *, silent: bool = False, protect: bool = False
    ) -> int:
        """Send a text; the number of the message."""
        sent = await self._tried(
            lambda: self.api.send_message(
                chat,
                text,
                reply_markup=_markup(keyboard),
                disable_notification=silent or None,
                protect_content=protect or None,
                link_preview_options=NO_PREVIEW,
            )
        )
        return sent.message_id

    async def photo(self, chat: int, png: bytes, caption: str, keyboard: Keyboard = (), *, silent: bool = False) -> int:
        """Send a picture with a caption; the number of the message."""
        sent = await self._tried(
            lambda: self.api.send_photo(
                chat,
                png,
                caption=caption or None,
                reply_markup=_markup(keyboard),
                disable_notification=silent or None,
                filename="picture.png",
            )
        )
        return sent.message_id

    async def document(self, chat: int, name: str, content: bytes, caption: str, *, silent: bool = False) -> int:
        """Send a file with a caption; the number of the message. Unlike a text it may be taken along."""
        sent = await self._tried(
            lambda: self.api.send_document(
                chat,
                content,
                caption=caption,
                disable_notification=silent or None,
                filename=name,
                # Else Telegram guesses what it is, and makes a picture or a sound of it where it can.
                disable_content_type_detection=True,
            )
        )
        return sent.message_id

    async def retext(self, chat: int, message_id: int, text: str, keyboard: Keyboard = (), *, caption: bool) -> bool:
        """Put another text (or caption) and other buttons in a message."""
        markup = _markup(keyboard)
        if caption:
            return await self._edited(
                lambda: self.api.edit_message_caption(chat, message_id, caption=text, reply_markup=markup)
            )
        return await self._edited(
            lambda: self.api.edit_message_text(
                text, chat, message_id, reply_markup=markup, link_preview_options=NO_PREVIEW
            )
        )

    async def rekey(self, chat: int, message_id: int, keyboard: Keyboard = ()) -> bool:
        """Put other buttons under a message, or none."""
        return await self._edited(
            lambda: self.api.edit_message_reply_markup(chat, message_id, reply_markup=_markup(keyboard))
        )

    async def delete(self, chat: int, message_id: int) -> bool:
        """Take a message away, ours or the child's; False when Telegram does not let us (older than 48 hours, gone)."""
        try:
            await self._tried(lambda: self.api.delete_message(chat, message_id))
        except SendError as problem:
            log.info("message stays", kind=problem.kind)
            return False
        return True

    async def answer(self, query_id: str) -> None:
        """Tell Telegram that a tap arrived; otherwise some phones send it again. Too late does no harm."""
        try:
            await self.api.answer_callback_query(query_id)
        except TelegramError:
            return

    async def menu(self, commands: Sequence[tuple[str, str]], language: str | None) -> None:
        """Set the list of commands, for everybody or for phones in one language."""
        await self._tried(lambda: self.api.set_my_commands(commands, language_code=language))

    async def _edited(self, call: Callable[[], Awaitable[object]]) -> bool:
        try:
            await self._tried(call)
        except SendError as problem:
            # An old message can be gone or beyond changing; then the new one below it says the same.
            if problem.final and problem.kind not in ("refused", UNCHANGED):
                raise
            return problem.kind == UNCHANGED
        return True

    async def _tried(self, call: Callable[[], Awaitable[T]]) -> T:
        wait = self._first_wait
        for attempt in range(1, TRIES + 1):
            try:
                return await call()
            except NetworkError as problem:
                if not _worth_trying(problem) or attempt == TRIES:
                    raise _failure(problem) from None
            except TelegramError as problem:
                raise _failure(problem) from None
            await asyncio.sleep(wait)
            wait *= 2
        raise AssertionError("unreachable")


def _worth_trying(problem: NetworkError) -> bool:
    # After a timeout nobody knows whether it arrived: that is left to the outbox, which waits longer.
    return not isinstance(problem, BadRequest | TimedOut)


def _failure(problem: TelegramError) -> SendError:
    told = problem.message.lower()
    if isinstance(problem, Forbidden):
        return SendError("deactivated" if "deactivated" in told else "blocked", final=True)
    if isinstance(problem, BadRequest) and "not modified" in told:
        return SendError(UNCHANGED, final=True)
    if isinstance(problem, BadRequest):
        gone = any(sign in told for sign in _NOBODY)
        return SendError("nobody there" if gone else "refused", final=True)
    if isinstance(problem, InvalidToken):
        return SendError("token refused", final=False)
    if isinstance(problem, RetryAfter):
        return SendError("too fast", final=False)
    return SendError("timed out" if isinstance(problem, TimedOut) else "unreachable", final=False)


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.text, callback_data=b.data, url=b.url) for b in row] for row in keyboard]
    )
