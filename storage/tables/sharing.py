"""What left the child: the handoff with its life, the frozen package in it, the alarm, and who was told of it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Date, Index, Integer, Table, Text, UniqueConstraint

from storage.tables.base import metadata, moment, of, sealed, text

handoff: Final = Table(
    "handoff",
    metadata,
    Column("id", Text, primary_key=True),
    of("person_id", "person.id", index=True),
    of("session_id", "session.id"),
    text("kind"),
    text("status"),
    moment("at"),
    moment("seen_at", nullable=True),
    Column("updates", Integer, nullable=False),
    Column("retention_until", Date, nullable=True),
    Index("ix_handoff_session_id_kind", "session_id", "kind"),
    Index("ix_handoff_status_at", "status", "at"),
)

share_package: Final = Table(
    "share_package",
    metadata,
    of("handoff_id", "handoff.id", primary_key=True),
    sealed("document"),
    # What the document was made of: only the person themselves can have it opened, to take one thing back.
    sealed("source", nullable=True),
    moment("at"),
)

handoff_event: Final = Table(
    "handoff_event",
    metadata,
    Column("id", Integer, primary_key=True),
    of("handoff_id", "handoff.id", index=True),
    text("kind"),
    text("who", nullable=True),
    moment("at"),
)

alarm: Final = Table(
    "alarm",
    metadata,
    Column("id", Text, primary_key=True),
    of("person_id", "person.id", index=True),
    of("session_id", "session.id", nullable=True, gone="SET NULL"),
    text("urgency"),
    sealed("content"),
    text("status"),
    Column("level", Integer, nullable=False),
    moment("raised_at"),
    moment("escalates_at", nullable=True),
    moment("acknowledged_at", nullable=True),
    of("acknowledged_by", "consultant.id", nullable=True, gone="SET NULL"),
    Index("ix_alarm_status_escalates_at", "status", "escalates_at"),
)

# Without a foreign key to the alarm: when a child deletes everything, whoever was told can still see that it is gone.
alarm_notice: Final = Table(
    "alarm_notice",
    metadata,
    Column("id", Integer, primary_key=True),
    text("alarm_id"),
    Column("level", Integer, nullable=False),
    text("kind"),
    of("consultant_id", "consultant.id", nullable=True, gone="SET NULL"),
    text("way"),
    text("status"),
    Column("attempts", Integer, nullable=False),
    text("error", nullable=True),
    moment("at"),
    moment("tried_at", nullable=True),
    moment("sent_at", nullable=True),
    UniqueConstraint("alarm_id", "level"),
    Index("ix_alarm_notice_status", "status"),
)
