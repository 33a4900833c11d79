"""Sends bubbles to Telegram chats: edits what is on the screen where that is enough, sends anew where it is not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.channels.telegram.age import OPEN_WEB_CHAT, AgeGate, Standing, hand_over_text, web_link
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.hearing.reading import NAME
from bot.channels.telegram.keyboards import Button, cards_keyboard, looks
from bot.channels.telegram.showing.bubbles import Bubble, plain_bubbles, question_bubbles, question_text
from bot.channels.telegram.showing.screens import Place, Question, Screen, Screens, Tap
from bot.channels.telegram.showing.texts import UNITS_OF_A_CAPTION, UNITS_OF_A_MESSAGE, units
from bot.kept import FORMATS
from bot.organisation import Organisation
from bot.running.logs import get_logger
from bot.turn.messages import Outgoing, Prompt, SendError, Sent
from bot.words import Catalogues

NO_MESSAGE: Final = "none"
FILES: Final[Mapping[str, str]] = {"file_html": "html", "file_json": "json"}
FileOf = Callable[[str, str, str], bytes | None]
MOST_TAKEN_AWAY: Final = 300
log = get_logger(__name__)


class TelegramChannel:
    """The channel "telegram"; an address is the number of a private chat."""

    name = NAME

    def __init__(
        self,
        calls: Calls,
        gate: AgeGate,
        *,
        hand_over: Callable[[str], str],
        shown: Callable[[str], Sequence[str]],
        public_url: str | None,
        organisation: Organisation,
        words: Catalogues,
        file_of: FileOf,
    ) -> None:
        """`hand_over` makes a one-time token for the talk behind an address; LookupError when there is none.

        `shown` gives the numbers of the messages of both sides at an address that may still be taken away;
        `file_of` all that is kept of whoever is behind one (in a language, as one of FORMATS), None when nothing is.
        """
        self.screens = Screens()
        self._calls = calls
        self._gate = gate
        self._hand_over = hand_over
        self._shown = shown
        self._public_url = public_url
        self._organisation = organisation
        self._reader_language = organisation.languages[0]
        self._words = words
        self._file_of = file_of

    async def send(self, address: str, sent: Sent) -> str:
        """Show one bubble; the numbers of its messages, with spaces between. Raises SendError."""
        message, screen, chat = sent.message, self.screens.of(address), _chat(address)
        if message.taken_away:
            return NO_MESSAGE
        if message.kind == "gone":
            await self._settle(chat, screen)
            self.screens.forget(address)
            self._gate.note_band(address, None)
        if message.kind == "hidden":
            await self._clear(chat, address, screen)
        if message.kind in FILES:
            return await self._file(chat, address, message)
        if message.prompt is None or message.kind == "languages":
            return await self._plain(chat, screen, message)
        standing = await asyncio.to_thread(self._gate.standing, address)
        if not self._gate.admits(standing, message.prompt):
            await self._settle(chat, screen)
            return await self._hand(chat, address, standing, message.language)
        return await self._ask(chat, screen, message, message.prompt)

    async def settle_tap(self, address: str) -> None:
        """Take the buttons away under a tap that led to no new question (a break, a goodbye)."""
        screen = self.screens.of(address)
        if screen.tap is not None:
            await self._settle(_chat(address), screen)

    def forget_what_was_tapped(self, address: str) -> None:
        """The words on the button do not stay under the question: somebody may be reading along."""
        tap = self.screens.of(address).tap
        if tap is not None:
            tap.label = None

    async def take_away(self, address: str, numbers: Sequence[str]) -> None:
        """The talk goes on: what was not to stay on the screen is taken away."""
        for number in _whole(numbers):
            await self._calls.delete(_chat(address), number)

    async def _clear(self, chat: int, address: str, screen: Screen) -> None:
        """Take away everything that Telegram lets a bot take away: of the last 48 hours, both sides."""
        numbers = _whole(await asyncio.to_thread(self._shown, address))
        screen.question = screen.tap = None
        for number in sorted(set(numbers), reverse=True)[:MOST_TAKEN_AWAY]:
            await self._calls.delete(chat, number)

    async def _plain(self, chat: int, screen: Screen, message: Outgoing) -> str:
        places = [await self._send(chat, bubble) for bubble in plain_bubbles(message, self._words)]
        return _numbers(places) or NO_MESSAGE

    async def _file(self, chat: int, address: str, message: Outgoing) -> str:
        """What is kept, as a file: made now, kept nowhere. Nothing goes when nothing is kept any more."""
        content = await asyncio.to_thread(self._file_of, address, message.language, FILES[message.kind])
        if content is None:
            return NO_MESSAGE
        name = FORMATS[FILES[message.kind]][0]
        return str(await self._calls.document(chat, name, content, message.text, silent=True))

    async def _hand(self, chat: int, address: str, standing: Standing, language: str) -> str:
        """Say kindly that this goes on in the web chat, with a button that carries everything there."""
        _ = self._words.gettext(language)
        source = hand_over_text(standing, self._gate.minimum, self._organisation.name, bool(self._public_url))
        text = _(source).format(age=self._gate.minimum, org=self._organisation.name)
        if not self._public_url:
            return str(await self._calls.text(chat, text, protect=True))
        link = web_link(self._public_url, await asyncio.to_thread(self._token, address))
        button = ((Button(_(OPEN_WEB_CHAT), url=link),),)
        try:
            return str(await self._calls.text(chat, text, button, protect=True))
        except SendError as problem:
            if problem.kind != "refused":
                raise
            # Telegram takes no buttons to an address such as localhost; somebody is trying things out.
            return str(await self._calls.text(chat, f"{text}\n\n{link}", protect=True))

    def _token(self, address: str) -> str | None:
        try:
            return self._hand_over(address)
        except LookupError:
            return None

    async def _ask(self, chat: int, screen: Screen, message: Outgoing, prompt: Prompt) -> str:
        text = question_text(prompt, message.text)
        before = screen.question
        again = before is not None and before.asks_the_same(prompt, text)
        if before is not None and again and screen.tap is not None:
            shown_at = await self._refreshed(chat, screen, before, screen.tap, message, prompt)
            if shown_at is not None:
                return str(shown_at)
        stay = before.places[:-1] if before is not None and again and prompt.control == "cards" else ()
        await self._settle(chat, screen, but=stay)
        new = [await self._send(chat, bubble) for bubble in await self._bubbles(message, prompt, main_only=bool(stay))]
        with_buttons = tuple(place for place in new[:-1] if place.keyboard)
        screen.question = Question(prompt, text, (*stay, *with_buttons, new[-1]))
        return _numbers(new)

    async def _refreshed(
        self, chat: int, screen: Screen, before: Question, tap: Tap, message: Outgoing, prompt: Prompt
    ) -> int | None:
        """Only change what is there: the message that was tapped, others that look different. None when it cannot be."""
        *_, main = await self._bubbles(message, prompt, main_only=True)
        places = []
        for place in before.places:
            new = _renewed(place, main, prompt)
            moved = new.text != place.text or looks(new.keyboard) != looks(place.keyboard)
            tapped = place.message_id == tap.message_id and new.keyboard != place.keyboard
            if (moved or tapped) and not await self._changed(chat, place, new):
                return None
            places.append(new if moved or tapped else place)
        if before.at(tap.message_id) is None:
            await self._calls.rekey(chat, tap.message_id)
        screen.question = Question(prompt, question_text(prompt, message.text), tuple(places))
        screen.tap = None
        return places[-1].message_id

    async def _bubbles(self, message: Outgoing, prompt: Prompt, *, main_only: bool) -> tuple[Bubble, ...]:
        # A picture takes a moment to draw; nobody else should wait for it.
        return await asyncio.to_thread(
            question_bubbles, message, prompt, self._reader_language, self._words, main_only=main_only
        )

    async def _changed(self, chat: int, old: Place, new: Place) -> bool:
        if old.text == new.text:
            return await self._calls.rekey(chat, new.message_id, new.keyboard)
        return await self._calls.retext(chat, new.message_id, new.text, new.keyboard, caption=new.caption)

    async def _settle(self, chat: int, screen: Screen, but: tuple[Place, ...] = ()) -> None:
        """Take the old buttons away, and write under the tapped question what was chosen."""
        tap, places = screen.tap, screen.question.places if screen.question else ()
        screen.tap = screen.question = None
        for place in places:
            if tap is not None and place.message_id == tap.message_id:
                continue
            if place not in but:
                await self._calls.rekey(chat, place.message_id)
        if tap is not None:
            await self._write_down(chat, tap)

    async def _write_down(self, chat: int, tap: Tap) -> None:
        text = f"{tap.text}\n\n✓ {tap.label}" if tap.label and tap.text else ""
        most = UNITS_OF_A_CAPTION if tap.caption else UNITS_OF_A_MESSAGE
        if text and units(text) <= most and await self._calls.retext(chat, tap.message_id, text, caption=tap.caption):
            return
        await self._calls.rekey(chat, tap.message_id)

    async def _send(self, chat: int, bubble: Bubble) -> Place:
        if bubble.photo is not None:
            number = await self._calls.photo(chat, bubble.photo, bubble.text, bubble.keyboard, silent=bubble.silent)
            return Place(number, bubble.text, bubble.keyboard, caption=True)
        number = await self._calls.text(
            chat, bubble.text, bubble.keyboard, silent=bubble.silent, protect=bubble.protect
        )
        return Place(number, bubble.text, bubble.keyboard, link_ids=bubble.link_ids)


def _renewed(place: Place, main: Bubble, prompt: Prompt) -> Place:
    if place.link_ids:
        return replace(place, keyboard=cards_keyboard(prompt, place.link_ids))
    return replace(place, keyboard=main.keyboard, text=main.text)


def _numbers(places: Sequence[Place]) -> str:
    """The numbers of the messages that one bubble became, as they are stored."""
    return " ".join(str(place.message_id) for place in places)


def _whole(numbers: Sequence[str]) -> list[int]:
    return [int(number) for number in numbers if number.isdigit()]


def _chat(address: str) -> int:
    try:
        return int(address)
    except ValueError:
        raise SendError("no telegram address", final=True) from None
