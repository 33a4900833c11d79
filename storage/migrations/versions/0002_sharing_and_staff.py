"""What is shared and who reads it: consultants, handoffs, alarms, courses, meetings, the access log."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, those that others refer to first."""
    for make in _TABLES.values():
        make()


def downgrade() -> None:
    """Drop the tables; their indexes go with them."""
    for name in reversed(_TABLES):
        op.drop_table(name)


def _consultant() -> None:
    op.create_table(
        "consultant",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("email_hash", sa.LargeBinary(), nullable=False),
        sa.Column("card", sa.LargeBinary(), nullable=False),
        sa.Column("credentials", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_consultant"),
        sa.UniqueConstraint("email_hash", name="uq_consultant_email_hash"),
    )


def _portal_session() -> None:
    op.create_table(
        "portal_session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("consultant_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultant_id"], ["consultant.id"], name="fk_portal_session_consultant_id_consultant", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_portal_session"),
    )
    op.create_index("ix_portal_session_consultant_id", "portal_session", ["consultant_id"])


def _access_log() -> None:
    op.create_table(
        "access_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("responsible_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_access_log"),
    )
    op.create_index("ix_access_log_at", "access_log", ["at"])
    op.create_index("ix_access_log_person_id_at", "access_log", ["person_id", "at"])


def _handoff() -> None:
    op.create_table(
        "handoff",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updates", sa.Integer(), nullable=False),
        sa.Column("retention_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_handoff_person_id_person", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name="fk_handoff_session_id_session", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handoff"),
    )
    op.create_index("ix_handoff_person_id", "handoff", ["person_id"])
    op.create_index("ix_handoff_session_id_kind", "handoff", ["session_id", "kind"])
    op.create_index("ix_handoff_status_at", "handoff", ["status", "at"])


def _share_package() -> None:
    op.create_table(
        "share_package",
        sa.Column("handoff_id", sa.Text(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["handoff_id"], ["handoff.id"], name="fk_share_package_handoff_id_handoff", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("handoff_id", name="pk_share_package"),
    )


def _handoff_event() -> None:
    op.create_table(
        "handoff_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handoff_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["handoff_id"], ["handoff.id"], name="fk_handoff_event_handoff_id_handoff", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handoff_event"),
    )
    op.create_index("ix_handoff_event_handoff_id", "handoff_event", ["handoff_id"])


def _alarm() -> None:
    op.create_table(
        "alarm",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=True),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("escalates_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["acknowledged_by"], ["consultant.id"], name="fk_alarm_acknowledged_by_consultant", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_alarm_person_id_person", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name="fk_alarm_session_id_session", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_alarm"),
    )
    op.create_index("ix_alarm_person_id", "alarm", ["person_id"])
    op.create_index("ix_alarm_status_escalates_at", "alarm", ["status", "escalates_at"])


def _course() -> None:
    op.create_table(
        "course",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("series", sa.Text(), nullable=True),
        sa.Column("fits_relation", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_course"),
    )


def _course_date() -> None:
    op.create_table(
        "course_date",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("course_id", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name="fk_course_date_course_id_course", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_course_date"),
    )
    op.create_index("ix_course_date_course_id", "course_date", ["course_id"])


def _enrolment() -> None:
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=True),
        sa.Column("course_id", sa.Text(), nullable=False),
        sa.Column("course_date_id", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("needs", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offer_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["course_date_id"], ["course_date.id"], name="fk_enrolment_course_date_id_course_date", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_enrolment_person_id_person", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name="fk_enrolment_session_id_session", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_enrolment"),
        sa.UniqueConstraint("person_id", "course_date_id", name="uq_enrolment_person_id_course_date_id"),
    )
    op.create_index("ix_enrolment_course_id_status", "enrolment", ["course_id", "status"])
    op.create_index("ix_enrolment_person_id_course_id", "enrolment", ["person_id", "course_id"])


def _meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=True),
        sa.Column("consultant_id", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultant_id"], ["consultant.id"], name="fk_meeting_consultant_id_consultant", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_meeting_person_id_person", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name="fk_meeting_session_id_session", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
    )
    op.create_index("ix_meeting_consultant_id_starts_at", "meeting", ["consultant_id", "starts_at"])
    op.create_index("ix_meeting_person_id", "meeting", ["person_id"])


_TABLES = {
    "consultant": _consultant,
    "portal_session": _portal_session,
    "access_log": _access_log,
    "handoff": _handoff,
    "share_package": _share_package,
    "handoff_event": _handoff_event,
    "alarm": _alarm,
    "course": _course,
    "course_date": _course_date,
    "enrolment": _enrolment,
    "meeting": _meeting,
}
