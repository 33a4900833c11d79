"""Portal sessions: browsers in which a consultant is signed in. The cookie's secret is kept as a hash only."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select

from storage.statement import Statement
from storage.tables import consultant, portal_session
from storage.transaction import Transaction

_CREATE: Final = Statement(portal_session.insert(), "token_hash", "consultant_id", "created_at", "expires_at")
_FIND: Final = Statement(
    select(portal_session.c.consultant_id)
    .join(consultant, consultant.c.id == portal_session.c.consultant_id)
    .where(
        portal_session.c.token_hash == bindparam("token_hash"),
        portal_session.c.expires_at > bindparam("at"),
        consultant.c.disabled_at.is_(None),
    )
)
_REVOKE: Final = Statement(portal_session.delete().where(portal_session.c.token_hash == bindparam("token_hash")))
_REVOKE_ALL: Final = Statement(portal_session.delete().where(portal_session.c.consultant_id == bindparam("of_id")))
_REVOKE_EVERYBODY: Final = Statement(portal_session.delete())
_FORGET_EXPIRED: Final = Statement(portal_session.delete().where(portal_session.c.expires_at <= bindparam("at")))


class PortalSessions:
    """Every browser that is signed in."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def create(self, token_hash: bytes, consultant_id: str, at: datetime, expires: datetime) -> None:
        """Sign a browser in."""
        self._in.run(_CREATE, token_hash=token_hash, consultant_id=consultant_id, created_at=at, expires_at=expires)

    def find(self, token_hash: bytes, at: datetime) -> str | None:
        """The consultant's id; None when the browser is not signed in, no longer, or the consultant is disabled."""
        row = self._in.first(_FIND, token_hash=token_hash, at=at)
        return None if row is None else str(row[0])

    def revoke(self, token_hash: bytes) -> None:
        """Sign a browser out."""
        self._in.run(_REVOKE, token_hash=token_hash)

    def revoke_all(self, consultant_id: str) -> int:
        """Sign a consultant out everywhere; how many browsers."""
        return self._in.run(_REVOKE_ALL, of_id=consultant_id)

    def revoke_everybody(self) -> int:
        """Sign every consultant out everywhere; how many browsers."""
        return self._in.run(_REVOKE_EVERYBODY)

    def forget_expired(self, at: datetime) -> int:
        """Drop what is too old; how many."""
        return self._in.run(_FORGET_EXPIRED, at=at)
