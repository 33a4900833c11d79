"""Live streams of the web chat: who is looking now, and a nudge when their talk has moved on.

The hub carries no content. A nudged stream reads the transcript itself, so every tab shows the same, in order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from bot.alarms.bell import Listener
from bot.running.files import files_at_once
from bot.running.network import BITS_OF_A_SITE, network_of
from bot.running.pace import HOMES_OF_A_SITE
from bot.turn.messages import Sent

STREAMS_A_PERSON: Final = 8
STREAMS_IN_ALL: Final = 5_000
# A school behind one address, a tab for everybody in the building; of IPv6 a home, and a site has three times as many.
STREAMS_A_NETWORK: Final = 300
STREAMS_A_SITE: Final = STREAMS_A_NETWORK * HOMES_OF_A_SITE

__all__ = ["Hub", "Listener", "WebChannel"]


class Hub:
    """Knows the open streams of this process by address."""

    def __init__(self) -> None:
        self._open: defaultdict[str, list[Listener]] = defaultdict(list)
        self._networks: Counter[str] = Counter()
        self._most = min(STREAMS_IN_ALL, files_at_once() // 2)

    def is_full(self, host: str | None = None) -> bool:
        """True when no more streams may open, here or for this host; pages then live on the answers to their posts."""
        if sum(map(len, self._open.values())) >= self._most:
            return True
        return any(self._networks[network] >= most for network, most in _limits(host).items())

    @contextmanager
    def listen(self, address: str, host: str | None = None) -> Iterator[Listener]:
        """A stream for this address. Beyond the limit of tabs the oldest stream ends."""
        listener, networks = Listener(), _limits(host)
        self._networks.update(networks.keys())
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
            self._networks.subtract(networks.keys())
            self._networks = +self._networks  # without those that nobody is left of

    def nudge(self, address: str) -> None:
        """Say that something happened in this address' talk."""
        for listener in tuple(self._open.get(address, ())):
            listener.nudge()


def _limits(host: str | None) -> dict[str, int]:
    """How many streams the networks around a host may have; of IPv4 both are the same address, with the smaller limit."""
    networks = {network_of(host, BITS_OF_A_SITE): STREAMS_A_SITE, network_of(host): STREAMS_A_NETWORK}
    return {network: most for network, most in networks.items() if network is not None}


class WebChannel:
    """The web chat as a channel: delivery is a nudge, since the transcript holds every bubble already."""

    name = "web"

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def send(self, address: str, sent: Sent) -> str:
        """Wake the open pages of this address; the reference is the bubble's place in the talk. Never fails."""
        self._hub.nudge(address)
        return f"{sent.seq}.{sent.ordinal}"
