"""Cleaning after a deletion: what was deleted must not linger in the journal or in dead rows."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Engine

from storage.database import is_memory

CHECKPOINT_MILLISECONDS: Final = 250


def scrub(engine: Engine) -> bool:
    """Overwrite what deleted rows left behind. False when readers were in the way: try again later.

    SQLite overwrites deleted content itself (secure_delete), but the journal keeps earlier pages until it is emptied.
    PostgreSQL keeps a dead row, here the wrapped key, until it is vacuumed; its own journal follows its own term.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM data_key")
        return True
    return is_memory(engine.url) or _empty_journal(engine)


def _empty_journal(engine: Engine) -> bool:
    borrowed = engine.raw_connection()
    try:
        cursor = borrowed.cursor()
        cursor.execute("PRAGMA busy_timeout")
        usual = int(cursor.fetchall()[0][0])
        cursor.execute(f"PRAGMA busy_timeout = {CHECKPOINT_MILLISECONDS}").fetchall()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = int(cursor.fetchall()[0][0])
        cursor.execute(f"PRAGMA busy_timeout = {usual}").fetchall()
        return busy == 0
    finally:
        borrowed.close()
