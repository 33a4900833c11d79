"""How fast somebody may go: a token bucket for everybody, in this process' memory alone."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

KEYS_REMEMBERED: Final = 20_000


class Pace:
    """Buckets that each hold `at_once` tries and fill up by `a_second`."""

    def __init__(self, at_once: int, a_second: float) -> None:
        self._at_once = float(at_once)
        self._a_second = a_second
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str | None, now: float) -> float:
        """Take one try; 0 when there was one, else after how many seconds there will be. Without a key all is free.

        `now` is in seconds, of any clock that does not go back far.
        """
        if key is None:
            return 0.0
        left, at = self._left.get(key, (self._at_once, now))
        left = min(self._at_once, left + max(0.0, now - at) * self._a_second)
        passes = left >= 1.0
        self._left[key] = (left - 1.0 if passes else left, now)
        self._left.move_to_end(key)
        if len(self._left) > KEYS_REMEMBERED:
            self._left.popitem(last=False)
        return 0.0 if passes else (1.0 - left) / self._a_second
