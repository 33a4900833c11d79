"""PrivacyAsked, ExportAsked: who reads what, in a child's words; and everything we keep, on request."""

from __future__ import annotations

from typing import Final

from bot.messages import Outgoing
from bot.scene import N_, Scene
from bot.story import items_of
from flows.engine.events import ExportAsked, PrivacyAsked

CARDS: Final = (
    (N_("Who reads this?"), N_("Nobody now. Only if you share: {consultant}, and a colleague if {consultant} is away.")),
    (N_("Do my parents see this?"), N_("We don't simply let your parents read it. Under 16, parents may sometimes ask what was written down. {consultant} talks to you first.")),
    (N_("How long is it kept?"), N_("If you share nothing, everything is gone after {days} days.")),
    (N_("How do I delete it?"), N_("Type DELETE, or pick it in the menu. Already shared? Then ask {consultant} too.")),
)  # fmt: skip
KEPT_INTRO: Final = N_("This is what I keep about you. You can change or delete it.")
NOTHING_KEPT: Final = N_("I keep no answers of yours yet.")


def privacy_asked(scene: Scene, event: PrivacyAsked) -> None:
    """Four short cards."""
    cards = tuple((scene._(title), scene._(text).format(**scene.slots)) for title, text in CARDS)
    text = "\n\n".join(f"{title}\n{text}" for title, text in cards)
    scene.add(Outgoing("privacy", text, scene.language, cards=cards))


def export_asked(scene: Scene, event: ExportAsked) -> None:
    """Everything that was answered, to read back."""
    told = [(item.question, _told(item.labels, item.words)) for item in items_of(scene, scene.language)]
    cards = tuple((question, words) for question, words in told if question and words)
    intro = scene._(KEPT_INTRO if cards else NOTHING_KEPT)
    text = "\n\n".join((intro, *(f"{title}\n{told}" for title, told in cards)))
    scene.add(Outgoing("export", text, scene.language, cards=cards))


def _told(labels: tuple[str, ...], words: str | None) -> str:
    return "\n".join((*labels, *((words,) if words and words not in labels else ())))
