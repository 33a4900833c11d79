"""Signing in: a link that works once gives a browser a session. Of both secrets only the hash is kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from storage import KeyRing, Store, Work
from storage.staff.consultants import Consultant

LINK_LIFE: Final = timedelta(minutes=15)
FIRST_LINK_LIFE: Final = timedelta(hours=24)
SESSION_LIFE: Final = timedelta(hours=12)
LINK_PATH: Final = "/portal/in/"
_PURPOSE: Final = "portal sign-in"
_NEWEST: Final = "newest_link"
_BESIDE: Final = "beside"
"""In a mailed link: which printed one was the newest then. When that has changed, somebody was reset or disabled."""
_SECRET_BYTES: Final = 32

Clock = Callable[[], datetime]


class UnknownConsultant(LookupError):
    """There is no such consultant, or they are disabled. See `maatje consultant list`."""


def make_sign_in_link(
    store: Store, keys: KeyRing, consultant_id: str, base_url: str, clock: Clock, life: timedelta = LINK_LIFE
) -> str:
    """Make the address that signs a consultant in, once, within `life`; it puts older links out of use.

    Raises UnknownConsultant.
    """
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    link_hash = _link_hash(keys, secret)
    at = clock()
    with store.begin() as work:
        found = work.consultants.get(consultant_id)
        if found is None or not found.enabled:
            raise UnknownConsultant(UnknownConsultant.__doc__)
        work.links.forget_expired(at)
        work.links.put(link_hash, _PURPOSE, {"consultant": consultant_id}, at + life)
        work.consultants.set_credentials(consultant_id, {**_credentials(work, consultant_id), _NEWEST: link_hash.hex()})
    return base_url.rstrip("/") + LINK_PATH + secret


def make_mailed_link(work: Work, consultant: Consultant, base_url: str, at: datetime) -> str:
    """Make the address that a mail brings: once, within LINK_LIFE. Anybody may ask for it, so it ends nothing else.

    Neither an open sign-in nor another link goes out of use; `maatje consultant reset` and `disable` put it out of use.
    """
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    beside = _credentials(work, consultant.id).get(_NEWEST, "")
    work.links.forget_expired(at)
    payload = {"consultant": consultant.id, _BESIDE: beside}
    work.links.put(_link_hash(work.keys, secret), _PURPOSE, payload, at + LINK_LIFE)
    return base_url.rstrip("/") + LINK_PATH + secret


def take_link(work: Work, secret: str, at: datetime) -> Consultant | None:
    """Use a link up and say whom it signs in; None when it is unknown, used, too old or was put out of use."""
    link_hash = _link_hash(work.keys, secret)
    payload = work.links.take(link_hash, _PURPOSE, at)
    if payload is None:
        return None
    found = work.consultants.get(payload["consultant"])
    if (
        found is None
        or not found.enabled
        or _credentials(work, found.id).get(_NEWEST, "") != payload.get(_BESIDE, link_hash.hex())
    ):
        return None
    return found


def start_session(work: Work, consultant: Consultant, at: datetime) -> str:
    """Sign a browser in; the secret for its cookie."""
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    work.portal_sessions.forget_expired(at)
    work.portal_sessions.create(_session_hash(work, secret), consultant.id, at, at + SESSION_LIFE)
    return secret


def signed_in(work: Work, secret: str | None, at: datetime) -> Consultant | None:
    """Say who is signed in with a cookie; None also when they were disabled a moment ago."""
    if not secret:
        return None
    consultant_id = work.portal_sessions.find(_session_hash(work, secret), at)
    return None if consultant_id is None else work.consultants.get(consultant_id)


def end_session(work: Work, secret: str | None) -> None:
    """Sign a browser out."""
    if secret:
        work.portal_sessions.revoke(_session_hash(work, secret))


def forget_links(work: Work, consultant_id: str) -> None:
    """Put every link of a consultant out of use."""
    kept = {name: value for name, value in _credentials(work, consultant_id).items() if name != _NEWEST}
    work.consultants.set_credentials(consultant_id, kept or None)


def _credentials(work: Work, consultant_id: str) -> dict[str, object]:
    return work.consultants.credentials(consultant_id) or {}


def _link_hash(keys: KeyRing, secret: str) -> bytes:
    return keys.keyed_hash("link", secret)


def _session_hash(work: Work, secret: str) -> bytes:
    return work.hash("portal session", secret)
