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

# With its minus and its decimals, so that "-1" is not 1; "9,5" is somebody of nine and a half, who is nine.
NUMBER: Final = re.compile(r"(?:(?<!\w)[-\u2212\u2013\uff0d])?[.,\u066b]?\d+(?:[.,\u066b]\d+)*")
IN_YEARS: Final = re.compile(r"(\d{1,3})(?:[.,\u066b]\d{1,2})?")
# Between two rungs of a ladder nobody but the child can choose.
RUNG: Final = re.compile(r"(\d{1,3})")
SIGNS_OF_A_NUMBER: Final = 3
WORD: Final = re.compile(r"[^\W\d_]+")
WORDS_OF_A_NUMBER: Final = 4


class NumberKind:
    """One whole number."""

    def ask(self, asking: Asking) -> Question:
        """The question, with the likely numbers as buttons."""
        low, high = asking.step.least or 0, asking.step.most or 10
        return Question("number", (sentence(asking),), numbers(low, high), least=low, most=high)

    def read(self, asking: Asking, found: Input) -> Reading:
        """The one whole number that was tapped or typed."""
        text = _text(found)
        number, told = _whole_number(text, IN_YEARS if asking.step.kind == "number" else RUNG), _told(text)
        if number is None:
            return Misread(Line(phrases.A_NUMBER_PLEASE), "no number", keep=told)
        return Read(number, joined(asking.draft.words, told))


@lru_cache
def numbers(low: int, high: int) -> tuple[Choice, ...]:
    """A button for every number."""
    return tuple(Choice(str(number), str(number)) for number in range(low, high + 1))


def _whole_number(text: str, form: re.Pattern[str]) -> int | None:
    """The one number of a text, None when there are more or it is below nothing; a telephone number is none of them."""
    found = [number for number in NUMBER.findall(text) if len(number) <= SIGNS_OF_A_NUMBER or not number.isdecimal()]
    whole = form.fullmatch(found[0]) if len(found) == 1 else None
    return int(whole[1]) if whole is not None and int(whole[1]) <= YEARS_AT_MOST else None


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
