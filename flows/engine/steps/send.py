"""send: send, keep, or throw away; three equal buttons, and the exact preview above them."""

from __future__ import annotations

from flows.engine.steps.base import Asking, Input, Question, Reading
from flows.engine.steps.choice import ChoiceKind


class SendKind(ChoiceKind):
    """The actual sending."""

    def ask(self, asking: Asking) -> Question:
        """The three buttons; the channel shows above them what will leave."""
        plain = super().ask(asking)
        return Question("send", plain.lines, plain.choices)

    def read(self, asking: Asking, found: Input) -> Reading:
        """As a choice."""
        return super().read(asking, found)
