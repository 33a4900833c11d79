"""Live streams of the web chat: who is looking now, and a nudge when their talk has moved on.

The hub carries no content. A nudged stream reads the transcript itself, so every tab shows the same, in order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from bot.alarms.bell import Listener
from bot.turn.messages import Sent

STREAMS_A_PERSON: Final = 8
STREAMS_IN_ALL: Final = 5_000

__all__ = ["Hub", "Listener", "WebChannel"]


class Hub:
    """Knows the open streams of this process by address."""

    def __init__(self) -> None:
        self._open: defaultdict[str, list[Listener]] = defaultdict(list)

    @property
    def full(self) -> bool:
        """True when no more streams may open; pages then live on the answers to their own posts."""
        return sum(map(len, self._open.values())) >= STREAMS_IN_ALL

    @contextmanager
    def listen(self, address: str) -> Iterator[Listener]:
        """A stream for this address. Beyond the limit of tabs the oldest stream ends."""
        listener = Listener()
        mine = self._open[address]
        mine.append(listener)
        if len(mine) > STREAMS_A_PERSON:
            mine[0].close()
        try:
            yield listener
        finally:
            mine.remove(listener)
            if not mine:
                self._open.pop(address, None)

    def nudge(self, address: str) -> None:
        """Say that something happened in this address' talk."""
        for listener in tuple(self._open.get(address, ())):
            listener.nudge()


class WebChannel:
    """The web chat as a channel: delivery is a nudge, since the transcript holds every bubble already."""

    name = "web"

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def send(self, address: str, sent: Sent) -> str:
        """Wake the open pages of this address; the reference is the bubble's place in the talk. Never fails."""
        self._hub.nudge(address)
        return f"{sent.seq}.{sent.ordinal}"
