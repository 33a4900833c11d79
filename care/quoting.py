"""The child's own words, made to fit on the page without becoming other words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

LONGEST_WORD: Final = 40
GAP: Final = "…"
_TURNS_THE_LINE: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def cut(text: str, words: int) -> str:
    """Give the text on one line, at most this many whole words, an ellipsis where it was cut; spelling is kept."""
    given = _words(text)
    return " ".join(given[:words]) + ("…" if len(given) > words else "")


def around(text: str, parts: Iterable[str], words: int) -> str:
    """Give at most this many words of the text on one line: these parts of it whole, and as much around them as fits.

    Of parts that do not all fit, the earlier ones are kept; without any, the beginning and the end of the text. An
    ellipsis stands wherever words were left out.
    """
    given = _words(text)
    if len(given) <= words:
        return " ".join(given)
    kept = _fitting(_places(given, parts), words) or [range(0), range(len(given), len(given))]
    nearest = sorted(range(len(given)), key=lambda at: min(_distance(at, place) for place in kept))
    return _with_gaps(given, sorted(nearest[:words]))


def count_words(texts: list[str]) -> int:
    """Count the words of what is printed."""
    return sum(len(text.split()) for text in texts)


def _places(given: Sequence[str], parts: Iterable[str]) -> list[range]:
    """Where the parts stand; an ellipsis that an earlier cut left at their edge makes no difference."""
    plain = [word.strip(GAP) for word in given]
    found: list[range] = []
    for part in parts:
        sought = [word.strip(GAP) for word in _words(part)]
        places = (range(at, at + len(sought)) for at in range(len(plain)) if plain[at : at + len(sought)] == sought)
        if sought and (place := next(places, None)) is not None:
            found.append(place)
    return found


def _fitting(places: Iterable[range], words: int) -> list[range]:
    kept: list[range] = []
    for place in places:
        if len(set(place).union(*kept)) <= words:
            kept.append(place)
    return kept


def _distance(at: int, place: range) -> int:
    return max(place.start - at, at - place.stop + 1, 0)


def _with_gaps(given: Sequence[str], kept: Sequence[int]) -> str:
    said = [given[kept[0]] if kept[0] == 0 else GAP + given[kept[0]].lstrip(GAP)]
    for before, at in pairwise(kept):
        if at - before > 1:
            said[-1] = said[-1].rstrip(GAP) + GAP
        said.append(given[at])
    if kept[-1] < len(given) - 1:
        said[-1] = said[-1].rstrip(GAP) + GAP
    return " ".join(said)


def _words(text: str) -> list[str]:
    return [_short(word) for word in _printable(text).split()]


def _printable(text: str) -> str:
    """Drop what would spoil the page and is not heard when the text is read aloud: controls and turns of direction."""
    kept = (" " if char.isspace() else char for char in text if char not in _TURNS_THE_LINE)
    return "".join(char for char in kept if unicodedata.category(char) not in ("Cc", "Cs"))


def _short(word: str) -> str:
    return word if len(word) <= LONGEST_WORD else word[: LONGEST_WORD - 1] + "…"
