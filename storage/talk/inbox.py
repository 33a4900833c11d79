"""The inbox: what has come in, so that the same message never counts twice."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select

from storage.statement import Statement
from storage.tables import inbox
from storage.transaction import Transaction

_CLAIM: Final = Statement(
    lambda insert: insert(inbox).on_conflict_do_nothing(index_elements=["channel", "external_id"]),
    *("channel", "external_id", "at"),
)
_KNOWN: Final = Statement(
    select(inbox.c.at).where(inbox.c.channel == bindparam("channel"), inbox.c.external_id == bindparam("external_id"))
)
_FORGET: Final = Statement(inbox.delete().where(inbox.c.at < bindparam("before")))


class Inbox:
    """Everything that came in over every channel."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def claim(self, channel: str, external_id: str, at: datetime) -> bool:
        """True when this message is new and now ours; False when it was here before and nothing must happen.

        `external_id` is the channel's number of the message. It is stored as it is: no address, no name.
        """
        return self._in.run(_CLAIM, channel=channel, external_id=external_id, at=at) == 1

    def knows(self, channel: str, external_id: str) -> bool:
        """True when this message was claimed before."""
        return self._in.first(_KNOWN, channel=channel, external_id=external_id) is not None

    def forget_before(self, before: datetime) -> int:
        """Drop old entries, once no channel can deliver them again; how many."""
        return self._in.run(_FORGET, before=before)
