"""No text of any kind promises a child that those at home see nothing: until sixteen they may ask for what was written down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict

import pytest

from bot.organisation import load_organisation
from bot.words import Catalogues

# {person} is filled with "your mother", "the people at home".
HOME = re.compile(
    r"\{person\}|\b(parents?|father|mother|mum|mom|dad(dy)?|home|family|families|grown-?ups?|"
    r"ouders|(?<!en )ouder|vader|moeder|mama|papa|thuis|gezin|familie|volwassenen?|verzorgers?)\b",
    re.IGNORECASE,
)
NEVER = re.compile(
    r"\b(never|nobody|no one|nothing|not|cannot|\w+n't|secret\w*|private|between (the two of )?us|"
    r"nooit|niemand|niet|niets|geen|geheim\w*|onder ons|tussen ons|privé)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[^.?!:]+(?:[.?!:]+|$)")
# Exact sentences that have both, or stand beside the other, and promise no secrecy; each with its reason.
ALLOWED = {
    "it is true, and what comes behind it says that they may ask for it (held by the test below)": (
        "We don't just let them read it.",
        "We don't just let your parents read it.",
        "Wij laten het ze niet zomaar lezen.",
        "Wij laten het je ouders niet zomaar lezen.",
        "We laten hen dit niet zomaar lezen.",
        "We laten je ouders dit niet zomaar lezen.",
    ),
    "whoever is eighteen decides alone": (
        "We don't let your family read it.",
        "Wij laten het je familie niet lezen.",
        "We laten je familie dit niet lezen.",
    ),
    "the law page: that we do not promise it": (
        "We never promise a child that parents cannot see anything.",
        "Wij beloven een kind nooit dat ouders niets te zien kunnen krijgen.",
    ),
    "the law page: that a talk waits for no consent": (
        "The talk is never held up for one.",
        "Het gesprek wacht daar nooit op.",
    ),
    "the law page: what is not asked": (
        "Er wordt niet gevraagd naar een achternaam, geboortedatum, huisadres of de naam van een school.",
    ),
    "a button, or what the consultant reads of it: who is ill": (
        "nobody in our family",
        "Says nobody at home needs extra care",
        "Zegt dat thuis niemand extra zorg nodig heeft",
    ),
    "whose fault it is not": ("Tension at home is not your fault.", "Spanning thuis is niet jouw schuld."),
    "what may be answered": (
        "'Nothing' is OK too.",
        "'I don't know' is fine too.",
        "'Weet ik niet' is ook goed.",
    ),
    "for whom a help line is": ("free, when home is not safe", "gratis, als het thuis niet veilig is"),
    "who translates": (
        "{consultant} can bring an interpreter, so you never have to translate for your family.",
        "Jij hoeft nooit voor je familie te vertalen.",
    ),
    "what a consultant should not say": (
        "Geen etiket voor het helpen thuis, tenzij het kind dat woord zelf kiest",
        "Geen lof voor zorgen als een volwassene",
    ),
}
MAY_ASK = re.compile(
    r"may sometimes ask|may only see it if you agree|mogen soms vragen|mogen ze soms vragen|als jij (dat|het) goed vindt"
)
SENTENCES = frozenset(sentence for sentences in ALLOWED.values() for sentence in sentences)


def promises(text: str) -> bool:
    """True when a text speaks of those at home and of what is never seen, outside the sentences that may."""
    left = " ".join(one for one in map(str.strip, SENTENCE.findall(text)) if one not in SENTENCES)
    return bool(HOME.search(text) and NEVER.search(left))


def everything(extracted: set[str], catalogues: Catalogues, language: str) -> Iterator[str]:
    """Every text anybody can read: flows, cards, the law page, pages, the engine, and the data that is shown."""
    translate = catalogues.gettext(language)
    yield from map(translate, extracted)
    organisation = load_organisation(None)
    yield from (words for line in organisation.help_lines for words in line.words.values())
    for course in organisation.courses:
        yield from (text for text in asdict(course).values() if isinstance(text, str))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_text_promises_secrecy_from_those_at_home(
    extracted: set[str], catalogues: Catalogues, language: str
) -> None:
    texts = list(everything(extracted, catalogues, language))
    assert len(texts) > 1_000
    assert sorted(text for text in texts if promises(text)) == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_where_it_is_said_that_parents_do_not_just_read_it_it_is_said_that_they_may_ask(
    extracted: set[str], catalogues: Catalogues, language: str
) -> None:
    true_only_with_it = next(iter(ALLOWED.values()))
    said = [
        text for text in everything(extracted, catalogues, language) if any(one in text for one in true_only_with_it)
    ]
    assert len(said) >= 4
    assert [text for text in said if not MAY_ASK.search(text)] == []


def test_every_sentence_that_may_is_really_said(extracted: set[str], catalogues: Catalogues) -> None:
    texts = "\n".join(text for language in ("nl", "en") for text in everything(extracted, catalogues, language))
    assert sorted(sentence for sentence in SENTENCES if sentence not in texts) == []


@pytest.mark.parametrize(
    "text",
    [
        "Your parents never see any of it, it stays our secret.",
        "We don't just let them read it. Your mother won't know.",
        "Nobody at home finds out.",
        "{person} does not get to read this.",
        "Do my parents see this? No, nobody does.",
        "Thuis hoort niemand hiervan.",
        "Je vader en moeder lezen dit niet.",
        "Dit blijft geheim voor je ouders.",
        "Dit blijft onder ons, ook voor je ouders.",
    ],
)
def test_such_a_promise_would_be_noticed(text: str) -> None:
    assert promises(text)


@pytest.mark.parametrize(
    "text", ["Op Telegram is dat vanaf 16 jaar en ouder. Het ligt niet aan jou.", "Who is at home?"]
)
def test_what_is_no_promise_is_left_alone(text: str) -> None:
    assert not promises(text)
