"""Sessions: where a person is in a flow. One open session is loaded for a turn, and saved by whoever loaded it last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select

from storage.encryption import DataKey
from storage.errors import StaleSession, UnknownSession
from storage.statement import Row, Statement
from storage.tables import place, session
from storage.transaction import Transaction

_COLUMNS: Final = [
    "id",
    "person_id",
    "flow_id",
    "flow_version",
    "language",
    "life",
    "seq",
    "row_version",
    "created_at",
    "updated_at",
    "organisation",
    "ended_at",
    "state",
]
_PLAIN: Final = tuple(name for name in _COLUMNS if name != "state")
_READ: Final = select(*(session.c[name] for name in _COLUMNS))
_NEWEST_FIRST: Final = (session.c.created_at.desc(), session.c.id.desc())

_OPEN: Final = Statement(
    _READ.where(session.c.person_id == bindparam("person_id"), session.c.ended_at.is_(None)).with_for_update()
)
_BY_ID: Final = Statement(_READ.where(session.c.id == bindparam("session_id")))
_OF_PERSON: Final = Statement(_READ.where(session.c.person_id == bindparam("person_id")).order_by(*_NEWEST_FIRST))
_ADD: Final = Statement(session.insert(), *_COLUMNS)
_SAVE: Final = Statement(
    session.update()
    .where(session.c.id == bindparam("session_id"), session.c.row_version == bindparam("loaded_version"))
    .values(
        state=bindparam("new_state"),
        seq=bindparam("new_seq"),
        life=bindparam("new_life"),
        language=bindparam("new_language"),
        updated_at=bindparam("now"),
        ended_at=bindparam("ended"),
        row_version=session.c.row_version + 1,
    )
)
_DELETE: Final = Statement(session.delete().where(session.c.id == bindparam("session_id")))


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A stored session; `row_version` counts the saves. Its state stays sealed until somebody asks."""

    key: DataKey = field(repr=False, compare=False)
    id: str
    person_id: str
    flow_id: str
    flow_version: str
    language: str
    life: str
    seq: int
    row_version: int
    created_at: datetime
    updated_at: datetime
    organisation: str | None
    ended_at: datetime | None
    sealed_state: bytes

    @property
    def state(self) -> Mapping[str, Any]:
        """The engine's snapshot without answers."""
        state: Mapping[str, Any] = self.key.open_json(_state_place(self.id), self.sealed_state)
        return state


class Sessions:
    """The sessions of everybody."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def create(
        self,
        session_id: str,
        person_id: str,
        flow_id: str,
        flow_version: str,
        language: str,
        state: Mapping[str, Any],
        at: datetime,
        *,
        organisation: str | None = None,
        life: str = "new",
    ) -> SessionRow:
        """Start a session at turn 0. Raises UnknownPerson."""
        key = self._in.key_of(person_id)
        sealed = key.seal_json(_state_place(session_id), state)
        row = SessionRow(
            key, session_id, person_id, flow_id, flow_version, language, life, 0, 1, at, at, organisation, None, sealed
        )
        self._in.belongs(session_id, person_id)
        self._in.run(_ADD, **{name: getattr(row, name) for name in _PLAIN}, state=sealed)
        return row

    def load_for_turn(self, person_id: str) -> SessionRow | None:
        """The person's newest open session, for us alone until this transaction ends; None when there is none."""
        if not self._in.lock(person_id):
            return None
        # There is hardly ever more than one, so nothing is sorted by the database.
        found = [self._row(row) for row in self._in.all(_OPEN, person_id=person_id)]
        return max(found, key=lambda row: (row.created_at, row.id), default=None)

    def get(self, session_id: str) -> SessionRow:
        """A session by its id, open or not, without a lock. Raises UnknownSession."""
        row = self._in.first(_BY_ID, session_id=session_id)
        if row is None:
            raise UnknownSession(f"there is no session {session_id}; it may have been deleted")
        return self._row(row)

    def of_person(self, person_id: str) -> list[SessionRow]:
        """Every session of a person, newest first."""
        return [self._row(row) for row in self._in.all(_OF_PERSON, person_id=person_id)]

    def save(
        self,
        row: SessionRow,
        state: Mapping[str, Any],
        seq: int,
        life: str,
        language: str,
        at: datetime,
        *,
        ended: bool = False,
    ) -> SessionRow:
        """Keep what a turn made of the session; an ended one is not loaded for a turn again.

        Raises StaleSession when it was saved by somebody else since `row` was loaded.
        """
        sealed = row.key.seal_json(_state_place(row.id), state)
        played = replace(row, seq=seq, life=life, language=language, updated_at=at, sealed_state=sealed)
        saved = replace(played, ended_at=at if ended else None, row_version=row.row_version + 1)
        self._write(saved)
        return saved

    def delete(self, session_id: str) -> None:
        """Remove a session with its answers, turns and messages. The person stays."""
        self._in.run(_DELETE, session_id=session_id)
        self._in.must_scrub = True

    def _write(self, new: SessionRow) -> None:
        touched = self._in.run(
            _SAVE,
            session_id=new.id,
            loaded_version=new.row_version - 1,
            new_state=new.sealed_state,
            new_seq=new.seq,
            new_life=new.life,
            new_language=new.language,
            now=new.updated_at,
            ended=new.ended_at,
        )
        if touched != 1:
            raise StaleSession(f"session {new.id} was saved by somebody else: load it again and play the turn again")

    def _row(self, row: Row) -> SessionRow:
        session_id, person_id = row[0], row[1]
        self._in.belongs(session_id, person_id)
        return SessionRow(self._in.key_of(person_id), *row)


def _state_place(session_id: str) -> str:
    return place("session", "state", session_id)
