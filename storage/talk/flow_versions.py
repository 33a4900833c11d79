"""Flow versions: the text of every version that a session was started on, kept by its content hash."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select

from storage.statement import Statement
from storage.tables import flow_version
from storage.transaction import Transaction

_PUT: Final = Statement(
    lambda insert: insert(flow_version).on_conflict_do_nothing(index_elements=["flow_id", "version_hash"]),
    *("flow_id", "version_hash", "definition", "first_seen_at"),
)
_GET: Final = Statement(
    select(flow_version.c.definition).where(
        flow_version.c.flow_id == bindparam("flow_id"), flow_version.c.version_hash == bindparam("version_hash")
    )
)


class FlowVersions:
    """Every version of every flow that was ever talked."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def put_if_new(self, flow_id: str, version_hash: str, definition: str, at: datetime) -> bool:
        """Keep a version; False when it was there already. A version never changes."""
        touched = self._in.run(
            _PUT, flow_id=flow_id, version_hash=version_hash, definition=definition, first_seen_at=at
        )
        return touched == 1

    def get(self, flow_id: str, version_hash: str) -> str | None:
        """The definition of a version, or None."""
        row = self._in.first(_GET, flow_id=flow_id, version_hash=version_hash)
        return None if row is None else str(row[0])
