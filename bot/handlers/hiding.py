"""HideAsked, and what leaves the screen by itself: the bubbles go, the answers stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.turn.messages import Outgoing
from bot.turn.scene import Scene
from flows.engine.events import HideAsked, Signal
from flows.engine.marking import N_

HIDDEN: Final = "hidden_before"
FLEETING: Final = "fleeting"
UNSEEN: Final = "unseen_turns"
OF_THE_CHILD: Final = -1
# What each channel can truly do; none of these sentences tells what it is about.
SAID: Final[Mapping[str, str]] = {
    "web": N_("Done. What stood here is off the screen. Your answers are kept."),
    "telegram": N_("I took away what I may take away. Is there more? Clear the chat in Telegram's own menu."),
}
CANNOT: Final = N_("Here I cannot take words off the screen. You can clear or close this window yourself.")


def hide_asked(scene: Scene, event: HideAsked) -> None:
    """From now on the talk is shown from here on; a channel that can takes away what it showed before."""
    scene.session = scene.session.but(facts={**scene.session.facts, HIDDEN: scene.seq})
    scene.add(Outgoing("hidden", scene._(SAID.get(scene.channel, CANNOT)), scene.language))


def hide_when_watched(scene: Scene) -> None:
    """Somebody began to watch: that this was said does not stay, and in the middle of a talk nor does what stands above."""
    began = scene.view.discreet and not scene.was_discreet
    if began:
        _own_bubble_goes(scene)
    if began and len(scene.session.answers) > 1 and scene.session.facts.get(HIDDEN) != scene.seq:
        hide_asked(scene, HideAsked())


def note_unseen(scene: Scene, signal: Signal | None) -> None:
    """What a child wrote is the most alarming thing on a watched screen: kept, and not shown in the talk.

    So are words where only buttons were offered, because somebody is watching.
    """
    if (signal is not None or scene.uninvited) and scene.view.discreet:
        _own_bubble_goes(scene)


def _own_bubble_goes(scene: Scene) -> None:
    if not scene.unseen:
        scene.unseen = True
        turns = [*scene.session.facts.get(UNSEEN, ()), scene.seq]
        scene.session = scene.session.but(facts={**scene.session.facts, UNSEEN: turns})


def unseen_turns(state: Mapping[str, Any]) -> frozenset[int]:
    """The turns whose own bubble is not shown."""
    return frozenset(state.get("facts", {}).get(UNSEEN, ()))


def shown_from(state: Mapping[str, Any], after: tuple[int, int] | None) -> tuple[int, int] | None:
    """After which place of a talk somebody may see it: after what they asked for, and never what was hidden."""
    hidden = state.get("facts", {}).get(HIDDEN)
    return after if hidden is None else max(after or (-1, 0), (hidden, OF_THE_CHILD))


def note_fleeting(scene: Scene) -> None:
    """Remember which bubbles of this turn leave the screen when the talk goes on."""
    places = [[scene.seq, n] for n, message in enumerate(scene.messages) if message.fleeting]
    if places:
        scene.session = scene.session.but(facts={**scene.session.facts, FLEETING: places})


def take_fleeting_away(scene: Scene) -> None:
    """The talk goes on: words to go on, and what was asked for under watching eyes, are not kept on the screen.

    Which messages of the channel that were is read where it is stored, so that it holds after a restart too.
    """
    if FLEETING not in scene.session.facts:
        return
    facts = dict(scene.session.facts)
    for seq, ordinal in facts.pop(FLEETING, ()):
        scene.taken_off += tuple((scene.work.outbox.reference(scene.row.id, seq, ordinal) or "").split())
        scene.work.outbox.rewrite(scene.row.id, seq, ordinal, Outgoing("hidden", "", scene.language).to_data())
    scene.session = scene.session.but(facts=facts)
