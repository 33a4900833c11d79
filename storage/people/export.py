"""Everything we keep about a person. It is read from the tables themselves, so a new column cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, RowMapping, Select, Table, select

from storage.encryption import DataKey
from storage.people.consents import Consents
from storage.tables import alarm, handoff, metadata, place, session
from storage.transaction import Transaction

_TIES: Final = frozenset({"person_id", "session_id", "handoff_id", "alarm_id"})


def export_person(transaction: Transaction, person_id: str) -> dict[str, Any]:
    """Every row of a person by table, opened; moments as ISO texts. Keys and hashes are left out: they say nothing."""
    key = transaction.key_of(person_id)
    found: dict[str, Any] = {}
    for table, rows_of in personal_tables():
        rows = transaction.connection.execute(rows_of(person_id)).mappings()
        if opened := [_opened(table, row, key) for row in rows]:
            found[table.name] = opened
    for decided in found.get("consent", ()):
        decided["text"] = Consents(transaction).wording(decided["text_hash"])
    return found


class _RowsOf:
    """The rows of a table that belong to a person, found through whatever ties the table to them."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def __call__(self, person_id: str) -> Select[Any]:
        order = list(self.table.primary_key.columns)
        return select(*_columns(self.table)).where(self._theirs(person_id)).order_by(*order)

    def _theirs(self, person_id: str) -> ColumnElement[bool]:
        columns = self.table.c
        if self.table.name == "person":
            return columns.id == person_id
        if "person_id" in columns:
            return columns.person_id == person_id
        if "session_id" in columns:
            return columns.session_id.in_(select(session.c.id).where(session.c.person_id == person_id))
        if "alarm_id" in columns:
            return columns.alarm_id.in_(select(alarm.c.id).where(alarm.c.person_id == person_id))
        return columns.handoff_id.in_(select(handoff.c.id).where(handoff.c.person_id == person_id))


def personal_tables() -> Iterator[tuple[Table, _RowsOf]]:
    """Every table with rows of a person, in the order of their foreign keys."""
    for table in metadata.sorted_tables:
        if table.name == "person" or _TIES & set(table.c.keys()):
            yield table, _RowsOf(table)


def exported_columns(table: Table) -> frozenset[str]:
    """The columns of a table that a person gets to read of their own rows."""
    return frozenset(column.name for column in _columns(table) if not column.info.get("hashed"))


def _columns(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if not column.info.get("secret")]


def _opened(table: Table, row: RowMapping, key: DataKey) -> dict[str, Any]:
    primary = [_plain(row[column.name]) for column in table.primary_key.columns]
    opened: dict[str, Any] = {}
    for column in _columns(table):
        value = row[column.name]
        form = column.info.get("sealed")
        if form and value is not None:
            where = place(table.name, column.name, *primary)
            opened[column.name] = key.open_text(where, value) if form == "text" else key.open_json(where, value)
        elif not column.info.get("hashed"):
            opened[column.name] = _plain(value)
    return opened


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value
