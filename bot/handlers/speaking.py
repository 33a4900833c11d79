"""Said, Asked, NotUnderstood, StaleTapped, LimitReached: what the child reads."""

from __future__ import annotations

from bot.handlers.closing import offer_when_watched
from bot.handlers.hiding import hide_when_watched
from bot.turn.rendering import asked
from bot.turn.scene import Scene
from flows.engine import phrases
from flows.engine.events import (
    Asked,
    LimitReached,
    Line,
    NotUnderstood,
    Said,
    StaleTapped,
)


def said(scene: Scene, event: Said) -> None:
    """A sentence that asks nothing."""
    scene.say(event.line)


def question(scene: Scene, event: Asked) -> None:
    """The open question."""
    hide_when_watched(scene)
    offer_when_watched(scene)
    scene.add(asked(scene, event.prompt))


def not_understood(scene: Scene, event: NotUnderstood) -> None:
    """A kind sentence; the question follows by itself."""
    scene.say(event.line)


def stale_tapped(scene: Scene, event: StaleTapped) -> None:
    """The question whether to change it follows by itself."""


def limit_reached(scene: Scene, event: LimitReached) -> None:
    """A limit is ours, not the child's."""
    scene.say(Line(phrases.SAVED_TRY_AGAIN))
