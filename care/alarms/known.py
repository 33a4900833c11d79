"""What is known of an alarm: only what the child was told that it is passed on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from care.handoff import SafetyLine
from care.quoting import cut

WORDS_PASSED_ON: Final = 120
SENTENCES_KEPT: Final = 10


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that rang, as it was typed; category and urgency are those of the safety layer."""

    category: str
    urgency: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """`name` is the name to use, `said` what was passed on, `called_at` when a call was asked for.

    `told` is what the child was told about it, in its own `language`. Sealed wherever it is kept.
    """

    name: str | None = None
    language: str = "nl"
    said: tuple[Said, ...] = ()
    called_at: datetime | None = None
    told: tuple[str, ...] = ()

    def with_signal(self, said: Said, name: str | None) -> Known:
        """With one more sentence; the first and the latest ones are kept."""
        new = replace(said, text=cut(said.text, WORDS_PASSED_ON))
        kept = (*self.said, new)
        if len(kept) > SENTENCES_KEPT:
            kept = (kept[0], *kept[-SENTENCES_KEPT + 1 :])
        return replace(self, said=kept, name=name or self.name)

    def with_call(self, at: datetime) -> Known:
        """With the wish to be called; how to reach the child stands in its own request, where it can be taken back."""
        return replace(self, called_at=at)

    def without_call(self) -> Known:
        """As if nobody had asked for a call."""
        return replace(self, called_at=None)

    def with_told(self, text: str) -> Known:
        """With what the child was told; the same words are kept once."""
        return self if text in self.told else replace(self, told=(*self.told, text)[-SENTENCES_KEPT:])

    def lines(self) -> tuple[SafetyLine, ...]:
        """The sentences as lines of the summary, where they stand without having been shared."""
        return tuple(SafetyLine(said.category, said.text, said.at, child_informed=True) for said in self.said)

    def to_data(self) -> dict[str, Any]:
        """Plain data, to be sealed."""
        return {
            "name": self.name,
            "language": self.language,
            "said": [[said.category, said.urgency, said.text, said.at.isoformat()] for said in self.said],
            "called_at": None if self.called_at is None else self.called_at.isoformat(),
            "told": list(self.told),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Known:
        """What was sealed."""
        called = data["called_at"]
        return cls(
            name=data["name"],
            language=data["language"],
            said=tuple(Said(kind, how, text, datetime.fromisoformat(at)) for kind, how, text, at in data["said"]),
            called_at=None if called is None else datetime.fromisoformat(called),
            told=tuple(data["told"]),
        )
