"""send: send, keep, or throw away; three equal buttons, and the exact preview above them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from flows.engine import phrases
from flows.engine.events import Choice, Line
from flows.engine.steps.base import Asking, Misread, Question, Read, Reading
from flows.engine.steps.cards import leaves
from flows.engine.steps.choice import ChoiceKind

SEND: Final = "send"


class SendKind(ChoiceKind):
    """The actual sending."""

    def offered(self, asking: Asking, picked: Sequence[str] = ()) -> tuple[Choice, ...]:
        """The three ways; without a card that is on, nothing can be sent."""
        found = super().offered(asking, picked)
        return found if leaves(asking) else tuple(choice for choice in found if choice.id != SEND)

    def ask(self, asking: Asking) -> Question:
        """The three buttons; the channel shows above them what will leave."""
        plain = super().ask(asking)
        return Question("send", plain.lines if leaves(asking) else (Line(phrases.NOTHING_TO_SEND),), plain.choices)

    def _written(self, asking: Asking, text: str) -> Reading:
        """Words never settle it: they stay beside the question, and nothing is kept or sent by them."""
        reading = super()._written(asking, text)
        if isinstance(reading, Read):
            return Misread(Line(phrases.PICK_ONE), "own words at the sending", keep=text)
        return reading
