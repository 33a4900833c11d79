"""Whether a child was told what is passed on, and said yes to it. Without that nobody hears of what it writes."""

from __future__ import annotations

from bot.turn.scene import Scene
from flows.engine.turns import AGREED
from flows.link_ids import CONSENT_AGREE


def has_agreed(scene: Scene) -> bool:
    """True while the yes stands, also one that was given in this very turn; never before it, nor after a no.

    The question may have fallen off the path since (another age): what was said then was said. A flow that does not ask
    it follows what the person decided last.
    """
    if CONSENT_AGREE in scene.compiled.link_ids:
        return _answer(scene) == AGREED
    decided = [one.decision for one in scene.work.consents.history(scene.row.person_id) if one.scope == CONSENT_AGREE]
    return decided[-1:] == [AGREED]


def has_refused(scene: Scene) -> bool:
    """True once it was asked and there is no yes: said no, passed over, or taken back."""
    return CONSENT_AGREE in scene.session.answers and _answer(scene) != AGREED


def _answer(scene: Scene) -> object:
    answer = scene.session.answers.get(CONSENT_AGREE)
    return None if answer is None else answer.value
