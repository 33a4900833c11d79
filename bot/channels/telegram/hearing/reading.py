"""From what came in to what the conversation hears: taps find their question again, the age gate has its say."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Final, Protocol

from bot.channels.telegram.age import AgeGate, only_screened
from bot.channels.telegram.hearing.taps import meant
from bot.channels.telegram.keyboards import Pressed
from bot.channels.telegram.showing.bubbles import question_text
from bot.channels.telegram.showing.screens import Place, Question, Screen, Screens, Tap
from bot.channels.telegram.updates import Came
from bot.turn.messages import Entry, Incoming, Outgoing, Prompt, Reply
from bot.turn.typed.understanding import understand
from flows.engine.events import Commanded, Shown

NAME: Final = "telegram"
ABOUT_WHAT_IS_KEPT: Final = frozenset({"delete", "export", "files", "take_back", "withdraw"})


class Talk(Protocol):
    """What a channel needs of the conversation."""

    async def take(self, incoming: Incoming) -> Reply:
        """Play one turn."""

    def transcript(self, channel: str, address: str, after: tuple[int, int] | None = None) -> list[Entry]:
        """The talk so far."""

    def open_prompt(self, channel: str, address: str) -> Prompt | None:
        """The open question."""

    def knows(self, channel: str, address: str) -> bool:
        """True when something is kept about whoever has this address, even when their talk is gone."""

    def language_of(self, channel: str, address: str) -> str | None:
        """The talk's language."""

    def age_of(self, channel: str, address: str) -> int | None:
        """The age, once it was told."""

    def adopt(self, channel: str, address: str, token: str, purpose: str, *, leaving: str | None = None) -> bool:
        """Go on with somebody's talk."""

    def words_before_leaving(self, channel: str, address: str, language: str) -> str | None:
        """Four words for a talk that may be left; None when it has some that somebody holds."""

    def hand_over(self, channel: str, address: str) -> str:
        """A one-time token to go on elsewhere."""

    def references(self, channel: str, address: str, since: datetime) -> list[str]:
        """The numbers of the messages that were sent since a moment."""


class Reader:
    """Reads what came in against the question that is open."""

    def __init__(self, talk: Talk, gate: AgeGate, screens: Screens, *, bot_id: str) -> None:
        """`bot_id` keeps the updates of one bot apart from those of another."""
        self._talk = talk
        self._gate = gate
        self._screens = screens
        self._bot_id = bot_id

    def plain(self, came: Came) -> Incoming:
        """Who it was and which delivery, before anything is read."""
        # Another bot of the organisation may count its updates from the same number.
        return Incoming(NAME, came.address, f"{self._bot_id}.{came.update_id}", start=came.start)

    async def asks_what_is_left(self, came: Came) -> bool:
        """True for whoever has no talk any more but something kept, and asks about that: it needs a talk to be asked in."""
        typed = came.typed
        asked = came.event if typed is None else understand(typed, None, {}, commands=self._gate.commands)
        if not isinstance(asked, Commanded) or asked.command not in ABOUT_WHAT_IS_KEPT:
            return False
        if await asyncio.to_thread(self._talk.open_prompt, NAME, came.address) is not None:
            return False
        return await asyncio.to_thread(self._talk.knows, NAME, came.address)

    async def read(self, came: Came) -> Incoming:
        """What the conversation gets to hear."""
        address = came.address
        incoming = self.plain(came)
        now = await asyncio.to_thread(self._talk.open_prompt, NAME, address)
        if came.pressed is not None:
            incoming = await self._tapped(came, came.pressed, incoming, now)
        elif came.edited is not None:
            return replace(incoming, event=only_screened(came.edited))
        elif came.typed is not None:
            incoming = replace(incoming, typed=came.typed)
        else:
            incoming = replace(incoming, event=came.event or Shown())
        standing = await asyncio.to_thread(self._gate.standing, address)
        return self._gate.heard(standing, incoming, now)

    async def _tapped(self, came: Came, pressed: Pressed, incoming: Incoming, now: Prompt | None) -> Incoming:
        screen = self._screens.of(came.address)
        screen.tap = came.tap
        if screen.question is None and came.tap is not None:
            screen.question = await self._remembered(came, pressed, came.tap)
        found = meant(pressed, await self._shown(came.address, screen, pressed.token, now), now)
        if screen.tap is not None:
            screen.tap.label = found.label
        return replace(incoming, event=found.event)

    async def _shown(self, address: str, screen: Screen, token: str, now: Prompt | None) -> Prompt | None:
        """The prompt a button belongs to: nearly always the open one, else one from the transcript."""
        if now is not None and now.token == token:
            return now
        if screen.question is not None and screen.question.prompt.token == token:
            return screen.question.prompt
        found = await self._asked(address, token)
        return found.prompt if found is not None else None

    async def _remembered(self, came: Came, pressed: Pressed, tap: Tap) -> Question | None:
        """The tapped question as it stands on the screen, after a restart."""
        asked = await self._asked(came.address, pressed.token)
        if asked is None or asked.prompt is None:
            return None
        place = Place(tap.message_id, tap.text, (), tap.caption, _cards(pressed, asked.prompt))
        return Question(asked.prompt, question_text(asked.prompt, asked.text), (place,))

    async def _asked(self, address: str, token: str) -> Outgoing | None:
        """The question that had this token."""
        if not token:
            return None
        entries = await asyncio.to_thread(self._talk.transcript, NAME, address)
        asked = (entry.message for entry in reversed(entries) if entry.message is not None)
        return next((m for m in asked if m.kind == "ask" and m.prompt is not None and m.prompt.token == token), None)


def _cards(pressed: Pressed, shown: Prompt) -> tuple[str, ...]:
    """The review cards of the message that was tapped, when only the message itself remembers them."""
    if pressed.sort != "#" or not 0 <= pressed.place < len(shown.cards):
        return ()
    return tuple(card.link_id for card in shown.cards if card.topic == shown.cards[pressed.place].topic)
