"""Which word-list keys a typed word answers to: itself, its stem, its verb, its groups, its likely spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import simplemma
from rapidfuzz.distance import OSA

from care.safety.patterns import Keys, Pattern

# Two languages, because each lemma table takes some 35 MB; the other lists write their forms out as `word*`.
LEMMA_LANGUAGES: Final = frozenset({"nl", "en"})
SHORTEST_STEM: Final = 2
SHORTEST_TYPO: Final = 6
LONGEST_TYPO: Final = 18
SHORTEST_JOINED: Final = 8
LONGEST_JOINED: Final = 60
WORDS_REMEMBERED: Final = 20_000
NOTHING: Final[Keys] = frozenset()
_DOUBLE: Final = re.compile(r"(.)\1+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language and the keys they answer to."""

    language: str
    common: frozenset[str]
    words: Mapping[str, Keys]
    stems: Mapping[str, Keys]
    lemmas: Mapping[str, Keys]
    shortened: Mapping[str, tuple[str, ...]]
    expressions: Mapping[str, tuple[int, ...]]
    beginnings: frozenset[str]
    _seen: dict[str, Keys] = field(default_factory=dict, compare=False)

    @classmethod
    def build(
        cls,
        language: str,
        groups: Mapping[str, Sequence[str]],
        common: Iterable[str],
        patterns: Iterable[Pattern],
    ) -> Vocabulary:
        """Gather every word, stem and verb that the groups and patterns of a language name."""
        keys: dict[str, set[str]] = {}
        for name, words in groups.items():
            for word in words:
                keys.setdefault(word, {word} if not word.endswith("*") else set()).add(f"[{name}]")
        for pattern in patterns:
            for key in (key for element in pattern.elements for key in element if not key.startswith("[")):
                keys.setdefault(key, set()).add(key)
        plain = {word: frozenset(named) for word, named in keys.items() if not _special(word)}
        lemma_keys = {word[1:]: frozenset(named) for word, named in keys.items() if word.startswith("~")}
        stems = {word[:-1]: frozenset(named) for word, named in keys.items() if word.endswith("*")}
        return cls(
            language=language,
            common=frozenset(common),
            words=plain,
            stems=stems,
            lemmas={_lemma(word, language): named for word, named in lemma_keys.items()},
            shortened=_shortened(word for word in plain if SHORTEST_TYPO <= len(word) <= LONGEST_TYPO),
            expressions=_expressions(word for word in plain if "_" in word),
            beginnings=frozenset(stem[:SHORTEST_STEM] for stem in stems),
        )

    def keys(self, word: str) -> Keys:
        """Everything a pattern may call this word; empty when the word list does not know it."""
        known = self._seen.get(word)
        if known is None:
            if len(self._seen) >= WORDS_REMEMBERED:
                self._seen.clear()
            known = self._seen[word] = self._look_up(word)
        return known

    def knows(self, word: str) -> bool:
        """Whether this is an everyday word of the language."""
        return word in self.common or bool(self.keys(word))

    def pieces(self, word: str) -> tuple[str, ...]:
        """A long unknown word cut into known ones ("ikwildood", or letters typed apart), or the word itself."""
        if not SHORTEST_JOINED <= len(word) <= LONGEST_JOINED or self._knows_whole(word) or _is_a_word(word):
            return (word,)
        best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - LONGEST_TYPO), end):
                before, last = best[start], word[start:end]
                if before is not None and (last in self.words or last in self.common):
                    shorter = best[end] is None or len(before) + 1 < len(best[end] or ())
                    best[end] = (*before, last) if shorter else best[end]
        return best[-1] or (word,)

    def _knows_whole(self, word: str) -> bool:
        # "doodwilik" starts like a word that may end anyhow and is still three words.
        return word in self.common or word in self.words or (self.knows(word) and not self._starts_known(word))

    def _starts_known(self, word: str) -> bool:
        return any(True for _ in self._stems_of(word))

    def _stems_of(self, word: str) -> Iterator[Keys]:
        # Of a word in another language even the first two letters are mostly those of no stem.
        if word[:SHORTEST_STEM] in self.beginnings:
            for length in range(SHORTEST_STEM, len(word) + 1):
                if (known := self.stems.get(word[:length])) is not None:
                    yield known

    def _look_up(self, word: str) -> Keys:
        found = self._exactly(word)
        shorter = _single_letters(word)
        # "een" is a word of its own and no long-drawn "en", which would begin a clause.
        if shorter != word and word not in self.common:
            found |= self._exactly(shorter)
        if not found:
            found = NOTHING.union(*(self._exactly(meant) for meant in self._meant(word)))
        return found | {word} if found else found

    def _exactly(self, word: str) -> Keys:
        found = self.words.get(word, NOTHING).union(*self._stems_of(word))
        if self.lemmas and word.isascii():
            found |= self.lemmas.get(_lemma(word, self.language), NOTHING)
        return found

    def _meant(self, word: str) -> list[str]:
        # "Upiekła" (baked) is one letter from "uciekła" (ran away): a word that stands in the list is no misspelling.
        if not SHORTEST_TYPO <= len(word) <= LONGEST_TYPO or word in self.common or _is_a_word(word):
            return []
        near = {known for shorter in _one_letter_less(word) for known in self.shortened.get(shorter, ())}
        return [known for known in near if OSA.distance(word, known, score_cutoff=1) <= 1]


def _special(word: str) -> bool:
    return word.startswith("~") or word.endswith("*")


def _shortened(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The words by what is left of them without one letter: two that are one letter apart meet there."""
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        for shorter in _one_letter_less(word):
            found.setdefault(shorter, []).append(word)
    return {shorter: tuple(known) for shorter, known in found.items()}


def _one_letter_less(word: str) -> set[str]:
    """The word itself, and the word without each of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _expressions(joined: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for expression in joined:
        words = expression.split("_")
        lengths.setdefault(words[0], set()).add(len(words))
    return {first: tuple(sorted(found)) for first, found in lengths.items()}


def _single_letters(word: str) -> str:
    return _DOUBLE.sub(r"\1", word)


@lru_cache(maxsize=WORDS_REMEMBERED)
def _lemma(word: str, language: str) -> str:
    return simplemma.lemmatize(word, lang=language).lower() if language in LEMMA_LANGUAGES else word


@lru_cache(maxsize=WORDS_REMEMBERED)
def _is_a_word(word: str) -> bool:
    return word.isascii() and simplemma.is_known(word, lang=tuple(sorted(LEMMA_LANGUAGES)))
