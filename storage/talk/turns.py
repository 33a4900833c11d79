"""Turns: what a person did, one row for each turn of a session."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from storage.statement import Statement
from storage.tables import place, turn
from storage.transaction import Transaction

_ADD: Final = Statement(turn.insert(), "session_id", "seq", "event_kind", "heard", "at", "heard_ref")


class Turns:
    """The turns of every session."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def add(
        self,
        session_id: str,
        seq: int,
        event_kind: str,
        heard: str | None,
        at: datetime,
        *,
        heard_ref: str | None = None,
    ) -> None:
        """Keep what happened. `heard` is what the child's bubble shows, None when there is no bubble.

        `heard_ref` holds the channel's numbers of it within the chat, with spaces between: never an address, no content.

        A second turn with the same number is refused (StatementFailed).
        """
        sealed = None
        if heard is not None:
            sealed = self._in.key_of_session(session_id).seal_text(heard_place(session_id, seq), heard)
        told = {"event_kind": event_kind, "heard": sealed, "heard_ref": heard_ref}
        self._in.run(_ADD, session_id=session_id, seq=seq, at=at, **told)


def heard_place(session_id: str, seq: int) -> str:
    """Where the child's words of a turn live."""
    return place("turn", "heard", session_id, seq)
