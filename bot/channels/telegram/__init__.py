"""Telegram as a thin channel: python-telegram-bot carries the calls; what is said and when stays in the conversation."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from bot.channels.telegram.age import AgeGate
from bot.channels.telegram.bot import TelegramBot
from bot.channels.telegram.calls import MESSAGES_A_SECOND, Calls, api_of
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.duty.chats import Chats
from bot.channels.telegram.hearing.reading import NAME, Reader, Talk
from bot.channels.telegram.polling import SECONDS_A_POLL
from bot.channels.telegram.turns import Delivering, Turns
from bot.kept import Mine
from bot.organisation import Organisation
from bot.running.edges import clock
from bot.turn.menus import typed_commands
from bot.words import Catalogues

__all__ = ["TelegramBot", "TelegramChannel", "telegram"]
SECURE: Final = "https"
# Telegram lets a bot delete what is younger than this, in a private chat the messages of both.
MAY_BE_TAKEN_AWAY: Final = timedelta(hours=48)


def telegram(
    *,
    token: str,
    api_url: str | None,
    public_url: str | None,
    minimum_age: int,
    conversation: Talk,
    outbox: Delivering,
    words: Catalogues,
    organisation: Organisation,
    messages_a_second: float = MESSAGES_A_SECOND,
    poll_seconds: int = SECONDS_A_POLL,
    now: Callable[[], datetime] = clock,
    seconds: Callable[[], float] = time.monotonic,
    chats: Chats | None = None,
    mine: Mine | None = None,
) -> TelegramBot:
    """Put the bot together; nothing is called yet.

    Register the bot's `channel` with the outbox. `chats` links those of consultants on duty; without it none can be linked.
    `mine` gives what is kept as files; without it there are none.
    """
    api = api_of(token, api_url, messages_a_second)
    calls = Calls(api)
    gate = AgeGate(minimum_age, lambda address: conversation.age_of(NAME, address), typed_commands(words))
    channel = TelegramChannel(
        calls,
        gate,
        hand_over=lambda address: conversation.hand_over(NAME, address),
        shown=lambda address: conversation.references(NAME, address, now() - MAY_BE_TAKEN_AWAY),
        public_url=public_url,
        organisation=organisation,
        words=words,
        file_of=partial(_file_of, mine),
    )
    turns = Turns(
        reader=Reader(conversation, gate, channel.screens, bot_id=token.partition(":")[0]),
        talk=conversation,
        outbox=outbox,
        channel=channel,
        calls=calls,
        gate=gate,
        words=words,
        seconds=seconds,
        chats=chats,
    )
    webhook_url = _webhook_url(public_url, api_url)
    return TelegramBot(api, calls, channel, turns, words, webhook_url=webhook_url, poll_seconds=poll_seconds)


def _file_of(mine: Mine | None, address: str, language: str, form: str) -> bytes | None:
    export = mine.export(NAME, address, language) if mine is not None else None
    return None if export is None else export.as_format(form).encode()


def _webhook_url(public_url: str | None, api_url: str | None) -> str | None:
    """Where Telegram brings updates, when it can: to https, or from a Bot API server of your own to any address.

    None: updates are polled.
    """
    if public_url is None or (urlsplit(public_url).scheme != SECURE and api_url is None):
        return None
    return public_url.rstrip("/")
