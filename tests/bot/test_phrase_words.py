"""Resume phrases: four words that a ten-year-old can spell, and that nobody guesses."""

from __future__ import annotations

import math
import string
from importlib.resources import files
from itertools import pairwise

import pytest

from bot.languages import TALKS_IN
from bot.turn.phrase_words import LEAST, phrase_words

WORDS_IN_A_PHRASE = 4
pytestmark = pytest.mark.parametrize("language", TALKS_IN)


def test_four_words_are_at_least_forty_bits(language: str) -> None:
    words = phrase_words(language)
    assert len(words) >= LEAST
    assert math.log2(len(words)) * WORDS_IN_A_PHRASE >= 40


def test_a_list_holds_every_word_once_and_in_order(language: str) -> None:
    lines = files("bot").joinpath("data", f"phrase_words_{language}.txt").read_text(encoding="utf-8").splitlines()
    assert all(before < after for before, after in pairwise(lines))
    assert tuple(lines) == phrase_words(language)


def test_words_are_four_to_eight_plain_letters(language: str) -> None:
    odd = [word for word in phrase_words(language) if not (4 <= len(word) <= 8 and set(word) <= PLAIN)]
    assert odd == []


def test_no_word_becomes_another_by_one_slip(language: str) -> None:
    words = set(phrase_words(language))
    assert [(word, other) for word in words for other in _slips(word) & words] == []


PLAIN = set(string.ascii_lowercase)


def _slips(word: str) -> set[str]:
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    left_out = {head + tail[1:] for head, tail in cuts if tail}
    mistyped = {head + letter + tail[1:] for head, tail in cuts if tail for letter in PLAIN}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    return (left_out | mistyped | swapped) - {word}
