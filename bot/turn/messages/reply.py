"""What a turn led to, and how a talk is shown again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.turn.messages.outgoing import Outgoing


@dataclass(frozen=True, slots=True)
class Sent:
    """A committed bubble: its place in the talk, and the outbox row that remembers it."""

    outbox_id: str
    seq: int
    ordinal: int
    message: Outgoing


@dataclass(frozen=True, slots=True)
class Reply:
    """What a turn led to. `duplicate`: this delivery was known, nothing happened. `erased`: everything is gone.
    `alarmed`: an alarm was raised, or says more than before.
    `unseen`: what the child wrote must not stay on the screen; `fleeting`: the channel's numbers of what leaves it now.

    `session_id` is None only when there is no talk (erased, or a duplicate before the first turn).
    """

    session_id: str | None
    seq: int
    messages: tuple[Sent, ...] = ()
    duplicate: bool = False
    erased: bool = False
    language: str = "nl"
    alarmed: bool = False
    unseen: bool = False
    fleeting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a talk as it is shown again: `speaker` is "bot" or "child"."""

    seq: int
    ordinal: int
    speaker: Literal["bot", "child"]
    text: str
    message: Outgoing | None = None
