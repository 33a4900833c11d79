"""Walks the intake until everything that can be said to a band was said, and renders all of it in every language."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final, cast

from bot.organisation import Organisation
from bot.turn import rendering
from bot.turn.messages import Outgoing
from bot.turn.phrase_words import phrase_words
from bot.turn.scene import Scene, Tools
from bot.words import Catalogues
from flows.engine.bands import Band
from flows.engine.compiling import CompiledFlow
from flows.engine.events import (
    Asked,
    Chose,
    Commanded,
    CoursesFound,
    CoursesWanted,
    Env,
    Event,
    Finished,
    Incoming,
    Line,
    NotUnderstood,
    Picked,
    Prompt,
    Said,
    Started,
    Wrote,
)
from flows.engine.prompts import prompt_at
from flows.engine.session import Session
from flows.engine.step import step
from flows.engine.turns import new_session
from flows.engine.view import AnswersView

NOW: Final = Env(datetime(2031, 3, 4, 12, tzinfo=UTC))
AGES: Final[Mapping[Band, tuple[int, ...]]] = {"A": (4, 7), "B": (8, 11), "C": (12, 15), "D": (16, 17), "E": (18, 24)}
OUTSIDE: Final = (3, 25)
SIDE: Final = frozenset({"help", "stop", "erase", "stale", "edit", "check"})
TALKS_AT_MOST: Final = 120
TURNS_AT_MOST: Final = 90
SLOT: Final = re.compile(r"{\w+}")
WORDS: Final = re.compile(r"[^\W\d_]")
ENDINGS: Final = frozenset(
    {
        ("welcome.place", "later"),
        ("consent.agree", "decline"),
        ("load.halfway", "pause"),
        ("load.halfway", "stop_here"),
        ("review.send", "throw_away"),
    }
)
ASIDE: Final = ("show_all", "tell_more")
OWN_WORDS: Final = "own words"
MANY: Final = 6
NAMES: Final = ((), (), ("Lot",), ("Lot", "Bram", "Pip"), ("Lot", "Bram", "Pip", "Kees", "Rian"))


@dataclass
class Walk:
    """Everything one band met. `heard` holds the source texts, `met` the steps, `chosen` what was tapped how often."""

    compiled: CompiledFlow
    tools: Tools
    band: Band
    chance: random.Random
    heard: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    chosen: Counter[tuple[str, str | None, str]] = field(default_factory=Counter)
    asked_why: set[str] = field(default_factory=set)
    rendered: Counter[tuple[str, str]] = field(default_factory=Counter)
    shapes: set[Any] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)

    def go(self, missing: Any) -> None:
        """Talk until nothing is `missing` any more, or for as long as is reasonable."""
        for number in range(TALKS_AT_MOST):
            self._talk(number)
            if not missing(self):
                return

    def _talk(self, number: int) -> None:
        session = new_session(self.compiled, "nl", self.band if number % 3 else None)
        session = self._play(session, Started(session.link_band), number)[0]
        if number % 10 == 9:
            session = self._play(session, Commanded("easier" if number % 20 == 9 else "older"), number)[0]
        for _ in range(TURNS_AT_MOST):
            prompt = prompt_at(self.compiled, session)
            plain = self._is_plain(session)
            if plain and prompt.step not in self.asked_why and prompt.control not in SIDE:
                self.asked_why.add(prompt.step)
                session = self._play(session, Commanded("why"), number)[0]
            session, events = self._play(session, self._answer(prompt, number), number)
            if session.life == "erased" or any(isinstance(event, Finished) for event in events):
                return

    def _play(self, session: Session, event: Incoming, number: int) -> tuple[Session, tuple[Event, ...]]:
        outcome = step(self.compiled, session, event, NOW)
        events = list(outcome.events)
        while (wanted := next((e for e in events if isinstance(e, CoursesWanted)), None)) is not None:
            events.remove(wanted)
            outcome = step(self.compiled, outcome.session, _courses(wanted, none=number % 4 == 3), NOW)
            events.extend(outcome.events)
        for happened in events:
            self._look(outcome.session, happened)
        return outcome.session, tuple(events)

    # --- what is answered -----------------------------------------------------------------------------------------

    def _answer(self, prompt: Prompt, number: int) -> Incoming:
        if prompt.control in SIDE:
            return Chose(prompt.token, "erase_yes" if prompt.control == "erase" else "go_on")
        if prompt.control == "names" and not prompt.picked:
            return self._named(prompt)
        options = self._open_to(prompt, number)
        if not options:
            return Wrote("iets") if self.chance.random() < 0.8 else Commanded("skip")
        option = self._rarest(prompt, options)
        if option == "skip" and "skip" in prompt.repairs and "skip" not in {choice.id for choice in prompt.choices}:
            return Commanded("skip")
        self.chosen[prompt.step, prompt.part, option] += 1
        if option == OWN_WORDS:
            return Wrote("mijn eigen woorden")
        if prompt.many and prompt.control not in ("cards", "names") and option not in ASIDE:
            return self._together(prompt, option)
        return Chose(prompt.token, option)

    def _together(self, prompt: Prompt, option: str) -> Incoming:
        """One option, or with it as many as fit."""
        choice = next(choice for choice in prompt.choices if choice.id == option)
        others = [c.id for c in prompt.choices if not c.alone and c.id not in (option, *ASIDE)]
        more = [] if choice.alone or self.chance.random() < 0.7 else others[: (prompt.most or MANY) - 1]
        return Picked(prompt.token, (option, *more), "mijn eigen woorden" if choice.own else None)

    def _named(self, prompt: Prompt) -> Incoming:
        names = self.chance.choice(NAMES)
        return Picked(prompt.token, names) if names else Chose(prompt.token, "nobody")

    def _open_to(self, prompt: Prompt, number: int) -> list[str]:
        if prompt.step == "me.age":
            outside = [str(age) for age in OUTSIDE if not self.chosen["me.age", None, str(age)] and number % 3]
            return outside or [str(age) for age in AGES[self.band]]
        options = [choice.id for choice in prompt.choices]
        if prompt.control == "cards":
            asked_more = self.chosen[f"more in talk {number}", None, "more"]
            self.chosen[f"more in talk {number}", None, "more"] += 1
            return ["done"] if asked_more else ["more"]
        if prompt.own and prompt.control in ("buttons", "chips"):
            options.append(OWN_WORDS)
        return [one for one in options if (prompt.step, one) not in ENDINGS or self._may_end(prompt, one, number)]

    def _may_end(self, prompt: Prompt, option: str, number: int) -> bool:
        """Each early end once, in a talk that knew its band from the start."""
        return number % 3 > 0 and not self.chosen[prompt.step, None, option]

    def _rarest(self, prompt: Prompt, options: list[str]) -> str:
        return min(options, key=lambda one: (self.chosen[prompt.step, prompt.part, one] // 2, self.chance.random()))

    # --- what is looked at ----------------------------------------------------------------------------------------

    def _look(self, session: Session, event: Event) -> None:
        plain = self._is_plain(session)
        for line in _lines_of(event):
            if plain:
                self.heard.add(line.text)
        if plain and isinstance(event, Said) and event.step:
            self.met.add(event.step)
        if plain and isinstance(event, Asked) and event.prompt.control not in SIDE:
            self.met.add(event.prompt.step)
        self._render(session, event)

    def _is_plain(self, session: Session) -> bool:
        view = AnswersView(session)
        return view.band == self.band and view.shift == 0

    def _render(self, session: Session, event: Event) -> None:
        if (shape := _shape(event)) in self.shapes:
            return
        self.shapes.add(shape)
        for language in self.tools.words.languages:
            scene = _scene(self.tools, self.compiled, replace(session, language=language))
            for message in _messages(scene, event):
                self.rendered[message.prompt.step if message.prompt else "say", language] += 1
                self.troubles.extend(troubles_of(message, language))
        for line in _lines_of(event):
            if WORDS.search(SLOT.sub("", line.text)) and not self.tools.words.translated("nl")(line.text):
                self.troubles.append(f"no Dutch for {line.text!r}")


def _messages(scene: Scene, event: Event) -> Iterator[Outgoing]:
    match event:
        case Asked(prompt=prompt):
            yield rendering.asked(scene, prompt)
        case Said(line=line) | NotUnderstood(line=line):
            scene.say(line)
            yield scene.messages[-1]


def troubles_of(message: Outgoing, language: str) -> Iterator[str]:
    """What is wrong with a bubble for somebody who reads it."""
    prompt = message.prompt
    shown = [message.text, *(message.picture.alt if message.picture else ())]
    labels = [choice.label for choice in (*prompt.choices, *prompt.repairs)] if prompt else []
    cards = [line for card in prompt.cards for line in (card.heading, *card.lines)] if prompt else []
    for text in (*shown, *labels, *cards):
        if "{" in text or not text.strip():
            yield f"{language}: an open slot or nothing at all in {text!r}"
    if len(message.text) > LETTERS_OF_A_MESSAGE:
        yield f"{language}: {len(message.text)} letters in one message"
    yield from (f"{language}: the button {label!r} is too long" for label in labels if len(label) > LETTERS_OF_A_BUTTON)
    if prompt is not None:
        data = [f"{prompt.token}:{place}" for place in range(len(prompt.choices))]
        data += [f"{prompt.token}!{repair.id}" for repair in prompt.repairs]
        yield from (f"button data {one!r} is too long" for one in data if len(one.encode()) > BYTES_OF_BUTTON_DATA)


LETTERS_OF_A_MESSAGE: Final = 4_096
LETTERS_OF_A_BUTTON: Final = 60
BYTES_OF_BUTTON_DATA: Final = 64


def _lines_of(event: Event) -> Iterator[Line]:
    match event:
        case Said(line=line) | NotUnderstood(line=line):
            yield from _with_inner(line)
        case Asked(prompt=prompt):
            labels = [choice.label for choice in prompt.choices]
            cards = [line for card in prompt.cards for line in (card.heading, *card.lines)]
            for shown in (*prompt.lines, *labels, *cards):
                if isinstance(shown, Line):
                    yield from _with_inner(shown)


def _shape(event: Event) -> Any:
    """The same for two events that read the same, so that each is rendered once."""
    prompt = event.prompt if isinstance(event, Asked) else None
    texts = tuple(line.text for line in _lines_of(event))
    return (type(event), texts, prompt and (prompt.step, prompt.control, prompt.part, prompt.repairs))


def _with_inner(line: Line) -> Iterator[Line]:
    yield line
    for value in line.args.values():
        if isinstance(value, Line):
            yield from _with_inner(value)


def _scene(tools: Tools, compiled: CompiledFlow, session: Session) -> Scene:
    """A scene to render in; rendering touches no storage, so there is none."""
    nothing = cast(Any, None)
    return Scene(tools, nothing, compiled, nothing, session, "web", NOW.now, 1)


def _courses(wanted: CoursesWanted, *, none: bool) -> CoursesFound:
    offers = () if none else (("kind-van", "Kind van cursus"),)
    rest = () if none or wanted.names_sibling else (("brus", "Brussencursus"),)
    return CoursesFound(wanted.step, wanted.key, offers, rest)


def walked(compiled: CompiledFlow, organisation: Organisation, words: Catalogues, band: Band, missing: Any) -> Walk:
    """A walk of one band that has gone as far as it can."""
    ids = cast(Any, None)
    walk = Walk(compiled, Tools(organisation, words, ids, phrase_words), band, random.Random(f"walk {band}"))
    walk.go(missing)
    return walk
