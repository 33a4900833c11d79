"""Does the writer still write? Asked with an empty job, so the answer is never older than the question."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock

from storage.writers.bell import waiting_for


class Pulse:
    """Who asks while an empty job is on its way waits for that one: many who ask are no load."""

    def __init__(self, ask: Callable[[], Future[None]]) -> None:
        self._ask = ask
        self._lock = Lock()
        self._asked: Future[None] | None = None

    async def felt(self, within: float) -> bool:
        """True when the writer did the job in so many seconds."""
        try:
            await asyncio.wait_for(waiting_for(self._on_its_way()), within)
        except Exception:  # whatever it is, a turn would meet it too
            return False
        return True

    def _on_its_way(self) -> Future[None]:
        with self._lock:
            if self._asked is None or self._asked.done():
                self._asked = self._ask()
            return self._asked
