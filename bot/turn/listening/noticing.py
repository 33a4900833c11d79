"""What the safety layer notices in a text, and which sentences of a long one made it ring."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from care.safety import Urgency, ringing
from flows.engine.events import Signal


class Screen(Protocol):
    """The safety layer."""

    def screen(self, text: str, language: str) -> object | None:
        """What was noticed: something with `category` and `urgency`, or None."""


def noticed(screener: Screen, text: str, language: str) -> Signal | None:
    """The signal of a text; a gentle check passes nothing on, so nobody needs to know which sentence it was."""
    found = _signal(screener, text, language)
    if found is None or found.urgency == "check":
        return found
    return replace(found, rang=ringing(text, lambda part: _urgency(screener, part, language)))


def _urgency(screener: Screen, text: str, language: str) -> Urgency | None:
    found = _signal(screener, text, language)
    return None if found is None else found.urgency


def _signal(screener: Screen, text: str, language: str) -> Signal | None:
    found = screener.screen(text, language)
    return None if found is None else Signal(found.category, found.urgency)  # type: ignore[attr-defined]
