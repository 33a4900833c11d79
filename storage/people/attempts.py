"""Attempts: how often somebody tried something, so that guessing gets slow. Who tried is a keyed hash."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, func, select

from storage.statement import Statement
from storage.tables import attempt
from storage.transaction import Transaction

_NOTE: Final = Statement(attempt.insert(), "bucket_hash", "at")
_COUNT: Final = Statement(
    select(func.count()).where(attempt.c.bucket_hash == bindparam("bucket_hash"), attempt.c.at >= bindparam("since"))
)
_FORGET: Final = Statement(attempt.delete().where(attempt.c.at < bindparam("before")))


class Attempts:
    """Every counted attempt. A bucket is for instance `keys.keyed_hash("phrase tries", address)`."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def note(self, bucket_hash: bytes, at: datetime) -> None:
        """Count one attempt."""
        self._in.run(_NOTE, bucket_hash=bucket_hash, at=at)

    def since(self, bucket_hash: bytes, since: datetime) -> int:
        """How many attempts there were from a moment on."""
        row = self._in.first(_COUNT, bucket_hash=bucket_hash, since=since)
        return int(row[0]) if row else 0

    def forget_before(self, before: datetime) -> int:
        """Drop old attempts; how many."""
        return self._in.run(_FORGET, before=before)
