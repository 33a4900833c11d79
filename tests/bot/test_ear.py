"""Listening once is enough: what is printed later was read when it was typed, and nobody waits for it again."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from bot.authoring.persona import read_persona
from bot.authoring.respondent import Respondent
from bot.turn.listening.ear import Ear
from bot.turn.listening.overheard import Overheard
from storage import Store
from tests.bot.talking import Child, conversation

NOOR = Path(__file__).parents[1] / "personas" / "noor_9.yaml"


@dataclass
class Counting:
    """A safety layer that hears one word, and counts how often it is asked."""

    asked: list[str] = field(default_factory=list)

    def screen(self, text: str, language: str) -> object | None:
        """A gentle check at "storm"."""
        self.asked.append(text)
        return SimpleNamespace(category="severe_distress", urgency="check") if "storm" in text else None


async def test_what_it_listened_to_is_not_looked_at_again() -> None:
    safety = Counting()
    ear = Ear(safety)
    for text in ("a storm", "a breeze"):
        await ear.listen(text, "en", "noor")
    assert ear.hears("a storm", "en")
    assert not ear.hears("a breeze", "en")
    assert safety.asked == ["a storm", "a breeze"]


def test_other_words_and_another_language_are_looked_at() -> None:
    safety = Counting()
    ear = Ear(safety)
    assert [ear.hears("storm", "en"), ear.hears("storm.", "en"), ear.hears("storm", "nl")] == [True] * 3
    assert len(safety.asked) == 3


def test_no_word_stays_in_the_memory_and_it_has_an_end() -> None:
    overheard = Overheard(most=2)
    for text in ("first storm", "second storm", "third storm"):
        overheard.put(text, "en", noticed=True)
    assert overheard.get("first storm", "en") is None
    assert overheard.get("third storm", "en")
    assert b"storm" not in pickle.dumps(dict(overheard._noticed))


def test_two_processes_have_no_digest_in_common() -> None:
    one, other = Overheard(), Overheard()
    for overheard in (one, other):
        overheard.put("storm", "en", noticed=True)
    assert not one._noticed.keys() & other._noticed.keys()


async def test_no_turn_of_a_talk_looks_at_more_than_what_is_typed_in_it(store: Store) -> None:
    persona = read_persona(NOOR.read_text("utf-8"))
    safety = Counting()
    child = Child(conversation(store, screener=safety), age=persona.age or 9)
    respondent = Respondent(persona)
    await child.begin()
    before, shared = 0, False
    while child.open.control != "end":
        found = respondent.answer(child.open)
        shared = shared or child.open.step == "review.send"
        await (child.say(found) if isinstance(found, str) else child.do(found))
        assert len(safety.asked) - before <= 1, child.open.step
        before = len(safety.asked)
    assert shared
    assert before >= 3
