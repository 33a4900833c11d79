"""What every table is made of: names, moments in time and sealed columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final, Literal

from sqlalchemy import Column, DateTime, Dialect, ForeignKey, LargeBinary, MetaData, Text
from sqlalchemy.types import TypeDecorator

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A timezone-aware moment, UTC on the way out. A naive one is refused: nobody knows which hour it means.

    SQLite keeps it as a text that sorts by time, which costs a tenth of what its own DateTime costs.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        """How a moment goes in."""
        return _moment_to_text if dialect.name == "sqlite" else _to_utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """How a moment comes out."""
        return _moment_from_text if dialect.name == "sqlite" else _to_utc


def _to_utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("a naive datetime was given; pass one with a time zone, for instance datetime.now(UTC)")
    return value.astimezone(UTC)


@lru_cache(maxsize=256)
def _moment_to_text(value: datetime | None) -> str | None:
    """Remembered: a turn writes the same moment into eight columns."""
    moment = _to_utc(value)
    return None if moment is None else moment.isoformat(" ", "microseconds")


@lru_cache(maxsize=1024)
def _moment_from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


def sealed(name: str, *, form: Literal["json", "text"] = "json", nullable: bool = False) -> Column[bytes]:
    """A column that only ever holds ciphertext, bound to its table, its name and the primary key of its row."""
    return Column(name, LargeBinary, nullable=nullable, info={"sealed": form})


def hashed(name: str, **options: Any) -> Column[bytes]:
    """A column that holds a keyed hash: it can be looked up, and means nothing to whoever reads it."""
    return Column(name, LargeBinary, info={"hashed": True}, **options)


def moment(name: str, *, nullable: bool = False) -> Column[datetime]:
    """A column with a moment in time."""
    return Column(name, Moment, nullable=nullable)


def text(name: str, *, nullable: bool = False) -> Column[str]:
    """A column with a plain word or an id. Never what a child typed: that is `sealed`."""
    return Column(name, Text, nullable=nullable)


def of(name: str, target: str, *, nullable: bool = False, gone: str = "CASCADE", **options: Any) -> Column[str]:
    """A column that names a row of another table and goes with it (or is emptied, with gone="SET NULL")."""
    return Column(name, Text, ForeignKey(target, ondelete=gone), nullable=nullable, **options)


def place(table: str, column: str, *key: str | int) -> str:
    """Where a sealed value lives. It is part of the seal, so a value moved to another row cannot be opened."""
    return "|".join((table, column, *map(str, key)))
