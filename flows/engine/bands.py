"""The five age bands: which words, and how many questions, fit an age."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

Band = Literal["A", "B", "C", "D", "E"]

BANDS: Final[tuple[Band, ...]] = get_args(Band)
YOUNG: Final[tuple[Band, ...]] = ("A", "B")  # whose sentences are the simplest, and who are sent to a grown-up
FIRST_BAND: Final[Band] = "B"  # whose plain words are used as long as no age is known
_AGES: Final[Mapping[Band, tuple[int, int]]] = {"A": (4, 7), "B": (8, 11), "C": (12, 15), "D": (16, 17), "E": (18, 24)}
YOUNGEST: Final = _AGES[BANDS[0]][0]
OLDEST: Final = _AGES[BANDS[-1]][1]
_BY_AGE: Final[Mapping[int, Band]] = {age: band for band in BANDS for age in range(_AGES[band][0], _AGES[band][1] + 1)}


def ages_of(band: Band) -> tuple[int, int]:
    """Give the youngest and the oldest age of a band, in whole years."""
    return _AGES[band]


def band_of(age: int | None) -> Band | None:
    """Give the band of an age in whole years; None when the age is unknown or outside 4 to 24."""
    return None if age is None else _BY_AGE.get(age)
