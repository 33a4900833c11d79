"""Where texts are looked at for danger: apart from all other work, so that no text of one child makes another wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final

from bot.running.fair_threads import FairThreads
from flows.engine.events import Signal

# What a child says in one go, also in a long message; looking at so much takes some hundredths of a second.
LETTERS_OF_A_SHORT_TEXT: Final = 1_000
THREADS_FOR_SHORT_TEXTS: Final = 2


class Lookout:
    """Two rows, one for short texts and one for long ones; in both nobody has more than one text looked at at once."""

    def __init__(self) -> None:
        self._short = FairThreads(THREADS_FOR_SHORT_TEXTS, "maatje-looks")
        self._long = FairThreads(1, "maatje-looks-long")

    async def look(self, text: str, notice: Callable[[str], Signal | None], whose: str) -> Signal | None:
        """What `notice` says of the text; the texts of one writer (`whose`) are looked at one after the other."""
        row = self._short if len(text) <= LETTERS_OF_A_SHORT_TEXT else self._long
        return await asyncio.wrap_future(row.submit(partial(notice, text), whose))
