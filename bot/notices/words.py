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

LINK_SUBJECT: Final = N_("Your link")
LINK: Final = N_("With this link you come into the portal of {bot}. It works once, for a quarter of an hour.")
NOT_YOU: Final = N_("Was it not you who asked for it? Then you need do nothing: nobody but you has this link.")
NO_ANSWER: Final = N_("Please do not answer this message.")


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and body, ready to be sent to anybody."""

    subject: str
    body: str


def letter(_: Callable[[str], str], bot: str, public_url: str | None) -> Letter:
    """The one letter there is, in the language of `_`; it holds no name, no matter and no id."""
    said = (short(_, bot, public_url), _(THEN), _(NO_MORE))
    return Letter(_(SUBJECT), "\n\n".join(said) + "\n")


def sign_in_letter(_: Callable[[str], str], bot: str, link: str) -> Letter:
    """The letter with a link to sign in; like the other it names no child, matter or hour."""
    said = (_(LINK).format(bot=bot), link, _(NOT_YOU), _(NO_ANSWER))
    return Letter(_(LINK_SUBJECT), "\n\n".join(said) + "\n")


def short(_: Callable[[str], str], bot: str, public_url: str | None) -> str:
    """The one message there is for a chat, in the language of `_`: that there is something to look at, and where."""
    where = _(WHERE_YOU_KNOW)
    if public_url:
        where = _(WHERE).format(address=f"{public_url.rstrip('/')}/portal/")
    return f"{_(BODY).format(bot=bot)}\n\n{where}"
