"""Linking: a consultant's own Telegram, bound by a link that works once, so that alarms reach them there too.

Of the link only a keyed hash is kept. The number of the chat is sealed on the consultant's card.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from storage import Store, Work

PURPOSE: Final = "telegram notices"
LINK_LIFE: Final = timedelta(minutes=15)
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{32,64}")
"""What Telegram carries in a start link, long enough to be a secret of ours."""


@dataclass(frozen=True, slots=True)
class TelegramLinks:
    """Makes the links. `secret` makes a token; `username` gives the bot's name, None while no bot is running."""

    secret: Callable[[], str]
    username: Callable[[], str | None]

    @property
    def offered(self) -> bool:
        """True while there is a bot to be told by."""
        return self.username() is not None

    def make(self, work: Work, consultant_id: str, at: datetime) -> str | None:
        """The address that binds whoever opens it to this consultant, once; None while no bot is running.

        It puts older links of theirs out of use.
        """
        username = self.username()
        if username is None:
            return None
        token = self.secret()
        link_hash = work.hash("link", token)
        work.links.forget_expired(at)
        work.links.put(link_hash, PURPOSE, {"consultant": consultant_id}, at + LINK_LIFE)
        work.consultants.expect_telegram(consultant_id, link_hash)
        return f"https://t.me/{username}?start={token}"


class LinkedChats:
    """Binds and frees chats, for the bot. A message that comes a second time does nothing new and gets the same answer.

    `chat` is the number of a private chat, `delivery` the channel's number of the message.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    async def link(self, chat: str, token: str, delivery: str) -> bool:
        """Bind this chat; False when the token opens nothing here, whatever it is."""
        if not TOKEN.fullmatch(token):
            return False
        return await self._store.run_async(lambda work: self._link(work, chat, token, delivery), _lane(chat))

    async def free(self, chat: str, delivery: str) -> bool:
        """Tell nobody in this chat any more; False when nobody was told here."""
        return await self._store.run_async(lambda work: self._free(work, chat, delivery), _lane(chat))

    def _link(self, work: Work, chat: str, token: str, delivery: str) -> bool:
        if work.inbox.knows(PURPOSE, delivery):
            return True
        now, link_hash = self._clock(), work.hash("link", token)
        payload = work.links.take(link_hash, PURPOSE, now)
        found = work.consultants.get(payload["consultant"]) if payload is not None else None
        if found is None or not found.enabled or not work.consultants.link_telegram(found.id, link_hash, chat):
            return False
        return work.inbox.claim(PURPOSE, delivery, now)

    def _free(self, work: Work, chat: str, delivery: str) -> bool:
        if work.inbox.knows(PURPOSE, delivery):
            return True
        theirs = [one.id for one in work.consultants.list() if one.telegram == chat]
        freed = [work.consultants.unlink_telegram(consultant_id, chat) for consultant_id in theirs]
        return any(freed) and work.inbox.claim(PURPOSE, delivery, self._clock())


def _lane(chat: str) -> str:
    return f"telegram notices|{chat}"
