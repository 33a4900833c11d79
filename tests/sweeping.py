"""The sweep, run by hand an hour later: what a crash left behind goes out now."""

from __future__ import annotations

from datetime import timedelta

from bot.jobs.pace import Pace
from bot.jobs.redelivery import Redelivery
from bot.outbox import Outbox
from bot.running.edges import clock


async def swept(outbox: Outbox) -> int:
    """Send everything that is left; how many messages went out."""
    redelivery = Redelivery(outbox.store, outbox, lambda: clock() + timedelta(hours=1), Pace())
    return sum([await redelivery.run(*job.arguments) for job in redelivery.jobs()])
