"""Answered, AnswerRevised, Skipped, ActivityChanged: what is stored of the answers."""

from __future__ import annotations

from bot.turn.answer_rows import with_fingerprint
from bot.turn.scene import Scene
from flows.engine.events import ActivityChanged, Answered, AnswerRevised, Skipped
from flows.engine.path import REVIEWED
from flows.engine.session import Answer
from storage.talk.answers import AnswerRow


def answered(scene: Scene, event: Answered | AnswerRevised | Skipped) -> None:
    """Store the newest revision."""
    scene.work.answers.write(scene.row.id, [_row(scene, event.link_id, event.answer)])


def activity_changed(scene: Scene, event: ActivityChanged) -> None:
    """Answers that fell off the path stay, invisible; those that came back are seen again."""
    changed = (*event.off, *event.on)
    rows = [_row(scene, link_id, scene.session.answers[link_id]) for link_id in changed]
    scene.work.answers.write(scene.row.id, rows)


def _row(scene: Scene, link_id: str, answer: Answer) -> AnswerRow:
    active = scene.session.answers[link_id].active if link_id in scene.session.answers else answer.active
    return AnswerRow(
        link_id=link_id,
        revision=answer.revision,
        kind=answer.how,
        value=with_fingerprint(answer, scene.compiled.flow.by_id[link_id].kind),
        words=answer.words,
        language=answer.language,
        text_hash="" if scene.compiled.flow.by_id[link_id].kind in REVIEWED else answer.text_hash,
        provisional=False,
        active=active,
        at=answer.at or scene.now,
    )
