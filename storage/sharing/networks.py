"""My people as rows: alters and ties, written whole from the answers whenever they change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, select

from storage.statement import Statement
from storage.tables import alter, place, tie
from storage.transaction import Transaction

_COLUMNS: Final = ["number", "ring", "area", "link_id", "would_help", "label"]
_CLEAR: Final = Statement(alter.delete().where(alter.c.session_id == bindparam("session_id")))
_ADD: Final = Statement(alter.insert(), "session_id", *_COLUMNS)
_ADD_TIE: Final = Statement(tie.insert(), "session_id", "number", "kind", "value")
_ALTERS: Final = Statement(
    select(*(alter.c[name] for name in _COLUMNS))
    .where(alter.c.session_id == bindparam("session_id"))
    .order_by(alter.c.number)
)
_TIES: Final = Statement(
    select(tie.c.number, tie.c.kind, tie.c.value)
    .where(tie.c.session_id == bindparam("session_id"))
    .order_by(tie.c.number, tie.c.kind)
)


@dataclass(frozen=True, slots=True)
class Alter:
    """Somebody the child named, numbered within the session. `link_id` is the question the name came from."""

    number: int
    name: str
    ring: int
    area: str
    link_id: str
    emoji: str | None = None
    would_help: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """What is between the child and an alter: how it is (`kind` "line") or what they give ("talk", "fun", …).

    "No tie" is a row too; what was not answered has none.
    """

    number: int
    kind: str
    value: str


class Networks:
    """The people around everybody."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def replace(self, session_id: str, alters: Sequence[Alter], ties: Sequence[Tie] = ()) -> None:
        """Keep these people and ties, and no others, for a session."""
        key = self._in.key_of_session(session_id)
        self._in.run(_CLEAR, session_id=session_id)
        self._in.run_each(
            _ADD,
            [
                {
                    "session_id": session_id,
                    "number": each.number,
                    "ring": each.ring,
                    "area": each.area,
                    "link_id": each.link_id,
                    "would_help": each.would_help,
                    "label": key.seal_json(
                        _label_place(session_id, each.number), {"name": each.name, "emoji": each.emoji}
                    ),
                }
                for each in alters
            ],
        )
        self._in.run_each(
            _ADD_TIE,
            [
                {"session_id": session_id, "number": each.number, "kind": each.kind, "value": each.value}
                for each in ties
            ],
        )

    def load(self, session_id: str) -> tuple[list[Alter], list[Tie]]:
        """The people and ties of a session, by number."""
        key = self._in.key_of_session(session_id)
        alters = []
        for number, ring, area, link_id, would_help, label in self._in.all(_ALTERS, session_id=session_id):
            opened = key.open_json(_label_place(session_id, number), label)
            alters.append(Alter(number, opened["name"], ring, area, link_id, opened["emoji"], would_help))
        return alters, [Tie(*row) for row in self._in.all(_TIES, session_id=session_id)]


def _label_place(session_id: str, number: int) -> str:
    return place("alter", "label", session_id, number)
