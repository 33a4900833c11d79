"""Slash commands: their names, what the start link carries, and the neutral list in Telegram's menu."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, get_args

from bot.languages import language_called
from bot.turn.menus import ON_TELEGRAM
from bot.turn.messages import Start
from bot.turn.typed.slashes import command_named
from flows.engine.bands import BANDS
from flows.engine.events import Command, Commanded, SentOther, Started

LETTERS_OF_A_PAYLOAD: Final = 64
STOP_NOTICES: Final = "stop_notices"
"""Of consultants, so it stands in no menu; where nobody is told of alarms it is a command that nobody knows."""
_PAYLOAD: Final = re.compile(f"[A-Za-z0-9_-]{{0,{LETTERS_OF_A_PAYLOAD}}}")
_KNOWN: Final = frozenset(get_args(Command))


MENU: Final = ON_TELEGRAM


@dataclass(frozen=True, slots=True)
class Said:
    """A slash command: its event, what a start link carried, and the words typed behind it.

    `stops_notices`: it was the command with which a consultant ends being told of alarms in this chat.
    """

    event: Started | Commanded | SentOther
    start: Start = Start()
    rest: str = ""
    stops_notices: bool = False


def command_of(text: str) -> Said | None:
    """Read a slash command; None when the text is none. A command nobody knows is SentOther("command")."""
    if not text.startswith("/"):
        return None
    head, _, rest = text[1:].strip().partition(" ")
    name = command_named(head.partition("@")[0].lower())
    rest = rest.strip()
    if name == "start":
        start = start_of(rest)
        return Said(Started(start.band), start, rest)
    if name not in _KNOWN:
        return Said(SentOther("command"), rest=rest, stops_notices=name == STOP_NOTICES and not rest)
    return Said(Commanded(name), rest=language_called(rest) or rest)  # type: ignore[arg-type]  # one of the known ones


def start_of(payload: str) -> Start:
    """What a start link carries: `lang-nl_band-C_org-x`, in any order; what nobody knows is left out."""
    if len(payload) > LETTERS_OF_A_PAYLOAD:
        return Start()
    parts = dict(part.split("-", 1) for part in payload.split("_") if "-" in part)
    band = parts.get("band", "").upper()
    return Start(
        language=parts.get("lang") or None,
        band=band if band in BANDS else None,
        organisation=parts.get("org") or None,
    )


def is_payload(rest: str) -> bool:
    """True for what a start link may carry behind `/start`, nothing included: letters, digits, `_` and `-`, no words apart."""
    return bool(_PAYLOAD.fullmatch(rest))


def menu(_: Callable[[str], str]) -> list[tuple[str, str]]:
    """The commands with their descriptions in one language."""
    return [(name, _(description)) for name, description in MENU]
