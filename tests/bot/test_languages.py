"""What languages are called, and which one a child names."""

from __future__ import annotations

import pytest

from bot.languages import TALKS_IN, is_language, language_called, language_name
from bot.words import Catalogues


@pytest.mark.parametrize(
    ("name", "code"),
    [("English", "en"), ("engels", "en"), ("DUTCH", "nl"), ("Nederlands", "nl"), ("Klingon", None), ("", None)],
)
def test_a_language_may_be_named_in_each_language_of_talks(name: str, code: str | None) -> None:
    assert language_called(name) == code


def test_a_language_has_a_name_in_itself_and_in_others() -> None:
    assert (language_name("nl"), language_name("nl", "en"), language_name("ar", "nl")) == (
        "Nederlands",
        "Dutch",
        "Arabisch",
    )


def test_a_code_of_no_language_is_none() -> None:
    assert is_language("pt-BR")
    assert not is_language("xx-not")


def test_every_language_of_talks_has_its_catalogue() -> None:
    assert set(TALKS_IN) <= set(Catalogues.load().languages)
