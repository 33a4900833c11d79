"""A process to be killed while an alarm is on its way: `python -m tests.bot.alarms.worker STOP URL MASTER PAPER`.

STOP says where it stops for ever: in turn, raised, climbing, stored, climbed, sent, marked or waiting; or, for who is
told on Telegram, chat climbed or chat sent.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.alarms.bell import Bell
from bot.jobs import AlarmReach, Jobs
from bot.jobs.alarms.telling import Telling
from bot.outbox import Outbox
from bot.running.edges import clock
from bot.settings import Settings
from flows.engine.events import Event, Signal
from storage import KeyRing, Store, open_store
from storage.sharing import alarms
from tests.bot.alarms.house import DUTY, SENTENCE, TELLING
from tests.bot.jobs.worker import QUICK
from tests.bot.talking import Child, conversation

ALWAYS = TELLING.model_copy(update={"duty": DUTY.model_copy(update={"hours": type(DUTY.hours)()})})
PACE = replace(QUICK, alarms_every=0.1, orphan_age=1.0, alarm_second_chance=0.5, sweep_every=0.5)


def stop(where: str) -> None:
    """Tell whoever kills us that we are there, and stay."""
    print(where, flush=True)
    sys.stdin.read()


class Alarming:
    """A safety layer that hears one sentence."""

    def screen(self, text: str, language: str) -> Any:
        """What was noticed."""
        return Signal("abuse_physical", "now") if SENTENCE in text else None


@dataclass
class PaperPost:
    """A postman who writes down whom he told; he may stop before or after."""

    paper: Path
    stop_at: str = ""
    way: str = ""

    async def tell(self, address: str) -> None:
        """Write it down."""
        if self.stop_at == f"{self.way}climbed":
            stop(self.stop_at)
        with self.paper.open("a") as paper:
            paper.write(f"{self.way}{address}\n")
        if self.stop_at == f"{self.way}sent":
            stop(self.stop_at)

    def told(self) -> list[str]:
        """Everybody who was told, in order."""
        return self.paper.read_text().splitlines() if self.paper.exists() else []


def jobs(store: Store, executor: str, post: PaperPost | None, now: Callable[[], datetime] = clock) -> Jobs:
    """Durable work with alarms."""
    chats = PaperPost(post.paper, post.stop_at, "chat ") if post is not None else None
    told = AlarmReach(ALWAYS, post, Bell(), telegram=chats)
    return Jobs(store, Outbox(store, {}, now), Settings(executor_id=executor), now, pace=PACE, alarms=told)


async def talk(store: Store, stop_at: str) -> None:
    """A child that said yes says something alarming; in the turn, or after its commit, we stop."""

    def observe(event: Event) -> None:
        if stop_at == "in turn" and type(event).__name__ == "HelpShown":
            stop("in turn")

    child = Child(conversation(store, screener=Alarming(), organisation=ALWAYS, clock=clock, observe=observe))
    await child.until("happiness.more")
    await child.say(SENTENCE)
    if stop_at == "raised":
        stop("raised")


async def work(store: Store, paper: Path, stop_at: str) -> None:
    """Tell people, until we stop."""
    if stop_at == "climbing":
        _after(alarms.Alarms, "advance", "climbing")
    if stop_at == "stored":
        _before(Telling, "pending", "stored")
    if stop_at == "marked":
        _after_async(Telling, "tell", "marked")
    await jobs(store, "there", PaperPost(paper, stop_at)).start()
    while stop_at == "waiting":
        await asyncio.sleep(0.05)
        with store.read() as unit:
            (row,) = unit.alarms.list_open()
            if row.level and all(n.status == "sent" for n in unit.alarm_notices.of(row.id)):
                stop("waiting")
    await asyncio.Event().wait()


def _before(owner: type, name: str, where: str) -> None:
    setattr(owner, name, lambda *_given: stop(where))


def _after(owner: type, name: str, where: str) -> None:
    before = getattr(owner, name)

    def wrapped(*given: Any, **more: Any) -> Any:
        before(*given, **more)
        stop(where)

    setattr(owner, name, wrapped)


def _after_async(owner: type, name: str, where: str) -> None:
    before = getattr(owner, name)

    async def wrapped(*given: Any, **more: Any) -> Any:
        await before(*given, **more)
        stop(where)

    setattr(owner, name, wrapped)


async def main(stop_at: str, url: str, master: str, paper: str) -> None:
    """Play one of the roles."""
    store = open_store(url, KeyRing.from_master(master))
    await talk(store, stop_at)
    await work(store, Path(paper), stop_at)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
