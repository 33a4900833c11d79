"""A process of its own, to be killed: `python -m tests.bot.jobs.worker commit|hang|share URL MASTER EXECUTOR PAPER`."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.jobs import Jobs, Pace
from bot.outbox import Outbox
from bot.running.edges import clock
from bot.settings import Settings
from bot.turn.messages import Sent
from storage import KeyRing, Store, open_store
from tests.bot.jobs.left_behind import PaperChannel, commit_talk

QUICK = Pace(head_start=0, sweep_every=0.2, patience=0.3, queue_poll=0.05, orphan_age=60, relaunch_after=0.2)


def hang(_sent: Sent) -> None:
    """Get stuck for ever with a claimed message in hand."""
    print("sending", flush=True)
    sys.stdin.read()


async def work(store: Store, executor_id: str, channel: PaperChannel) -> None:
    """Run durable work until somebody kills us."""
    outbox = Outbox(store, {channel.name: channel}, clock)
    await Jobs(store, outbox, Settings(executor_id=executor_id), clock, pace=QUICK).start()
    await asyncio.Event().wait()


def main(role: str, url: str, master: str, executor_id: str, paper: str) -> None:
    """Play one of the roles."""
    store = open_store(url, KeyRing.from_master(master))
    if role == "commit":
        with store.begin() as unit:
            commit_talk(unit, "noor", ["een", "twee", "drie"], datetime.now(UTC))
        print("committed", flush=True)
        sys.stdin.read()
        return
    channel = PaperChannel(Path(paper), worker=executor_id)
    channel.trouble = hang if role == "hang" else None
    channel.together_with = "here" if role == "share" else None
    asyncio.run(work(store, executor_id, channel))


if __name__ == "__main__":
    main(*sys.argv[1:])
