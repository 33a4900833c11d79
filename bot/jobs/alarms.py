"""Alarms: tells the next one on the list until somebody is on it. The rows say what is due; a job is only hands.

Stored first, then sent: the rung and the time of the next one are committed with the notice before anybody is told. A
crash in between leaves a notice that is due, which is sent after all; a crash after sending has it sent twice.

A letter says only that there is something to look at, so one letter covers every notice that its receiver has due when it
is taken in hand: those alarms were there before it went out. What rings later gets a letter of its own, some minutes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.alarms.on_duty import on_duty
from bot.alarms.refusals import is_first_refusal, passed_over
from bot.alarms.rungs import is_last, rungs, told
from bot.jobs.job import Job
from bot.jobs.pace import Pace
from bot.notices.mail import NoticeError
from bot.notices.postman import Postman
from bot.organisation import Organisation
from bot.outbox import Clock
from bot.running import metrics
from bot.running.logs import get_logger
from care.alarms import Step, after_refusal, next_step
from storage import Store, Work
from storage.sharing.alarm_notices import Kind, Notice, Receiver, Way
from storage.sharing.alarms import AlarmRow

LOOKED_AT_ONCE: Final = 500
TAKEN, NO_ADDRESS, TOLD_AGAIN = "taken", "no_address", "told_again"

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """Something to do for an alarm. `late`: it has been due for so long that whoever should do it does not."""

    job: Job
    late: bool


@dataclass(frozen=True, slots=True)
class Covering:
    """A letter to one address, and every notice that it is for."""

    address: str
    notices: Sequence[Notice]


class AlarmWork:
    """Finds alarms that are due, and takes them up one rung.

    `postman` mails, `telegram` tells consultants who linked a chat of theirs; without both the portal alone tells.
    """

    def __init__(
        self,
        store: Store,
        organisation: Organisation,
        postman: Postman | None,
        clock: Clock,
        pace: Pace,
        *,
        telegram: Postman | None = None,
    ) -> None:
        self._store = store
        self._postmen: Mapping[Way, Postman | None] = {"mail": postman, "telegram": telegram}
        self._organisation = organisation if postman is not None else organisation.without_mail()
        self._clock, self._pace = clock, pace

    def due(self) -> list[Due]:
        """What has to be done now, one job an alarm."""
        now = self._clock()
        with self._store.read() as work:
            rows = work.alarms.due(now, LOOKED_AT_ONCE)
            waiting = {row.id: [n for n in work.alarm_notices.of(row.id) if n.status == "due"] for row in rows}
            reached = self._reached(work, now) if any(waiting.values()) else set()
            metrics.ALARMS_OPEN.set(work.alarms.count_open())
        found = (self._due(row, waiting[row.id], reached, now) for row in rows)
        return [due for due in found if due is not None]

    def _due(self, row: AlarmRow, waiting: Sequence[Notice], reached: set[Receiver], now: datetime) -> Due | None:
        rested = [notice for notice in waiting if notice.to not in reached and self._rested(notice, now)]
        climbs = row.escalates_at is not None and row.escalates_at <= now
        if not (climbs or rested):
            return None
        tries = sum(notice.attempts for notice in waiting)
        # A job that broke before it touched anything must not stand in the way for ever: its id wears off.
        lap = int(now.timestamp() // self._pace.alarm_second_chance)
        overdue = timedelta(seconds=self._pace.alarm_overdue)
        late = climbs and row.escalates_at is not None and now - row.escalates_at > overdue
        return Due(Job("alarm", f"alarm.{row.id}.{row.level}.{tries}.{lap}", (row.id, row.level)), late)

    def _rested(self, notice: Notice, now: datetime) -> bool:
        if notice.tried_at is None:
            return True
        return now - notice.tried_at >= self._pace.notice_rest(notice.attempts, known_to_fail=notice.error is not None)

    def _reached(self, work: Work, now: datetime) -> set[Receiver]:
        """Who had a letter a moment ago, or has one on the way."""
        sent_since = now - timedelta(seconds=self._pace.letters_apart)
        return work.alarm_notices.reached(sent_since, now - self._pace.notice_rest(0, known_to_fail=False))

    async def run(self, alarm_id: str, level: int) -> int:
        """Go up from this rung when that is due, then tell everybody who still has to be told; how many were."""
        await self._store.run_async(lambda work: self._climb(work, alarm_id, level), _lane(alarm_id))
        pending = await self._store.run_async(lambda work: self._pending(work, alarm_id), _lane(alarm_id))
        return sum(await asyncio.gather(*map(self._tell, pending)))

    def _climb(self, work: Work, alarm_id: str, level: int) -> None:
        """Store who is told next, and when the one after that is."""
        row, now = work.alarms.find(alarm_id), self._clock()
        if row is None or not row.open or row.level != level or row.escalates_at is None or row.escalates_at > now:
            return
        notices = work.alarm_notices.of(alarm_id)
        climbed = rungs(notices)
        duty = passed_over(on_duty(work, self._organisation), climbed)
        step = next_step(duty, row.ladder_urgency, told(climbed), now)
        new = [_notice(row, n, way, step, now) for n, way in enumerate(self._ways(work, step), row.level + 1)]
        if not work.alarms.advance(alarm_id, row.level, new[-1].level, step.escalates_at):
            return
        again = {one.to for one in new}
        for older in notices:
            if older.status == "due" and older.to in again:
                work.alarm_notices.drop(older, TOLD_AGAIN)
        for one in new:
            work.alarm_notices.add(one)
        self._note(alarm_id, new[0])

    def _ways(self, work: Work, step: Step) -> list[Way]:
        """Every way in which the next one can be told; the portal where there is none."""
        found = work.consultants.get(step.who) if step.who is not None else None
        ways: list[Way] = []
        if self._postmen["mail"] is not None and not step.nobody:
            ways.append("mail")
        if self._postmen["telegram"] is not None and found is not None and found.telegram is not None:
            ways.append("telegram")
        return ways or ["portal"]

    def _note(self, alarm_id: str, notice: Notice) -> None:
        """Count the new rung, by its first notice."""
        if notice.level > 1:
            metrics.ESCALATIONS.inc()
        if notice.kind == "nobody":
            log.error("nobody to tell of an alarm; see duty in the organisation's file", alarm_id=alarm_id)
        elif notice.way == "portal":
            metrics.NOTICES.labels(way="portal", outcome="sent").inc()

    def _pending(self, work: Work, alarm_id: str) -> list[Notice]:
        now = self._clock()
        due = [notice for notice in work.alarm_notices.of(alarm_id) if notice.status == "due"]
        return [notice for notice in due if self._rested(notice, now)]

    async def _tell(self, notice: Notice) -> int:
        """Tell one of them; 1 when they were told."""
        postman = self._postmen.get(notice.way)
        letter = await self._store.run_async(lambda work: self._claimed(work, notice), _lane(notice.alarm_id))
        if letter is None or postman is None:
            return 0
        try:
            await postman.tell(letter.address)
        except NoticeError as problem:
            await self._not_told(letter, problem)
            return 0
        now = self._clock()
        metrics.NOTICES.labels(way=notice.way, outcome="sent").inc(len(letter.notices))
        await self._store.run_async(lambda work: _mark_sent(work, letter, now), _lane(notice.alarm_id))
        return 1

    async def _not_told(self, letter: Covering, problem: NoticeError) -> None:
        """Each alarm goes on by itself: it is tried again, or the next one is told."""
        for notice in letter.notices:
            _log_failure(notice, problem)
            failed = partial(self._failed, notice=notice, address=letter.address, problem=problem)
            await self._store.run_async(failed, _lane(notice.alarm_id))

    def _claimed(self, work: Work, notice: Notice) -> Covering | None:
        """The letter, when this is ours to send; None when it can wait, somebody else does, or nobody needs to any more."""
        row = work.alarms.find(notice.alarm_id)
        if row is None or not row.open:
            work.alarm_notices.drop(notice, TAKEN)
            return None
        address = self._address(work, notice)
        if address is None:
            work.alarm_notices.drop(notice, NO_ADDRESS)
            self._hurry(work, row, notice)
            return None
        ours = self._taken_in_hand(work, notice.to, self._clock())
        return Covering(address, ours) if ours else None

    def _taken_in_hand(self, work: Work, receiver: Receiver, now: datetime) -> list[Notice]:
        """Everything that is due to this receiver; nothing when they had a letter a moment ago."""
        if receiver in self._reached(work, now):
            return []
        due = [notice for notice in work.alarm_notices.due_to(receiver) if self._rested(notice, now)]
        return [notice for notice in due if work.alarm_notices.claim(notice, now)]

    def _address(self, work: Work, notice: Notice) -> str | None:
        if notice.kind == "fallback":
            return on_duty(work, self._organisation).fallback_address
        found = work.consultants.get(notice.consultant_id) if notice.consultant_id else None
        if found is None or not found.enabled:
            return None
        return found.telegram if notice.way == "telegram" else found.email

    def _failed(self, work: Work, notice: Notice, address: str, problem: NoticeError) -> None:
        work.alarm_notices.failed(notice, problem.kind, final=problem.final)
        if not problem.final:
            return
        if notice.way == "telegram" and notice.consultant_id is not None:
            work.consultants.unlink_telegram(notice.consultant_id, address)
        row = work.alarms.find(notice.alarm_id)
        if row is not None:
            self._hurry(work, row, notice)

    def _hurry(self, work: Work, row: AlarmRow, notice: Notice) -> None:
        """Whoever cannot be told is no reason to wait for them; told in another way or not, rather one too many comes."""
        notices = work.alarm_notices.of(row.id)
        if row.open and row.escalates_at is not None and is_last(rungs(notices), notice):
            first = is_first_refusal(notices, notice)
            work.alarms.hurry(row.id, row.level, after_refusal(row.escalates_at, self._clock(), first=first))


def _notice(row: AlarmRow, level: int, way: Way, step: Step, now: datetime) -> Notice:
    kind: Kind = "nobody" if step.nobody else "fallback" if step.who is None else "consultant"
    goes = way != "portal"
    return Notice(
        alarm_id=row.id,
        level=level,
        kind=kind,
        consultant_id=step.who,
        way=way,
        status="due" if goes else "sent",
        attempts=0,
        error=None,
        at=now,
        tried_at=None,
        sent_at=None if goes else now,
    )


def _mark_sent(work: Work, letter: Covering, at: datetime) -> None:
    for notice in letter.notices:
        work.alarm_notices.sent(notice, at)


def _log_failure(notice: Notice, problem: NoticeError) -> None:
    metrics.NOTICES.labels(way=notice.way, outcome="failed").inc()
    log.warning(
        "not told of an alarm",
        alarm_id=notice.alarm_id,
        level=notice.level,
        kind=problem.kind,
        final=problem.final,
        way=notice.way,
    )


def _lane(alarm_id: str) -> str:
    return f"alarm|{alarm_id}"
