"""Every column is written down: who gets it, when it ends, what takes it away; and what is written down is true."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, MetaData, Table, Text

from storage.people.export import exported_columns, personal_tables
from storage.tables import metadata, person
from storage.tables.personal import KEPT, Fate


def undeclared(tables: MetaData) -> list[str]:
    """Columns that nobody has decided about, and decisions about columns that are not there."""
    wrong = []
    for table in tables.sorted_tables:
        kept = KEPT.get(table.name)
        known = kept.export | kept.never if kept else frozenset()
        wrong += sorted(f"{table.name}.{name}" for name in known ^ set(table.c.keys()))
    return [*wrong, *sorted(set(KEPT) - set(tables.tables))]


def test_every_column_of_every_table_is_declared() -> None:
    assert undeclared(metadata) == []


def test_a_new_column_and_a_new_table_without_a_decision_are_noticed() -> None:
    copy = MetaData()
    for table in metadata.sorted_tables:
        table.to_metadata(copy)
    copy.tables["alarm"].append_column(Column("nickname", Text))
    Table("diary", copy, Column("page", Text))
    assert sorted(undeclared(copy)) == ["alarm.nickname", "diary.page"]


@pytest.mark.parametrize(("name", "kept"), KEPT.items())
def test_nobody_decides_twice_about_a_column(name: str, kept: Fate) -> None:
    assert kept.export & kept.never == frozenset()


def test_what_is_declared_to_be_exported_is_what_an_export_holds() -> None:
    held = {table.name: exported_columns(table) for table, _ in personal_tables()}
    assert held == {name: kept.export for name, kept in KEPT.items() if kept.is_personal}


def test_what_is_kept_from_an_export_can_say_nothing_to_anybody() -> None:
    """Keys and keyed hashes only: a column with a word, a time or a number would be somebody's to read."""
    for name, kept in KEPT.items():
        if kept.is_personal:
            infos = [metadata.tables[name].c[column].info for column in kept.never]
            assert all("secret" in info or "hashed" in info for info in infos), name


def hangs(table: Table) -> bool:
    """True when every row goes as soon as its person goes."""
    return table is person or any(
        key.ondelete == "CASCADE" and key.column.table is not table and hangs(key.column.table)
        for key in table.foreign_keys
    )


def test_what_is_declared_to_go_with_the_person_hangs_from_the_person() -> None:
    hanging = {table.name for table in metadata.sorted_tables if hangs(table)}
    assert hanging == {name for name, kept in KEPT.items() if kept.goes == "with the person"}


def test_what_is_about_a_child_and_outlives_it_says_only_who_looked_and_who_was_told() -> None:
    outliving = {name for name, kept in KEPT.items() if kept.is_personal and kept.goes != "with the person"}
    assert outliving == {"access_log", "alarm_notice"}
