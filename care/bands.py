"""The five age bands: which words, and how many questions, fit an age."""

from __future__ import annotations

from typing import Final, Literal

Band = Literal["A", "B", "C", "D", "E"]

BANDS: Final[tuple[Band, ...]] = ("A", "B", "C", "D", "E")
YOUNGEST: Final = 4
OLDEST: Final = 24
_LAST_AGE: Final[tuple[tuple[int, Band], ...]] = ((7, "A"), (11, "B"), (15, "C"), (17, "D"), (OLDEST, "E"))


def ages_of(band: Band) -> tuple[int, int]:
    """Give the youngest and the oldest age of a band, in whole years."""
    place = BANDS.index(band)
    return (_LAST_AGE[place - 1][0] + 1 if place else YOUNGEST), _LAST_AGE[place][0]


def band_of(age: int | None) -> Band | None:
    """Give the band of an age in whole years; None when the age is unknown or outside 4 to 24."""
    if age is None or age < YOUNGEST:
        return None
    return next((band for last, band in _LAST_AGE if age <= last), None)
