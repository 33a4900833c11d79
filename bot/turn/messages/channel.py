"""A way to reach people, as everything else knows it."""

from __future__ import annotations

from typing import Protocol

from bot.turn.messages.reply import Sent


class SendError(Exception):
    """A channel could not deliver. `final` says that trying again cannot help; `kind` names the reason without content."""

    def __init__(self, kind: str, *, final: bool) -> None:
        super().__init__(kind)
        self.kind = kind
        self.final = final


class Channel(Protocol):
    """A way to reach people. It translates, knows its limits, and says whether a failure is final."""

    name: str

    async def send(self, address: str, sent: Sent) -> str:
        """Deliver one bubble and return the channel's own reference. Raises SendError."""
