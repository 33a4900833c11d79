"""What a child reads about an alarm is short enough for its age, in both languages, whatever the calendar says."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import product

import pytest

from bot.alarms.promising import AGAIN, OLDER, YOUNG, Wording, in_words, sentences, unseen
from care.alarms import Duty, Fallback, Hours, promise, when
from care.alarms.hours import DAY, Span
from care.alarms.ladder import URGENCIES
from tests.bot.alarms.house import HERE, at
from tests.bot.talking import WORDS
from tests.care.alarms.test_hours import WEEK

LANGUAGES = ("nl", "en")
SLOTS = {"consultant": "Amina", "org": "Stichting Voorbeeld"}
NEVER = re.compile(r"\b(waarom|why|must|moet|geheim|secret|mantelzorger|dapper|brave|super)\b|!!", re.IGNORECASE)
LONG_CLOSED = Hours(WEEK.week, HERE, frozenset(at("2026-11-23 00:00").date() + timedelta(days=n) for n in range(20)))
ALL_DAY = (Span(0, DAY),)
NIGHTLY = Duty(("amina",), Hours({0: ALL_DAY, 1: (Span(8 * 60, 17 * 60),)}, HERE))
INTO_TUESDAY = Duty(("amina",), Hours({0: ALL_DAY, 1: (Span(0, 17 * 60),)}, HERE))
DAY_AND_NIGHT = Duty(("amina",), Hours(dict.fromkeys(range(7), ALL_DAY), HERE))
DUTIES = (
    Duty(("amina",), WEEK, Fallback("Wacht Voorbeeld", "w@example.org")),
    Duty(("amina",), WEEK, Fallback("Wacht Voorbeeld", None, "0800-1234")),
    Duty(("amina",), WEEK),
    Duty(("amina",), LONG_CLOSED, Fallback("Wacht Voorbeeld", "w@example.org", "0800-1234")),
    Duty(("amina",)),
    INTO_TUESDAY,
    DAY_AND_NIGHT,
)
MOMENTS = (
    "2026-11-25 10:00",
    "2026-11-25 16:58",
    "2026-11-25 22:00",
    "2026-11-27 18:00",
    "2026-11-24 12:45",
    "2026-11-30 18:00",
)


def everything(language: str, words: Wording) -> set[str]:
    """Every sentence that can be read."""
    _ = WORDS.gettext(language)
    said = {_(AGAIN).format(**SLOTS)}
    said |= {_(line).format(**SLOTS) for line in (words.passed_on, words.by_name)}
    for duty, moment, urgency in product(DUTIES, MOMENTS, URGENCIES):
        found = promise(duty, urgency, at(moment))
        said |= set(sentences(found, words, language, _))
        said |= set(unseen(found, language, _, SLOTS))
    return {part.strip() for text in said for part in re.findall(r"(?:[^.?!]|(?<=\d)[.?!](?=\d))+[.?!]", text)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("words", "most"), [(YOUNG, 9), (OLDER, 14)], ids=["young", "older"])
def test_every_sentence_fits_the_youngest_who_reads_it(language: str, words: Wording, most: int) -> None:
    found = everything(language, words)
    assert len(found) > 12
    assert [sentence for sentence in found if len(sentence.split()) > most] == []
    assert [sentence for sentence in found if NEVER.search(sentence)] == []
    assert [sentence for sentence in found if "{" in sentence] == []


@pytest.mark.parametrize(
    ("duty", "moment", "nl", "en"),
    [
        (NIGHTLY, "2026-11-30 10:00", "tot 24:00", "until 24:00"),
        (NIGHTLY, "2026-12-01 10:00", "tot 17:00", "until 17:00"),
        (INTO_TUESDAY, "2026-11-30 18:00", "tot morgen om 17:00", "until tomorrow at 17:00"),
        (INTO_TUESDAY, "2026-11-30 10:00", None, None),
        (DAY_AND_NIGHT, "2026-11-30 18:00", None, None),
    ],
)
def test_until_when_somebody_is_there_names_the_day_where_it_is_not_today(
    duty: Duty, moment: str, nl: str | None, en: str | None
) -> None:
    found = promise(duty, "now", at(moment))
    (dutch,) = sentences(found, OLDER, "nl", WORDS.gettext("nl"))
    (english,) = sentences(found, OLDER, "en", WORDS.gettext("en"))
    if nl is None:
        assert dutch.startswith("Er is nu iemand, en die krijgt een bericht.")
        assert english.startswith("Someone is there now and gets a message.")
    else:
        assert dutch.startswith(f"Er is iemand {nl}. Die krijgt nu een bericht")
        assert english.startswith(f"Someone is there {en}. They get a message now")


@pytest.mark.parametrize(
    ("moment", "nl", "en"),
    [
        ("2026-11-25 13:00", "vandaag om 13:00", "today at 13:00"),
        ("2026-11-26 09:00", "morgen om 9:00", "tomorrow at 9:00"),
        ("2026-11-30 09:05", "maandag om 9:05", "Monday at 9:05"),
        ("2026-12-02 09:00", "woensdag 2 december om 9:00", "Wednesday 2 December at 9:00"),
    ],
)
def test_a_moment_is_said_as_one_would_say_it(moment: str, nl: str, en: str) -> None:
    coming = when(at(moment), at("2026-11-25 10:00"), HERE)
    assert in_words(coming, "nl", WORDS.gettext("nl")) == nl
    assert in_words(coming, "en", WORDS.gettext("en")) == en


def test_a_number_is_only_given_for_the_time_until_somebody_is_there() -> None:
    duty = DUTIES[3]
    _ = WORDS.gettext("en")
    closed = sentences(promise(duty, "now", at("2026-11-25 10:00")), OLDER, "en", _)
    assert closed[-1] == "Until then you can call Wacht Voorbeeld: 0800-1234."
    with_phone = Duty(("amina",), WEEK, duty.fallback)
    there = sentences(promise(with_phone, "now", at("2026-11-25 10:00")), OLDER, "en", _)
    assert "0800" not in " ".join(there)


@pytest.mark.parametrize("words", [YOUNG, OLDER], ids=["young", "older"])
def test_who_is_about_to_leave_is_neither_said_to_be_gone_nor_said_to_look(words: Wording) -> None:
    _ = WORDS.gettext("en")
    said = sentences(promise(Duty(("amina",), WEEK), "now", at("2026-11-25 16:58")), words, "en", _)
    assert said[0] == _(words.closing).format(moment="tomorrow at 9:00")


def test_without_a_number_help_now_is_pointed_at_so_that_nobody_is_left_alone() -> None:
    _ = WORDS.gettext("en")
    for duty in (DUTIES[2], DUTIES[4]):
        for words in (YOUNG, OLDER):
            said = sentences(promise(duty, "now", at("2026-11-25 22:00")), words, "en", _)
            assert "'help now'" in said[-1]
