"""Who was told of an alarm, when and how."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "alarm_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alarm_id", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("consultant_id", sa.Text(), nullable=True),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultant_id"], ["consultant.id"], name="fk_alarm_notice_consultant_id_consultant", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_alarm_notice"),
        sa.UniqueConstraint("alarm_id", "level", name="uq_alarm_notice_alarm_id_level"),
    )
    op.create_index("ix_alarm_notice_status", "alarm_notice", ["status"])


def downgrade() -> None:
    """Drop the table; its index goes with it."""
    op.drop_table("alarm_notice")
