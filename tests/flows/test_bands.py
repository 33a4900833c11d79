"""Ages and bands."""

import pytest

from flows.engine.bands import BANDS, ages_of, band_of


@pytest.mark.parametrize(
    ("age", "band"),
    [(4, "A"), (7, "A"), (8, "B"), (11, "B"), (12, "C"), (15, "C"), (16, "D"), (17, "D"), (18, "E"), (24, "E")],
)
def test_each_band_begins_and_ends_at_its_ages(age: int, band: str) -> None:
    assert band_of(age) == band


@pytest.mark.parametrize("age", [None, -1, 0, 3, 25, 110])
def test_outside_4_to_24_there_is_no_band(age: int | None) -> None:
    assert band_of(age) is None


def test_every_age_from_4_to_24_has_a_band_and_the_bands_only_go_up() -> None:
    bands = [band_of(age) for age in range(4, 25)]
    assert None not in bands
    assert list(dict.fromkeys(bands)) == list(BANDS)
    assert bands == sorted(bands, key=str)


def test_the_ages_of_a_band_are_all_that_belong_to_it() -> None:
    for band in BANDS:
        youngest, oldest = ages_of(band)
        assert [age for age in range(30) if band_of(age) == band] == list(range(youngest, oldest + 1))
