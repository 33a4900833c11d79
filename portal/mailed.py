"""Links by mail: whoever may sign in gets one sent, and whoever asks learns nothing, neither from the answer nor its time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Final

from bot.running.network import BITS_OF_A_SITE, network_of
from bot.running.pace import Pace
from portal.sign_in import LINK_LIFE, make_mailed_link
from storage import Store, Work
from storage.staff.consultants import Consultant

LINKS_AN_ADDRESS: Final = 3
"""Within LINK_LIFE. Who uses them up for somebody else has filled that mailbox with links that all work."""
ASKED_AT_ONCE: Final = 20
ASKED_AN_HOUR: Final = 60
MOST_WAITING: Final = 100
_SECONDS_AN_HOUR: Final = 3_600
_AT_A_TIME: Final = 2
_BUCKET: Final = "sign-in mail"
_log: Final = logging.getLogger(__name__)

Send = Callable[[str, str], None]
"""Writes to an address that one signs in with a link. It may take its time, and may fail."""


class MailedLinks:
    """Sends links to consultants, behind the back of whoever asked. `base_url` is where people reach the portal."""

    def __init__(self, store: Store, clock: Callable[[], datetime], base_url: str, send: Send) -> None:
        self._store, self._clock, self._base_url, self._send = store, clock, base_url, send
        self._networks = Pace(ASKED_AT_ONCE, ASKED_AN_HOUR / _SECONDS_AN_HOUR)
        self._workers = ThreadPoolExecutor(_AT_A_TIME, thread_name_prefix="sign-in mail")
        self._waiting: set[Future[None]] = set()

    def may_ask(self, host: str | None) -> bool:
        """Take one try of the network around a host; False when it has none left, whoever is asked for."""
        return self._networks.wait(network_of(host, BITS_OF_A_SITE), self._clock().timestamp()) == 0

    def ask(self, email: str) -> None:
        """Have a link sent, if somebody with this address may sign in; returns at once."""
        if len(self._waiting) >= MOST_WAITING:
            _log.warning("too many sign-in links are waiting to be mailed: one was not sent")
            return
        asked = self._workers.submit(self._mail, email)
        self._waiting.add(asked)
        asked.add_done_callback(self._waiting.discard)

    def settle(self) -> None:
        """Wait until everything that was asked for is done, and take nothing more."""
        self._workers.shutdown()

    def _mail(self, email: str) -> None:
        try:
            with self._store.begin() as work:
                found = work.consultants.by_email(email)
                link = self._link(work, found) if found is not None and found.enabled else None
            if found is not None and link is not None:
                self._send(found.email, link)
                _log.info("sign-in link mailed to consultant %s", found.id)
        except Exception as problem:  # nobody waits for it; what went wrong may quote an address, its kind does not
            _log.error("sign-in link not mailed: %s", getattr(problem, "kind", type(problem).__name__))

    def _link(self, work: Work, consultant: Consultant) -> str | None:
        """A link; None when this consultant was sent enough of them. Committed before it is sent."""
        at, bucket = self._clock(), work.keys.keyed_hash(_BUCKET, consultant.id)
        if work.attempts.since(bucket, at - LINK_LIFE) >= LINKS_AN_ADDRESS:
            return None
        work.attempts.note(bucket, at)
        return make_mailed_link(work, consultant, self._base_url, at)
