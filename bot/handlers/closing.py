"""ClosingChosen: on a shared phone the page closes itself after a quiet time, and only words open the talk again."""

from __future__ import annotations

from typing import Final

from bot.turn.messages import Choice, Outgoing
from bot.turn.scene import Scene
from flows.engine.events import ClosingChosen
from flows.engine.marking import N_

MINUTES: Final = ("5", "15", "60")
NEVER: Final = "0"
CHANNELS: Final = frozenset({"web"})
OFFER: Final = N_("Do others use this phone too? I can close this page when it is quiet. After how long?")
AFTER: Final = N_("{minutes} minutes")
DONT_CLOSE: Final = N_("don't close")
CLOSES: Final = N_("After {minutes} quiet minutes I close this page. Then you need your words to go on.")
GIVE_WORDS: Final = N_("Give me my words")
STAYS_OPEN: Final = N_("Fine, this page does not close by itself.")
CANNOT: Final = N_("Here I cannot close by myself. You can close this window yourself.")


def closing_chosen(scene: Scene, event: ClosingChosen) -> None:
    """Offer the times, or say what happens now; the browser keeps the choice, since it is about this phone alone."""
    if scene.channel not in CHANNELS:
        scene.say(scene._(CANNOT))
    elif event.minutes in MINUTES:
        words = (Choice("phrase", scene._(GIVE_WORDS)),)
        scene.add(_bubble(scene, scene._(CLOSES).format(minutes=event.minutes), words))
    elif event.minutes == NEVER:
        scene.say(scene._(STAYS_OPEN))
    else:
        offer_closing(scene)


def offer_closing(scene: Scene) -> None:
    """Ask after how long, without standing in the way of the next question."""
    times = tuple(Choice(f"closing:{n}", scene._(AFTER).format(minutes=n)) for n in MINUTES)
    scene.add(_bubble(scene, scene._(OFFER), (*times, Choice(f"closing:{NEVER}", scene._(DONT_CLOSE)))))


def offer_when_watched(scene: Scene) -> None:
    """Somebody began to watch in this turn: offer it, in a channel that can close."""
    if scene.view.discreet and not scene.was_discreet and scene.channel in CHANNELS and not scene.offered_closing:
        scene.offered_closing = True
        offer_closing(scene)


def _bubble(scene: Scene, text: str, ways: tuple[Choice, ...]) -> Outgoing:
    return Outgoing("closing", text, scene.language, ways=ways)
