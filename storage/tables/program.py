"""What the program keeps for itself."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Integer, Table

from storage.tables.base import metadata, moment

# One row: the last moment that was believed, and since when the clock says something that is far beyond it.
clock: Final = Table(
    "clock",
    metadata,
    Column("id", Integer, primary_key=True),
    moment("seen_at"),
    moment("doubted_since", nullable=True),
)
