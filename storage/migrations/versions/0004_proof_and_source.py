"""Proof of consent keeps the wording itself; a shared page keeps what it was made of, so that one item can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of wordings, and the column for what a page was made of."""
    op.create_table(
        "wording",
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("text_hash", name="pk_wording"),
    )
    op.add_column("share_package", sa.Column("source", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Drop both; who agreed to what is then known by the hash only."""
    with op.batch_alter_table("share_package") as table:
        table.drop_column("source")
    op.drop_table("wording")
