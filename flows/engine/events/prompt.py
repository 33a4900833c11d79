"""What the child sees and can do, still without a language: lines, choices, cards. Every class is frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence still to be translated: the English source, and what goes into its slots (a Line is translated too)."""

    text: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be tapped. A label that is a plain string is the child's own word and is never translated."""

    id: str
    label: Line | str
    icon: str | None = None
    picked: bool = False
    own: bool = False
    alone: bool = False


class FixedChoices(tuple[Choice, ...]):
    """Choices that are the same for every child of a band: made once, so whoever renders them may do so once too."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One answer on the review page: its heading, what was answered, whether it would be shared."""

    link_id: str
    topic: str
    heading: Line
    lines: tuple[Line | str, ...]
    shared: bool
    sensitive: bool


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the child sees and can do now; a channel decides how it looks.

    `control` says what is asked for (buttons, chips, faces, ladder, backpack, pictures, number, text, names, picture,
    offer, cards, send, help, stop, …); `left` is the number of steps left on this route, None when it makes no sense.
    """

    step: str
    token: str
    control: str
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...] = ()
    part: str | None = None
    many: bool = False
    most: int | None = None
    own: bool = False
    least: int | None = None
    audience: Literal["child", "adult"] | None = None
    left: int | None = None
    cards: tuple[Card, ...] = ()
    repairs: tuple[str, ...] = ()
    picked: tuple[str, ...] = ()
