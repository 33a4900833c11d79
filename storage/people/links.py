"""One-time links: a secret that opens one thing once (sign in to the portal, go on in another channel)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam

from storage.encryption import DataKey
from storage.statement import Statement
from storage.tables import one_time_link, place
from storage.transaction import Transaction

_PUT: Final = Statement(one_time_link.insert(), "link_hash", "purpose", "person_id", "payload", "expires_at")
_TAKE: Final = Statement(
    one_time_link.delete()
    .where(
        one_time_link.c.link_hash == bindparam("link_hash"),
        one_time_link.c.purpose == bindparam("purpose"),
        one_time_link.c.expires_at > bindparam("at"),
    )
    .returning(one_time_link.c.person_id, one_time_link.c.payload)
)
_FORGET_ALL: Final = Statement(one_time_link.delete())
_FORGET_EXPIRED: Final = Statement(one_time_link.delete().where(one_time_link.c.expires_at <= bindparam("at")))


class Links:
    """Every link that was not used yet. Hash with `store.keys.keyed_hash("link", secret)`; the secret is not kept."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def put(
        self,
        link_hash: bytes,
        purpose: str,
        payload: Mapping[str, Any],
        expires: datetime,
        *,
        person_id: str | None = None,
    ) -> None:
        """Keep what the link will open. With a person it is sealed with their key and goes when they go."""
        sealed = self._key(person_id).seal_json(_payload_place(link_hash), payload)
        self._in.run(
            _PUT, link_hash=link_hash, purpose=purpose, person_id=person_id, payload=sealed, expires_at=expires
        )

    def take(self, link_hash: bytes, purpose: str, at: datetime) -> dict[str, Any] | None:
        """What the link opens, exactly once; None when it is unknown, used, too old or made for another purpose."""
        row = self._in.first(_TAKE, link_hash=link_hash, purpose=purpose, at=at)
        if row is None:
            return None
        person_id, payload = row
        opened: dict[str, Any] = self._key(person_id).open_json(_payload_place(link_hash), payload)
        return opened

    def forget_all(self) -> int:
        """Put every link out of use; how many."""
        return self._in.run(_FORGET_ALL)

    def forget_expired(self, at: datetime) -> int:
        """Drop what is too old; how many."""
        return self._in.run(_FORGET_EXPIRED, at=at)

    def _key(self, person_id: str | None) -> DataKey:
        return self._in.keys.house if person_id is None else self._in.key_of(person_id)


def _payload_place(link_hash: bytes) -> str:
    return place("one_time_link", "payload", link_hash.hex())
