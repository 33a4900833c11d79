"""The handoff: the one page a consultant reads, made of what the child shared and of nothing else.

Nine no-trace rules hold here (domain.md 9). The object is built from the shared set; nobody filters it later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from care.network import Network

SCHEMA_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Item:
    """One shared answer, ready to be read.

    `link_id` is the question, `topic` its card, `value` the plain answer (option id, ids, number, text, names or a
    mapping, as in design.md 7), `labels` the same in the reader's language, `words` what the child typed, verbatim;
    `question` the short heading of the question in the reader's language; `at` is timezone-aware.
    """

    link_id: str
    topic: str
    value: Any
    labels: tuple[str, ...] = ()
    words: str | None = None
    question: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """The header: a name to use, an age in whole years, the language of the talk. No surname, no birthday."""

    name: str | None
    age: int | None
    language: str
    with_adult: bool = False
    channel: str = "web"


@dataclass(frozen=True, slots=True)
class SafetyLine:
    """Something to see first. `text_quote` is the child's own sentence, only when it was shared or the child was told.

    `kind` is "urgent", "contact", "home_knows", "meeting" or a signal category.
    """

    kind: str
    text_quote: str
    at: datetime | None
    child_informed: bool = True


@dataclass(frozen=True, slots=True)
class SectionItem:
    """A line of a section: the question it came from, the text to print, and the child's literal words if any."""

    question_id: str
    text: str
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines. A section without lines does not exist."""

    key: str
    order: int
    title: str
    items: tuple[SectionItem, ...]


@dataclass(frozen=True, slots=True)
class Handoff:
    """Everything the consultant gets; `to_json` is the machine form of domain.md 9."""

    id: str
    shared_at: datetime
    child: Child
    safety: tuple[SafetyLine, ...]
    sections: tuple[Section, ...]
    network: Network
    starters: tuple[str, ...]
    dont: tuple[str, ...]
    foot: str
    retention_until: date | None
    schema_version: int = SCHEMA_VERSION
    seen: tuple[Mapping[str, str], ...] = ()
