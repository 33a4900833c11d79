"""What the safety layer says about one text: a kind of danger and how fast somebody must act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Category = Literal[
    "suicide",
    "self_harm",
    "abuse_sexual",
    "medical_emergency",
    "abuse_physical",
    "domestic_violence",
    "runaway",
    "neglect",
    "abuse_emotional",
    "severe_distress",
]
Urgency = Literal["now", "soon", "check"]

# In this order one text that fits two categories gets its name: the one whose help line must not be missed comes first.
CATEGORIES: Final[tuple[Category, ...]] = (
    "suicide",
    "medical_emergency",
    "abuse_sexual",
    "self_harm",
    "abuse_physical",
    "domestic_violence",
    "runaway",
    "neglect",
    "abuse_emotional",
    "severe_distress",
)
URGENCIES: Final[tuple[Urgency, ...]] = ("now", "soon", "check")


@dataclass(frozen=True, slots=True)
class Signal:
    """Danger noticed in a text.

    `now` and `soon` show help and follow the alarm policy; `check` is one kind question and nothing more.
    """

    category: Category
    urgency: Urgency


def gravest(signals: list[Signal]) -> Signal | None:
    """The most urgent signal, or None when there is none; among equals the order of CATEGORIES decides."""
    return min(signals, key=_gravity, default=None)


def _gravity(signal: Signal) -> tuple[int, int]:
    return URGENCIES.index(signal.urgency), CATEGORIES.index(signal.category)
