"""How fast somebody may go: a token bucket for everybody, in this process' memory alone."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from bot.running.network import BITS_OF_A_SITE, network_of

KEYS_REMEMBERED: Final = 20_000
# A school or a family that has many homes in IPv6 goes as fast as three.
HOMES_OF_A_SITE: Final = 3


class Pace:
    """Buckets that each hold `at_once` tries and fill up by `a_second`."""

    def __init__(self, at_once: int, a_second: float) -> None:
        self._at_once = float(at_once)
        self._a_second = a_second
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str | None, now: float, tries: float = 1.0) -> float:
        """Take tries; 0 when there were so many, else after how many seconds there will be. Without a key all is free.

        `now` is in seconds, of any clock that does not go back far. More than a full bucket takes the full bucket.
        """
        if key is None:
            return 0.0
        left, at = self._left.get(key, (self._at_once, now))
        left = min(self._at_once, left + max(0.0, now - at) * self._a_second)
        taken = min(tries, self._at_once)
        passes = left >= taken
        self._left[key] = (left - taken if passes else left, now)
        self._left.move_to_end(key)
        if len(self._left) > KEYS_REMEMBERED:
            self._left.popitem(last=False)
        return 0.0 if passes else (taken - left) / self._a_second


class NetworkPace:
    """A pace for each home, and a wider one for all the homes that one customer can make: with IPv6 they are 65,536."""

    def __init__(self, at_once: int, a_second: float) -> None:
        self._home = Pace(at_once, a_second)
        self._site = Pace(at_once * HOMES_OF_A_SITE, a_second * HOMES_OF_A_SITE)

    def wait(self, host: str | None, now: float, tries: float = 1.0) -> float:
        """As `Pace.wait`, for a host. A home that has to wait takes nothing from its neighbours."""
        waits = self._home.wait(network_of(host), now, tries)
        return waits or self._site.wait(network_of(host, BITS_OF_A_SITE), now, tries)
