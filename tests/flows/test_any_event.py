"""Any event in any state has an answer, never an exception; and the session always rests on its own path."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from flows.engine.bands import BANDS
from flows.engine.compiling import START
from flows.engine.events import Chose, Commanded, Env, Incoming, SentOther, Shown, Signal, Started, TimePassed, Wrote
from flows.engine.path import path
from flows.engine.turns import new_session
from tests.flows.playing import AGES, FLOW, NOW, open_prompt, played, sensible

COMMANDS = (
    "help", "stop", "back", "edit", "repeat", "why", "pause", "language", "privacy", "phrase", "review", "more",
    "easier", "older", "skip", "dont_know", "rather_not_say", "later", "leave", "call_me", "export", "start", "files",
    "withdraw", "take_back",
)  # fmt: skip
WORDS = st.sampled_from(
    ["", " ", "ja", "Lot, Bram", "9", "12 jaar", "😀😀", "\u200b", "\x00", "<b>x</b>", "'; drop", "שלום"]
)


class AnyTalk(RuleBasedStateMachine):
    """Whatever comes in, in whatever order."""

    def __init__(self) -> None:
        super().__init__()
        self.session = new_session(FLOW, "nl", None)
        self.tokens: list[str] = [""]
        self.age = 9

    def play(self, event: Incoming, env: Env = NOW) -> None:
        before = self.session
        outcome = played(before, event, env)
        assert played(before, event, env) == outcome, "the same input must give the same output"
        self.session = outcome.session
        self.tokens.append(self.session.token)
        assert outcome.events or before.life == "erased" or isinstance(event, TimePassed)

    @initialize(band=st.sampled_from([None, *BANDS]), age=st.sampled_from(AGES))
    def begins(self, band: str | None, age: int) -> None:
        self.age = age
        self.play(Started(band))

    @rule(data=st.data())
    def answers(self, data: st.DataObject) -> None:
        if self.session.at != START and self.session.life != "erased":
            prompt = open_prompt(self.session)
            self.play(sensible(prompt, lambda count: data.draw(st.integers(0, count - 1)), self.age))

    @rule(
        command=st.sampled_from(COMMANDS),
        argument=st.sampled_from([None, "me.name", "care.who", "nonsense", "en", "everything", "call"]),
    )
    def commands(self, command: Any, argument: str | None) -> None:
        self.play(Commanded(command, argument))

    @rule(text=WORDS)
    def writes(self, text: str) -> None:
        self.play(Wrote(text))

    @rule(text=WORDS, urgency=st.sampled_from(["now", "soon", "check"]))
    def cries(self, text: str, urgency: Any) -> None:
        self.play(Wrote(text), replace(NOW, signal=Signal("suicide", urgency)))

    @rule(data=st.data(), option=st.sampled_from(["agree", "mother", "done", "skip", "x", "erase", "go_on", "7"]))
    def taps_something_old(self, data: st.DataObject, option: str) -> None:
        self.play(Chose(data.draw(st.sampled_from(self.tokens)), option))

    @rule(token=st.text(max_size=8), option=st.text(max_size=8))
    def taps_nonsense(self, token: str, option: str) -> None:
        self.play(Chose(token, option))

    @rule(what=st.sampled_from(["photo", "sticker", "voice", "location", "command"]))
    def sends_something_else(self, what: str) -> None:
        self.play(SentOther(what))

    @rule()
    def looks_again(self) -> None:
        self.play(Shown())

    @rule()
    def comes_back(self) -> None:
        self.play(Started())

    @rule(seq=st.integers(0, 99))
    def time_passes(self, seq: int) -> None:
        self.play(TimePassed("reminder", seq))

    @invariant()
    def rests_on_its_path(self) -> None:
        if self.session.at == START or self.session.life == "erased":
            return
        found = path(FLOW, self.session)
        assert found.complete
        step_id = FLOW.places[self.session.at].step.id
        on_path = {place.step.id for place in (*found.passed, found.rest)}
        asked_for_a_call = step_id == "meeting.contact"
        assert step_id in on_path or asked_for_a_call

    @invariant()
    def active_means_on_the_path(self) -> None:
        found = path(FLOW, self.session) if self.session.at != START else None
        if found is None or found.rest.name != self.session.at:
            return
        on = {link_id for link_id in found.link_ids if link_id in self.session.answers}
        assert {link_id for link_id, answer in self.session.answers.items() if answer.active} == on


TestAnyTalk = AnyTalk.TestCase
TestAnyTalk.settings = settings(
    max_examples=50, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
