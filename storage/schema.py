"""The schema: bringing a database up to the newest migration, and saying what is wrong with one."""

from __future__ import annotations

from typing import Any, Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, select

from storage.revision import NEWEST, current
from storage.tables import metadata

_LOCK: Final = 0x6D616174  # any number of our own; it keeps two processes from upgrading at once


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the database to a revision, in the transaction of this connection."""
    _lock(connection)
    command.upgrade(_config(connection), revision)


def downgrade(connection: Connection, revision: str = "base") -> None:
    """Take the database back to a revision, in the transaction of this connection. Content may be lost."""
    _lock(connection)
    command.downgrade(_config(connection), revision)


def problems(connection: Connection) -> list[str]:
    """What is wrong with the schema, each with what to do; empty when all is well."""
    now = current(connection)
    if now != NEWEST:
        return [f"the database is at revision {now or 'none'}, the program needs {NEWEST}: run `maatje db upgrade`"]
    return [f"the database differs from the program: {each}" for each in differences(connection)]


def differences(connection: Connection, *, strangers: bool = False) -> list[str]:
    """What the tables of the program and of the database do not agree on; `strangers` counts tables we do not know."""

    def ours(_object: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
        return strangers or not (kind == "table" and reflected and compare_to is None)

    context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": ours})
    return [str(each) for each in compare_metadata(context, metadata)]


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
