"""Who somebody is to us: a random id, a key of their own, where they can be reached, what they agreed to."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text

from storage.tables.base import hashed, metadata, moment, of, sealed, text

person: Final = Table("person", metadata, Column("id", Text, primary_key=True), moment("created_at"))

data_key: Final = Table(
    "data_key",
    metadata,
    of("person_id", "person.id", primary_key=True),
    Column("wrapped", LargeBinary, nullable=False, info={"secret": True}),
    Column("master_id", LargeBinary, nullable=False, index=True, info={"secret": True}),
)

store_key: Final = Table(
    "store_key",
    metadata,
    Column("name", Text, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("master_id", LargeBinary, nullable=False),
)

channel_identity: Final = Table(
    "channel_identity",
    metadata,
    text("channel"),
    hashed("external_hash", nullable=False),
    of("person_id", "person.id", index=True),
    sealed("external_id", form="text", nullable=True),
    moment("created_at"),
    PrimaryKeyConstraint("channel", "external_hash"),
)

deletion: Final = Table(
    "deletion",
    metadata,
    hashed("person_hash", primary_key=True),
    text("reason"),
    moment("at"),
)

# What was said to whoever agreed, once for each wording. It is our own text, filled with the organisation's names only.
wording: Final = Table(
    "wording",
    metadata,
    Column("text_hash", Text, primary_key=True),
    text("language"),
    text("text"),
    moment("first_seen_at"),
)

consent: Final = Table(
    "consent",
    metadata,
    Column("id", Integer, primary_key=True),
    of("person_id", "person.id"),
    text("scope"),
    text("text_hash"),
    text("language"),
    text("decision"),
    text("way"),
    moment("at"),
    Index("ix_consent_person_id_scope", "person_id", "scope"),
)
