"""A bell: rung after a commit, it wakes whoever waits for alarms. It carries nothing; who wakes looks into the store."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Listener:
    """Somebody who waits. `wait` returns when there may be news, or when the time is over."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self.closed = False

    def nudge(self) -> None:
        """Wake them; may be called from any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._news.set)

    def close(self) -> None:
        """Ask them to end."""
        self.closed = True
        self.nudge()

    async def wait(self, seconds: float) -> None:
        """Wait for a nudge, at most this long."""
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return
        finally:
            self._news.clear()


class Bell:
    """Known to everybody of this process who raises, takes or watches alarms."""

    def __init__(self) -> None:
        self._waiting: set[Listener] = set()

    @property
    def listeners(self) -> int:
        """How many wait now."""
        return len(self._waiting)

    def ring(self) -> None:
        """Wake everybody; may be called from any thread."""
        for listener in tuple(self._waiting):
            listener.nudge()

    @contextmanager
    def listen(self) -> Iterator[Listener]:
        """Wait for the bell, on the running event loop."""
        listener = Listener()
        self._waiting.add(listener)
        try:
            yield listener
        finally:
            self._waiting.discard(listener)
