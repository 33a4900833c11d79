"""ConsentGiven: the proof of a yes, a no or a yes taken back: the whole wording, its language, the moment and the way."""

from __future__ import annotations

from bot.turn.scene import Scene
from flows.engine.events import ConsentGiven
from flows.engine.steps.base import Asking


def consent_given(scene: Scene, event: ConsentGiven) -> None:
    """Keep the decision as a row of its own, with everything that could be read when it was made."""
    scene.work.consents.add(
        scene.row.person_id,
        event.link_id,
        wording_of(scene, event.link_id),
        scene.language,
        event.decision,
        scene.channel,
        scene.now,
    )


def wording_of(scene: Scene, link_id: str) -> str:
    """The question in its layers: what was asked, and the cards behind "tell me more"."""
    step = scene.compiled.flow.by_id[link_id]
    asking = Asking(scene.compiled, scene.session, step, scene.view)
    return "\n\n".join(scene.text(asking.line(text)) for text in (step.text, *step.more))
