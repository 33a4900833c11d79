"""Ways into a talk that began elsewhere: the resume phrase, and a one-time hand-over between channels.

A talk of which something was sent is not left for another one unawares: whoever leaves it could not take that back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.handlers.phrase import new_words, normal
from bot.turn.scene import Tools
from flows.engine.marking import N_
from storage import Store, Work

HANDOVER: Final = "handover"
HANDOVER_HOURS: Final = 24
TRIES_AN_ADDRESS: Final = 5
# Whoever guesses from everywhere has these tries an hour and no more. Of 1,387 words (English; Dutch has 1,462) four make
# 3.7 million million phrases. Where a thousand people have words, all tries of an hour open somebody's talk with a chance
# of 1 in 1,850,000: once in 211 years of guessing day and night; where ten thousand have, once in 21 years.
TRIES_IN_ALL: Final = 2_000
TRY_WINDOW: Final = timedelta(hours=1)
GIVEN_HERE: Final = "words given before leaving"
MAY_BE_UNSEEN: Final = timedelta(minutes=10)
# Somebody else may hold this screen, so none of these sentences tells what the talk is about, or what was sent.
HERE_ALREADY: Final = N_("There is a talk here already. It is kept. When you go on, it is no longer here.")
OPEN_AGAIN: Final = N_(
    "With these four words you find it again: {phrase}. Keep them well. Whoever has them can read along."
)
OWN_WORDS: Final = N_(
    "Its own words to go on still work. Lost them? Then first ask for new ones in the talk that is here now."
)


class TooManyTries(Exception):
    """Somebody tried too many phrases; say kindly to come back in an hour."""


class TalkHere(Exception):
    """Something was sent from the talk that would be left. Nothing has changed yet: say so first, with its words."""


@dataclass(frozen=True, slots=True)
class Way:
    """The address that is to go on with a talk, and the phrase or token that opens it. `leaving` is an address whose
    talk would be left, None when whoever is there knows that."""

    channel: str
    address: str
    token: str
    purpose: str
    leaving: str | None


class Doors:
    """Opens a talk for another address of the same person."""

    def __init__(self, store: Store, tools: Tools, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._tools = tools
        self._clock = clock

    def adopt(self, way: Way) -> bool:
        """Attach this address to the person behind a phrase or a token; False when there is none.

        Raises TooManyTries: guessing phrases is limited, so that 40 bits are enough. A token has 256, so it needs no limit,
        and who tries tokens must not use up the tries of those who have words. Raises TalkHere.
        """
        now = self._clock()
        if way.purpose == "phrase":
            self._count_try(way.channel, way.address, now)
        with self._store.begin() as work:
            person_id = self._behind(work, way.token, way.purpose, now)
            if person_id is None or not work.people.exists(person_id):
                return False
            if _leaves_something(work, way, person_id):
                raise TalkHere(TalkHere.__doc__)  # undoes this transaction: a link that works once is not used up
            work.people.remove_identity(way.channel, way.address)
            keep = way.channel != "web"
            work.people.add_identity(person_id, way.channel, way.address, now, keep_original=keep)
            return True

    def words_before_leaving(self, channel: str, address: str, language: str) -> str | None:
        """Four words for the talk of an address that may be left; None when it has words that somebody holds.

        Those keep working: new ones would shut out whoever wrote them down. Words that were given here a moment ago may
        have gone by unseen (a button pressed twice), so they are replaced.
        """
        now = self._clock()
        with self._store.begin() as work:
            person_id = work.people.by_identity(channel, address)
            if person_id is None or not work.lock(person_id):
                return None
            given = work.hash(GIVEN_HERE, person_id)
            made_at = work.phrases.made_at(person_id)
            if made_at is not None and not work.attempts.since(given, max(made_at, now - MAY_BE_UNSEEN)):
                return None
            work.attempts.note(given, now)
            return new_words(self._tools, work, person_id, language, now)

    def _behind(self, work: Work, token: str, purpose: str, now: datetime) -> str | None:
        if purpose == "phrase":
            return work.phrases.find(work.hash("phrase", normal(token)), now)
        found = work.links.take(work.hash("link", token), HANDOVER, now)
        return None if found is None else str(found["person_id"])

    def _count_try(self, channel: str, address: str, now: datetime) -> None:
        with self._store.begin() as work:
            limits = {work.hash("try", "everybody"): TRIES_IN_ALL}
            # On the web each try has a new address; there the network is counted (webchat/pages/resume.py).
            if channel != "web":
                limits[work.hash("try", f"{channel}|{address}")] = TRIES_AN_ADDRESS
            if any(work.attempts.since(bucket, now - TRY_WINDOW) >= most for bucket, most in limits.items()):
                raise TooManyTries(TooManyTries.__doc__)
            for bucket in limits:
                work.attempts.note(bucket, now)

    def hand_over(self, channel: str, address: str) -> str:
        """A one-time token for this person. Raises LookupError when nobody is known by this address."""
        token = self._tools.ids.secret()
        now = self._clock()
        with self._store.begin() as work:
            person_id = work.people.by_identity(channel, address)
            if person_id is None:
                raise LookupError("nobody is known by this address; there is no talk to hand over")
            expires = now + timedelta(hours=HANDOVER_HOURS)
            payload = {"person_id": person_id}
            work.links.put(work.hash("link", token), HANDOVER, payload, expires, person_id=person_id)
        return token


def _leaves_something(work: Work, way: Way, person_id: str) -> bool:
    """True when somebody can still read what was sent from the talk that would be left. It is not looked into."""
    left = work.people.by_identity(way.channel, way.leaving) if way.leaving is not None else None
    if left is None or left == person_id:
        return False
    return any(sent.status == "open" for sent in work.handoffs.of_person(left)) or work.keeping.has_alarm(left)
