"""Ways into a talk that began elsewhere: the resume phrase, and a one-time hand-over between channels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from bot.handlers.phrase import normal
from bot.turn.scene import Ids
from storage import Store, Work

HANDOVER: Final = "handover"
HANDOVER_HOURS: Final = 24
TRIES_AN_ADDRESS: Final = 5
TRIES_IN_ALL: Final = 2_000
TRY_WINDOW: Final = timedelta(hours=1)


class TooManyTries(Exception):
    """Somebody tried too many phrases; say kindly to come back in an hour."""


class Doors:
    """Opens a talk for another address of the same person."""

    def __init__(self, store: Store, ids: Ids, clock: Callable[[], datetime], days_kept: int) -> None:
        self._store = store
        self._ids = ids
        self._clock = clock
        self._days_kept = days_kept

    def adopt(self, channel: str, address: str, token: str, purpose: str) -> bool:
        """Attach this address to the person behind a phrase or a token; False when there is none.

        Raises TooManyTries: guessing is limited per address and in all, so that 40 bits are enough.
        """
        now = self._clock()
        self._count_try(channel, address, now)
        with self._store.begin() as work:
            person_id = self._behind(work, token, purpose, now)
            if person_id is None or not work.people.exists(person_id):
                return False
            work.people.remove_identity(channel, address)
            work.people.add_identity(person_id, channel, address, now, keep_original=channel != "web")
            return True

    def _behind(self, work: Work, token: str, purpose: str, now: datetime) -> str | None:
        if purpose == "phrase":
            return work.phrases.find(work.hash("phrase", normal(token)), now)
        found = work.links.take(work.hash("link", token), HANDOVER, now)
        return None if found is None else str(found["person_id"])

    def _count_try(self, channel: str, address: str, now: datetime) -> None:
        with self._store.begin() as work:
            mine, everybody = work.hash("try", f"{channel}|{address}"), work.hash("try", "everybody")
            since = now - TRY_WINDOW
            if (
                work.attempts.since(mine, since) >= TRIES_AN_ADDRESS
                or work.attempts.since(everybody, since) >= TRIES_IN_ALL
            ):
                raise TooManyTries(TooManyTries.__doc__)
            work.attempts.note(mine, now)
            work.attempts.note(everybody, now)

    def hand_over(self, channel: str, address: str) -> str:
        """A one-time token for this person. Raises LookupError when nobody is known by this address."""
        token = self._ids.secret()
        now = self._clock()
        with self._store.begin() as work:
            person_id = work.people.by_identity(channel, address)
            if person_id is None:
                raise LookupError("nobody is known by this address; there is no talk to hand over")
            expires = now + timedelta(hours=HANDOVER_HOURS)
            payload = {"person_id": person_id}
            work.links.put(work.hash("link", token), HANDOVER, payload, expires, person_id=person_id)
        return token
