"""The first tables: people with their keys, ways back in, talks, my people."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
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


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )


def _data_key() -> None:
    op.create_table(
        "data_key",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("master_id", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_data_key_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_data_key"),
    )
    op.create_index("ix_data_key_master_id", "data_key", ["master_id"])


def _store_key() -> None:
    op.create_table(
        "store_key",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("master_id", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_store_key"),
    )


def _channel_identity() -> None:
    op.create_table(
        "channel_identity",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("external_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("external_id", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_channel_identity_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("channel", "external_hash", name="pk_channel_identity"),
    )
    op.create_index("ix_channel_identity_person_id", "channel_identity", ["person_id"])


def _deletion() -> None:
    op.create_table(
        "deletion",
        sa.Column("person_hash", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_hash", name="pk_deletion"),
    )


def _consent() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_consent_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
    )
    op.create_index("ix_consent_person_id_scope", "consent", ["person_id", "scope"])


def _phrase() -> None:
    op.create_table(
        "phrase",
        sa.Column("phrase_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_phrase_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("phrase_hash", name="pk_phrase"),
        sa.UniqueConstraint("person_id", name="uq_phrase_person_id"),
    )


def _attempt() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bucket_hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
    )
    op.create_index("ix_attempt_bucket_hash_at", "attempt", ["bucket_hash", "at"])


def _one_time_link() -> None:
    op.create_table(
        "one_time_link",
        sa.Column("link_hash", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_one_time_link_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("link_hash", name="pk_one_time_link"),
    )
    op.create_index("ix_one_time_link_person_id", "one_time_link", ["person_id"])


def _session() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("flow_id", sa.Text(), nullable=False),
        sa.Column("flow_version", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("life", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_session_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
    )
    op.create_index("ix_session_flow_id_flow_version", "session", ["flow_id", "flow_version"])
    op.create_index("ix_session_life_updated_at", "session", ["life", "updated_at"])
    op.create_index("ix_session_person_id_created_at", "session", ["person_id", "created_at"])


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "external_id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_at", "inbox", ["at"])


def _turn() -> None:
    op.create_table(
        "turn",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("event_kind", sa.Text(), nullable=False),
        sa.Column("heard", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_turn_session_id_session", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "seq", name="pk_turn"),
    )


def _answer() -> None:
    op.create_table(
        "answer",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("link_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name="fk_answer_session_id_session", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "link_id", "revision", name="pk_answer"),
    )


def _prompt() -> None:
    op.create_table(
        "prompt",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("message_ref", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name="fk_prompt_session_id_session", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "token", name="pk_prompt"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("recipient", sa.LargeBinary(), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_ref", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name="fk_outbox_session_id_session", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "seq", "ordinal", name="pk_outbox"),
    )
    op.create_index(
        "ix_outbox_unsent",
        "outbox",
        ["changed_at"],
        sqlite_where=sa.text("status IN ('waiting', 'sending')"),
        postgresql_where=sa.text("status IN ('waiting', 'sending')"),
    )


def _flow_version() -> None:
    op.create_table(
        "flow_version",
        sa.Column("flow_id", sa.Text(), nullable=False),
        sa.Column("version_hash", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("flow_id", "version_hash", name="pk_flow_version"),
    )


def _alter() -> None:
    op.create_table(
        "alter",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.LargeBinary(), nullable=False),
        sa.Column("ring", sa.Integer(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("link_id", sa.Text(), nullable=False),
        sa.Column("would_help", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_alter_session_id_session", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "number", name="pk_alter"),
    )


def _tie() -> None:
    op.create_table(
        "tie",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id", "number"],
            ["alter.session_id", "alter.number"],
            name="fk_tie_session_id_number_alter",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_tie_session_id_session", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "number", "kind", name="pk_tie"),
    )


_TABLES = {
    "person": _person,
    "data_key": _data_key,
    "store_key": _store_key,
    "channel_identity": _channel_identity,
    "deletion": _deletion,
    "consent": _consent,
    "phrase": _phrase,
    "attempt": _attempt,
    "one_time_link": _one_time_link,
    "session": _session,
    "inbox": _inbox,
    "turn": _turn,
    "answer": _answer,
    "prompt": _prompt,
    "outbox": _outbox,
    "flow_version": _flow_version,
    "alter": _alter,
    "tie": _tie,
}
