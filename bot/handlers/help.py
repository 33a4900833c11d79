"""HelpShown, DangerNoticed: what was heard, the live help lines, and what the organisation does with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.help_card import emergency_number, lines_in_words
from bot.messages import Outgoing
from bot.scene import N_, Scene
from care.answering.heard import sentences
from care.answering.policy import POLICIES
from flows.engine.events import DangerNoticed, HelpShown

INTRO: Final = {
    "asked": N_("You can talk to a person right now."),
    "danger": N_("These people can help now:"),
    "urgent": N_("These people can talk with you now."),
    "declined": N_("If you ever want to talk to a person, these are there for you."),
    "outside": N_("These people are there for you."),
    "finished": N_("Do you want to talk to a person before then? These are there for you."),
}  # fmt: skip
AGAIN: Final = N_("I read what you wrote. Type HELP any time to see who can help.")
AS_I_SAID: Final = N_("I do what I told you at the start.")
DISCREET: Final = N_("I am here. Tap 'help now' when you are alone.")
ABOUT_THE_LANGUAGE: Final = (
    N_("Is the language hard? Ask a grown-up you trust to call with you."),
    N_("{consultant} can bring an interpreter, so you never have to translate for your family."),
)
ASKED_FOR: Final = frozenset({"asked", "urgent"})
GOODBYES: Final = frozenset({"declined", "outside", "finished"})
SPOKEN_BY_MOST_LINES: Final = "nl"


def help_shown(scene: Scene, event: HelpShown) -> None:
    """What was heard, who can help now, and in which language; under watching eyes only what anybody may read."""
    if scene.view.discreet and event.reason not in ASKED_FOR:
        _tell(scene, DISCREET, *_passed_on(scene, event))
    elif event.reason == "again":
        _tell(scene, AGAIN, *_passed_on(scene, event))
    else:
        _card(scene, event)


def danger_noticed(scene: Scene, event: DangerNoticed) -> None:
    """What was noticed is told by the help that follows; under the strictest policy nothing more is kept."""


def _card(scene: Scene, event: HelpShown) -> None:
    organisation, language = scene.tools.organisation, scene.crisis_language
    calm = event.reason in GOODBYES
    offers = organisation.lines_at(scene.now, scene.view.age, event.category, calm=calm)
    lines = lines_in_words(offers, scene.now, language, scene.tools.words)
    heard = sentences(event.category, scene.view.wording) if event.reason == "danger" else ()
    intro = _said(scene, (*heard, *_passed_on(scene, event), INTRO[event.reason]))
    foreign = () if language == SPOKEN_BY_MOST_LINES else ABOUT_THE_LANGUAGE
    listed = "\n".join(line.text for line in lines)
    text = "\n\n".join(part for part in (intro, listed, _said(scene, foreign)) if part)
    scene.add(Outgoing("help", text, scene.language, lines=lines, fleeting=scene.view.discreet))


def _passed_on(scene: Scene, event: HelpShown) -> tuple[str, ...]:
    """What is told when the organisation hears of it: always before it does (care.answering.policy)."""
    told = POLICIES[scene.tools.organisation.policy].told
    noticed = event.category is not None and event.reason in ("danger", "again")
    if told is None or not noticed:
        return ()
    return (AS_I_SAID,) if scene.view.discreet else (told,)


def _tell(scene: Scene, *texts: str) -> None:
    scene.add(Outgoing("say", _said(scene, texts), scene.language))


def _said(scene: Scene, texts: Iterable[str]) -> str:
    """Sentences one below the other; one that nobody translated comes in Dutch and English."""
    slots = {**scene.slots, "emergency": emergency_number(scene.tools.organisation.help_lines)}
    translate = scene.tools.words.in_crisis(scene.crisis_language)
    return "\n".join(translate(text).format(**slots) for text in texts)
