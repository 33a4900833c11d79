"""From a Telegram update to what a person did: typed, tapped, commanded, or sent something that is no text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType

from bot.channels.telegram.commands import command_of, is_payload
from bot.channels.telegram.keyboards import Pressed, pressed
from bot.channels.telegram.showing.screens import Tap
from bot.turn.messages import Start
from flows.engine.events import Commanded, SentOther, Started

KINDS: Final = ("message", "edited_message", "callback_query")
THINGS: Final = (
    "photo", "sticker", "voice", "location", "contact", "document", "video", "video_note", "audio", "animation", "poll",
    "dice", "venue", "game", "story", "checklist", "paid_media",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Came:
    """One update, read.

    One of `typed`, `event`, `pressed`, `edited` says what was done; none of them in a group. `phrase` are the words of
    `/phrase one two three four`. `client_language` is the language of the app, good for a sentence in a group.
    `message_id` is the number of what was written, so that it can be taken away again. `payload` is what stood behind
    /start as it came, `stops_notices` that a consultant may want to be told of no alarms here.
    """

    update_id: int
    chat_id: int
    private: bool
    client_language: str | None = None
    query_id: str | None = None
    typed: str | None = None
    event: Started | Commanded | SentOther | None = None
    start: Start = Start()
    pressed: Pressed | None = None
    tap: Tap | None = None
    edited: str | None = None
    phrase: str | None = None
    with_thing: bool = False
    message_id: int | None = None
    payload: str = ""
    stops_notices: bool = False

    @property
    def address(self) -> str:
        """Who it is inside Telegram."""
        return str(self.chat_id)


def read(update: Update) -> Came | None:
    """What an update is about; None when it is nothing a person said (pins, timers, channel posts)."""
    if update.callback_query is not None:
        return _tapped(update.update_id, update.callback_query)
    message = update.message or update.edited_message
    if message is None:
        return None
    language = message.from_user.language_code if message.from_user else None
    if message.chat.type != ChatType.PRIVATE:
        return Came(update.update_id, message.chat.id, private=False, client_language=language)
    if update.edited_message is not None:
        text = message.text or message.caption or ""
        return Came(update.update_id, message.chat.id, True, language, edited=text)
    said = _said(update.update_id, message, language)
    return None if said is None else replace(said, message_id=message.message_id)


def _said(update_id: int, message: Message, language: str | None) -> Came | None:
    chat_id, thing = message.chat.id, _thing(message)
    if message.text is not None:
        return _typed(update_id, chat_id, message.text, language)
    if message.caption:
        # Words under a picture are words: they are read, and looked at by the safety layer. The picture is not kept.
        return Came(update_id, chat_id, True, language, typed=message.caption, with_thing=True)
    if thing is None:
        return None
    return Came(update_id, chat_id, True, language, event=SentOther(thing))


def _typed(update_id: int, chat_id: int, text: str, language: str | None) -> Came:
    command = command_of(text)
    if command is None:
        return Came(update_id, chat_id, True, language, typed=text)
    if isinstance(command.event, Commanded) and command.event.command == "phrase" and command.rest:
        return Came(update_id, chat_id, True, language, phrase=command.rest)
    # Words behind a command are free text too: the whole line is screened, and understood as the same command.
    if isinstance(command.event, Started) and not is_payload(command.rest):
        # A link cannot carry this: somebody typed it, and before anything else it is listened to.
        return Came(update_id, chat_id, True, language, typed=command.rest)
    if command.rest and not isinstance(command.event, Started):
        return Came(update_id, chat_id, True, language, typed=_whole(command.event, text, command.rest))
    came = Came(update_id, chat_id, True, language, event=command.event, start=command.start)
    return replace(came, payload=command.rest, stops_notices=command.stops_notices)


def _whole(event: Commanded | SentOther, text: str, rest: str) -> str:
    return f"/{event.command} {rest}" if isinstance(event, Commanded) else text


def _tapped(update_id: int, query: CallbackQuery) -> Came | None:
    message = query.message
    if message is None:
        return None
    language = query.from_user.language_code
    if message.chat.type != ChatType.PRIVATE:
        return Came(update_id, message.chat.id, private=False, client_language=language, query_id=query.id)
    text = message.text or message.caption or "" if isinstance(message, Message) else ""
    caption = isinstance(message, Message) and message.text is None and bool(message.photo)
    return Came(
        update_id,
        message.chat.id,
        True,
        language,
        query.id,
        pressed=pressed(query.data or ""),
        tap=Tap(message.message_id, text, caption),
    )


def _thing(message: Message) -> str | None:
    return next((name for name in THINGS if getattr(message, name, None)), None)
