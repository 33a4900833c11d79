"""Sends what was committed, in order, and remembers how it went. A crash in between is repaired by the sweep in jobs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from bot.reaching import is_direct, may_reach_now
from bot.running.logs import get_logger
from bot.turn.messages import Channel, Incoming, Reply, SendError
from storage import Store, Work

NETHERLANDS: Final = ZoneInfo("Europe/Amsterdam")

log = get_logger(__name__)


class Clock(Protocol):
    """Tells the time."""

    def __call__(self) -> datetime:
        """Now, in UTC."""


class Outbox:
    """Delivers replies through the channels that are registered."""

    def __init__(self, store: Store, channels: Mapping[str, Channel], clock: Clock, zone: tzinfo = NETHERLANDS) -> None:
        """`zone` is the one of the children's own clocks."""
        self.store = store
        self.channels = dict(channels)
        self.clock = clock
        self.zone = zone

    def register(self, channel: Channel) -> None:
        """Make a channel known."""
        self.channels[channel.name] = channel

    async def may_reach(self, session_id: str, channel: str, said_at: datetime) -> bool:
        """Ask before anything is sent that is not a direct answer: the child's own conditions, and not at night.

        The reason of a no is logged as a word of ours; the child's words stay where they are.
        """
        now = self.clock()
        if is_direct(said_at, now):
            return True
        verdict = await self.store.run_async(
            lambda work: may_reach_now(work, session_id, channel, now, self.zone), f"outbox|{session_id}"
        )
        if not verdict.allowed:
            log.info("not sent now", channel=channel, reason=verdict.reason)
        return verdict.allowed

    async def deliver(self, reply: Reply, incoming: Incoming) -> None:
        """Send a turn's bubbles, oldest first. What could not be sent stays in the outbox for the sweep."""
        claimed = await self._claimed(reply)
        refs: dict[str, str] = {}
        for sent in reply.messages:
            if sent.outbox_id and sent.outbox_id not in claimed:
                continue
            try:
                refs[sent.outbox_id] = await self.channels[incoming.channel].send(incoming.address, sent)
            except SendError as problem:
                log.warning("not delivered", outbox_id=sent.outbox_id, kind=problem.kind, final=problem.final)
                await self._failed(reply, sent.outbox_id, problem)
                break
        await self._sent(reply, refs)

    async def _claimed(self, reply: Reply) -> frozenset[str]:
        """The rows that are ours to send: the sweep may have been quicker after a long wait."""
        ids = [sent.outbox_id for sent in reply.messages if sent.outbox_id]
        if not ids:
            return frozenset()
        now = self.clock()
        return await self.store.run_async(
            lambda work: frozenset(one for one in ids if work.outbox.mark_sending(one, now)), _lane(reply)
        )

    async def _sent(self, reply: Reply, refs: Mapping[str, str]) -> None:
        kept = {outbox_id: ref for outbox_id, ref in refs.items() if outbox_id}
        if not kept:
            return
        now = self.clock()

        def mark(work: Work) -> None:
            for outbox_id, ref in kept.items():
                work.outbox.mark_sent(outbox_id, ref, now)

        await self.store.run_async(mark, _lane(reply))

    async def _failed(self, reply: Reply, outbox_id: str, problem: SendError) -> None:
        if not outbox_id:
            return
        now = self.clock()
        await self.store.run_async(
            lambda work: work.outbox.mark_failed(outbox_id, problem.kind, now, final=problem.final), _lane(reply)
        )


def _lane(reply: Reply) -> str:
    return f"outbox|{reply.session_id}"
