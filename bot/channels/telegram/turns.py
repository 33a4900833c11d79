"""One turn of a chat: what came in goes to the conversation, what it answers is delivered, in the chat's own order."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Final, Protocol

from bot.channels.telegram.age import AgeGate, only_screened
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.duty.chats import Chats, heard
from bot.channels.telegram.hearing.leaving import Leaving
from bot.channels.telegram.hearing.reading import NAME, Reader, Talk
from bot.channels.telegram.order import ChatOrder
from bot.channels.telegram.updates import Came
from bot.running.logs import get_logger
from bot.running.pace import Pace
from bot.turn.doors import HERE_ALREADY, OPEN_AGAIN, OWN_WORDS, TalkHere, TooManyTries
from bot.turn.messages import Incoming, Reply, SendError
from bot.words import Catalogues
from flows.engine.events import Commanded, Shown, Started
from flows.engine.marking import N_
from flows.engine.phrases import SAVED_TRY_AGAIN

SECONDS_BETWEEN_GROUP_SENTENCES: Final = 3_600
MESSAGES_AT_ONCE: Final = 40
MESSAGES_A_SECOND: Final = 3.0
KIND_SENTENCES_A_SECOND: Final = 1 / 60
GROUPS_REMEMBERED: Final = 1_000
log = get_logger(__name__)


ONLY_PRIVATE: Final = N_("Hi! I only talk in a private chat, just you and me. I keep nothing of what is said here.")
ONLY_WORDS: Final = N_("I read your words. The other thing you sent is not kept.")
NOT_EDITED: Final = N_("Changing a message does not change your answer. Send /back to change it.")
WRONG_PHRASE: Final = N_(
    "I do not know those words, or they are too old. Check them and try again, or just go on here."
)
TOO_MANY_PHRASES: Final = N_("That was a lot of tries. Please try it again in an hour.")
FAST: Final = N_("That went very fast. Nothing is lost, I answer everything.")
SEND_AGAIN: Final = N_("Do you want to go on? Then send the words you just typed once more.")
CAME_ALONG: Final = N_("Found it. We go on where you were.")


class Delivering(Protocol):
    """What is needed of the outbox."""

    async def deliver(self, reply: Reply, incoming: Incoming) -> None:
        """Send what a turn led to."""


class Turns:
    """Plays turns, one at a time in each chat."""

    def __init__(
        self,
        *,
        reader: Reader,
        talk: Talk,
        outbox: Delivering,
        channel: TelegramChannel,
        calls: Calls,
        gate: AgeGate,
        words: Catalogues,
        seconds: Callable[[], float] = time.monotonic,
        chats: Chats | None = None,
    ) -> None:
        """`chats` links chats of consultants on duty; without it there are none. `seconds` is a clock that only ever goes
        forward, for what may not go too fast."""
        self.order = ChatOrder()
        self._reader = reader
        self._talk = talk
        self._outbox = outbox
        self._channel = channel
        self._calls = calls
        self._gate = gate
        self._words = words
        self._seconds = seconds
        self._chats = chats
        self._leaving = Leaving()
        self._groups: OrderedDict[int, float] = OrderedDict()
        self._pace = Pace(MESSAGES_AT_ONCE, MESSAGES_A_SECOND)
        self._kind_sentences = Pace(1, KIND_SENTENCES_A_SECOND)

    async def play(self, came: Came, taken: asyncio.Future[None]) -> None:
        """Play a turn; `taken` is done as soon as it is committed (or holds why it could not be)."""
        # Telegram hears at once that a tap arrived. Nobody waits for that: it would let the next message overtake.
        answering = asyncio.create_task(self._calls.answer(came.query_id)) if came.query_id else None
        try:
            if came.private:
                async with self.order.turn(came.address):
                    await self._in_private(came, taken)
            else:
                taken.set_result(None)
                await self._in_a_group(came)
        except Exception as problem:  # a turn must never take the others with it
            if not taken.done():
                taken.set_exception(problem)
            else:
                log.error("telegram turn broke off", update_id=came.update_id, kind=type(problem).__name__)
        finally:
            taken.cancel()
            if answering is not None:
                await answering

    async def apologise(self, chat: int) -> None:
        """Say in the languages there are that something went wrong here, and that nothing is lost."""
        for language in self._words.languages:
            await self._note(chat, language, SAVED_TRY_AGAIN)

    async def _in_private(self, came: Came, taken: asyncio.Future[None]) -> None:
        said = await heard(self._chats, came, self._reader.plain(came).delivery) if self._chats is not None else None
        if said is None:
            await self._in_a_talk(came, taken)
            return
        taken.set_result(None)
        await self._note(came.chat_id, self._known_language(came), said)

    async def _in_a_talk(self, came: Came, taken: asyncio.Future[None]) -> None:
        if isinstance(came.event, Started) or came.event == Commanded("back"):
            self._gate.note_band(came.address, came.start.band)
        await self._say_when_too_fast(came)
        if await self._reader.asks_what_is_left(came):
            await self._begin(came)
        incoming = await self._phrase(came) if came.phrase else await self._reader.read(came)
        reply = await self._talk.take(_numbered(incoming, came.message_id))
        taken.set_result(None)
        await self._channel.take_away(came.address, reply.fleeting)
        if reply.unseen:
            self._channel.forget_what_was_tapped(came.address)
        if reply.unseen and came.message_id is not None:
            await self._calls.delete(came.chat_id, came.message_id)
        if came.with_thing:
            await self._note(came.chat_id, reply.language, ONLY_WORDS)
        if came.edited is not None:
            await self._note(came.chat_id, reply.language, NOT_EDITED)
        await self._outbox.deliver(reply, incoming)
        if reply.messages:
            await self._channel.settle_tap(came.address)
        self._channel.screens.of(came.address).tap = None

    async def _begin(self, came: Came) -> None:
        """Begin a talk, in which what came can be asked; brought again it begins no second one."""
        incoming = self._reader.plain(came)
        beginning = replace(incoming, delivery=f"{incoming.delivery}.begins", event=Started())
        await self._outbox.deliver(await self._talk.take(beginning), beginning)

    async def _say_when_too_fast(self, came: Came) -> None:
        """A kind sentence once a minute. Every message is still taken: waiting here would hold up the others' updates."""
        now = self._seconds()
        if self._pace.wait(came.address, now) and not self._kind_sentences.wait(came.address, now):
            await self._note(came.chat_id, await self._talk_language(came), FAST)

    async def _phrase(self, came: Came) -> Incoming:
        """Go on with a talk from elsewhere; words that open nothing are still looked at by the safety layer."""
        incoming = self._reader.plain(came)
        language = await self._talk_language(came)
        phrase = came.phrase or ""
        leaving = None if self._leaving.agreed(came.address, phrase, incoming.delivery) else came.address
        try:
            found = await asyncio.to_thread(self._talk.adopt, NAME, came.address, phrase, "phrase", leaving=leaving)
            said = CAME_ALONG if found else WRONG_PHRASE
        except TooManyTries:
            found, said = False, TOO_MANY_PHRASES
        except TalkHere:
            number = await self._before_leaving(came, incoming.delivery, language)
            return replace(_numbered(incoming, number), event=Shown())
        await self._note(came.chat_id, language, said)
        return replace(incoming, event=Started() if found else only_screened(phrase))

    async def _before_leaving(self, came: Came, delivery: str, language: str) -> int | None:
        """Something was sent from the talk in this chat: its own words first, kept to the chat like all such words.

        The number of that message, so that "hide what I said" takes it away too.
        """
        _ = self._words.gettext(language)
        words = await asyncio.to_thread(self._talk.words_before_leaving, NAME, came.address, language)
        way_back = _(OPEN_AGAIN).format(phrase=words) if words else _(OWN_WORDS)
        text = " ".join((_(HERE_ALREADY), way_back, _(SEND_AGAIN)))
        number = await self._sent(came.chat_id, text, protect=True)
        if number is not None:
            self._leaving.told(came.address, came.phrase or "", delivery)
        return number

    async def _in_a_group(self, came: Came) -> None:
        """One kind sentence an hour; nothing is stored of a group."""
        now = self._seconds()
        if now - self._groups.get(came.chat_id, -SECONDS_BETWEEN_GROUP_SENTENCES) < SECONDS_BETWEEN_GROUP_SENTENCES:
            return
        self._groups[came.chat_id] = now
        while len(self._groups) > GROUPS_REMEMBERED:
            self._groups.popitem(last=False)
        await self._note(came.chat_id, self._known_language(came), ONLY_PRIVATE)

    async def _talk_language(self, came: Came) -> str:
        """The language of somebody's talk; the first of ours for who has none yet."""
        return await asyncio.to_thread(self._talk.language_of, NAME, came.address) or self._words.languages[0]

    def _known_language(self, came: Came) -> str:
        """The language of somebody's app, where we speak it; for what is said outside a talk."""
        return self._words.closest(came.client_language)

    async def _note(self, chat: int, language: str, text: str) -> None:
        """A sentence of the channel's own, outside the talk."""
        await self._sent(chat, self._words.gettext(language)(text))

    async def _sent(self, chat: int, text: str, *, protect: bool = False) -> int | None:
        """The number of a message of the channel's own; None when it could not be delivered."""
        try:
            return await self._calls.text(chat, text, silent=True, protect=protect)
        except SendError as problem:
            log.warning("note not delivered", kind=problem.kind)
            return None


def _numbered(incoming: Incoming, message_id: int | None) -> Incoming:
    """The same with one more number of a message that belongs to it."""
    numbers = (incoming.heard_ref, None if message_id is None else str(message_id))
    return replace(incoming, heard_ref=" ".join(number for number in numbers if number) or None)
