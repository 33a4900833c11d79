"""Redelivery: messages that were committed but not sent go out after all, in order, and are given up at the end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from bot.jobs.job import Job
from bot.jobs.pace import Pace
from bot.outbox import Clock, Outbox
from bot.running.logs import get_logger
from bot.turn.messages import Outgoing, SendError, Sent
from storage import Store
from storage.talk.outbox import PendingMessage, StuckMessage

SWEPT_AT_ONCE: Final = 2_000
GAVE_UP: Final = "gave_up"
NO_CHANNEL: Final = "no_channel"

log = get_logger(__name__)


class Redelivery:
    """Finds what was left behind, and sends it through the channels of the outbox."""

    def __init__(self, store: Store, outbox: Outbox, clock: Clock, pace: Pace) -> None:
        self._store, self._outbox, self._clock, self._pace = store, outbox, clock, pace

    def jobs(self) -> list[Job]:
        """One job for each session that has something to send and has rested long enough."""
        now = self._clock()
        before = now - timedelta(seconds=self._pace.patience)
        with self._store.read() as work:
            stuck = work.outbox.stuck(before, SWEPT_AT_ONCE)
        rested = (one for one in _first_of_each(stuck) if now - one.changed_at >= self._pace.rest(one.attempts))
        return [self._job(message, now) for message in rested]

    def _job(self, message: StuckMessage, now: datetime) -> Job:
        # A job that broke before it touched the message must not stand in the way for ever: its id wears off.
        lap = int((now - message.changed_at).total_seconds() // self._pace.second_chance)
        job_id = f"redeliver.{message.id}.{message.attempts}.{lap}"
        return Job("redeliver", job_id, (message.session_id, message.id, message.attempts))

    async def run(self, session_id: str, message_id: str, attempts: int) -> int:
        """Send what the session still has to send, oldest first; how many went out.

        Stops at the first message that cannot go now, so that the order stays. Does nothing when it is late: when the
        message it was meant for has been sent, or tried by somebody else, since.
        """
        pending = await self._store.run_async(lambda work: work.outbox.pending(session_id), session_id)
        messages = sorted(pending, key=lambda message: (message.seq, message.ordinal))
        if not messages or (messages[0].id, messages[0].attempts) != (message_id, attempts):
            return 0
        sent = 0
        for message in messages:
            went, go_on = await self._one(message)
            sent += went
            if not go_on:
                break
        return sent

    async def _one(self, message: PendingMessage) -> tuple[bool, bool]:
        """(it was sent, the next one may follow)."""
        if message.attempts >= self._pace.most_attempts:
            log.error("message given up", outbox_id=message.id, channel=message.channel, attempts=message.attempts)
            await self._failed(message, SendError(GAVE_UP, final=True))
            return False, True
        if not await self._outbox.may_reach(message.session_id, message.channel, message.at):
            return False, False  # the child said not now: it waits, in order, without counting as a try
        if not await self._claimed(message):
            return False, False
        try:
            ref = await self._send(message)
        except SendError as problem:
            log.warning("not delivered", outbox_id=message.id, kind=problem.kind, final=problem.final)
            await self._failed(message, problem)
            return False, problem.final
        now = self._clock()
        await self._store.run_async(lambda work: work.outbox.mark_sent(message.id, ref, now), message.session_id)
        return True, True

    async def _claimed(self, message: PendingMessage) -> bool:
        """False when it is somebody else's, or so young that the turn itself is still sending it."""
        now = self._clock()
        if now - message.changed_at < timedelta(seconds=self._pace.patience):
            return False
        return await self._store.run_async(
            lambda work: work.outbox.mark_sending(message.id, now, attempts=message.attempts), message.session_id
        )

    async def _send(self, message: PendingMessage) -> str:
        channel = self._outbox.channels.get(message.channel)
        if channel is None:
            raise SendError(NO_CHANNEL, final=False)
        sent = Sent(message.id, message.seq, message.ordinal, Outgoing.from_data(message.payload))
        return await channel.send(message.address or "", sent)

    async def _failed(self, message: PendingMessage, problem: SendError) -> None:
        now = self._clock()
        await self._store.run_async(
            lambda work: work.outbox.mark_failed(message.id, problem.kind, now, final=problem.final),
            message.session_id,
        )


def _first_of_each(stuck: Iterable[StuckMessage]) -> list[StuckMessage]:
    """The earliest message of each session: the one that must go before the others."""
    first: dict[str, StuckMessage] = {}
    for message in stuck:
        known = first.get(message.session_id)
        if known is None or _place(message) < _place(known):
            first[message.session_id] = message
    return list(first.values())


def _place(message: StuckMessage) -> tuple[int, int]:
    _session, seq, ordinal = message.id.rsplit(".", 2)
    return int(seq), int(ordinal)
