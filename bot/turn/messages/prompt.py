"""The open question, ready to show, and what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

DONE: Final = "done"


@dataclass(frozen=True, slots=True)
class Choice:
    """A thing to tap, labelled in the child's language. `id` goes back in Chose(token, id); `icon` names a drawing."""

    id: str
    label: str
    icon: str | None = None
    picked: bool = False
    own: bool = False
    alone: bool = False

    def to_data(self) -> list[Any]:
        """Plain data: Choice(*data) is this choice again."""
        return [self.id, self.label, self.icon, self.picked, self.own, self.alone]


@dataclass(frozen=True, slots=True)
class Card:
    """A review card: heading, what was answered (own words in typographic quotes), and whether it would be shared."""

    link_id: str
    topic: str
    heading: str
    lines: tuple[str, ...]
    shared: bool
    sensitive: bool

    def to_data(self) -> list[Any]:
        """Plain data, field by field."""
        return [self.link_id, self.topic, self.heading, list(self.lines), self.shared, self.sensitive]

    @classmethod
    def from_data(cls, data: Sequence[Any]) -> Card:
        """The card again, as it was stored."""
        link_id, topic, heading, lines, shared, sensitive = data
        return cls(link_id, topic, heading, tuple(lines), shared, sensitive)


@dataclass(frozen=True, slots=True)
class Prompt:
    """The open question, ready to show; see flows.engine.events.Prompt for the meaning of the fields.

    `audience` and `left` are ready sentences ("for the grown-up", "about 6 to go"); `repairs` are the quiet buttons
    (skip, dont_know, rather_not_say, later, back, leave: sent as Commanded(id)); `done` labels the Done button of a
    many-choice; `hint` is the placeholder of the text box; `preview` is the handoff as the consultant would get it
    (care.handoff.Handoff.to_data()) for control "send".
    """

    step: str
    token: str
    control: str
    choices: tuple[Choice, ...] = ()
    part: str | None = None
    many: bool = False
    most: int | None = None
    least: int | None = None
    own: bool = False
    audience: str | None = None
    left: str | None = None
    steps_left: int | None = None
    cards: tuple[Card, ...] = ()
    repairs: tuple[Choice, ...] = ()
    picked: tuple[str, ...] = ()
    done: str = ""
    hint: str = ""
    preview: Mapping[str, Any] | None = None

    def to_data(self) -> dict[str, Any]:
        """Plain data for the outbox."""
        return {
            **{name: getattr(self, name) for name in _PLAIN},
            "choices": [choice.to_data() for choice in self.choices],
            "repairs": [choice.to_data() for choice in self.repairs],
            "cards": [card.to_data() for card in self.cards],
            "picked": list(self.picked),
            "preview": self.preview,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Prompt:
        """The prompt again, as it was stored."""
        made = {
            "choices": tuple(Choice(*choice) for choice in data["choices"]),
            "repairs": tuple(Choice(*choice) for choice in data["repairs"]),
            "cards": tuple(map(Card.from_data, data["cards"])),
            "picked": tuple(data["picked"]),
        }
        return cls(**{**data, **made})


_PLAIN: Final = tuple(
    one.name for one in fields(Prompt) if one.name not in ("choices", "repairs", "cards", "picked", "preview")
)
