"""Prompts: which message of the channel carries which turn token, so that old buttons can be cleared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select

from storage.statement import Statement
from storage.tables import prompt
from storage.transaction import Transaction

_COLUMNS: Final = ["token", "seq", "channel", "message_ref", "at"]
_REMEMBER: Final = Statement(
    lambda insert: (row := insert(prompt)).on_conflict_do_update(
        index_elements=["session_id", "token"],
        set_={name: row.excluded[name] for name in _COLUMNS[1:]},
    ),
    *("session_id", *_COLUMNS),
)
_FIND: Final = Statement(
    select(*(prompt.c[name] for name in _COLUMNS)).where(
        prompt.c.session_id == bindparam("session_id"), prompt.c.token == bindparam("token")
    )
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question on the screen. `message_ref` is the channel's number of the message within the chat."""

    token: str
    seq: int
    channel: str
    message_ref: str
    at: datetime


class Prompts:
    """The prompts of every session."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def remember(self, session_id: str, token: str, seq: int, channel: str, message_ref: str, at: datetime) -> None:
        """Note under which message a token stands; a later message for the same token replaces it."""
        self._in.run(
            _REMEMBER, session_id=session_id, token=token, seq=seq, channel=channel, message_ref=message_ref, at=at
        )

    def find(self, session_id: str, token: str) -> Prompt | None:
        """The message that carries a token, or None."""
        row = self._in.first(_FIND, session_id=session_id, token=token)
        return None if row is None else Prompt(*row)
