"""How fast durable work goes, and how long it goes on. Every limit has its name here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """Times in seconds. The defaults are for people; tests use shorter ones.

    A message is *left behind* when nobody touched it for `patience`. Once a job has tried it, it rests for at least
    `orphan_age`, and after every failure twice as long, at most `longest_rest`; after `most_attempts` (some seven hours
    in all) it is given up. A job ends after `job_limit`; one that seems to run for longer than `orphan_age` has lost its
    worker. So `orphan_age` must be well above `job_limit`: what rests for so long is in nobody's hands any more.

    Alarms are looked at every `alarms_every`. One that nobody has touched `alarm_overdue` after its time is done without
    the job engine. A notice that failed is tried again after a rest of at most `longest_notice_rest`, for ever. Between two
    letters to one receiver are `letters_apart`; whatever becomes due meanwhile is told with the next one.
    """

    head_start: float = 1.0
    sweep_every: float = 20.0
    patience: float = 15.0
    job_limit: float = 45.0
    orphan_age: float = 90.0
    longest_rest: float = 3_600.0
    most_attempts: int = 14
    second_chance: float = 300.0
    queue_poll: float = 1.0
    relaunch_after: float = 30.0
    stop_limit: float = 5.0
    alarms_every: float = 5.0
    alarm_second_chance: float = 60.0
    alarm_overdue: float = 60.0
    longest_notice_rest: float = 300.0
    letters_apart: float = 120.0

    def rest(self, attempts: int) -> timedelta:
        """How long a message that was tried this often is left alone."""
        doubled = min(self.patience * 2 ** min(attempts, 30), self.longest_rest)
        return timedelta(seconds=max(doubled, self.orphan_age) if attempts else self.patience)

    def notice_rest(self, attempts: int, *, known_to_fail: bool) -> timedelta:
        """How long a notice is left alone after a try; when nobody knows how that ended, until its job must be over."""
        if not known_to_fail:
            return timedelta(seconds=self.orphan_age)
        return timedelta(seconds=min(self.patience * 2 ** min(attempts - 1, 30), self.longest_notice_rest))
