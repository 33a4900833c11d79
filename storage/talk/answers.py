"""Answers: the truth of a talk. A changed answer is a new revision; which one is the newest, the caller decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.sql.dml import Insert

from storage.encryption import DataKey
from storage.statement import Row, Statement, Upsert
from storage.tables import answer, place
from storage.transaction import Transaction, Value

_COLUMNS: Final = ["link_id", "revision", "kind", "content", "language", "text_hash", "provisional", "active", "at"]
_READ: Final = Statement(
    select(*(answer.c[name] for name in _COLUMNS))
    .where(answer.c.session_id == bindparam("session_id"))
    .order_by(answer.c.link_id, answer.c.revision)
)


def _write(insert: Upsert) -> Insert:
    row = insert(answer)
    return row.on_conflict_do_update(
        index_elements=["session_id", "link_id", "revision"],
        set_={name: row.excluded[name] for name in _COLUMNS if name not in ("link_id", "revision")},
    )


_WRITE: Final = Statement(_write, "session_id", *_COLUMNS)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One revision of one answer.

    `kind` says how it was answered (answered, skipped, dont_know, …), `value` is anything JSON can hold, `words` is
    what was typed, verbatim.
    """

    link_id: str
    revision: int
    kind: str
    value: Any
    words: str | None
    language: str
    text_hash: str
    provisional: bool
    active: bool
    at: datetime


class Answers:
    """The answers of everybody."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def load(self, session_id: str) -> list[AnswerRow]:
        """The newest revision of every answer of a session, on the path or not."""
        # Revisions are few: taking the last of each here is quicker than having the database look for it.
        newest = {row[0]: row for row in self._in.all(_READ, session_id=session_id)}
        return self._rows(session_id, newest.values())

    def history(self, session_id: str) -> list[AnswerRow]:
        """Every revision of every answer of a session, by question, oldest first."""
        return self._rows(session_id, self._in.all(_READ, session_id=session_id))

    def write(self, session_id: str, rows: Iterable[AnswerRow]) -> None:
        """Add new revisions; one that is there already (begun, or now off the path) is written again as given."""
        key = self._in.key_of_session(session_id)
        self._in.run_each(_WRITE, [_sealed(session_id, row, key) for row in rows])

    def _rows(self, session_id: str, rows: Iterable[Row]) -> list[AnswerRow]:
        key = self._in.key_of_session(session_id)
        where = _content_place(session_id)
        found = []
        for link_id, revision, kind, content, *rest in rows:
            opened = key.open_json(f"{where}|{link_id}|{revision}", content)
            found.append(AnswerRow(link_id, revision, kind, opened["value"], opened["words"], *rest))
        return found


def _sealed(session_id: str, row: AnswerRow, key: DataKey) -> dict[str, Value]:
    values: dict[str, Value] = {name: getattr(row, name) for name in _COLUMNS if name != "content"}
    where = f"{_content_place(session_id)}|{row.link_id}|{row.revision}"
    content = key.seal_json(where, {"value": row.value, "words": row.words})
    return {**values, "session_id": session_id, "content": content}


def _content_place(session_id: str) -> str:
    return place("answer", "content", session_id)
