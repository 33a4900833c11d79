"""A line as it is kept, and as it is compared: one spelling, no signs, and what is said over and over said once."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from care.safety.normalise import normalise

LETTERS_AT_MOST: Final = 400
_KEPT_CONTROLS: Final = frozenset("\n\t")
_WORD: Final = re.compile(r"\w+")
_RUN: Final = re.compile(r"(\w)\1+")


def clean(text: str) -> str:
    """The text as it may be stored: no null bytes, control signs or broken characters; nothing a child meant is lost."""
    if text.isascii() and text.isprintable():
        return text
    whole = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    kept = (sign for sign in whole if sign in _KEPT_CONTROLS or unicodedata.category(sign) != "Cc")
    return unicodedata.normalize("NFC", "".join(kept))


def plain(text: str) -> str:
    """A line as it is compared: lower case, no signs around it, single spaces."""
    return " ".join(re.sub(r"[^\w' ]+", " ", text.casefold().replace("’", "'")).split())


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
