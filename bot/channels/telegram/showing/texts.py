"""Texts within Telegram's limits, which count UTF-16 units: an emoji counts twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

UNITS_OF_A_MESSAGE: Final = 4_096
UNITS_OF_A_CAPTION: Final = 1_024
# Where a text is cut, the gentlest way first: between paragraphs, lines, sentences, words.
SEAMS: Final = ("\n\n", "\n", ". ", " ")


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, most: int = UNITS_OF_A_MESSAGE) -> tuple[str, ...]:
    """A text in pieces of at most `most` units, cut where it hurts least; nothing for a text that shows nothing."""
    return tuple(piece for piece in _pieces(text.strip(), most) if piece)


def _pieces(text: str, most: int) -> Iterator[str]:
    while units(text) > most:
        cut = _cut(text, most)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    yield text


def _cut(text: str, most: int) -> int:
    """Where to cut: at the last seam that leaves at least half a message, otherwise as far as it goes."""
    end = _signs_within(text, most)
    for seam in SEAMS:
        found = text.rfind(seam, end // 2, end)
        if found > 0:
            return found + len(seam)
    return end


def _signs_within(text: str, most: int) -> int:
    used = 0
    for index, sign in enumerate(text):
        used += 2 if ord(sign) > 0xFFFF else 1
        if used > most:
            return index
    return len(text)
