"""HelpShown: what was heard, and the live help lines; in a language nobody wrote they come in Dutch and English."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.help_card import in_words, lines_in_words
from bot.turn.messages import Outgoing
from bot.turn.scene import Scene
from care.answering.heard import paragraphs
from care.help_lines import DANGER, Offered
from flows.engine.events import HelpShown
from flows.engine.marking import N_

INTRO: Final = {
    "asked": N_("You can talk to a person right now."),
    "danger": N_("These people can help now:"),
    "urgent": N_("These people want to talk with you. See who is there now."),
    "declined": N_("Do you want to talk to a person some time? You can here."),
    "outside": N_("These people are there for you."),
    "finished": N_("Do you want to talk to a person some time? You can here."),
    "uncalled": N_(
        "We would like to call you. Without a number or address we cannot. You can still give it, at 'help now'. "
        "These people want to talk with you. See who is there now."
    ),
}  # fmt: skip
# With nobody but the emergency number there, nobody reads that these people can be reached now.
ONLY_THE_EMERGENCY: Final = {
    "asked": N_("These people want to talk with you. See who is there now."),
    "danger": N_("These people help. See who is there now:"),
}
AGAIN: Final = N_("I read what you wrote. Type HELP any time to see who can help.")
# That something was told can be guessed from these too, so they leave the screen as soon as the talk goes on.
DISCREET: Final = N_("I am here. You choose when you tap 'help now'.")
KEPT_UNSEEN: Final = N_("I am here. Your words are kept. You choose when you tap 'help now'.")
ABOUT_THE_LANGUAGE: Final = (
    N_("Is the language hard? Ask a grown-up you trust to call with you."),
    N_("{consultant} can bring an interpreter, so you never have to translate for your family."),
)
ASKED_FOR: Final = frozenset({"asked", "urgent"})
GOODBYES: Final = frozenset({"declined", "outside", "finished"})
NOT_OF_DANGER: Final = GOODBYES | {"uncalled"}
SPOKEN_BY_MOST_LINES: Final = "nl"


def help_shown(scene: Scene, event: HelpShown) -> None:
    """What was heard, who can help now, and in which language; under watching eyes only what anybody may read."""
    if scene.view.discreet and event.reason not in ASKED_FOR:
        _tell(scene, DISCREET if event.reason in NOT_OF_DANGER else KEPT_UNSEEN)
    elif event.reason == "again":
        _tell(scene, AGAIN)
    else:
        _card(scene, event)


def intro_to(offers: Iterable[Offered], reason: str) -> str:
    """What stands above these lines (English source): that people can be reached now is only said where it is true."""
    somebody = any(one.opening.is_open and DANGER not in one.line.about for one in offers)
    return INTRO[reason] if somebody else ONLY_THE_EMERGENCY.get(reason, INTRO[reason])


def _card(scene: Scene, event: HelpShown) -> None:
    organisation, language = scene.tools.organisation, scene.crisis_language
    calm = event.reason in GOODBYES
    offers = organisation.lines_at(scene.now, scene.view.age, event.category, calm=calm)
    lines = lines_in_words(offers, scene.now, language, scene.tools.words)
    heard = paragraphs(event.category, scene.view.wording) if event.reason == "danger" else ()
    above = intro_to(offers, event.reason)
    intro = "\n".join(_said(scene, *paragraph) for paragraph in (*heard, (above,)))
    foreign = () if language == SPOKEN_BY_MOST_LINES else ABOUT_THE_LANGUAGE
    listed = "\n".join(line.text for line in lines)
    text = "\n\n".join(part for part in (intro, listed, _said_apart(scene, foreign)) if part)
    scene.add(Outgoing("help", text, scene.language, lines=lines, fleeting=scene.view.discreet))


def _tell(scene: Scene, text: str) -> None:
    scene.add(Outgoing("say", _said(scene, text), scene.language, fleeting=scene.view.discreet))


def _said_apart(scene: Scene, texts: Iterable[str]) -> str:
    return "\n".join(_said(scene, text) for text in texts)


def _said(scene: Scene, *sentences: str) -> str:
    """A paragraph; in a language that nobody translated it into it comes in Dutch, and below it in English."""
    return in_words(scene.tools.words, scene.crisis_language, sentences, scene.tools.organisation)
