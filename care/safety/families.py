"""Families of words that mean something alike in any of the languages, learnt once from the sentence model."""

from __future__ import annotations

import zlib
from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

_NONE: Final[tuple[int, ...]] = ()


@dataclass(frozen=True, slots=True)
class Families:
    """Which families a word belongs to: a close one and a wide one. Words are in the one spelling of `normalise`."""

    of_word: Mapping[str, tuple[int, ...]]

    @classmethod
    def from_data(cls, packed: str) -> Families:
        """Unpack the trained file: one line a close family, the number of its wide family first, then its words."""
        lines = zlib.decompress(b64decode(packed)).decode().splitlines()
        return cls.from_lines(lines)

    @classmethod
    def from_lines(cls, lines: Iterable[str]) -> Families:
        """Read `wide word word ...` lines; a word in two lines keeps the first."""
        found: dict[str, tuple[int, ...]] = {}
        for close, line in enumerate(lines):
            wide, *words = line.split()
            for word in words:
                found.setdefault(word, (close, int(wide)))
        return cls(found)

    def of(self, word: str) -> tuple[int, ...]:
        """The close and the wide family of a word; nothing when the word is unknown."""
        return self.of_word.get(word, _NONE)


def families_of(model: Mapping[str, Any]) -> Families:
    """The families of a trained file; none when it was trained without."""
    packed = model.get("families")
    return Families.from_data(packed) if packed else Families({})
