"""What a "not" denies, and what it does not."""

from __future__ import annotations

import pytest

from bot.safety.screening import load_screener
from care.safety import Screener

NOT_JOKING = [
    "ik wil dood ik maak geen grapje",
    "ik wil dood echt geen grap",
    "papa slaat mij dit is geen grap",
    "i want to die im not joking",
    "i want to die and i am not kidding",
    "ich will sterben das ist kein witz",
    "ölmek istiyorum şaka yapmıyorum",
    "chcę umrzeć nie żartuję",
    "хочу померти я не жартую",
    "بدي موت والله ما عم امزح",
]
DENIED = [
    "niemand slaat mij",
    "niemand slaat mij hoor",
    "niemand doet mij pijn",
    "ik wil niet dood",
    "ik loop niet weg",
    "nobody hits me",
    "no one hurts me",
    "i dont want to die",
    "محدش بيضربني",
    "niemand schlägt mich",
    "kimse bana vurmuyor",
    "ich will nicht sterben",
    "nie chcę umierać",
    "я не хочу помирати",
    "ما بدي موت",
]
STAYS = [
    "ik wil niet dood maar ik denk er wel aan",
    "I don't want to die but I think about it",
    "ich will nicht sterben aber ich denke daran",
    "ölmek istemiyorum ama aklıma geliyor",
    "nie chcę umierać, ale o tym myślę",
    "я не хочу помирати але думаю про це",
    "ما بدي موت بس بفكر فيها",
]


@pytest.fixture(scope="module", params=[True, False], ids=["with the sentence model", "without it"])
def screener(request: pytest.FixtureRequest) -> Screener:
    """The whole cascade, as children meet it."""
    return load_screener(request.param)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "ik ben 9"),
        ("nl", "ik ben 13"),
        ("nl", "ik ben 9 en mijn zus is 12"),
        ("nl", "maakt niet uit"),
        ("nl", "maakt me niet uit"),
        ("en", "I am 16"),
        ("en", "i'm 13"),
        ("nl", "im 9"),
        ("nl", "ich bin 13"),
        ("nl", "13 yaşındayım"),
        ("pl", "mam 13 lat"),
        ("nl", "мені 13"),
        ("nl", "عمري 13"),
    ],
)
def test_an_age_or_a_shrug_is_no_danger(screener: Screener, language: str, text: str) -> None:
    assert screener.screen(text, language) is None


@pytest.mark.parametrize("text", NOT_JOKING)
def test_who_says_that_it_is_no_joke_denies_nothing(screener: Screener, text: str) -> None:
    found = screener.screen(text, "nl")
    assert found is not None
    assert found.urgency in ("now", "soon")


@pytest.mark.parametrize("text", DENIED)
def test_a_clear_denial_is_no_danger(screener: Screener, text: str) -> None:
    assert screener.screen(text, "nl") is None


@pytest.mark.parametrize("text", STAYS)
def test_a_denial_that_goes_on_with_but_stays_worrying(screener: Screener, text: str) -> None:
    assert screener.screen(text, "nl") is not None
