"""HelpShown: live help lines, in the child's language; an unknown language gets Dutch and English."""

from __future__ import annotations

from typing import Final

from bot.messages import HelpLine, Outgoing
from bot.organisation import Line as Help
from bot.scene import N_, Scene
from flows.engine.events import HelpShown

INTRO: Final = {
    "asked": N_("You can talk to a person right now. Calling is free."),
    "danger": N_("Thank you for telling me. That matters, and it is not your fault. You don't have to solve it alone. These people can help now."),
    "urgent": N_("These people can talk with you now."),
    "check": N_("You can talk to a person right now. Calling is free."),
    "declined": N_("If you ever want to talk to a person, these are there for you."),
    "outside": N_("These people are there for you."),
    "finished": N_("Do you want to talk to a person before then? These are there for you."),
}  # fmt: skip
DISCREET: Final = N_("I am here. Tap 'help now' when you are alone.")
NEVER_INTERPRET: Final = N_("Is the language hard? Ask a grown-up you trust to call with you.")


def help_shown(scene: Scene, event: HelpShown) -> None:
    """The lines that fit age and matter, with numbers that can be tapped."""
    _ = scene._
    if scene.view.discreet and event.reason in ("danger", "finished", "check"):
        scene.say(_(DISCREET))
        return
    lines = tuple(_line(scene, line) for line in scene.tools.organisation.lines_for(scene.view.age, event.category))
    intro = _(INTRO[event.reason])
    listed = "\n".join(f"{line.name}: {line.number}. {line.note}" for line in lines)
    scene.add(Outgoing("help", f"{intro}\n{listed}", scene.language, lines=lines))


def _line(scene: Scene, line: Help) -> HelpLine:
    hours = line.hours.get(scene.language)
    note = hours if hours is not None else " / ".join(line.hours[one] for one in ("nl", "en") if one in line.hours)
    return HelpLine(line.name, line.number, line.href, note, line.chat)
