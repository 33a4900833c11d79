"""Of a long text the part that rang is found, however it was typed, and the screener is asked no more than it must."""

from __future__ import annotations

import pytest

from care.safety import Urgency, ringing
from care.safety.ringing import PARTS_LOOKED_AT, PARTS_NAMED, WORDS_OF_A_PART

CRY = "my dad hits me with his belt and i want to die"
WORSE = "i took all the pills"
PARK = "we went to the park with the dog and it ran after a ball"


def listening(text: str) -> Urgency | None:
    """A safety layer that hears two sentences, and one that only rings as two."""
    if WORSE in text:
        return "now"
    if CRY in text or "I want to stop. With everything." in text:
        return "soon"
    return "check" if "so tired" in text else None


@pytest.mark.parametrize("before", range(40))
def test_in_a_text_without_a_full_stop_the_stretch_that_rang_is_found(before: int) -> None:
    text = " ".join([*["blah"] * before, CRY, *["blah"] * 100])
    found = ringing(text, listening)
    assert found
    assert all(CRY in part and len(part.split()) <= WORDS_OF_A_PART for part in found)


@pytest.mark.parametrize("mark", [". ", "\n", "! ", "… "])
def test_the_sentence_that_rang_is_found_whole(mark: str) -> None:
    text = mark.join([PARK, PARK, CRY, PARK])
    (found,) = ringing(text, listening)
    assert found.rstrip(".!…") == CRY


def test_the_most_urgent_comes_first_and_what_is_only_asked_about_does_not_count() -> None:
    assert ringing(f"{PARK}. {CRY}. i am so tired. {WORSE}. {PARK}.", listening) == (f"{WORSE}.", f"{CRY}.")


def test_two_sentences_that_ring_together_are_found_together() -> None:
    text = f"{PARK}. I want to stop. With everything. {PARK}."
    assert ringing(text, listening) == ("I want to stop. With everything.",)


def test_what_rings_only_as_a_whole_names_no_part_and_a_short_text_needs_none() -> None:
    assert ringing(f"{PARK}. {PARK}.", listening) == ()
    assert ringing(CRY, listening) == ()
    assert ringing("", listening) == ()


def test_however_long_a_text_is_only_so_many_parts_are_looked_at_and_named() -> None:
    asked: list[str] = []

    def counting(text: str) -> Urgency | None:
        asked.append(text)
        return listening(text)

    text = " ".join(f"{CRY} {n}." for n in range(5_000))
    assert ringing(text, counting) == tuple(f"{CRY} {n}." for n in range(PARTS_NAMED))
    assert len(asked) <= PARTS_LOOKED_AT
