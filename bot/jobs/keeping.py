"""Keeping: what is past its term goes, with the keys of the people it belonged to."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from care.clock import Clock
from care.keeping import Terms
from storage import Store
from storage.people.deletions import TERM
from storage.work import Work

BATCH: Final = 100
BATCHES_A_JOB: Final = 50
INBOX_KEPT: Final = timedelta(days=14)
ATTEMPTS_KEPT: Final = timedelta(days=2)
WORDINGS_KEPT: Final = timedelta(days=1)
IF_DOUBTED: Final = "set it right; or if it is right, say `maatje retention --clock-is-right`"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much went: counts, never content. `notices` say who was told of an alarm that is gone.

    `unreadable` are people who are still kept and whose key does not open. What is theirs goes at its term all the same.
    """

    handoffs: int = 0
    talks: int = 0
    people: int = 0
    links: int = 0
    sign_ins: int = 0
    attempts: int = 0
    deliveries: int = 0
    phrases: int = 0
    alarms: int = 0
    untaken: int = 0
    notices: int = 0
    looks: int = 0
    deletions: int = 0
    wordings: int = 0
    unreadable: int = 0

    def __add__(self, other: Forgotten) -> Forgotten:
        return Forgotten(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


class _Undo(Exception):
    """Leaves a transaction without keeping what it did."""


def keep(
    store: Store,
    terms: Terms,
    now: datetime,
    *,
    dry_run: bool = False,
    batch: int = BATCH,
    most_batches: int | None = None,
) -> Forgotten:
    """Delete everything past its term, or at most so many batches of it; how much it was.

    Talks that were not shared go after `terms.days_unsent` without a sign of life, handoffs at the end of their own
    term, and people with their key as soon as nothing of theirs is left. Nothing is read for it but dates, so that what is
    damaged stays no longer and holds nobody else up. A dry run does exactly the same in one transaction and undoes it, so
    that it counts what a real run would.
    """
    total = _tried(store, terms, now, batch) if dry_run else _done(store, terms, now, batch, most_batches)
    with store.read() as work:
        return replace(total, unreadable=work.people.unreadable())


def looked_at(store: Store, now: datetime, *, is_right: bool = False) -> Clock:
    """Look at the clock and note it: while it is doubted nothing may be deleted for its sake. `is_right`: somebody says so."""
    with store.begin() as work:
        known = Clock(now) if is_right else work.clock.look(now)
        work.clock.keep(known)
    return known


def _done(store: Store, terms: Terms, now: datetime, batch: int, most_batches: int | None) -> Forgotten:
    total = Forgotten()
    for _ in count() if most_batches is None else range(most_batches):
        with store.begin() as work:  # a batch a transaction: the children who are talking wait for one at most
            went = _some(work, terms, now, batch)
        if went == Forgotten():
            break
        total += went
    # Also when nothing went: another process may have left something that it could not clean away.
    store.scrub()
    return total


def _tried(store: Store, terms: Terms, now: datetime, batch: int) -> Forgotten:
    total = Forgotten()
    with suppress(_Undo), store.begin() as work:
        while (went := _some(work, terms, now, batch)) != Forgotten():
            total += went
        raise _Undo
    return total


def _some(work: Work, terms: Terms, now: datetime, batch: int) -> Forgotten:
    # In this order: a person can go when their alarm has gone, and a wording when nobody's decision names it.
    return Forgotten(
        handoffs=_end_handoffs(work, terms, now, batch),
        talks=_delete_talks(work, terms, now, batch),
        links=work.links.forget_expired(now),
        sign_ins=work.portal_sessions.forget_expired(now),
        attempts=work.attempts.forget_before(now - ATTEMPTS_KEPT),
        deliveries=work.inbox.forget_before(now - INBOX_KEPT),
        phrases=work.phrases.forget_expired(now),
        alarms=work.alarms.forget_taken(now - timedelta(days=terms.days_alarms)),
        untaken=work.alarms.forget_untaken(now - timedelta(days=terms.days_untaken)),
        notices=work.alarm_notices.forget_taken_back(_quiet_since(terms, now)),
        people=_delete_people(work, terms, now, batch),
        looks=work.access_log.forget_before(now - timedelta(days=terms.days_access_log)),
        deletions=work.deletions.forget_before(now - timedelta(days=terms.days_deletions)),
        wordings=work.consents.forget_wordings(now - WORDINGS_KEPT),
    )


def _end_handoffs(work: Work, terms: Terms, now: datetime, batch: int) -> int:
    past = work.keeping.handoffs_past_term(terms.day_of(now), batch)
    return sum(work.handoffs.withdraw(each, now, TERM) for each in past)


def _delete_talks(work: Work, terms: Terms, now: datetime, batch: int) -> int:
    gone = 0
    for talk in work.keeping.quiet_sessions(_quiet_since(terms, now), batch):
        work.lock(talk.person_id)  # then look again: the child may have come back a moment ago
        if work.keeping.still_quiet(talk.id, _quiet_since(terms, now)):
            work.sessions.delete(talk.id)
            gone += 1
    return gone


def _delete_people(work: Work, terms: Terms, now: datetime, batch: int) -> int:
    gone = 0
    for person_id in work.keeping.people_without_sessions(_quiet_since(terms, now), batch):
        work.lock(person_id)
        if work.keeping.still_empty(person_id, _quiet_since(terms, now)):
            gone += work.people.delete(person_id, now, reason=TERM)
    return gone


def _quiet_since(terms: Terms, now: datetime) -> datetime:
    return now - timedelta(days=terms.days_unsent)
