"""number: a whole number, tapped or typed in any of the world's digits."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from flows.engine import phrases
from flows.engine.events import Choice, Chose, Line, Picked
from flows.engine.limits import YEARS_AT_MOST
from flows.engine.steps.base import (
    Asking,
    Input,
    Misread,
    Question,
    Read,
    Reading,
    joined,
    sentence,
)

DIGITS: Final = re.compile(r"(?<![\d.,])\d{1,3}(?![\d])")


WORD: Final = re.compile(r"[^\W\d_]+")
WORDS_OF_A_NUMBER: Final = 4


class NumberKind:
    """One whole number."""

    def ask(self, asking: Asking) -> Question:
        """The question, with the likely numbers as buttons."""
        low, high = asking.step.least or 0, asking.step.most or 10
        return Question("number", (sentence(asking),), numbers(low, high), least=low, most=high)

    def read(self, asking: Asking, found: Input) -> Reading:
        """The first whole number that was tapped or typed."""
        text = _text(found)
        digits, told = DIGITS.findall(text), _told(text)
        if len(digits) != 1 or int(digits[0]) > YEARS_AT_MOST:
            return Misread(Line(phrases.A_NUMBER_PLEASE), "no number", keep=told)
        return Read(int(digits[0]), joined(asking.draft.words, told))


@lru_cache
def numbers(low: int, high: int) -> tuple[Choice, ...]:
    """A button for every number."""
    return tuple(Choice(str(number), str(number)) for number in range(low, high + 1))


def _told(text: str) -> str | None:
    """What says more than "I am 13 years old": it stays beside the number."""
    return text if len(WORD.findall(text)) > WORDS_OF_A_NUMBER else None


def _text(found: Input) -> str:
    match found:
        case Chose(option=option):
            return option
        case Picked(options=options, words=words):
            return " ".join((*options, words or ""))
    return found.text
