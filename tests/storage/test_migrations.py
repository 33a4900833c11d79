"""Migrations and tables say the same, on both databases, also from an installed package."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from hatchling.builders.wheel import WheelBuilder
from sqlalchemy import Engine, inspect

from storage import KeyRing, Store, open_store, schema
from storage.errors import NotUpgraded, StoreUnreachable
from storage.revision import NEWEST
from storage.tables import metadata

ROOT = Path(__file__).parents[2]


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def test_migrations_make_exactly_the_tables_of_the_program(store: Store) -> None:
    with store.engine.begin() as connection:
        assert schema.differences(connection, strangers=True) == []
    assert _tables(store.engine) == {*metadata.tables, "alembic_version"}


def test_every_migration_can_be_taken_back_and_made_again(empty_url: str, keys: KeyRing) -> None:
    store = open_store(empty_url, keys)
    store.upgrade()
    for revision in ("0001", "base"):
        store.downgrade(revision)
        assert store.check() != []
    assert _tables(store.engine) == {"alembic_version"}
    store.upgrade()
    assert store.check() == []
    store.close()


def test_the_program_knows_its_newest_migration() -> None:
    assert ScriptDirectory(str(ROOT / "storage" / "migrations")).get_current_head() == NEWEST


def test_upgrading_twice_changes_nothing(store: Store) -> None:
    before = store.keys.keyed_hash("a", "b")
    store.upgrade()
    assert store.keys.keyed_hash("a", "b") == before
    assert store.check() == []


def test_without_tables_a_store_says_what_to_do(empty_url: str, keys: KeyRing) -> None:
    store = open_store(empty_url, keys)
    (problem,) = store.check()
    assert "maatje db upgrade" in problem
    with pytest.raises(NotUpgraded, match="maatje db upgrade"), store.begin():
        pass
    store.close()


def test_a_table_that_differs_is_noticed_and_one_of_others_is_not(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE of_the_job_engine (id INTEGER)")
    assert store.check() == []
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX ix_inbox_at")
    (problem,) = store.check()
    assert "ix_inbox_at" in problem


def test_a_database_out_of_reach_says_what_to_check(keys: KeyRing, tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}", f"postgresql+psycopg://nobody@/none?host={tmp_path}"):
        with pytest.raises(StoreUnreachable, match="MAATJE_DATABASE_URL"):
            open_store(url, keys)


def test_a_database_in_memory_has_its_tables_too(keys: KeyRing) -> None:
    store = open_store("sqlite://", KeyRing.generate())
    store.upgrade()
    assert store.check() == []
    with store.read() as work:
        assert work.consultants.list() == []
    store.close()


_USE = """
from storage import KeyRing, open_store
import storage
assert "site" in storage.__file__, storage.__file__
store = open_store("sqlite:///installed.db", KeyRing.generate())
store.upgrade()
assert store.check() == []
store.close()
"""


def test_migrations_run_from_an_installed_package(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    command = [sys.executable, "-c", _USE]
    done = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path / "site")}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
