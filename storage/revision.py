"""Which revision the database is at, asked without the migration tool: it takes longer to import than all else here."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect

NEWEST: Final = "0006"


def current(connection: Connection) -> str | None:
    """The revision of the database; None when it has no tables of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return None if row is None else str(row[0])
