"""Telling: a notice is taken in hand, a letter goes out, and what came of it is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from bot.alarms.on_duty import on_duty
from bot.alarms.refusals import is_first_refusal
from bot.alarms.rungs import is_last, rungs
from bot.jobs.alarms.resting import Resting
from bot.notices.mail import NoticeError
from bot.notices.postman import Postman
from bot.organisation import Organisation
from bot.outbox import Clock
from bot.running import metrics
from bot.running.logs import get_logger
from care.alarms import after_refusal
from storage import Store, Work
from storage.sharing.alarm_notices import Notice, Receiver, Way
from storage.sharing.alarms import AlarmRow

TAKEN: Final = "taken"
NO_ADDRESS: Final = "no_address"

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Covering:
    """A letter to one address, and every notice that it is for."""

    address: str
    notices: Sequence[Notice]


class Telling:
    """Tells people, each in the way of their notice."""

    def __init__(
        self, store: Store, organisation: Organisation, postmen: Mapping[Way, Postman], clock: Clock, resting: Resting
    ) -> None:
        self._store, self._organisation, self._postmen = store, organisation, postmen
        self._clock, self._resting = clock, resting

    def pending(self, work: Work, alarm_id: str) -> list[Notice]:
        """Everybody who still has to be told of an alarm, and may be now."""
        now = self._clock()
        due = [notice for notice in work.alarm_notices.of(alarm_id) if notice.status == "due"]
        return [notice for notice in due if self._resting.is_over(notice, now)]

    async def tell(self, notice: Notice) -> int:
        """Tell one of them; 1 when they were told."""
        postman = self._postmen.get(notice.way)
        if postman is None:
            return 0  # the way was switched off since; another process may have it, and the alarm climbs on by itself
        letter = await self._store.run_async(lambda work: self._claimed(work, notice), lane(notice.alarm_id))
        if letter is None:
            return 0
        try:
            await postman.tell(letter.address)
        except NoticeError as problem:
            await self._not_told(letter, problem)
            return 0
        now = self._clock()
        metrics.NOTICES.labels(way=notice.way, outcome="sent").inc(len(letter.notices))
        await self._store.run_async(lambda work: _mark_sent(work, letter, now), lane(notice.alarm_id))
        return 1

    async def _not_told(self, letter: Covering, problem: NoticeError) -> None:
        """Each alarm goes on by itself: it is tried again, or the next one is told."""
        for notice in letter.notices:
            _log_failure(notice, problem)
            failed = partial(self._failed, notice=notice, address=letter.address, problem=problem)
            await self._store.run_async(failed, lane(notice.alarm_id))

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
        if receiver in self._resting.reached(work, now):
            return []
        due = [notice for notice in work.alarm_notices.due_to(receiver) if self._resting.is_over(notice, now)]
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


def lane(alarm_id: str) -> str:
    """What is done for one alarm is done in order."""
    return f"alarm|{alarm_id}"
