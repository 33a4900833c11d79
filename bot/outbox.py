"""Sends what was committed, in order, and remembers how it went. A crash in between is repaired by the sweep in jobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

import structlog

from bot.messages import Channel, Incoming, Outgoing, Reply, SendError, Sent
from storage import Store
from storage.talk.outbox import PendingMessage

log = structlog.get_logger()


class Clock(Protocol):
    """Tells the time."""

    def __call__(self) -> datetime:
        """Now, in UTC."""


class Outbox:
    """Delivers replies through the channels that are registered."""

    def __init__(self, store: Store, channels: Mapping[str, Channel], clock: Clock) -> None:
        self.store = store
        self.channels = dict(channels)
        self.clock = clock

    def register(self, channel: Channel) -> None:
        """Make a channel known."""
        self.channels[channel.name] = channel

    async def deliver(self, reply: Reply, incoming: Incoming) -> None:
        """Send a turn's bubbles, oldest first. What could not be sent stays in the outbox for the sweep."""
        for sent in reply.messages:
            if not await self._deliver_one(incoming.channel, incoming.address, sent):
                return

    async def _deliver_one(self, channel: str, address: str, sent: Sent) -> bool:
        try:
            ref = await self.channels[channel].send(address, sent)
        except SendError as problem:
            log.warning("not delivered", outbox_id=sent.outbox_id, kind=problem.kind, final=problem.final)
            if sent.outbox_id:
                await self._failed(sent.outbox_id, problem)
            return False
        if sent.outbox_id:
            await self._sent(sent.outbox_id, ref)
        return True

    async def redeliver(self, session_id: str) -> int:
        """Send what a crash left behind in one session, in order; how many went out."""
        pending = await self.store.run_async(lambda work: work.outbox.pending(session_id), session_id)
        return sum([await self._again(message) for message in _in_order(pending)])

    async def _again(self, message: PendingMessage) -> bool:
        now = self.clock()
        claimed = await self.store.run_async(
            lambda work: work.outbox.mark_sending(message.id, now, attempts=message.attempts), message.session_id
        )
        if not claimed or message.channel not in self.channels:
            return False
        sent = Sent(message.id, message.seq, message.ordinal, Outgoing.from_data(message.payload))
        return await self._deliver_one(message.channel, message.address or "", sent)

    async def _sent(self, outbox_id: str, ref: str) -> None:
        now = self.clock()
        await self.store.run_async(lambda work: work.outbox.mark_sent(outbox_id, ref, now), outbox_id)

    async def _failed(self, outbox_id: str, problem: SendError) -> None:
        now = self.clock()
        await self.store.run_async(
            lambda work: work.outbox.mark_failed(outbox_id, problem.kind, now, final=problem.final), outbox_id
        )


def _in_order(messages: Sequence[PendingMessage]) -> list[PendingMessage]:
    return sorted(messages, key=lambda message: (message.seq, message.ordinal))
