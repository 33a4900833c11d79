"""What a notice says: that there is something to look at, and where. The same for every child, matter and hour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flows.engine.marking import N_

SUBJECT: Final = N_("There is something to look at")
BODY: Final = N_("There is something to look at in the portal of {bot}.")
WHERE: Final = N_("You find it here: {address}")
WHERE_YOU_KNOW: Final = N_("You find it in the portal, at the address you know.")
THEN: Final = N_(
    "Whoever looks at it presses 'I'm on it', so that nobody else has to come. As long as nobody does, the next one is told."
)
NO_MORE: Final = N_("On purpose this message says no more. Please do not answer it.")


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and body, ready to be sent to anybody."""

    subject: str
    body: str


def letter(_: Callable[[str], str], bot: str, public_url: str | None) -> Letter:
    """The one letter there is, in the language of `_`; it holds no name, no matter and no id."""
    said = (short(_, bot, public_url), _(THEN), _(NO_MORE))
    return Letter(_(SUBJECT), "\n\n".join(said) + "\n")


def short(_: Callable[[str], str], bot: str, public_url: str | None) -> str:
    """The one message there is for a chat, in the language of `_`: that there is something to look at, and where."""
    where = _(WHERE_YOU_KNOW)
    if public_url:
        where = _(WHERE).format(address=f"{public_url.rstrip('/')}/portal/")
    return f"{_(BODY).format(bot=bot)}\n\n{where}"
