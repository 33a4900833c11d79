"""The child's own words, made to fit on the page without becoming other words."""

from __future__ import annotations

import unicodedata
from typing import Final

LONGEST_WORD: Final = 40
_TURNS_THE_LINE: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def cut(text: str, words: int) -> str:
    """Give the text on one line, at most this many whole words, an ellipsis where it was cut; spelling is kept."""
    given = _printable(text).split()
    kept = [_short(word) for word in given[:words]]
    return " ".join(kept) + ("…" if len(given) > words else "")


def count_words(texts: list[str]) -> int:
    """Count the words of what is printed."""
    return sum(len(text.split()) for text in texts)


def _printable(text: str) -> str:
    """Drop what would spoil the page and is not heard when the text is read aloud: controls and turns of direction."""
    kept = (" " if char.isspace() else char for char in text if char not in _TURNS_THE_LINE)
    return "".join(char for char in kept if unicodedata.category(char) not in ("Cc", "Cs"))


def _short(word: str) -> str:
    return word if len(word) <= LONGEST_WORD else word[: LONGEST_WORD - 1] + "…"
