"""The outbox: every message that goes out, stored with its turn and sent after the commit.

waiting -> sending -> sent, or failed when the channel says it never will. A crash leaves rows waiting or sending; the
redelivery job finds them with `stuck`. A message may so arrive twice, it is never lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Integer, and_, bindparam, or_, select

from storage.statement import Row, Statement
from storage.tables import UNSENT, channel_identity, outbox, place
from storage.transaction import Transaction

_UNSENT: Final = or_(*(outbox.c.status == status for status in UNSENT))
_ONE: Final = and_(
    outbox.c.session_id == bindparam("session_id"),
    outbox.c.seq == bindparam("of_seq"),
    outbox.c.ordinal == bindparam("of_ordinal"),
)
_ADD: Final = Statement(
    outbox.insert(),
    *["session_id", "seq", "ordinal", "channel", "recipient", "payload", "status", "attempts", "at", "changed_at"],
)
_READ: Final = (
    select(
        *(
            outbox.c[name]
            for name in ["session_id", "seq", "ordinal", "channel", "status", "attempts", "at", "changed_at", "payload"]
        ),
        channel_identity.c.external_hash,
        channel_identity.c.external_id,
    )
    .join(
        channel_identity,
        and_(
            channel_identity.c.channel == outbox.c.channel,
            channel_identity.c.external_hash == outbox.c.recipient,
        ),
        isouter=True,
    )
    .where(_UNSENT)
)
_PENDING: Final = Statement(
    _READ.where(outbox.c.session_id == bindparam("session_id")).order_by(outbox.c.seq, outbox.c.ordinal)
)
_REFERENCE: Final = Statement(select(outbox.c.sent_ref).where(_ONE))
_STUCK: Final = Statement(
    select(outbox.c.session_id, outbox.c.seq, outbox.c.ordinal, outbox.c.attempts, outbox.c.changed_at)
    .where(_UNSENT, outbox.c.changed_at < bindparam("before"))
    .order_by(outbox.c.changed_at, outbox.c.session_id, outbox.c.seq, outbox.c.ordinal)
    .limit(bindparam("at_most", type_=Integer))
)
_LAST: Final = Statement(
    select(outbox.c.seq, outbox.c.ordinal, outbox.c.channel, outbox.c.recipient)
    .where(outbox.c.session_id == bindparam("session_id"))
    .order_by(outbox.c.seq.desc(), outbox.c.ordinal.desc())
    .limit(1)
)
_SENDING: Final = Statement(
    outbox.update()
    .where(_ONE, _UNSENT, outbox.c.attempts == bindparam("attempts_seen"))
    .values(status="sending", attempts=outbox.c.attempts + 1, changed_at=bindparam("now"))
)
_SENT: Final = Statement(
    outbox.update()
    .where(_ONE)
    .values(status="sent", sent_ref=bindparam("ref"), error=None, changed_at=bindparam("now"))
)
_REWRITE: Final = Statement(outbox.update().where(_ONE).values(payload=bindparam("new_payload")))
_FAILED: Final = Statement(
    outbox.update()
    .where(_ONE, _UNSENT)
    .values(status=bindparam("new_status"), error=bindparam("kind"), changed_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class PendingMessage:
    """A message that is not sent yet. `address` is the channel's own id of the person, None where none was kept."""

    id: str
    session_id: str
    seq: int
    ordinal: int
    channel: str
    address: str | None
    payload: Mapping[str, Any]
    status: str
    attempts: int
    at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class StuckMessage:
    """A message that a crash or a bad line left behind: ids only, fit for a job's arguments."""

    id: str
    session_id: str
    attempts: int
    changed_at: datetime


class Outbox:
    """Everything that goes out over every channel."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def add(
        self,
        session_id: str,
        seq: int,
        payloads: Sequence[Mapping[str, Any]],
        channel: str,
        recipient: bytes | None,
        at: datetime,
    ) -> list[str]:
        """Keep the messages of a turn, in order; their ids. `recipient` is the hash that `add_identity` returned."""
        return self._add(session_id, (seq, 0), payloads, channel, recipient, at)

    def add_after(self, session_id: str, payload: Mapping[str, Any], at: datetime) -> str | None:
        """Keep a message that no turn made, behind the last one and to where that went; its id.

        None when nothing was ever said in that talk, so that nobody knows where to say it.
        """
        last = self._in.first(_LAST, session_id=session_id)
        if last is None:
            return None
        seq, ordinal, channel, recipient = last
        return self._add(session_id, (seq, ordinal + 1), [payload], channel, recipient, at)[0]

    def _add(
        self,
        session_id: str,
        first: tuple[int, int],
        payloads: Sequence[Mapping[str, Any]],
        channel: str,
        recipient: bytes | None,
        at: datetime,
    ) -> list[str]:
        key = self._in.key_of_session(session_id)
        seq, start = first
        self._in.run_each(
            _ADD,
            [
                {
                    "session_id": session_id,
                    "seq": seq,
                    "ordinal": ordinal,
                    "channel": channel,
                    "recipient": recipient,
                    "payload": key.seal_json(payload_place(session_id, seq, ordinal), payload),
                    "status": "waiting",
                    "attempts": 0,
                    "at": at,
                    "changed_at": at,
                }
                for ordinal, payload in enumerate(payloads, start)
            ],
        )
        return [_message_id(session_id, seq, ordinal) for ordinal in range(start, start + len(payloads))]

    def rewrite(self, session_id: str, seq: int, ordinal: int, payload: Mapping[str, Any]) -> None:
        """Put another payload in the place of a message's own; the old one cannot be read any more."""
        sealed = self._in.key_of_session(session_id).seal_json(payload_place(session_id, seq, ordinal), payload)
        self._in.run(_REWRITE, **_one(_message_id(session_id, seq, ordinal)), new_payload=sealed)

    def reference(self, session_id: str, seq: int, ordinal: int) -> str | None:
        """The channel's numbers of a message that was sent; None when it was not, or has none."""
        row = self._in.first(_REFERENCE, **_one(_message_id(session_id, seq, ordinal)))
        return None if row is None else row[0]

    def pending(self, session_id: str) -> list[PendingMessage]:
        """What a session still has to send, in order."""
        return [self._message(row) for row in self._in.all(_PENDING, session_id=session_id)]

    def stuck(self, before: datetime, limit: int = 100) -> list[StuckMessage]:
        """What was committed but neither sent nor given up, untouched since `before`; the oldest first."""
        return [
            StuckMessage(_message_id(session_id, seq, ordinal), session_id, attempts, changed_at)
            for session_id, seq, ordinal, attempts, changed_at in self._in.all(_STUCK, before=before, at_most=limit)
        ]

    def mark_sending(self, message_id: str, at: datetime, *, attempts: int = 0) -> bool:
        """Claim a message before sending it. False when it is sent, given up, or somebody else's since we looked.

        `attempts` is the number that the pending or stuck message showed.
        """
        return self._in.run(_SENDING, **_one(message_id), attempts_seen=attempts, now=at) == 1

    def mark_sent(self, message_id: str, sent_ref: str | None, at: datetime) -> None:
        """It arrived. `sent_ref` is the channel's number of the message within the chat: never an address.

        What became several messages there has several numbers, with spaces between.
        """
        self._in.run(_SENT, **_one(message_id), ref=sent_ref, now=at)

    def mark_failed(self, message_id: str, error_kind: str, at: datetime, *, final: bool) -> None:
        """It did not arrive; when not final it waits again. `error_kind` is a word like "blocked", never a text."""
        status = "failed" if final else "waiting"
        self._in.run(_FAILED, **_one(message_id), new_status=status, kind=error_kind, now=at)

    def _message(self, row: Row) -> PendingMessage:
        session_id, seq, ordinal, channel, status, attempts, at, changed_at, payload, external_hash, external_id = row
        key = self._in.key_of_session(session_id)
        address = None
        if external_id is not None:
            address = key.open_text(place("channel_identity", "external_id", channel, external_hash.hex()), external_id)
        return PendingMessage(
            _message_id(session_id, seq, ordinal),
            session_id,
            seq,
            ordinal,
            channel,
            address,
            key.open_json(payload_place(session_id, seq, ordinal), payload),
            status,
            attempts,
            at,
            changed_at,
        )


def payload_place(session_id: str, seq: int, ordinal: int) -> str:
    """Where a message's content lives."""
    return place("outbox", "payload", session_id, seq, ordinal)


def _message_id(session_id: str, seq: int, ordinal: int) -> str:
    return f"{session_id}.{seq}.{ordinal}"


def _one(message_id: str) -> dict[str, str | int]:
    session_id, seq, ordinal = message_id.rsplit(".", 2)
    return {"session_id": session_id, "of_seq": int(seq), "of_ordinal": int(ordinal)}
