"""The clock as it was last believed; before the first look, the last sign of life of anybody."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from care.clock import Clock
from storage.statement import Statement
from storage.tables import clock, person, session
from storage.transaction import Transaction

_THE_ONE: Final = 1
_SEEN: Final = Statement(select(clock.c.seen_at, clock.c.doubted_since))
_LAST_TALK: Final = Statement(select(func.max(session.c.updated_at)))
_LAST_NEWCOMER: Final = Statement(select(func.max(person.c.created_at)))
_KEEP: Final = Statement(
    lambda insert: (new := insert(clock)).on_conflict_do_update(
        index_elements=["id"],
        set_={"seen_at": new.excluded.seen_at, "doubted_since": new.excluded.doubted_since},
    ),
    *("id", "seen_at", "doubted_since"),
)


class ClockSeen:
    """What is known of the clock."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def last(self) -> Clock | None:
        """How it stood at the last look; None when nobody was ever here."""
        row = self._in.first(_SEEN)
        if row is not None:
            return Clock(*row)
        signs = [row[0] for one in (_LAST_TALK, _LAST_NEWCOMER) if (row := self._in.first(one)) and row[0]]
        return Clock(max(signs)) if signs else None

    def keep(self, known: Clock) -> None:
        """Note how it stands."""
        self._in.run(_KEEP, id=_THE_ONE, seen_at=known.seen_at, doubted_since=known.doubted_since)

    def look(self, now: datetime) -> Clock:
        """How it stands at a moment; say `keep` to remember it."""
        last = self.last()
        return Clock(now) if last is None else last.at(now)
