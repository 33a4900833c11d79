"""An organisation with a duty list, people on it, and a clock that is moved by hand."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.jobs.alarms.work import AlarmWork
from bot.jobs.pace import Pace
from bot.notices import NoticeError
from bot.organisation import Organisation
from bot.organisation.duty import DutyList
from care.alarms import Known, Said
from portal import consultants
from storage import Store
from storage.sharing.alarm_notices import Notice
from storage.sharing.alarms import AlarmRow
from tests.bot.talking import ORGANISATION

HERE = ZoneInfo("Europe/Amsterdam")
PEOPLE = ("amina@example.org", "bas@example.org", "cor@example.org")
WATCH = "wacht@example.org"
SENTENCE = "mijn vader slaat me elke dag"
DUTY = DutyList.model_validate(
    {
        "hours": dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), ["09:00-17:00"]),
        "holidays": ["2026-12-25"],
        "consultants": list(PEOPLE),
        "fallback": {"name": "Wacht Voorbeeld", "way": WATCH},
    }
)
TELLING: Organisation = ORGANISATION.model_copy(update={"policy": "tell_and_notify", "duty": DUTY})
SHARING: Organisation = ORGANISATION.model_copy(update={"policy": "only_if_shared", "duty": DUTY})


def at(text: str) -> datetime:
    """A moment on the wall in Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


MORNING = at("2026-11-25 10:00")


@dataclass
class Clock:
    """Time that stands still until somebody moves it."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        """Let time pass, for instance `minutes=5`."""
        self.now += timedelta(**span)


@dataclass
class Post:
    """A postman who notes whom he told; `trouble` is raised instead, `on_the_way` runs before he is back."""

    told: list[str] = field(default_factory=list)
    trouble: dict[str, NoticeError] = field(default_factory=dict)
    on_the_way: Any = None

    async def tell(self, address: str) -> None:
        await asyncio.sleep(0)
        if self.on_the_way is not None:
            self.on_the_way(address)
        problem = self.trouble.get(address) or self.trouble.get("everybody")
        if problem is not None:
            raise problem
        self.told.append(address)


@dataclass
class House:
    """Three consultants, a store, and the work on alarms done by hand: `look()` is what the watch does.

    `telegram` is the postman of a bot, where one is running.
    """

    store: Store
    organisation: Organisation = TELLING
    clock: Clock = field(default_factory=Clock)
    post: Post | None = field(default_factory=Post)
    telegram: Post | None = None
    ids: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for address in PEOPLE:
            self.ids[address] = consultants.add(self.store, address.partition("@")[0].title(), address, self.clock)

    @property
    def work(self) -> AlarmWork:
        """The work, as a process that has just started would have it."""
        return AlarmWork(self.store, self.organisation, self.post, self.clock, Pace(), telegram=self.telegram)

    def link(self, address: str, chat: str) -> None:
        """Somebody has linked a chat."""
        with self.store.begin() as work:
            work.consultants.expect_telegram(self.ids[address], b"link")
            assert work.consultants.link_telegram(self.ids[address], b"link", chat)

    def linked(self, address: str) -> str | None:
        """The chat of somebody."""
        with self.store.read() as work:
            found = work.consultants.get(self.ids[address])
        assert found is not None
        return found.telegram

    def raise_one(self, alarm_id: str = "a1", urgency: str = "now") -> str:
        """An alarm as a turn leaves it behind; its id."""
        known = Known("Noor").with_signal(Said("abuse_physical", urgency, SENTENCE, self.clock()), "Noor")
        with self.store.begin() as work:
            if not work.people.exists("noor"):
                work.people.create("noor", self.clock())
                work.sessions.create("talk", "noor", "intake", "1", "nl", {}, self.clock())
            work.alarms.put(alarm_id, "noor", "talk", urgency, known.to_data(), self.clock())
        return alarm_id

    async def look(self) -> int:
        """Look once and do what is due; how many jobs that were."""
        work = self.work
        due = work.due()
        for one in due:
            await work.run(*one.job.arguments)  # type: ignore[arg-type]
        return len(due)

    async def live_through(self, *, minutes: int, every: int = 1) -> None:
        """Let time pass, looking again and again."""
        for _ in range(0, minutes, every):
            await self.look()
            self.clock.pass_by(minutes=every)

    def alarm(self, alarm_id: str = "a1") -> AlarmRow:
        """An alarm that is there."""
        with self.store.read() as work:
            found = work.alarms.find(alarm_id)
        assert found is not None
        return found

    def notices(self, alarm_id: str = "a1") -> list[Notice]:
        """Who was told."""
        with self.store.read() as work:
            return work.alarm_notices.of(alarm_id)

    def take(self, address: str = PEOPLE[0], alarm_id: str = "a1") -> bool:
        """Somebody takes it."""
        with self.store.begin() as work:
            return work.alarms.take(alarm_id, self.ids[address], self.clock())
