"""A turn keeps the channel's number of what the child sent, so that it can be taken off the screen after a restart too."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column; older turns have no number."""
    op.add_column("turn", sa.Column("heard_ref", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop it; what a child sent then stays in the chat after a restart."""
    with op.batch_alter_table("turn") as table:
        table.drop_column("heard_ref")
