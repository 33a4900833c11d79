"""Parked, Resumed, Finished, LanguageChosen: where the talk is in its life."""

from __future__ import annotations

from typing import Final

from bot.languages import language_name
from bot.turn.messages import Choice, Outgoing, Prompt
from bot.turn.scene import WISHED_LANGUAGE, Scene
from flows.engine.events import Finished, LanguageChosen, Parked, Resumed
from flows.engine.marking import N_

PICK_LANGUAGE: Final = N_("Which language do you want to go on in?")


def parked(scene: Scene, event: Parked) -> None:
    """The sentence that everything is kept has been said by the engine."""


def resumed(scene: Scene, event: Resumed) -> None:
    """The welcome back has been said by the engine."""


def finished(scene: Scene, event: Finished) -> None:
    """The goodbye is the last step's own text."""


def language_chosen(scene: Scene, event: LanguageChosen) -> None:
    """Without a language, offer those there are; with one, the question stands again in it by itself."""
    if event.language is not None:
        facts = {name: value for name, value in scene.session.facts.items() if name != WISHED_LANGUAGE}
        scene.session = scene.session.but(facts=facts)
        return
    offered = tuple(Choice(code, language_name(code)) for code in scene.tools.words.languages)
    prompt = Prompt("language", scene.session.token, "languages", offered)
    scene.add(Outgoing("languages", scene._(PICK_LANGUAGE), scene.language, prompt=prompt))
