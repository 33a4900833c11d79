"""What an incoming means in a talk: the event that the engine gets, and what the child's own bubble shows."""

from __future__ import annotations

from typing import NamedTuple

from bot.turn.incoming import as_meant
from bot.turn.menus import typed_commands
from bot.turn.messages import Incoming
from bot.turn.rendering import heard, invites_words, labels_everywhere, shown
from bot.turn.scene import Scene
from bot.turn.typed.understanding import brings_words, cried_beside, understand
from bot.words import Catalogues
from flows.engine.compiling import START
from flows.engine.events import Chose, Commanded, Picked, Prompt, Shown, Signal, Started
from flows.engine.events import Incoming as EngineEvent
from flows.engine.prompts import question_at, ticked


class Meant(NamedTuple):
    """The event, the words of the child's own bubble (None: it shows nothing), and the worry that is left of a signal."""

    event: EngineEvent
    bubble: str | None
    signal: Signal | None


class Meaning:
    """Knows the lines that mean a command in every language there are words in."""

    def __init__(self, words: Catalogues) -> None:
        self._languages = words.languages
        self._commands = typed_commands(words)

    def of(self, scene: Scene, incoming: Incoming, signal: Signal | None) -> Meant:
        """What this means where the talk is now; `signal` is what the safety layer heard in its words."""
        event, bubble = self._read(scene, incoming, signal)
        # What stood beside ticks was the child's own words, also where they ask for help.
        meant = incoming.event if isinstance(incoming.event, Picked | Chose) else event
        return Meant(event, bubble, as_meant(signal, meant, incoming.typed, self._commands))

    def _read(self, scene: Scene, incoming: Incoming, signal: Signal | None) -> tuple[EngineEvent, str | None]:
        if scene.session.at == START:
            return self._first(incoming), None
        prompt = question_at(scene.compiled, scene.session)
        typed = self._typed(scene, incoming, signal, prompt)
        event, bubble = typed or self._given(scene, incoming, prompt)
        scene.uninvited = brings_words(event) and not invites_words(prompt)
        return event, bubble

    def _first(self, incoming: Incoming) -> EngineEvent:
        """What begins a talk: a command such as the safe word does it too, anything else is just the beginning."""
        typed = incoming.typed
        event = understand(typed, None, {}, commands=self._commands) if typed is not None else incoming.event
        return self._spoken(event) if isinstance(event, Started | Commanded) else Started(incoming.start.band)

    def _typed(
        self, scene: Scene, incoming: Incoming, signal: Signal | None, prompt: Prompt
    ) -> tuple[EngineEvent, str] | None:
        """What typed words mean; None when nothing was typed."""
        if incoming.typed is None:
            return None
        urgency = signal.urgency if signal is not None else None
        labels = labels_everywhere(scene, prompt)
        event = understand(incoming.typed, shown(scene, prompt), labels, urgency, self._commands)
        return self._spoken(event), incoming.typed

    def _given(self, scene: Scene, incoming: Incoming, prompt: Prompt) -> tuple[EngineEvent, str | None]:
        """An event of the channel's own; words that cry for help beside a tap are meant, and the tap is kept for later."""
        given = incoming.event or Shown()
        if isinstance(given, Picked | Chose) and (cry := cried_beside(given)) is not None:
            scene.session = ticked(scene.compiled, scene.session, given)
            return cry, given.words
        return self._spoken(given), incoming.heard if incoming.heard is not None else heard(scene, prompt, given)

    def _spoken(self, event: EngineEvent) -> EngineEvent:
        """A language we have no words in is answered with those there are."""
        match event:
            case Commanded(command="language", argument=code) if code not in self._languages:
                return Commanded("language")
        return event
