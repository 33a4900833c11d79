"""Ways back in, each of them stored as a keyed hash: a phrase, a one-time link, and how often somebody tried."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Index, Integer, Table

from storage.tables.base import hashed, metadata, moment, of, sealed, text

phrase: Final = Table(
    "phrase",
    metadata,
    hashed("phrase_hash", primary_key=True),
    of("person_id", "person.id", unique=True),
    moment("created_at"),
    moment("expires_at"),
)

attempt: Final = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    hashed("bucket_hash", nullable=False),
    moment("at"),
    Index("ix_attempt_bucket_hash_at", "bucket_hash", "at"),
)

one_time_link: Final = Table(
    "one_time_link",
    metadata,
    hashed("link_hash", primary_key=True),
    text("purpose"),
    of("person_id", "person.id", nullable=True, index=True),
    sealed("payload"),
    moment("expires_at"),
)
