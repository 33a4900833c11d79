"""What a person did in a channel, as the conversation takes it."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.engine.events import Incoming as EngineEvent


@dataclass(frozen=True, slots=True)
class Start:
    """What an entry link or QR code may carry. Values nobody knows are ignored."""

    language: str | None = None
    band: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that a person did in a channel.

    `address` is the person's identity inside the channel (kept only as keyed hash and encrypted), `delivery` is unique
    per delivery so that a repeated one does nothing, `event` is what the engine gets. `typed` is raw text: it is
    screened, matched with buttons and commands and then becomes the event, so a channel sets either `event` or `typed`.
    `heard` is what the person's own bubble shows (None: nothing; typed text shows itself), `heard_ref` the channel's numbers
    of what they sent, with spaces between, where it can be taken off the screen again. `beside` is what stood typed, and
    not sent, when something was pressed that takes no words: it is screened and is part of nothing else.
    """

    channel: str
    address: str
    delivery: str
    event: EngineEvent | None = None
    typed: str | None = None
    heard: str | None = None
    heard_ref: str | None = None
    beside: str = ""
    start: Start = field(default_factory=Start)
