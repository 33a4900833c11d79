"""The handoff: the one page a consultant reads, made of what the child shared and of nothing else.

Nine no-trace rules hold here (domain.md 9). The object is built from the shared set; nobody filters it later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from care.network import Network, Person, Support

SCHEMA_VERSION: Final = 1
STARTERS: Final = 4
WORDS_IN_A_SIGNAL: Final = 30
# A condition that is cut may be broken by whoever reads the page, and many stand beside the address.
WORDS_IN_A_CONDITION: Final = 40
CONTACT_KINDS: Final = frozenset({"urgent", "contact", "home_knows", "meeting", "agreement"})
_SUPPORT_LETTERS: Final[Mapping[Support, str]] = {"talk": "E", "fun": "G", "practical": "P", "advice": "A"}


class HandoffError(ValueError):
    """A handoff that cannot be made or read; the message says which part, never what the child said."""


@dataclass(frozen=True, slots=True)
class Item:
    """One answer of the child, ready to be read.

    `link_id` is the question, `topic` its card, `value` the plain answer (option id, ids, number, text, names or a
    mapping, as in design.md 7), `labels` the same in the reader's language, one for each part of the value; `words`
    what the child typed, verbatim; `question` the short heading of the question in the reader's language; `at` is
    timezone-aware; `sensitive` as the flow says.
    """

    link_id: str
    topic: str
    value: Any
    labels: tuple[str, ...] = ()
    words: str | None = None
    question: str = ""
    at: datetime | None = None
    sensitive: bool = False


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
    """Something to see first.

    `kind` is "urgent", "contact", "home_knows", "meeting", "agreement" or a signal category. For all but the last
    `text_quote` is a whole line to print; for a signal it is the child's own sentence, to be printed between quotation marks (see
    `is_quote`), and only there when the child shared it or was told. `note` is to be printed after it.
    """

    kind: str
    text_quote: str
    at: datetime | None
    child_informed: bool = True
    note: str = ""

    @property
    def is_quote(self) -> bool:
        """Say whether the text is the child's own sentence."""
        return self.kind not in CONTACT_KINDS


@dataclass(frozen=True, slots=True)
class SectionItem:
    """A line of a section: the question it came from, the text to print, and the child's literal words if any.

    Print `line`; or `text` (empty when the words stand alone) and then `quote` in a form of your own. `strong` marks
    what must not be overlooked, such as "nobody".
    """

    question_id: str
    text: str
    quote: str | None = None
    strong: bool = False

    @property
    def line(self) -> str:
        """Give the whole line, the child's words between quotation marks."""
        quoted = f"“{self.quote}”" if self.quote else ""
        return ": ".join(part for part in (self.text, quoted) if part)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines. A section without lines does not exist."""

    key: str
    order: int
    title: str
    items: tuple[SectionItem, ...]


@dataclass(frozen=True, slots=True)
class Handoff:
    """Everything the consultant gets; `to_json` is the machine form of domain.md 9.

    Raises HandoffError when a section is empty or out of order, when a line of safety is one that the child does not
    know of, or when the time has no time zone.
    """

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
    consultant: str = ""
    hint: str = ""

    def __post_init__(self) -> None:
        if self.shared_at.tzinfo is None:
            raise HandoffError("shared_at has no time zone; pass a datetime with tzinfo, in UTC")
        if [section.order for section in self.sections] != list(range(1, len(self.sections) + 1)):
            raise HandoffError("sections must be numbered 1, 2, 3 … without a gap: a gap betrays what was not shared")
        if any(not section.items for section in self.sections):
            raise HandoffError("a section without lines must be left out: an empty heading betrays what was not shared")
        if any(not line.child_informed for line in self.safety):
            raise HandoffError("a safety line that the child was not told about cannot be handed over")
        if len(self.starters) > STARTERS:
            raise HandoffError(f"at most {STARTERS} conversation starters")

    def to_json(self) -> dict[str, Any]:
        """Give the machine form: plain dicts, lists, strings, numbers; times in ISO 8601."""
        return {
            "id": self.id,
            "schema_version": self.schema_version,
            "shared_at": self.shared_at.isoformat(),
            "child": {"name": self.child.name, "age": self.child.age, "language": self.child.language},
            "safety": [_safety_json(line) for line in self.safety],
            "sections": [_section_json(section) for section in self.sections],
            "network": _network_json(self.network),
            "starters": list(self.starters),
            "dont": list(self.dont),
            "retention_until": None if self.retention_until is None else self.retention_until.isoformat(),
            "seen": [dict(entry) for entry in self.seen],
        }

    def to_data(self) -> dict[str, Any]:
        """Give everything, titles and foot included, as plain JSON values to be stored; `from_data` reads it back."""
        data: dict[str, Any] = _HANDOFF.dump_python(self, mode="json")
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Handoff:
        """Read what `to_data` gave. Raises HandoffError that names the parts, not their content."""
        version = data.get("schema_version")
        if isinstance(version, int) and version > SCHEMA_VERSION:
            raise HandoffError(f"this handoff has form {version}, newer than {SCHEMA_VERSION}; update the program")
        try:
            return _HANDOFF.validate_python(dict(data))
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False, include_context=False)
            parts = ", ".join(".".join(map(str, part["loc"])) + " (" + part["type"] + ")" for part in found)
        raise HandoffError(f"this handoff cannot be read: {parts}")


_HANDOFF: Final = TypeAdapter(Handoff)


def _safety_json(line: SafetyLine) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "text_quote": line.text_quote,
        "at": None if line.at is None else line.at.isoformat(),
        "child_informed": line.child_informed,
    }


def _section_json(section: Section) -> dict[str, Any]:
    items = []
    for item in section.items:
        entry = {"question_id": item.question_id, "text": item.text}
        if item.quote is not None:
            entry["quote"] = item.quote
        items.append(entry)
    return {"key": section.key, "order": section.order, "items": items}


def _person_json(person: Person) -> dict[str, Any]:
    entry: dict[str, Any] = {"label": person.name, "ring": person.ring, "area": person.area}
    if person.line is not None:
        entry["line"] = person.line
    return entry


def _network_json(network: Network) -> dict[str, Any]:
    return {
        "people": [_person_json(person) for person in network.people],
        "support": {
            letter: network.support[kind] for kind, letter in _SUPPORT_LETTERS.items() if kind in network.support
        },
    }
