"""A short line as it is compared: one spelling, no signs, and what is said over and over said once."""

from __future__ import annotations

import re
from typing import Final

from care.safety.normalise import normalise

LETTERS_AT_MOST: Final = 400
_WORD: Final = re.compile(r"\w+")
_RUN: Final = re.compile(r"(\w)\1+")


def bare(text: str) -> tuple[str, ...]:
    """The words of a line without accents and emoji, each repetition once; none of a text that is no short line."""
    if len(text) > LETTERS_AT_MOST:
        return ()
    words = [word for word in _WORD.findall(normalise(text)) if word == "emojisos" or not word.startswith("emoji")]
    return _once(tuple(words))


def squeezed(word: str) -> str:
    """A word without doubled letters, so that "heeelp" and "hulppp" are what they were meant to be."""
    return _RUN.sub(r"\1", word)


def _once(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "help me help me" is "help me", and so is "help help me"."""
    apart = tuple(word for n, word in enumerate(words) if n == 0 or word != words[n - 1])
    for size in range(1, len(apart) // 2 + 1):
        if apart == apart[:size] * (len(apart) // size):
            return apart[:size]
    return apart
