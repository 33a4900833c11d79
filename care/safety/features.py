"""What the small classifier looks at: pieces of words, words, families of words, their pairs, and what the word list knows."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final
from zlib import crc32

from care.safety.families import Families
from care.safety.patterns import Keys
from care.safety.signal import Signal
from care.safety.window import Window

BUCKETS: Final = 1 << 17
PIECE_LENGTHS: Final = (3, 4, 5)
GROUP_REACH: Final = 7
LONGEST_WORD: Final = 24
WORDS_REMEMBERED: Final = 20_000


class Features:
    """Turns a window into buckets. Remembers the pieces of the words it has seen."""

    def __init__(self, families: Families) -> None:
        self._families = families
        self._of_word = lru_cache(maxsize=WORDS_REMEMBERED)(self._word_buckets)

    def __call__(self, window: Window) -> list[int]:
        """The buckets of one window, without repeats, smallest first."""
        spoken = [word for word in window.words if word]
        found: set[int] = set()
        for word in spoken:
            found.update(self._of_word(word))
        found.update(map(_bucket, _pair_names(spoken)))
        found.update(map(_bucket, _family_names([self._families.of(word) for word in spoken])))
        found.update(map(_bucket, _group_names(window.keys)))
        found.update(map(_bucket, _found_names(window.found)))
        return sorted(found)

    def _word_buckets(self, word: str) -> array[int]:
        # Twenty thousand words are remembered: as numbers of four bytes, not as objects of thirty-two.
        return array("I", {_bucket(name) for name in _word_names(word, self._families.of(word))})


def _bucket(name: str) -> int:
    return crc32(name.encode("utf-8", "replace")) & (BUCKETS - 1)


def _word_names(word: str, families: Sequence[int]) -> Iterator[str]:
    yield f"w {word}"
    edged = f"<{word[:LONGEST_WORD]}>"
    for length in PIECE_LENGTHS:
        for start in range(len(edged) - length + 1):
            yield edged[start : start + length]
    for kind, family in zip("cv", families, strict=False):
        yield f"{kind} {family}"


def _pair_names(spoken: Sequence[str]) -> Iterator[str]:
    for first, second in zip(["^", *spoken], [*spoken, "$"], strict=True):
        yield f"2 {first} {second}"
    for first, third in zip(spoken, spoken[2:], strict=False):
        yield f"3 {first} {third}"
    yield f"n {min(len(spoken), 12) // 3}"


def _family_names(families: Sequence[Sequence[int]]) -> Iterator[str]:
    known = [family for family in families if family]
    for place, (close, wide) in enumerate(known):
        for other_close, other_wide in known[place + 1 : place + 3]:
            yield f"cc {close} {other_close}"
            yield f"vv {wide} {other_wide}"


def _group_names(keys: Sequence[Keys]) -> Iterator[str]:
    groups = [sorted(key for key in found if key[0] == "[") for found in keys]
    for place, here in enumerate(groups):
        for group in here:
            yield f"g {group}"
            for later in groups[place + 1 : place + 1 + GROUP_REACH]:
                for other in later:
                    yield f"p {group} {other}"


def _found_names(found: Sequence[Signal]) -> Iterator[str]:
    for signal in found:
        yield f"l {signal.urgency}"
        yield f"l {signal.urgency} {signal.category}"
