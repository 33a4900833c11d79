"""The plain words that resume phrases are made of: at least 1,024 per language, so that four of them are 40 bits."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Final

from bot.languages import TALKS_IN
from bot.words import SOURCE_LANGUAGE

LEAST: Final = 1_024


@lru_cache
def phrase_words(language: str) -> tuple[str, ...]:
    """The words of a language; English ones where there is no list of its own. Raises ValueError for a short list."""
    code = language if language in TALKS_IN else SOURCE_LANGUAGE
    text = files("bot").joinpath("data", f"phrase_words_{code}.txt").read_text(encoding="utf-8")
    words = tuple(dict.fromkeys(text.split()))
    if len(words) < LEAST:
        raise ValueError(f"phrase_words_{code}.txt has {len(words)} different words; it needs {LEAST}")
    return words
