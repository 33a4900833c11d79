"""A shared phone: after how many quiet minutes this browser forgets the talk. Kept in a cookie, since it is about this
phone alone: whoever goes on elsewhere with their words is not closed there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.channels.webchat.said import Said
from bot.handlers.closing import MINUTES, NEVER

COMMAND: Final = "closing"
_WRITTEN: Final = re.compile(r"(\d{1,2})\.(\d{1,12})")
SECONDS_A_MINUTE: Final = 60


@dataclass(frozen=True, slots=True)
class Closing:
    """The chosen minutes, and when something last happened here (seconds since 1970)."""

    minutes: int
    last: int

    @classmethod
    def read(cls, text: str) -> Closing | None:
        """From the cookie; None when it is none of ours."""
        found = _WRITTEN.fullmatch(text)
        return cls(int(found[1]), int(found[2])) if found is not None and found[1] in MINUTES else None

    def __str__(self) -> str:
        return f"{self.minutes}.{self.last}"

    def is_over(self, now: datetime) -> bool:
        """True when it was quiet for longer than was chosen."""
        return now.timestamp() - self.last > self.minutes * SECONDS_A_MINUTE

    def touched(self, now: datetime) -> Closing:
        """The same choice, with something happening now."""
        return Closing(self.minutes, int(now.timestamp()))


def chosen(said: Said, before: Closing | None, now: datetime) -> Closing | None:
    """The choice after what was said: a new one, none any more, or the one there was, counted from now."""
    command, _, minutes = said.argument.partition(":")
    if said.kind == "command" and command == COMMAND and minutes in MINUTES:
        return Closing(int(minutes), int(now.timestamp()))
    if said.kind == "command" and said.argument == f"{COMMAND}:{NEVER}":
        return None
    return before.touched(now) if before is not None else None
