"""People: a random id, a key of their own, and the channels on which we know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select

from storage.people.deletions import Deletions
from storage.people.export import export_person
from storage.statement import Statement
from storage.tables import channel_identity, data_key, person, place
from storage.transaction import Transaction

_CREATE: Final = Statement(person.insert(), "id", "created_at")
_EXISTS: Final = Statement(select(person.c.id).where(person.c.id == bindparam("person_id")))
_KEYS: Final = Statement(
    select(person.c.id, data_key.c.wrapped).select_from(person.outerjoin(data_key, data_key.c.person_id == person.c.id))
)
_DELETE: Final = Statement(person.delete().where(person.c.id == bindparam("person_id")))
_IDENTITY: Final = (
    channel_identity.c.channel == bindparam("channel"),
    channel_identity.c.external_hash == bindparam("external_hash"),
)
_BY_IDENTITY: Final = Statement(select(channel_identity.c.person_id).where(*_IDENTITY))
_RECOGNISE: Final = Statement(
    select(channel_identity.c.person_id, data_key.c.wrapped)
    .join(data_key, data_key.c.person_id == channel_identity.c.person_id)
    .where(*_IDENTITY)
    .with_for_update(of=data_key)
)
_ADD_IDENTITY: Final = Statement(
    channel_identity.insert(), "channel", "external_hash", "person_id", "external_id", "created_at"
)
_REMOVE_IDENTITY: Final = Statement(channel_identity.delete().where(*_IDENTITY))
_IDENTITIES: Final = Statement(
    select(
        channel_identity.c.channel,
        channel_identity.c.external_hash,
        channel_identity.c.external_id,
        channel_identity.c.created_at,
    )
    .where(channel_identity.c.person_id == bindparam("person_id"))
    .order_by(channel_identity.c.created_at)
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Where a person is known. `recipient` is the keyed hash; `external_id` the original, None where it is not kept."""

    channel: str
    recipient: bytes
    external_id: str | None
    since: datetime


class People:
    """Everybody who talks with us."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._deletions = Deletions(transaction)

    def create(self, person_id: str, created_at: datetime) -> None:
        """A new person with a key of their own."""
        self._in.run(_CREATE, id=person_id, created_at=created_at)
        self._in.new_person_key(person_id)

    def exists(self, person_id: str) -> bool:
        """True when there is such a person."""
        return self._in.first(_EXISTS, person_id=person_id) is not None

    def by_identity(self, channel: str, external_id: str) -> str | None:
        """The person behind a channel's id, or None."""
        row = self._in.first(_BY_IDENTITY, channel=channel, external_hash=self._hash(channel, external_id))
        return None if row is None else str(row[0])

    def recognise(self, channel: str, external_id: str) -> str | None:
        """Like `by_identity`, for a turn: nobody else plays a turn of this person before we are done."""
        row = self._in.first(_RECOGNISE, channel=channel, external_hash=self._hash(channel, external_id))
        if row is None:
            return None
        self._in.locked(row[0], row[1])
        return str(row[0])

    def add_identity(
        self, person_id: str, channel: str, external_id: str, at: datetime, *, keep_original: bool = False
    ) -> bytes:
        """Know the person on this channel too; the hash that messages name as their recipient.

        The original is kept (sealed) only where we must send by ourselves, as on Telegram.
        """
        external_hash = self._hash(channel, external_id)
        sealed = None
        if keep_original:
            sealed = self._in.key_of(person_id).seal_text(_identity_place(channel, external_hash), external_id)
        self._in.run(
            _ADD_IDENTITY,
            channel=channel,
            external_hash=external_hash,
            person_id=person_id,
            external_id=sealed,
            created_at=at,
        )
        return external_hash

    def remove_identity(self, channel: str, external_id: str) -> bool:
        """Know nobody on this channel's id any more; False when we did not."""
        return self._in.run(_REMOVE_IDENTITY, channel=channel, external_hash=self._hash(channel, external_id)) == 1

    def identities(self, person_id: str) -> list[Identity]:
        """Where a person is known, oldest first."""
        key = self._in.key_of(person_id)
        return [
            Identity(
                channel,
                recipient,
                None if sealed is None else key.open_text(_identity_place(channel, recipient), sealed),
                since,
            )
            for channel, recipient, sealed, since in self._in.all(_IDENTITIES, person_id=person_id)
        ]

    def delete(self, person_id: str, at: datetime, reason: str = "asked") -> bool:
        """Destroy the person's key and every row that is theirs; False when there is no such person.

        What stays is a record that somebody was deleted, found only by who knows the random id, so that a backup that
        is put back can be cleaned again. `reason` is a word like "asked" or "term".
        """
        gone = self._in.run(_DELETE, person_id=person_id) == 1
        if gone:
            self._deletions.note_person(person_id, reason, at)
            self._in.forget(person_id)
        return gone

    def unreadable(self) -> int:
        """How many there are whose key is damaged or gone, so that nobody can read what is theirs."""
        return sum(
            wrapped is None or not self._in.opens(person_id, wrapped) for person_id, wrapped in self._in.all(_KEYS)
        )

    def export(self, person_id: str) -> dict[str, Any]:
        """Everything we keep about a person, opened and readable, by table. Raises UnknownPerson."""
        return export_person(self._in, person_id)

    def _hash(self, channel: str, external_id: str) -> bytes:
        return self._in.hash(f"identity|{channel}", external_id)


def _identity_place(channel: str, external_hash: bytes) -> str:
    return place("channel_identity", "external_id", channel, external_hash.hex())
