"""Which part of a long text it was that rang, so that it is not lost where only a part is passed on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from care.safety.signal import URGENCIES, Urgency

WORDS_OF_A_PART: Final = 24
PARTS_NAMED: Final = 5
# As many as the longest answer has; of a longer text the beginning and the end are looked at, half each.
PARTS_LOOKED_AT: Final = 400
_ENDS: Final = re.compile(r"(?<=[.!?…؟])\s+|\n+")


def ringing(text: str, how_urgent: Callable[[str], Urgency | None]) -> tuple[str, ...]:
    """The sentences of the text that ring by themselves, the most urgent first; of a very long one, the part of it.

    Where none does, two that follow each other are tried together. Empty for a text that is short, or that rings only
    as a whole. `how_urgent` is the safety layer's opinion of a text.
    """
    if len(text.split()) <= WORDS_OF_A_PART:
        return ()
    parts = _few(list(_parts(text)))
    return _loudest(parts, how_urgent) or _loudest(list(_pairs(parts)), how_urgent)


def _loudest(parts: Sequence[str], how_urgent: Callable[[str], Urgency | None]) -> tuple[str, ...]:
    heard = ((how_urgent(part), part) for part in dict.fromkeys(parts))
    rang = [(URGENCIES.index(urgency), part) for urgency, part in heard if urgency not in (None, "check")]
    return tuple(part for _, part in sorted(rang, key=lambda one: one[0])[:PARTS_NAMED])


def _parts(text: str) -> Iterator[str]:
    """Sentences; one that goes on and on comes in stretches that overlap, so that nothing is cut in two everywhere."""
    half = WORDS_OF_A_PART // 2
    for words in (sentence.split() for sentence in _ENDS.split(text)):
        for start in range(0, max(len(words) - half, 1), half):
            if words[start:]:
                yield " ".join(words[start : start + WORDS_OF_A_PART])


def _pairs(parts: Sequence[str]) -> Iterator[str]:
    both = (f"{first} {second}" for first, second in pairwise(parts))
    return (pair for pair in both if len(pair.split()) <= WORDS_OF_A_PART)


def _few(parts: list[str]) -> list[str]:
    half = PARTS_LOOKED_AT // 2
    return parts if len(parts) <= PARTS_LOOKED_AT else parts[:half] + parts[-half:]
