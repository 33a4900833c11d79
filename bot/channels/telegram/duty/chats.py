"""What a consultant does in the chat: link it with a start link, or end that. Everything else is a talk like any other."""

from __future__ import annotations

from typing import Final, Protocol

from bot.channels.telegram.updates import Came
from flows.engine.marking import N_

LINKED: Final = N_("From now on you are told here when there is something to look at. /stop_notices ends it.")
FREED: Final = N_("You are not told here any more. In the portal you can link a chat again.")


class Chats(Protocol):
    """What is needed of `bot.alarms.linking.LinkedChats`."""

    async def link(self, chat: str, token: str, delivery: str) -> bool:
        """Bind a chat; False when the token opens nothing."""

    async def free(self, chat: str, delivery: str) -> bool:
        """Tell nobody in a chat any more; False when nobody was told there."""


async def heard(chats: Chats, came: Came, delivery: str) -> str | None:
    """What to say when this was for us; None when it belongs to a talk, which then hears it as if nobody had looked."""
    if came.payload and await chats.link(came.address, came.payload, delivery):
        return LINKED
    if came.stops_notices and await chats.free(came.address, delivery):
        return FREED
    return None
