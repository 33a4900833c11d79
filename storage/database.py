"""How a database is opened, so that an acknowledged answer survives a power cut and a deleted one is really gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url

from storage.errors import StorageError

BUSY_SECONDS: Final = 15.0

_SQLITE_PRAGMAS: Final = (
    f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16000",
)


def is_memory(url: URL) -> bool:
    """True for a SQLite database that lives in memory only."""
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def problems(connection: Connection) -> list[str]:
    """What is wrong with how the database runs or with its file; empty when all is well."""
    if connection.dialect.name != "sqlite":
        return []
    found = []
    for pragma, wanted in (("foreign_keys", 1), ("synchronous", 2), ("secure_delete", 1)):
        is_now = connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
        if is_now != wanted:
            found.append(f"SQLite runs with {pragma} = {is_now}, it should be {wanted}")
    damage = connection.exec_driver_sql("PRAGMA quick_check(5)").scalars().all()
    if list(damage) != ["ok"]:
        found.append(f"the database file is damaged ({len(damage)} findings): put the latest backup back")
    return found


def open_engines(address: str, pool_size: int) -> tuple[Engine, Engine]:
    """An engine to write with and one to read with. Nothing is connected yet."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url, pool_size)
    if url.get_backend_name() == "postgresql":
        return _open_postgresql(url, pool_size)
    raise StorageError(
        f"{url.get_backend_name()} is no database we know: set MAATJE_DATABASE_URL to sqlite:///file or postgresql+psycopg://"
    )


def _open_sqlite(url: URL, pool_size: int) -> tuple[Engine, Engine]:
    _make_file(url)
    writer = _sqlite_engine(url, pool_size, "BEGIN IMMEDIATE")
    if is_memory(url):
        return writer, writer
    return writer, _sqlite_engine(url, pool_size, "BEGIN", "PRAGMA query_only = ON")


def _make_file(url: URL) -> None:
    """A new database file that only its owner can read; its journal files inherit that."""
    if is_memory(url) or not url.database or url.database.startswith("file:"):
        return
    path = Path(url.database)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)


def _sqlite_engine(url: URL, pool_size: int, begin: str, *more_pragmas: str) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        # A database in memory is its one connection: everybody takes turns.
        pool_size=1 if is_memory(url) else pool_size,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        paramstyle="named",
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver would begin too late and not IMMEDIATE
        for pragma in (*_SQLITE_PRAGMAS, *more_pragmas):
            connection.execute(pragma).close()

    def say_begin(connection: Connection) -> None:
        # Straight to the driver: through SQLAlchemy this one word costs as much as five statements of a turn.
        connection.connection.cursor().execute(begin).close()

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", say_begin)
    return engine


def _open_postgresql(url: URL, pool_size: int) -> tuple[Engine, Engine]:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"options": "-c timezone=utc"},
    )
    return engine, engine.execution_options(postgresql_readonly=True)
