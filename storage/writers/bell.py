"""Hands what the writer has done to an event loop, many at a time: waking a loop costs as much as a statement."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import local
from typing import Any, Final
from weakref import WeakKeyDictionary

_here: Final = local()


class Bell:
    """One for each loop; rung once for everything that is done by then."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop_call = loop.call_soon_threadsafe
        self._done: deque[tuple[Future[Any], asyncio.Future[Any]]] = deque()
        self._rung = False

    def tell(self, waiting: asyncio.Future[Any], done: Future[Any]) -> None:
        """From the writer's thread: this one is done."""
        self._done.append((done, waiting))
        gathered: set[Bell] | None = getattr(_here, "bells", None)
        if gathered is None:
            self.ring()
        else:
            gathered.add(self)

    def ring(self) -> None:
        """Wake the loop, unless it is about to look anyway."""
        if not self._rung:
            self._rung = True
            try:
                self._loop_call(self._hand_over)
            except RuntimeError:  # the loop is closed: whoever waited is gone
                self._done.clear()

    def _hand_over(self) -> None:
        self._rung = False  # before looking, so that what comes in meanwhile rings again
        while self._done:
            done, waiting = self._done.popleft()
            if waiting.done():
                continue
            failure = done.exception()
            if failure is None:
                waiting.set_result(done.result())
            else:
                waiting.set_exception(failure)


_bells: WeakKeyDictionary[asyncio.AbstractEventLoop, Bell] = WeakKeyDictionary()


@contextmanager
def gathered() -> Iterator[None]:
    """What is told in here wakes each loop once, at the end."""
    _here.bells = bells = set[Bell]()
    try:
        yield
    finally:
        _here.bells = None
        for bell in bells:
            bell.ring()


def waiting_for(done: Future[Any]) -> asyncio.Future[Any]:
    """Something to await in the running loop; when whoever awaits it goes away, the work is done all the same."""
    loop = asyncio.get_running_loop()
    bell = _bells.get(loop)
    if bell is None:
        bell = _bells[loop] = Bell(loop)
    waiting = loop.create_future()
    done.add_done_callback(lambda found: bell.tell(waiting, found))
    return waiting
