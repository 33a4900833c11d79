"""The transcript: what both said, in order, as the page shows it again after a reload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Integer, and_, bindparam, or_, select, union_all

from storage.statement import Statement
from storage.tables import outbox, turn
from storage.talk.outbox import payload_place
from storage.talk.turns import heard_place
from storage.transaction import Transaction

CHILD_ORDINAL: Final = -1
Place = tuple[int, int]

_NUMBERS: Final = Statement(
    union_all(
        *(
            select(table.c.seq, reference.label("ref")).where(
                table.c.session_id == bindparam("session_id"), table.c.at >= bindparam("since"), reference.is_not(None)
            )
            for table, reference in ((turn, turn.c.heard_ref), (outbox, outbox.c.sent_ref))
        )
    ).order_by("seq")
)
_SAID: Final = Statement(
    select(outbox.c.seq, outbox.c.ordinal, outbox.c.payload, outbox.c.at)
    .where(
        outbox.c.session_id == bindparam("session_id"),
        or_(
            outbox.c.seq > bindparam("after_seq", type_=Integer),
            and_(
                outbox.c.seq == bindparam("after_seq", type_=Integer),
                outbox.c.ordinal > bindparam("after_ordinal", type_=Integer),
            ),
        ),
    )
    .order_by(outbox.c.seq, outbox.c.ordinal)
)
_HEARD: Final = Statement(
    select(turn.c.seq, turn.c.heard, turn.c.at).where(
        turn.c.session_id == bindparam("session_id"),
        turn.c.seq >= bindparam("from_seq", type_=Integer),
        turn.c.heard.is_not(None),
    )
)


@dataclass(frozen=True, slots=True)
class Line:
    """One bubble. The bot's has a `payload`, the child's a `text`; a child's line stands before what it led to."""

    seq: int
    ordinal: int
    by: Literal["bot", "child"]
    payload: Mapping[str, Any] | None
    text: str | None
    at: datetime

    @property
    def place(self) -> Place:
        """Where the line stands; hand it in as `after` to get what came later."""
        return (self.seq, self.ordinal)


class Transcript:
    """What was said in every session."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def of(self, session_id: str, after: Place | None = None) -> list[Line]:
        """The lines of a session in order, or only those after a place."""
        after = after or (-1, 0)
        lines = [*self._heard(session_id, after), *self._said(session_id, after)]
        return sorted(lines, key=lambda line: line.place)

    def references(self, session_id: str, since: datetime) -> list[str]:
        """The channel's own numbers of everything both said since a moment (aware), oldest first; nothing is opened."""
        rows = self._in.all(_NUMBERS, session_id=session_id, since=since)
        return [number for _seq, ref in rows for number in ref.split()]

    def _said(self, session_id: str, after: Place) -> list[Line]:
        rows = self._in.all(_SAID, session_id=session_id, after_seq=after[0], after_ordinal=after[1])
        if not rows:
            return []
        key = self._in.key_of_session(session_id)
        return [
            Line(seq, ordinal, "bot", key.open_json(payload_place(session_id, seq, ordinal), payload), None, at)
            for seq, ordinal, payload, at in rows
        ]

    def _heard(self, session_id: str, after: Place) -> list[Line]:
        # A child's line has the lowest ordinal of its turn: whoever saw anything of that turn has seen it.
        rows = self._in.all(_HEARD, session_id=session_id, from_seq=after[0] + 1)
        if not rows:
            return []
        key = self._in.key_of_session(session_id)
        return [
            Line(seq, CHILD_ORDINAL, "child", None, key.open_text(heard_place(session_id, seq), heard), at)
            for seq, heard, at in rows
        ]
