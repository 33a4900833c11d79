"""A piece of work that waits for its transaction."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Protocol

from storage.work import Work


@dataclass(slots=True)
class Job:
    """What to do in a transaction; jobs with the same `key` happen in the order they came, one at a time.

    `do` may be played again when its transaction was undone, so all it does must be in that transaction.
    """

    do: Callable[[Work], Any]
    key: str
    future: Future[Any] = field(default_factory=Future)

    def start(self) -> bool:
        """False when whoever asked has gone away before it began."""
        return self.future.set_running_or_notify_cancel()

    def give_up(self, failure: BaseException) -> None:
        """Tell whoever waits that nothing more comes; a job that has its answer keeps it."""
        if not self.future.done():
            self.future.set_exception(failure)


class Writer(Protocol):
    """Plays jobs. The result is handed back only after the commit."""

    def submit(self, job: Job) -> None:
        """Have the job done. Raises StoreClosed."""
        ...

    def close(self) -> None:
        """Finish what was submitted, then stop."""
        ...
