"""A stretch of a text as the trained opinions see it."""

from __future__ import annotations

from dataclasses import dataclass

from care.safety.normalise import SIGN
from care.safety.patterns import Keys
from care.safety.signal import Signal


@dataclass(frozen=True, slots=True)
class Window:
    """Some words in a row; harmless words are gone from `words`.

    `keys` has one entry a word; `spoken` is the same stretch as it was said, accents and marks in place. `denied`: it
    denies danger and says hardly anything else; the sentence model reads "I don't want to die" as if the "not" were absent.
    `found` is what the word lists made of it.
    """

    words: tuple[str, ...]
    keys: tuple[Keys, ...]
    language: str
    spoken: tuple[str, ...] = ()
    denied: bool = False
    found: tuple[Signal, ...] = ()

    @property
    def is_signs(self) -> bool:
        """True when there is no word in it, only emoji."""
        return all(word.startswith(SIGN) for word in self.words)

    def followed_by(self, other: Window) -> Window:
        """This stretch and the next as one, with a full stop between."""
        return Window(
            self.words + other.words,
            self.keys + other.keys,
            self.language,
            (*self.spoken[:-1], f"{self.spoken[-1]}.", *other.spoken),
            self.denied and other.denied,
            self.found + other.found,
        )
