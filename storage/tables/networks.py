"""My people: who the child named (alter) and what is between them (tie). Written again from the answers each time."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Table

from storage.tables.base import metadata, of, sealed, text

alter: Final = Table(
    "alter",
    metadata,
    of("session_id", "session.id"),
    Column("number", Integer, nullable=False),
    sealed("label"),
    Column("ring", Integer, nullable=False),
    text("area"),
    text("link_id"),
    Column("would_help", Boolean, nullable=False),
    PrimaryKeyConstraint("session_id", "number"),
)

tie: Final = Table(
    "tie",
    metadata,
    of("session_id", "session.id"),
    Column("number", Integer, nullable=False),
    text("kind"),
    text("value"),
    PrimaryKeyConstraint("session_id", "number", "kind"),
    ForeignKeyConstraint(
        ["session_id", "number"],
        ["alter.session_id", "alter.number"],
        ondelete="CASCADE",
        name="fk_tie_session_id_number_alter",
    ),
)
