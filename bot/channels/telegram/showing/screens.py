"""What stands on a chat's screen now: the open question with its messages, and the tap that is being handled.

Only a memory, bounded and lost at a restart: then old buttons stay until they are tapped, and are recognised as old.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from bot.channels.telegram.keyboards import Keyboard
from bot.turn.messages import Prompt

CHATS_REMEMBERED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Place:
    """A message with buttons: its number, its text, and whether that is the caption of a picture."""

    message_id: int
    text: str
    keyboard: Keyboard
    caption: bool = False
    link_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """The open question on the screen; its main message is the last place, review cards stand before it."""

    prompt: Prompt
    text: str
    places: tuple[Place, ...]

    def at(self, message_id: int) -> Place | None:
        """The place that is this message."""
        return next((place for place in self.places if place.message_id == message_id), None)

    def asks_the_same(self, other: Prompt, text: str) -> bool:
        """Whether another prompt is this question again, perhaps with other things picked or on offer."""
        mine = self.prompt
        same = (mine.step, mine.part, mine.control) == (other.step, other.part, other.control)
        return same and (other.many or self.text == text)


@dataclass(slots=True)
class Tap:
    """A tap that is being handled: under which message, and what to write there once it is settled."""

    message_id: int
    text: str
    caption: bool
    label: str | None = None


@dataclass(slots=True)
class Screen:
    """One chat's screen. Which messages may have to be taken away is no matter for a memory: it is stored with the talk."""

    question: Question | None = None
    tap: Tap | None = None


class Screens:
    """The screens of the chats that were busy last."""

    def __init__(self, most: int = CHATS_REMEMBERED) -> None:
        self._most = most
        self._screens: OrderedDict[str, Screen] = OrderedDict()

    def of(self, address: str) -> Screen:
        """A chat's screen; an empty one when nothing is known."""
        screen = self._screens.setdefault(address, Screen())
        self._screens.move_to_end(address)
        while len(self._screens) > self._most:
            self._screens.popitem(last=False)
        return screen

    def forget(self, address: str) -> None:
        """Drop what is known of a chat."""
        self._screens.pop(address, None)
