"""Leaving a talk for another one: the same words sent once more, in another message, are a yes."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from bot.handlers.phrase import normal

REMEMBERED: Final = 1_000


class Leaving:
    """Who was told that they would leave a talk. In memory only: after a restart it is said once more."""

    def __init__(self) -> None:
        self._told: OrderedDict[str, tuple[str, str]] = OrderedDict()

    def told(self, address: str, phrase: str, delivery: str) -> None:
        """It was said, and it arrived."""
        self._told[address] = (normal(phrase), delivery)
        self._told.move_to_end(address)
        if len(self._told) > REMEMBERED:
            self._told.popitem(last=False)

    def agreed(self, address: str, phrase: str, delivery: str) -> bool:
        """True for the same words in a later message; one that Telegram brings twice is no yes."""
        words, before = self._told.get(address, ("", delivery))
        return delivery != before and words == normal(phrase)
