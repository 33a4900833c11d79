"""Which language a sentence is in, by the share of its words that each word list counts as everyday."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from care.safety.lexicon import Lexicon
from care.safety.normalise import fold

WORDS_REMEMBERED: Final = 20_000


class Familiar:
    """Says how familiar a sentence is to each word list. Remembers which lists know a word."""

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        self._lexicons = lexicons
        self._lists_with = lru_cache(maxsize=WORDS_REMEMBERED)(self._that_know)

    def __call__(self, words: Sequence[str]) -> dict[str, float]:
        """For each language the share of the words that are everyday there, 0 to 1."""
        spoken = [fold(word) for word in words if word != ","]
        known = dict.fromkeys(self._lexicons, 0)
        for word in spoken:
            for language in self._lists_with(word):
                known[language] += 1
        shares = {language: count / max(1, len(spoken)) for language, count in known.items()}
        return shares | self._run_together(spoken)

    def _that_know(self, word: str) -> tuple[str, ...]:
        lexicons = self._lexicons.items()
        return tuple(name for name, lexicon in lexicons if word in lexicon.short or lexicon.vocabulary.knows(word))

    def _run_together(self, spoken: Sequence[str]) -> dict[str, float]:
        """A whole sentence as one word, or its letters typed apart, is all of a language that can cut it."""
        if len(spoken) != 1:
            return {}
        lexicons = self._lexicons.items()
        return {name: 1.0 for name, lexicon in lexicons if len(lexicon.vocabulary.pieces(spoken[0])) > 1}
