"""Handoffs: what a child sent to a consultant. A newer one takes the place of the old, whose content goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from sqlalchemy import and_, bindparam, select

from storage.people.deletions import Deletions
from storage.statement import Row, Statement
from storage.tables import handoff, handoff_event, place, share_package
from storage.transaction import Transaction

Kind = Literal["summary", "call_request"]

_COLUMNS: Final = ["id", "person_id", "session_id", "kind", "status", "at", "seen_at", "updates", "retention_until"]
_READ: Final = select(*(handoff.c[name] for name in _COLUMNS))
_ADD: Final = Statement(handoff.insert(), *_COLUMNS)
_ADD_PACKAGE: Final = Statement(share_package.insert(), "handoff_id", "document", "source", "at")
_DROP_PACKAGE: Final = Statement(share_package.delete().where(share_package.c.handoff_id == bindparam("of_id")))
_PACKAGE: Final = Statement(select(share_package.c.document).where(share_package.c.handoff_id == bindparam("of_id")))
_SOURCE: Final = Statement(select(share_package.c.source).where(share_package.c.handoff_id == bindparam("of_id")))
_CURRENT: Final = Statement(
    _READ.where(
        handoff.c.session_id == bindparam("session_id"),
        handoff.c.kind == bindparam("kind"),
        handoff.c.status == "open",
    )
)
_ONE: Final = Statement(_READ.where(handoff.c.id == bindparam("of_id")))
_OPEN: Final = Statement(_READ.where(handoff.c.status == "open").order_by(handoff.c.at.desc(), handoff.c.id))
_OF_PERSON: Final = Statement(
    _READ.where(handoff.c.person_id == bindparam("of_person")).order_by(handoff.c.at, handoff.c.id)
)
_CLOSE: Final = Statement(
    handoff.update()
    .where(handoff.c.id == bindparam("of_id"), handoff.c.status == "open")
    .values(status=bindparam("new_status"))
)
_SEEN: Final = Statement(
    handoff.update()
    .where(and_(handoff.c.id == bindparam("of_id"), handoff.c.seen_at.is_(None)))
    .values(seen_at=bindparam("now"))
)
_ADD_EVENT: Final = Statement(handoff_event.insert(), "handoff_id", "kind", "who", "at")
_EVENTS: Final = Statement(
    select(handoff_event.c.kind, handoff_event.c.who, handoff_event.c.at)
    .where(handoff_event.c.handoff_id == bindparam("of_id"))
    .order_by(handoff_event.c.id)
)


@dataclass(frozen=True, slots=True)
class HandoffRow:
    """A handoff as the portal lists it, without content. `status` is open, replaced or withdrawn.

    `updates` counts the earlier ones it took the place of: the consultant sees "updated", never what changed.
    """

    id: str
    person_id: str
    session_id: str
    kind: str
    status: str
    at: datetime
    seen_at: datetime | None
    updates: int
    retention_until: date | None


@dataclass(frozen=True, slots=True)
class HandoffEvent:
    """What happened to a handoff: shared, updated, replaced, seen or withdrawn. `who` is a consultant's id."""

    kind: str
    who: str | None
    at: datetime


class Handoffs:
    """Everything that was handed to a consultant."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._deletions = Deletions(transaction)

    def put(
        self,
        handoff_id: str,
        person_id: str,
        session_id: str,
        kind: Kind,
        document: Mapping[str, Any],
        at: datetime,
        retention_until: date | None,
        *,
        source: Mapping[str, Any] | None = None,
    ) -> HandoffRow:
        """Hand a document over; an open one of the same session and kind is replaced and cannot be read any more.

        `source` is what the document was made of. No consultant gets it; it is for the child who takes something back.
        """
        updates = 0
        for row in self._in.all(_CURRENT, session_id=session_id, kind=kind):
            replaced = HandoffRow(*row)
            self._close(replaced.id, "replaced", at)
            updates = max(updates, replaced.updates + 1)
        new = HandoffRow(handoff_id, person_id, session_id, kind, "open", at, None, updates, retention_until)
        self._in.run(_ADD, **{name: getattr(new, name) for name in _COLUMNS})
        key = self._in.key_of(person_id)
        sealed = key.seal_json(_document_place(handoff_id), document)
        made_of = None if source is None else key.seal_json(_source_place(handoff_id), source)
        self._in.run(_ADD_PACKAGE, handoff_id=handoff_id, document=sealed, source=made_of, at=at)
        self._note(handoff_id, "updated" if updates else "shared", None, at)
        return new

    def list_open(self) -> list[HandoffRow]:
        """What consultants can open, newest first."""
        return [HandoffRow(*row) for row in self._in.all(_OPEN)]

    def of_person(self, person_id: str) -> list[HandoffRow]:
        """Everything a person handed over, oldest first, withdrawn and replaced ones too."""
        return [HandoffRow(*row) for row in self._in.all(_OF_PERSON, of_person=person_id)]

    def find(self, handoff_id: str) -> HandoffRow | None:
        """One handoff without its content, or None."""
        row = self._in.first(_ONE, of_id=handoff_id)
        return None if row is None else HandoffRow(*row)

    def current(self, session_id: str, kind: str) -> HandoffRow | None:
        """The one of this session and kind that can be read now, or None."""
        row = self._in.first(_CURRENT, session_id=session_id, kind=kind)
        return None if row is None else HandoffRow(*row)

    def get(self, handoff_id: str) -> dict[str, Any] | None:
        """The document; None when there is none, or not any more. Log the access yourself."""
        found: Row | None = self._in.first(_PACKAGE, of_id=handoff_id)
        row = self.find(handoff_id)
        if found is None or row is None:
            return None
        document: dict[str, Any] = self._in.key_of(row.person_id).open_json(_document_place(handoff_id), found[0])
        return document

    def source(self, handoff_id: str) -> dict[str, Any] | None:
        """What the document was made of; None when that was not kept, or the document is gone."""
        found, row = self._in.first(_SOURCE, of_id=handoff_id), self.find(handoff_id)
        if found is None or found[0] is None or row is None:
            return None
        opened: dict[str, Any] = self._in.key_of(row.person_id).open_json(_source_place(handoff_id), found[0])
        return opened

    def mark_seen(self, handoff_id: str, who: str, at: datetime) -> None:
        """A consultant opened it; every time is an event, the first time is `seen_at`."""
        self._in.run(_SEEN, of_id=handoff_id, now=at)
        self._note(handoff_id, "seen", who, at)

    def withdraw(self, handoff_id: str, at: datetime, reason: str = "withdrawn") -> bool:
        """Take it back: the content goes. False when it was not open. `reason` is what the record of it says."""
        return self._close(handoff_id, "withdrawn", at, reason)

    def events(self, handoff_id: str) -> list[HandoffEvent]:
        """What happened to a handoff, in order."""
        return [HandoffEvent(*row) for row in self._in.all(_EVENTS, of_id=handoff_id)]

    def _close(
        self, handoff_id: str, status: Literal["replaced", "withdrawn"], at: datetime, reason: str | None = None
    ) -> bool:
        if self._in.run(_CLOSE, of_id=handoff_id, new_status=status) != 1:
            return False
        self._in.run(_DROP_PACKAGE, of_id=handoff_id)
        self._note(handoff_id, status, None, at)
        self._deletions.note_handoff(handoff_id, reason or status, at)
        self._in.must_scrub = True
        return True

    def _note(self, handoff_id: str, kind: str, who: str | None, at: datetime) -> None:
        self._in.run(_ADD_EVENT, handoff_id=handoff_id, kind=kind, who=who, at=at)


def _document_place(handoff_id: str) -> str:
    return place("share_package", "document", handoff_id)


def _source_place(handoff_id: str) -> str:
    return place("share_package", "source", handoff_id)
