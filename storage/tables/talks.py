"""A talk: the session, what came in, what was answered, what goes out."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy import (
    text as sql,
)

from storage.tables.base import hashed, metadata, moment, of, sealed, text

session: Final = Table(
    "session",
    metadata,
    Column("id", Text, primary_key=True),
    of("person_id", "person.id"),
    text("organisation", nullable=True),
    text("flow_id"),
    text("flow_version"),
    text("language"),
    text("life"),
    Column("seq", Integer, nullable=False),
    Column("row_version", Integer, nullable=False),
    sealed("state"),
    moment("created_at"),
    moment("updated_at"),
    moment("ended_at", nullable=True),
    Index("ix_session_person_id_created_at", "person_id", "created_at"),
    Index("ix_session_life_updated_at", "life", "updated_at"),
    Index("ix_session_flow_id_flow_version", "flow_id", "flow_version"),
)

inbox: Final = Table(
    "inbox",
    metadata,
    text("channel"),
    text("external_id"),
    moment("at"),
    PrimaryKeyConstraint("channel", "external_id"),
    Index("ix_inbox_at", "at"),
)

turn: Final = Table(
    "turn",
    metadata,
    of("session_id", "session.id"),
    Column("seq", Integer, nullable=False),
    text("event_kind"),
    sealed("heard", form="text", nullable=True),
    moment("at"),
    text("heard_ref", nullable=True),
    PrimaryKeyConstraint("session_id", "seq"),
)

answer: Final = Table(
    "answer",
    metadata,
    of("session_id", "session.id"),
    text("link_id"),
    Column("revision", Integer, nullable=False),
    text("kind"),
    sealed("content"),
    text("language"),
    text("text_hash"),
    Column("provisional", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    moment("at"),
    PrimaryKeyConstraint("session_id", "link_id", "revision"),
)

prompt: Final = Table(
    "prompt",
    metadata,
    of("session_id", "session.id"),
    text("token"),
    Column("seq", Integer, nullable=False),
    text("channel"),
    text("message_ref"),
    moment("at"),
    PrimaryKeyConstraint("session_id", "token"),
)

UNSENT: Final = ("waiting", "sending")
_UNSENT_ROWS: Final = sql("status IN ('waiting', 'sending')")

outbox: Final = Table(
    "outbox",
    metadata,
    of("session_id", "session.id"),
    Column("seq", Integer, nullable=False),
    Column("ordinal", Integer, nullable=False),
    text("channel"),
    hashed("recipient", nullable=True),
    sealed("payload"),
    text("status"),
    Column("attempts", Integer, nullable=False),
    text("sent_ref", nullable=True),
    text("error", nullable=True),
    moment("at"),
    moment("changed_at"),
    PrimaryKeyConstraint("session_id", "seq", "ordinal"),
    Index("ix_outbox_unsent", "changed_at", sqlite_where=_UNSENT_ROWS, postgresql_where=_UNSENT_ROWS),
)

flow_version: Final = Table(
    "flow_version",
    metadata,
    text("flow_id"),
    text("version_hash"),
    Column("definition", Text, nullable=False),
    moment("first_seen_at"),
    PrimaryKeyConstraint("flow_id", "version_hash"),
)
