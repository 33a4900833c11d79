"""One bubble from Maatje: what it says, and what lets a channel show it more beautifully."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot.turn.messages.prompt import Choice, Prompt

OutgoingKind = Literal[
    "say", "ask", "picture", "help", "phrase", "privacy", "export", "languages", "gone", "hidden", "closing",
    "file_html", "file_json",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One way to reach a person now: `href` is a tel: or https: address, `note` says for whom and in which language,
    `now` whether somebody answers at this moment. `chat` is None while nobody answers there."""

    name: str
    number: str
    href: str
    note: str = ""
    chat: str | None = None
    now: str = ""

    @property
    def text(self) -> str:
        """The line in words, for a channel that shows nothing but text."""
        name = self.name if self.name == self.number else f"{self.name}: {self.number}"
        told = ", ".join(part for part in (name, self.note) if part)
        return f"{told} ({self.now})" if self.now else told


@dataclass(frozen=True, slots=True)
class Picture:
    """My people as data (care.network.Network as plain data), and its equal text."""

    network: Mapping[str, Any]
    name: str | None
    alt: tuple[str, ...]

    def to_data(self) -> dict[str, Any]:
        """Plain data for the outbox."""
        return {"network": self.network, "name": self.name, "alt": list(self.alt)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Picture:
        """The picture again, as it was stored."""
        return cls(data["network"], data["name"], tuple(data["alt"]))


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One bubble from Maatje. `text` always says everything; the rest lets a channel do it more beautifully.

    `ways` are small buttons inside the bubble, whose ids are commands. A `fleeting` bubble leaves the screen as soon as
    the talk goes on.
    """

    kind: OutgoingKind
    text: str
    language: str
    prompt: Prompt | None = None
    lines: tuple[HelpLine, ...] = ()
    picture: Picture | None = None
    phrase: str | None = None
    cards: tuple[tuple[str, str], ...] = ()
    ways: tuple[Choice, ...] = ()
    fleeting: bool = False

    @property
    def taken_away(self) -> bool:
        """True when nothing is left of it to show."""
        return self.kind == "hidden" and not self.text

    def to_data(self) -> dict[str, Any]:
        """Plain data for the outbox. Written out by hand: `dataclasses.asdict` takes a fifth of a whole turn."""
        return {
            "kind": self.kind,
            "text": self.text,
            "language": self.language,
            "prompt": self.prompt.to_data() if self.prompt is not None else None,
            "lines": [asdict(line) for line in self.lines],
            "picture": self.picture.to_data() if self.picture is not None else None,
            "phrase": self.phrase,
            "cards": [list(card) for card in self.cards],
            "ways": [way.to_data() for way in self.ways],
            "fleeting": self.fleeting,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Outgoing:
        """The bubble again, as it was stored."""
        prompt = data.get("prompt")
        picture = data.get("picture")
        return cls(
            kind=data["kind"],
            text=data["text"],
            language=data["language"],
            prompt=Prompt.from_data(prompt) if prompt else None,
            lines=tuple(HelpLine(**line) for line in data["lines"]),
            picture=Picture.from_data(picture) if picture else None,
            phrase=data["phrase"],
            cards=tuple((title, text) for title, text in data["cards"]),
            ways=tuple(Choice(*way) for way in data.get("ways", ())),
            fleeting=data.get("fleeting", False),
        )
