"""The nouns of the picture: a person, and the network they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Ring = Literal[1, 2, 3, 4]
Line = Literal["really_good", "ordinary", "sometimes_difficult"]
Support = Literal["talk", "fun", "practical", "advice"]

RINGS: Final[tuple[Ring, ...]] = (1, 2, 3, 4)
AREAS: Final[tuple[str, ...]] = (
    "family",
    "friends",
    "school",
    "work",
    "sports",
    "neighbourhood",
    "faith",
    "online",
    "animals",
    "care",
)
SUPPORTS: Final[tuple[Support, ...]] = ("talk", "fun", "practical", "advice")
PEOPLE_IN_A_PICTURE: Final = 20
NAME_LENGTH: Final = 40


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the child named.

    `ring` 1 is closest (Lensink's four rings, domain.md 1.4); `line` is how it is between them, None when not asked or
    skipped; `would_help` marks somebody who would help if they knew.
    """

    name: str
    ring: Ring
    area: str
    line: Line | None = None
    emoji: str | None = None
    would_help: bool = False


@dataclass(frozen=True, slots=True)
class Network:
    """Everybody the child named, closest first, and whom the child turns to for what.

    `support` maps a kind of support to a person's name, or to one of "myself", "nobody", "dont_know"; a kind that was
    not answered is absent. `known_by` says who knows how things are at home, as option labels in the reader's language.
    """

    people: tuple[Person, ...] = ()
    support: Mapping[Support, str] = field(default_factory=dict)
    known_by: tuple[str, ...] = ()
