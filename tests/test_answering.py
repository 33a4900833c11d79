"""Every kind of danger, every age and both policies: tests/talks/answering/matrix.yaml, spelled out and played."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from care.answering.policy import PolicyName
from care.safety.signal import CATEGORIES
from flows.engine.bands import BANDS, band_of
from tests.talks.beginnings import Beginnings
from tests.talks.form import Step, Talk
from tests.talks.runner import Place, Player
from tests.test_talks import folder, place, shared  # noqa: F401  # fixtures

MATRIX: dict[str, Any] = yaml.safe_load(
    (Path(__file__).with_name("talks") / "answering" / "matrix.yaml").read_text("utf-8")
)
GOES_ON = "Verder met de vragen"


def talks() -> Iterator[Talk]:
    """Every kind for every age under every policy."""
    for policy, told in MATRIX["policies"].items():
        for age, here in MATRIX["ages"].items():
            for kind in MATRIX["kinds"]:
                yield _talk(f"{kind['category']}, {age} years, {policy}", policy, age, _danger(kind, here, told))
            yield _talk(f"a gentle question, {age} years, {policy}", policy, age, _gentle(here, told))


def _talk(name: str, policy: str, age: int, steps: list[dict[str, Any]]) -> Talk:
    return Talk(talk=name, age=age, organisation={"policy": policy}, steps=[Step(**step) for step in steps])


def _danger(kind: dict[str, Any], here: dict[str, Any], told: dict[str, Any]) -> list[dict[str, Any]]:
    always = MATRIX["always"]
    return [
        {"until": here["asked"], "bot": [told["promised"]]},
        {
            "says": kind["says"],
            "help": "shown",
            "control": "help",
            "bot": [*kind[here["words"]], kind["line"], *always["bot"], *told.get("bot", [])],
            "not_bot": [*kind["not_bot"], *always["not_bot"], *told.get("not_bot", [])],
            "buttons": always["buttons"],
            **_kept(kind["says"], here),
            "handoff": "none",
            "call_request": "none",
        },
        {"taps": GOES_ON, "help": "none", "life": "talking"},
        {"says": kind["says"], "help": "none", "bot": ["Typ HULP, dan zie je wie kan helpen."], "not_bot": ["0800"]},
        {"says": "HULP", "help": "shown", "control": "help"},
        {"taps": "Even pauze", "life": "parked"},
        {"returns": True, "life": "talking"},
    ]


def _kept(said: str, here: dict[str, Any]) -> dict[str, Any]:
    """The words are kept: as the answer itself, or beside the buttons that were there."""
    return {"answer" if here["kept"] == "answer" else "own_words": {here["asked"]: said}}


def _gentle(here: dict[str, Any], told: dict[str, Any]) -> list[dict[str, Any]]:
    gentle = MATRIX["gentle"]
    return [
        {"until": here["asked"], "bot": [told["promised"]]},
        {
            "says": gentle["says"],
            "help": "none",
            "control": "check",
            "bot": gentle["bot"],
            "not_bot": gentle["not_bot"],
        },
        {"taps": "Nee, ga verder", "help": "none", "life": "talking"},
    ]


TALKS = list(talks())
BEGINNINGS = Beginnings.of(TALKS)


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.talk)
async def test_danger_is_answered(talk: Talk, place: Place) -> None:  # noqa: F811
    await Player(place, talk, beginnings=BEGINNINGS).play()


def test_nothing_is_missing_from_the_table() -> None:
    assert {kind["category"] for kind in MATRIX["kinds"]} == set(CATEGORIES)
    assert set(MATRIX["policies"]) == set(get_args(PolicyName))
    assert {band_of(age) for age in MATRIX["ages"]} == set(BANDS)
