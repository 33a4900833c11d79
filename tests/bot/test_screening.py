"""Safety looks at everything a child may have typed, whatever it came in as and whatever is open."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation import Conversation
from bot.safety.screening import load_screener
from bot.turn.typed.free_text import buttons_of, free_text
from bot.turn.typed.lines import clean
from flows.engine.events import Chose, Commanded, Picked, Wrote
from flows.engine.events import Incoming as EngineEvent
from storage import KeyRing, open_store
from tests.bot.talking import LIBRARY, Child, conversation

STATES = (
    "before hello",
    "welcome.place",
    "me.name",
    "network.closest",
    "network.people",
    "review.items",
    "help",
    "stop",
    "end",
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(
    lambda text: clean(text).strip()
)
BUTTONS = buttons_of([LIBRARY.newest("intake").flow])


@dataclass
class Recorder:
    """A safety layer that remembers what it was shown."""

    seen: list[str] = field(default_factory=list)

    def screen(self, text: str, language: str) -> None:
        """Remember."""
        self.seen.append(text)


@dataclass
class Stage:
    """One child in every state there is to be in, and what the safety layer saw."""

    talk: Conversation
    recorder: Recorder
    children: dict[str, Child] = field(default_factory=dict, repr=False)

    async def prepare(self, state: str) -> Child:
        child = self.children[state] = Child(self.talk, state)
        if state in ("help", "stop"):
            await child.until("happiness.now")
            await child.command(state)
        elif state == "end":
            await child.until("end.finished")
        elif state != "before hello":
            await child.until(state)
        return child


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('screening') / 'talk.db'}", KeyRing.generate())
    store.upgrade()
    recorder = Recorder()
    found = Stage(conversation(store, screener=recorder), recorder)
    yield found
    store.close()


def forms(text: str, token: str) -> dict[str, tuple[EngineEvent | None, str | None]]:
    """Every way in which a child's own words can come in."""
    return {
        "typed": (None, text),
        "written": (Wrote(text), None),
        "a name": (Picked(token, (text,)), None),
        "one of several names": (Picked(token, ("Lot", text, "Bram")), None),
        "beside options": (Picked(token, ("sports",), text), None),
        "a tapped name": (Chose(token, text), None),
        "a name taken away": (Chose(token, f"remove:{text}"), None),
        "after a command": (Commanded("edit", text), None),
        "under an old button": (Picked("1.1", (text,)), None),
        "typed after a slash": (None, f"/help {text}"),
    }


@given(text=TEXTS, form=st.sampled_from(sorted(forms("", ""))), state=st.sampled_from(STATES))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_word_is_shown_to_the_safety_layer_before_anything_is_done_with_it(
    stage: Stage, text: str, form: str, state: str
) -> None:
    async def one() -> None:
        child = stage.children.get(state) or await stage.prepare(state)
        event, typed = forms(text, child.prompt.token if child.prompt else "")[form]
        stage.recorder.seen.clear()
        await child.talk.take(child.delivery(event, typed))

    asyncio.run(one())
    mine = clean(text)
    is_button = mine in BUTTONS or mine.isdecimal() or mine.startswith(("card:", "link:"))
    if not (is_button and form in ("a name", "one of several names", "a tapped name", "under an old button")):
        assert any(mine in seen for seen in stage.recorder.seen), f"{form} at {state} was not looked at"


@pytest.mark.parametrize("word", ["zelfmoord", "verkracht", "mishandeld", "suicide"])
@pytest.mark.parametrize("form", ["a name", "a tapped name", "beside options", "one of several names"])
def test_a_single_word_in_lower_case_is_a_childs_word_and_no_button(word: str, form: str) -> None:
    event, typed = forms(word, "1.1")[form]
    assert word in free_text(event, typed, BUTTONS)


def test_what_stands_on_a_button_is_not_taken_for_a_cry() -> None:
    screener = load_screener()
    alarming = [option for option in sorted(BUTTONS) if screener.screen(option, "nl")]
    assert alarming, "some ids would sound like a cry, so this can fail"
    assert [one for one in alarming if free_text(Chose("1.1", one), None, BUTTONS)] == []


async def test_danger_is_told_first_and_the_question_waits(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'talk.db'}", KeyRing.generate())
    store.upgrade()
    try:
        talk = conversation(store, screener=load_screener())
        for state in ("welcome.place", "me.name", "network.closest", "load.weight", "review.items"):
            child = Child(talk, state)
            await child.until(state)
            reply = await child.say("ik wil niet meer leven")
            kinds = [sent.message.kind for sent in reply.messages]
            assert "help" in kinds, state
            assert child.open.control == "help"
            await child.tap("go_on")
            assert child.open.step in (state, "happiness.now"), state
    finally:
        store.close()


async def test_a_safety_layer_that_fails_stops_the_turn_and_nothing_is_routed(tmp_path: Path) -> None:
    class Broken:
        def screen(self, text: str, language: str) -> Any:
            raise RuntimeError("no word lists")

    store = open_store(f"sqlite:///{tmp_path / 'talk.db'}", KeyRing.generate())
    store.upgrade()
    child = Child(conversation(store))
    await child.until("me.name")
    broken = Child(conversation(store, screener=Broken()), _numbers=iter(range(900, 999)))
    with pytest.raises(RuntimeError):
        await broken.say("Noor")
    await child.do(Commanded("repeat"))
    assert child.open.step == "me.name"
    store.close()
