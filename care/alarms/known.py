"""What is known of an alarm: only what the child was told that it is passed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from care.handoff import WORDS_IN_A_SIGNAL, SafetyLine
from care.quoting import around

WORDS_PASSED_ON: Final = 120
SENTENCES_KEPT: Final = 10


class UnknownForm(ValueError):
    """What is known of an alarm was stored in a form that this program does not know; a newer one may have."""


@dataclass(frozen=True, slots=True)
class Said:
    """What rang, as it was typed; category and urgency are those of the safety layer.

    `rang` are the sentences of a long text that made it ring, the most urgent first, where they are known.
    """

    category: str
    urgency: str
    text: str
    at: datetime
    rang: tuple[str, ...] = ()

    def line(self) -> SafetyLine:
        """A line of the summary: what rang, and little around it."""
        quote = around(self.text, self.rang, WORDS_IN_A_SIGNAL)
        return SafetyLine(self.category, quote, self.at, child_informed=True)

    def to_data(self) -> list[Any]:
        """Plain data, to be sealed."""
        return [self.category, self.urgency, self.text, self.at.isoformat(), list(self.rang)]

    @classmethod
    def from_data(cls, category: str, urgency: str, text: str, at: str, rang: Iterable[str] = ()) -> Said:
        """What was sealed; of what rang earlier it is not known which part did."""
        return cls(category, urgency, text, datetime.fromisoformat(at), tuple(rang))


@dataclass(frozen=True, slots=True)
class Known:
    """`name` is the name to use, `said` what was passed on, `called_at` when a call was asked for.

    `told` is what the child was told about it, in its own `language`; `withdrawn_at` when it took something back after
    somebody had taken the alarm. Sealed wherever it is kept.
    """

    name: str | None = None
    language: str = "nl"
    said: tuple[Said, ...] = ()
    called_at: datetime | None = None
    told: tuple[str, ...] = ()
    withdrawn_at: datetime | None = None

    def with_signal(self, said: Said, name: str | None) -> Known:
        """With one more text that rang, cut around what rang in it; the first and the latest ones are kept."""
        new = replace(said, text=around(said.text, said.rang, WORDS_PASSED_ON))
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

    def with_call_withdrawn(self, at: datetime) -> Known:
        """As if nobody had asked for a call, except that whoever is on it sees that something was taken back."""
        left = replace(self.without_call(), withdrawn_at=at)
        return left if self.said else replace(left, told=())  # what was told was told about the call

    def with_told(self, text: str) -> Known:
        """With what the child was told; the same words are kept once."""
        return self if text in self.told else replace(self, told=(*self.told, text)[-SENTENCES_KEPT:])

    def lines(self) -> tuple[SafetyLine, ...]:
        """The sentences as lines of the summary, where they stand without having been shared."""
        return tuple(said.line() for said in self.said)

    def to_data(self) -> dict[str, Any]:
        """Plain data, to be sealed."""
        return {
            "name": self.name,
            "language": self.language,
            "said": [said.to_data() for said in self.said],
            "called_at": None if self.called_at is None else self.called_at.isoformat(),
            "told": list(self.told),
            "withdrawn_at": None if self.withdrawn_at is None else self.withdrawn_at.isoformat(),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Known:
        """What was sealed. Raises UnknownForm."""
        try:
            return cls._read(data)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise UnknownForm(UnknownForm.__doc__) from None  # without the cause: it may quote what was said

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Known:
        called, withdrawn = data["called_at"], data.get("withdrawn_at")
        return cls(
            name=data["name"],
            language=data["language"],
            said=tuple(Said.from_data(*said) for said in data["said"]),
            called_at=None if called is None else datetime.fromisoformat(called),
            told=tuple(data["told"]),
            withdrawn_at=None if withdrawn is None else datetime.fromisoformat(withdrawn),
        )
