"""What can come in: a tap, typed words, a command, a time that is over. Every class is frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Command = Literal[
    "start", "help", "stop", "back", "edit", "repeat", "why", "pause", "delete", "language", "privacy", "phrase",
    "review", "more", "easier", "older", "skip", "dont_know", "rather_not_say", "later", "leave", "call_me", "export",
    "withdraw", "take_back", "hide", "closing", "files",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Started:
    """Somebody opened the talk, perhaps through a link that names a band."""

    band: str | None = None


@dataclass(frozen=True, slots=True)
class Chose:
    """A button was tapped. `token` is the one of the prompt the button stood under; `words` came along typed."""

    token: str
    option: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Picked:
    """Several things were chosen at once: options, names, or cards with on and off; `words` came along typed."""

    token: str
    options: tuple[str, ...] = ()
    words: str | None = None
    switches: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wrote:
    """Something was typed. The shell has screened it for danger already; `Env.signal` holds what was noticed."""

    text: str


@dataclass(frozen=True, slots=True)
class Commanded:
    """One of the things that can always be said: help, stop, back, skip … `argument` is a link id or a language.

    For `take_back` it is a link id, "call" or "everything".
    """

    command: Command
    argument: str | None = None


@dataclass(frozen=True, slots=True)
class SentOther:
    """Something came that is no text: a photo, a sticker, a voice note, a location, an unknown command."""

    what: str


@dataclass(frozen=True, slots=True)
class TimePassed:
    """A time the shell had set is over; `seq` is the turn in which it was set."""

    kind: str
    seq: int


@dataclass(frozen=True, slots=True)
class CoursesFound:
    """The world's answer to CoursesWanted: (id, name) pairs that fit, and those that only fit the age.

    `about` holds what can be told of each: (id, lowest age, highest age, description, which may be empty).
    """

    step: str
    key: str
    offers: tuple[tuple[str, str], ...]
    rest: tuple[tuple[str, str], ...] = ()
    about: tuple[tuple[str, int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """The channel asks for the open prompt again, changing nothing (reload, language switch, reconnect)."""


Incoming = Started | Chose | Picked | Wrote | Commanded | SentOther | TimePassed | CoursesFound | Shown
