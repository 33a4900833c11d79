"""What can be offered: courses with their dates, wishes and places taken, meetings."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint

from storage.tables.base import metadata, moment, of, sealed, text

course: Final = Table(
    "course",
    metadata,
    Column("id", Text, primary_key=True),
    text("organisation", nullable=True),
    text("name"),
    text("kind"),
    Column("age_min", Integer, nullable=True),
    Column("age_max", Integer, nullable=True),
    text("series", nullable=True),
    text("fits_relation", nullable=True),
    text("description", nullable=True),
    moment("hidden_at", nullable=True),
)

course_date: Final = Table(
    "course_date",
    metadata,
    Column("id", Text, primary_key=True),
    of("course_id", "course.id", index=True),
    moment("starts_at"),
    moment("ends_at", nullable=True),
    text("place", nullable=True),
    Column("capacity", Integer, nullable=True),
    moment("cancelled_at", nullable=True),
)

# A wish may name a course that only stands in the organisation's file, so course_id is not a foreign key.
enrolment: Final = Table(
    "enrolment",
    metadata,
    Column("id", Text, primary_key=True),
    of("person_id", "person.id"),
    of("session_id", "session.id", nullable=True, gone="SET NULL"),
    text("course_id"),
    of("course_date_id", "course_date.id", nullable=True, gone="SET NULL"),
    text("status"),
    sealed("needs", nullable=True),
    moment("at"),
    moment("offer_expires_at", nullable=True),
    UniqueConstraint("person_id", "course_date_id"),
    Index("ix_enrolment_person_id_course_id", "person_id", "course_id"),
    Index("ix_enrolment_course_id_status", "course_id", "status"),
)

meeting: Final = Table(
    "meeting",
    metadata,
    Column("id", Text, primary_key=True),
    of("person_id", "person.id", index=True),
    of("session_id", "session.id", nullable=True, gone="SET NULL"),
    of("consultant_id", "consultant.id", nullable=True, gone="SET NULL"),
    text("status"),
    text("way"),
    sealed("place", form="text", nullable=True),
    moment("starts_at", nullable=True),
    moment("ends_at", nullable=True),
    Column("sequence", Integer, nullable=False),
    moment("at"),
    Index("ix_meeting_consultant_id_starts_at", "consultant_id", "starts_at"),
)
