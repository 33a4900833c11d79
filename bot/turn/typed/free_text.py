"""What may have been typed freely: everything that is no button of ours. The safety layer looks at all of it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import Final

from bot.turn.messages import DONE
from bot.turn.typed.commands import COMMANDS
from flows.engine.compiling import Flow
from flows.engine.events import Chose, Commanded, Incoming, Picked, Wrote

# What points at a question; with anything else behind the colon it may be somebody's words.
_POINTER: Final = re.compile(r"(?:card|link):[a-z0-9_.]+")
_FIXED_BUTTONS: Final = COMMANDS | {
    DONE, "go_on", "break", "erase", "erase_yes", "change", "fits", "add", "remove", "move", "nobody", "myself",
    "show_all", "tell_more", "none", "change_my_mind", "send_it_now", "words_to_go_on", "withdraw_keep", "take_back_all",
    "everything", "show_words",
}  # fmt: skip


def buttons_of(flows: Iterable[Flow]) -> frozenset[str]:
    """The id of every button the flows can show. What is tapped and is none of these may be a child's own word."""
    found = set(_FIXED_BUTTONS)
    for flow in flows:
        for step in flow.steps:
            shown = (step.options, *(variant.options for variant in step.variants), *(row.options for row in step.rows))
            found.update(option.id for options in shown for option in options)
    return frozenset(found)


def free_text(event: Incoming | None, typed: str | None, buttons: Container[str]) -> str:
    """Everything in an incoming that a child may have typed freely; this is what the safety layer looks at.

    A name is a button too, so a tap counts as free text unless it is one of `buttons` (see `buttons_of`).
    """
    parts = [typed or ""]
    match event:
        case Wrote(text=text):
            parts.append(text)
        case Picked(options=options, words=words):
            parts.extend((words or "", *(option for option in options if not _is_button(option, buttons))))
        case Chose(option=option, words=words):
            parts.extend((words or "", "" if _is_button(option, buttons) else option))
        case Commanded(argument=argument):
            parts.append(argument or "")
    return "\n".join(part for part in parts if part)


def _is_button(option: str, buttons: Container[str]) -> bool:
    return option in buttons or option.isdecimal() or _POINTER.fullmatch(option) is not None
