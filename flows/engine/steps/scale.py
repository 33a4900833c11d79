"""scale: faces or backpacks with words, or a ladder of numbers; never a score."""

from __future__ import annotations

from dataclasses import replace

from flows.engine import phrases
from flows.engine.events import Line
from flows.engine.steps.base import Asking, Input, Misread, Question, Reading, sentence
from flows.engine.steps.choice import ChoiceKind
from flows.engine.steps.number import NumberKind, numbers
from flows.engine.steps.options import options


class ScaleKind:
    """Pictures with words where the band has options, otherwise steps of a ladder."""

    def ask(self, asking: Asking) -> Question:
        """Faces, backpacks, or the rungs of a ladder."""
        if options(asking):
            plain = ChoiceKind().ask(asking)
            return replace(plain, control="faces") if plain.control == "ladder" else plain
        low, high = asking.step.least or 0, asking.step.most or 10
        return Question("ladder", (sentence(asking),), numbers(low, high), least=low, most=high)

    def read(self, asking: Asking, found: Input) -> Reading:
        """A tap or a typed number."""
        if options(asking):
            return ChoiceKind().read(asking, found)
        reading = NumberKind().read(asking, found)
        low, high = asking.step.least or 0, asking.step.most or 10
        if not isinstance(reading, Misread) and not low <= getattr(reading, "value", low) <= high:
            return Misread(Line(phrases.A_NUMBER_PLEASE), "outside the ladder", keep=getattr(reading, "words", None))
        return reading
