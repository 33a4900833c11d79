"""text: the child's own words, kept verbatim."""

from __future__ import annotations

from flows.engine import phrases
from flows.engine.events import Chose, Line, Picked
from flows.engine.steps.base import (
    Asking,
    Input,
    Misread,
    Question,
    Read,
    Reading,
    is_blank,
    joined,
    sentence,
)


class TextKind:
    """Something typed."""

    def ask(self, asking: Asking) -> Question:
        """The question with room to type."""
        return Question("text", (sentence(asking),), most=asking.step.most, own=True)

    def read(self, asking: Asking, found: Input) -> Reading:
        """The words as they are; only a name has to be short."""
        text = _text(found)
        if is_blank(text):
            return Misread(Line(phrases.NOTHING_TYPED), "empty")
        if asking.step.most and len(text) > asking.step.most:
            return Misread(Line(phrases.A_SHORTER_NAME), "too long")
        return Read(text, asking.draft.words)


def _text(found: Input) -> str:
    match found:
        case Picked(options=options, words=words):
            return joined(*options, words) or ""
        case Chose(option=option):
            return option
    return found.text
