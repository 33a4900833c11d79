"""What the small classifier looks at: pieces of words, words, pairs of words, and groups of the word list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from zlib import crc32

from care.safety.patterns import Keys

BUCKETS: Final = 1 << 16
PIECE_LENGTHS: Final = (3, 4, 5)
GROUP_REACH: Final = 7
LONGEST_WORD: Final = 24


def features(words: Sequence[str], keys: Sequence[Keys]) -> list[int]:
    """The buckets of one window, without repeats, smallest first; `keys` may be empty for a language without word list."""
    return sorted({crc32(name.encode("utf-8", "replace")) & (BUCKETS - 1) for name in _names(words, keys)})


def _names(words: Sequence[str], keys: Sequence[Keys]) -> Iterator[str]:
    spoken = [word for word in words if word]
    for word in spoken:
        yield f"w {word}"
        edged = f"<{word[:LONGEST_WORD]}>"
        for length in PIECE_LENGTHS:
            for start in range(len(edged) - length + 1):
                yield edged[start : start + length]
    for first, second in zip(["^", *spoken], [*spoken, "$"], strict=True):
        yield f"2 {first} {second}"
    yield f"n {min(len(spoken), 12) // 3}"
    yield from _group_names(keys)


def _group_names(keys: Sequence[Keys]) -> Iterator[str]:
    groups = [sorted(key for key in found if key[0] == "[") for found in keys]
    for place, here in enumerate(groups):
        for group in here:
            yield f"g {group}"
            for later in groups[place + 1 : place + 1 + GROUP_REACH]:
                for other in later:
                    yield f"p {group} {other}"
