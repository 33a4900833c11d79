"""Who reads: consultants, their signed-in browsers, and the log of everything they opened."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Index, Integer, Table, Text

from storage.tables.base import hashed, metadata, moment, of, sealed, text

consultant: Final = Table(
    "consultant",
    metadata,
    Column("id", Text, primary_key=True),
    hashed("email_hash", nullable=False, unique=True),
    sealed("card"),
    sealed("credentials", nullable=True),
    moment("created_at"),
    moment("disabled_at", nullable=True),
)

portal_session: Final = Table(
    "portal_session",
    metadata,
    hashed("token_hash", primary_key=True),
    of("consultant_id", "consultant.id", index=True),
    moment("created_at"),
    moment("expires_at"),
)

# Kept after a person is gone, for as long as the law asks: it says who looked at which random id, and no content.
access_log: Final = Table(
    "access_log",
    metadata,
    Column("id", Integer, primary_key=True),
    moment("at"),
    text("event"),
    text("person_id", nullable=True),
    text("user_id"),
    text("responsible_id"),
    Index("ix_access_log_person_id_at", "person_id", "at"),
    Index("ix_access_log_at", "at"),
)
