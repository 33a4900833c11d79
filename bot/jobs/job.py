"""A job: a name, an id that makes it idempotent, and arguments that are ids and numbers, never content."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

JobName = Literal["redeliver", "keep", "alarm"]
Argument = str | int
Work = Callable[..., Awaitable[int]]
Works = Mapping[JobName, Work]


class JobBroken(Exception):
    """A job failed; the message is the kind of failure only, because it is stored and logged."""


class AlreadyRunning(Exception):
    """Durable work runs already in this process: stop the other App first, or use another process."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do once. A second job with the same id is the same job."""

    name: JobName
    id: str
    arguments: tuple[Argument, ...]


class Runner(Protocol):
    """Carries jobs out. The methods may wait for the database: call them outside the event loop."""

    def enqueue(self, job: Job) -> None:
        """Have a job done soon; nothing happens when it is known already."""

    def resume_orphans(self) -> int:
        """Take over jobs whose worker is gone; how many."""

    def forget_finished(self, before: datetime) -> int:
        """Drop the records of jobs that ended before a moment; how many."""

    def close(self) -> None:
        """Let running jobs end for a while, then stop. What did not end is found again at the next start."""
