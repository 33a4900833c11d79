"""Made-up talks whose messages were committed and never sent, and a channel that writes down what it sends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.turn.messages import Outgoing, SendError, Sent
from storage.work import Work

CHANNEL = "telegram"


def commit_talk(work: Work, name: str, texts: Sequence[str], at: datetime, channel: str = CHANNEL) -> str:
    """A person with a session of one turn, whose messages wait in the outbox; the session's id."""
    person, session = f"person-{name}", f"session-{name}"
    work.people.create(person, at)
    recipient = work.people.add_identity(person, channel, f"chat-{name}", at, keep_original=True)
    work.sessions.create(session, person, "intake", "v1", "nl", {}, at)
    payloads = [Outgoing("say", text, "nl").to_data() for text in texts]
    work.outbox.add(session, 1, payloads, channel, recipient, at)
    return session


@dataclass
class PaperChannel:
    """A channel at its true edge: `trouble` may raise or wait before a message counts as sent."""

    paper: Path
    trouble: Callable[[Sent], None] | None = None
    worker: str = "here"
    name: str = CHANNEL
    together_with: str | None = None
    problems: list[SendError] = field(default_factory=list)

    async def send(self, address: str, sent: Sent) -> str:
        """Write down who sent what to whom."""
        if self.trouble is not None:
            self.trouble(sent)
        if self.problems:
            raise self.problems.pop(0)
        self._write("took", address, sent)
        while self.together_with and f"took {self.together_with} " not in self.paper.read_text():
            await asyncio.sleep(0.02)
        self._write("sent", address, sent)
        return "ref-1"

    def sent(self) -> list[str]:
        """`address text` of everything that was sent, in order."""
        lines = self.paper.read_text().splitlines() if self.paper.exists() else []
        return [line.split(" ", 2)[2] for line in lines if line.startswith("sent ")]

    def workers(self) -> set[str]:
        """Who sent something."""
        return {line.split(" ")[1] for line in self.paper.read_text().splitlines() if line.startswith("sent ")}

    def _write(self, what: str, address: str, sent: Sent) -> None:
        with self.paper.open("a") as paper:
            paper.write(f"{what} {self.worker} {address} {sent.message.text}\n")
