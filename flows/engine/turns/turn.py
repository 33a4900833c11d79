"""One turn in the making: the session so far and the facts collected. Local to `step`; never leaves it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flows.engine.bands import BANDS
from flows.engine.compiling.compiled import CompiledFlow
from flows.engine.compiling.places import START, Place
from flows.engine.events import (
    ActivityChanged,
    Asked,
    Env,
    Event,
    Finished,
    HelpShown,
    LimitReached,
    Line,
    Said,
)
from flows.engine.life import live
from flows.engine.path import Path, looked_at, onward, path
from flows.engine.prompts.open_prompt import asking_at, prompt_at, token_of
from flows.engine.session import Session
from flows.engine.steps.base import Asking, sentence, wording_hash
from flows.engine.steps.offer import wanted
from flows.engine.view import view_of


class Turn:
    """Collects what follows from one event."""

    def __init__(self, compiled: CompiledFlow, session: Session, env: Env) -> None:
        self.compiled = compiled
        self.session = session
        self.env = env
        self.events: list[Event] = []
        self._asking: Asking | None = None

    @property
    def place(self) -> Place:
        """Where the session rests."""
        return self.compiled.places[self.session.at]

    @property
    def asking(self) -> Asking:
        """What the open step's kind may look at; made anew only when the session has changed."""
        if self._asking is None or self._asking.session is not self.session:
            self._asking = asking_at(self.compiled, self.session)
        return self._asking

    def put(self, **changes: Any) -> None:
        """Change the session."""
        self.session = self.session.but(**changes)

    def emit(self, *events: Event) -> None:
        """Add facts."""
        self.events.extend(events)

    def say(self, *lines: Line | None, step: str = "") -> None:
        """Say sentences that ask nothing."""
        self.emit(*(Said(line, step) for line in lines if line is not None))

    def live(self, trigger: str) -> None:
        """Something happened in the session's life."""
        life = live(self.session.life, trigger)
        if life != self.session.life:
            self.put(life=life)

    def know(self, **facts: Any) -> None:
        """Remember facts that are not answers."""
        self.put(facts={**self.session.facts, **facts})

    def ask(self) -> None:
        """Open the prompt of where the session rests, under a new token; first ask the world for what it needs."""
        if (
            self.session.overlay is None
            and self.place.step.kind == "offer"
            and (wish := wanted(self.asking)) is not None
        ):
            self.emit(wish)
            return
        number = self.session.prompts + 1
        self.put(prompts=number, token=token_of(self.place, number))
        self.show()

    def show(self) -> None:
        """Show the open prompt again, under the token it has."""
        self.emit(Asked(prompt_at(self.compiled, self.session)))

    def overlay(self, kind: str) -> None:
        """Lay a side question over the talk."""
        self.put(overlay=kind)
        self.ask()

    def close_overlay(self) -> None:
        """Take the side question away."""
        if self.session.overlay is not None:
            self.put(overlay=None)

    def text_hash(self, asking: Asking) -> str:
        """Names the wording the child saw; at the review, the answers they saw."""
        if asking.step.kind in ("cards", "send"):
            return looked_at(self.compiled, asking.step, self.session.answers, asking.view)
        return wording_hash(asking)

    def go_on(self) -> None:
        """Walk to where the talk rests now and ask there."""
        found = self._walk()
        for place in found.passed:
            if place.step.kind == "say" and place.name not in self.session.said:
                self._say_once(place)
        self.put(at=found.rest.name, part=None)
        if not found.complete:
            self.emit(LimitReached("STATES_A_TURN"))
        self._arrive(found.rest)

    def _walk(self) -> Path:
        if not self.session.edited:
            return onward(self.compiled, self.session)
        found = path(self.compiled, self.session)
        self._settle_activity(found.link_ids)
        return found

    def _settle_activity(self, on_path: Iterable[str]) -> None:
        met = frozenset(on_path)
        answers = {key: replace(a, active=key in met) for key, a in self.session.answers.items()}
        changed = [key for key, answer in self.session.answers.items() if answer.active != answers[key].active]
        if changed:
            off = tuple(key for key in changed if not answers[key].active)
            self.emit(ActivityChanged(off, tuple(key for key in changed if answers[key].active)))
            self.put(answers=answers)

    def _say_once(self, place: Place) -> None:
        asking = Asking(self.compiled, self.session, place.step, view_of(self.session))
        self.put(said=self.session.said | {place.name})
        self.say(sentence(asking), step=place.step.id)

    def _arrive(self, place: Place) -> None:
        if place.step.kind == "end":
            self._end(place)
        else:
            self.live("review" if place.step.kind in ("cards", "send") else "talk")
        self.ask()

    def _end(self, place: Place) -> None:
        outcome = place.step.outcome or "finished"
        trigger = {"declined": "decline", "outside": "leave", "parked": "park"}.get(outcome)
        if trigger is not None:
            self.live(trigger)
        if outcome == "declined" or outcome == "outside":
            self.emit(HelpShown("declined" if outcome == "declined" else "outside"))
        elif outcome == "finished":
            self.emit(HelpShown("finished"))
        self.emit(Finished(outcome))

    def start_over_from_answers(self) -> None:
        """From now on every walk begins at the start, because something earlier may have changed."""
        self.put(edited=True)


def new_session(compiled: CompiledFlow, language: str, band: str | None) -> Session:
    """A session that has not begun."""
    return Session(compiled.flow.flow, compiled.version, language, START, link_band=band if band in BANDS else None)
