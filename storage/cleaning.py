"""Cleaning after a deletion: what was deleted must not linger in the journal or in dead rows."""

from __future__ import annotations

import logging
from threading import Lock
from typing import Final

from sqlalchemy import Engine

from storage.database import is_memory

CHECKPOINT_MILLISECONDS: Final = 250
_IN_THE_WAY: Final = "somebody reads"

_log: Final = logging.getLogger(__name__)


class Cleaner:
    """Cleans the files of one database, and remembers when that is still to be done."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()  # so that whoever is done later also saw the later deletion
        self._trouble: str | None = None

    @property
    def due(self) -> bool:
        """True when the last try did not work."""
        return self._trouble is not None

    def clean(self) -> bool:
        """Overwrite what deleted rows left behind. False when it is still to be done."""
        with self._lock:
            return self._try(CHECKPOINT_MILLISECONDS)

    def clean_if_due(self) -> None:
        """Try again what did not work; at once or not at all, because turns wait behind this."""
        if not self.due:
            return
        with self._lock:
            if self.due:
                self._try(0)

    def _try(self, patience: int) -> bool:
        try:
            trouble = None if _scrub(self._engine, patience) else _IN_THE_WAY
        except Exception as problem:
            # The deletion is committed: whatever is wrong with the files, turns go on.
            trouble = type(problem).__name__
        if trouble not in (None, self._trouble):
            level = logging.INFO if trouble == _IN_THE_WAY else logging.WARNING
            _log.log(level, "the files are not cleaned yet; trying again kind=%s", trouble)
        self._trouble = trouble
        return trouble is None


def _scrub(engine: Engine, patience: int) -> bool:
    """False when readers were in the way for so many milliseconds.

    SQLite overwrites deleted content itself (secure_delete), but the journal keeps earlier pages until it is emptied.
    PostgreSQL keeps a dead row, here a wrapped key, until it is vacuumed; its own journal follows its own term.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM data_key, store_key")
        return True
    return is_memory(engine.url) or _empty_journal(engine, patience)


def _empty_journal(engine: Engine, patience: int) -> bool:
    borrowed = engine.raw_connection()
    try:
        cursor = borrowed.cursor()
        cursor.execute("PRAGMA busy_timeout")
        usual = int(cursor.fetchall()[0][0])
        cursor.execute(f"PRAGMA busy_timeout = {patience}").fetchall()
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = int(cursor.fetchall()[0][0])
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}").fetchall()
        return busy == 0
    finally:
        borrowed.close()
