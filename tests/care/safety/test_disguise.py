"""However danger is typed, it is noticed: tricks of the keyboard, emoji, capitals, mixed languages, Latin letters."""

from __future__ import annotations

from time import perf_counter

import pytest

from bot.safety.screening import load_lexicons, load_screener
from care.safety import Screener
from care.safety.normalise import fold, normalise, tidy


@pytest.fixture(scope="module")
def word_lists() -> Screener:
    return Screener(load_lexicons())


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("i k   w i l   d o o d", "suicide"),
        ("i.k w.i.l d.o.o.d", "suicide"),
        ("ikwildood", "suicide"),
        ("ik wiiiiil doooooood", "suicide"),
        ("1k w1l d00d", "suicide"),
        ("z3lfm00rd", "suicide"),
        ("Ik WiL dOoD", "suicide"),
        ("ik\u200b wil\u200d do\u00adod", "suicide"),
        ("\u202eik wil dood", "suicide"),
        ("𝐢𝐤 𝐰𝐢𝐥 𝐝𝐨𝐨𝐝", "suicide"),
        ("ｉｋ ｗｉｌ ｄｏｏｄ", "suicide"),
        ("ík wíl dóód", "suicide"),
        ("K I L L   M Y S E L F", "suicide"),
        ("papa bedreigt mij met een 🔪", "abuse_physical"),
        ("vanavond ⚰️", "suicide"),
        ("mama heeft alle 💊 genomen", "medical_emergency"),
        ("ik wil dood 😂 nee echt", "suicide"),
    ],
)
def test_tricks_of_typing_hide_nothing(word_lists: Screener, text: str, category: str) -> None:
    found = word_lists.screen(text, "nl")
    assert found is not None
    assert found.category == category


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("ölmek istiyorum", "suicide"),
        ("olmek istiyorum", "suicide"),
        ("OLMEK ISTIYORUM", "suicide"),
        ("babam beni dovuyor", "abuse_physical"),
        ("chce umrzec", "suicide"),
        ("tata mnie bije", "abuse_physical"),
        ("хочу померти", "suicide"),
        ("hochu pomerty", "suicide"),
        ("tato bje mene", "abuse_physical"),
        ("ich moechte sterben", "suicide"),
        ("papa schlaegt mich", "abuse_physical"),
        ("بدي أموت", "suicide"),
        ("أُرِيدُ أَنْ أَمُوتَ", "suicide"),
        ("bade mout", "suicide"),
        ("baba byidrobni", "abuse_physical"),
    ],
)
def test_the_language_of_home_is_understood_with_and_without_its_own_letters(
    word_lists: Screener, text: str, category: str
) -> None:
    found = word_lists.screen(text, "nl")
    assert found is not None
    assert found.category == category


@pytest.mark.parametrize(
    "text",
    [
        "ik ga naar school maar babam beni dövüyor",
        "hoi, I want to die",
        "mama is ziek. chcę umrzeć",
        "gewoon chillen, kms",
        "на уроці все добре, ik wil dood",
    ],
)
def test_two_languages_in_one_message_hide_nothing(word_lists: Screener, text: str) -> None:
    found = word_lists.screen(text, "nl")
    assert found is not None
    assert found.urgency in ("now", "soon")


@pytest.mark.parametrize("language", ["nl", "en", "fr", "", "zz-ZZ", "日本"])
def test_the_language_of_the_talk_may_be_any(word_lists: Screener, language: str) -> None:
    assert word_lists.screen("ik wil dood", language) is not None


@pytest.mark.parametrize(
    ("text", "tidied", "folded"),
    [
        ("Dövüyor", "dövüyor", "dovuyor"),
        ("ŻYĆ", "żyć", "zyc"),
        ("ЙТИ", "йти", "ити"),
        ("Straße", "straße", "strasse"),
        ("أُرِيدُ", "أريد", "اريد"),
        ("İyi", "iyi", "iyi"),
        ("m'n vader", "mn vader", "mn vader"),
    ],
)
def test_accents_are_kept_for_the_sentence_model_and_gone_for_the_word_lists(
    text: str, tidied: str, folded: str
) -> None:
    assert tidy(text) == tidied
    assert fold(tidied) == normalise(text) == folded


@pytest.mark.parametrize("filler", ["ik help mama met koken. ", "a", "👨‍👩‍👧 ", "w o r d ", "é", "ik ik ik, "])
def test_ten_thousand_letters_are_screened_fast(filler: str) -> None:
    screener = load_screener(with_model=False)
    text = (filler * 10_000)[:10_000]
    screener.screen(text, "nl")
    start = perf_counter()
    screener.screen(text, "nl")
    # Below 50 ms on a quiet machine; the room is for a busy one.
    assert perf_counter() - start < 1.0
