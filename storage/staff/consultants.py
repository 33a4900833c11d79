"""Consultants: who may sign in to the portal."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select

from storage.errors import Unreadable
from storage.staff.addresses import folded
from storage.statement import Row, Statement
from storage.tables import consultant, place
from storage.transaction import Transaction

_COLUMNS: Final = ["id", "card", "created_at", "disabled_at"]
_READ: Final = select(*(consultant.c[name] for name in _COLUMNS))
_ADD: Final = Statement(consultant.insert(), "id", "email_hash", "card", "created_at")
_ALL: Final = Statement(_READ.order_by(consultant.c.created_at, consultant.c.id))
_SHUT_OUT: Final = Statement(
    select(consultant.c.id, consultant.c.disabled_at)
    .where(consultant.c.disabled_at.is_not(None))
    .order_by(consultant.c.created_at, consultant.c.id)
)
_BY_ID: Final = Statement(_READ.where(consultant.c.id == bindparam("of_id")))
_BY_EMAIL: Final = Statement(_READ.where(consultant.c.email_hash == bindparam("of_email")))
_DISABLED: Final = Statement(
    consultant.update().where(consultant.c.id == bindparam("of_id")).values(disabled_at=bindparam("moment"))
)
_CARD_LOCKED: Final = Statement(
    select(consultant.c.card).where(consultant.c.id == bindparam("of_id")).with_for_update()
)
_SET_CARD: Final = Statement(
    consultant.update().where(consultant.c.id == bindparam("of_id")).values(card=bindparam("sealed"))
)
_CREDENTIALS: Final = Statement(select(consultant.c.credentials).where(consultant.c.id == bindparam("of_id")))
_SET_CREDENTIALS: Final = Statement(
    consultant.update().where(consultant.c.id == bindparam("of_id")).values(credentials=bindparam("sealed"))
)


_log: Final = logging.getLogger(__name__)
_TELEGRAM: Final = "telegram"
_NEWEST_LINK: Final = "telegram_link"


@dataclass(frozen=True, slots=True)
class Consultant:
    """Somebody who reads what children share. `telegram` is the number of their own chat with the bot, once linked."""

    id: str
    name: str
    email: str
    created_at: datetime
    disabled_at: datetime | None
    telegram: str | None = field(default=None, repr=False)

    @property
    def enabled(self) -> bool:
        """True when they may sign in."""
        return self.disabled_at is None


class Consultants:
    """Everybody who may, or might once, sign in to the portal."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def add(self, consultant_id: str, name: str, email: str, at: datetime) -> None:
        """A new consultant. The same e-mail address twice is refused (StatementFailed)."""
        card = self._in.keys.house.seal_json(_card_place(consultant_id), {"name": name, "email": email})
        self._in.run(_ADD, id=consultant_id, email_hash=self._hash(email), card=card, created_at=at)

    def list(self) -> list[Consultant]:
        """Everybody, disabled ones too, oldest first; whose card cannot be read is left out, so that others are told."""
        found = (self._consultant(row) for row in self._in.all(_ALL))
        return [one for one in found if one is not None]

    def unreadable(self) -> int:
        """How many have a card that cannot be read."""
        return sum(self._consultant(row) is None for row in self._in.all(_ALL))

    def shut_out(self) -> Sequence[tuple[str, datetime]]:
        """(id, since when) of everybody who is disabled, also of those whose card cannot be read."""
        return [(str(row[0]), row[1]) for row in self._in.all(_SHUT_OUT)]

    def get(self, consultant_id: str) -> Consultant | None:
        """A consultant by id, or None; whose card cannot be read can neither sign in nor be told."""
        row = self._in.first(_BY_ID, of_id=consultant_id)
        return None if row is None else self._consultant(row)

    def by_email(self, email: str) -> Consultant | None:
        """A consultant by e-mail address, whatever its capitals; or None."""
        row = self._in.first(_BY_EMAIL, of_email=self._hash(email))
        return None if row is None else self._consultant(row)

    def disable(self, consultant_id: str, at: datetime) -> bool:
        """Let them sign in no more; open sign-ins stop at once. False when there is no such consultant."""
        return self._in.run(_DISABLED, of_id=consultant_id, moment=at) == 1

    def enable(self, consultant_id: str) -> bool:
        """Let them sign in again; False when there is no such consultant."""
        return self._in.run(_DISABLED, of_id=consultant_id, moment=None) == 1

    def credentials(self, consultant_id: str) -> dict[str, Any] | None:
        """Whatever the portal keeps to recognise them, or None."""
        row = self._in.first(_CREDENTIALS, of_id=consultant_id)
        if row is None or row[0] is None:
            return None
        opened: dict[str, Any] = self._in.keys.house.open_json(_credentials_place(consultant_id), row[0])
        return opened

    def set_credentials(self, consultant_id: str, credentials: Mapping[str, Any] | None) -> None:
        """Keep, or forget, what the portal needs to recognise them."""
        sealed = None
        if credentials is not None:
            sealed = self._in.keys.house.seal_json(_credentials_place(consultant_id), credentials)
        self._in.run(_SET_CREDENTIALS, of_id=consultant_id, sealed=sealed)

    def expect_telegram(self, consultant_id: str, link_hash: bytes) -> None:
        """From now on only this link binds a chat to them; older ones are out of use."""
        self._note(consultant_id, {_NEWEST_LINK: link_hash.hex()})

    def link_telegram(self, consultant_id: str, link_hash: bytes, chat: str) -> bool:
        """Bind a chat to them; False when the link is not their newest one, or when there is no such consultant."""
        card = self._card(consultant_id)
        if card is None or card.get(_NEWEST_LINK) != link_hash.hex():
            return False
        self._note(consultant_id, {_NEWEST_LINK: None, _TELEGRAM: chat})
        return True

    def unlink_telegram(self, consultant_id: str, chat: str | None = None) -> bool:
        """Forget their chat and any link to it; False when there was none. With `chat` only if it still is that one."""
        card = self._card(consultant_id)
        if card is None or (chat is not None and card.get(_TELEGRAM) != chat):
            return False
        self._note(consultant_id, {_NEWEST_LINK: None, _TELEGRAM: None})
        return _TELEGRAM in card

    def _card(self, consultant_id: str) -> dict[str, Any] | None:
        """What stands on their card; nobody else changes it before we are done."""
        row = self._in.first(_CARD_LOCKED, of_id=consultant_id)
        if row is None:
            return None
        opened: dict[str, Any] = self._in.keys.house.open_json(_card_place(consultant_id), row[0])
        return opened

    def _note(self, consultant_id: str, changes: Mapping[str, str | None]) -> None:
        """Write on their card; None takes away what stood there."""
        card = {**(self._card(consultant_id) or {}), **changes}
        kept = {name: value for name, value in card.items() if value is not None}
        sealed = self._in.keys.house.seal_json(_card_place(consultant_id), kept)
        self._in.run(_SET_CARD, of_id=consultant_id, sealed=sealed)

    def _consultant(self, row: Row) -> Consultant | None:
        consultant_id, card, created_at, disabled_at = row
        try:
            opened = self._in.keys.house.open_json(_card_place(consultant_id), card)
        except Unreadable as problem:
            _log.error("consultant %s cannot be read: %s", consultant_id, type(problem).__name__)
            return None
        return Consultant(
            consultant_id, opened["name"], opened["email"], created_at, disabled_at, opened.get(_TELEGRAM)
        )

    def _hash(self, email: str) -> bytes:
        return self._in.hash("consultant e-mail", folded(email))


def _card_place(consultant_id: str) -> str:
    return place("consultant", "card", consultant_id)


def _credentials_place(consultant_id: str) -> str:
    return place("consultant", "credentials", consultant_id)
