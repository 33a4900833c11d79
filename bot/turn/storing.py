"""The end of a turn: everything it led to is stored, and what it leaves behind is handed back."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from bot.turn.meaning import Meant
from bot.turn.messages import Incoming, Reply, Sent
from bot.turn.scene import Scene
from flows.engine.limits import LETTERS_OF_AN_ANSWER
from flows.engine.session import Session, to_data


class Left(NamedTuple):
    """A talk as a turn leaves it; without a session it is gone."""

    session_id: str
    row_version: int
    session: Session | None
    at: datetime


def stored(scene: Scene, incoming: Incoming, meant: Meant) -> tuple[Reply, Left]:
    """Write down session, turn and bubbles; the handlers wrote the rest."""
    work, row, session = scene.work, scene.row, scene.session
    saved = work.sessions.save(row, to_data(session), scene.seq, session.life, session.language, scene.now)
    bubble = meant.bubble[:LETTERS_OF_AN_ANSWER] if meant.bubble is not None else None
    work.turns.add(row.id, scene.seq, type(meant.event).__name__, bubble, scene.now, heard_ref=incoming.heard_ref)
    reply = Reply(
        row.id,
        scene.seq,
        _sent(scene, incoming),
        language=session.language,
        alarmed=scene.alarmed,
        unseen=scene.unseen,
        fleeting=scene.taken_off,
    )
    return reply, Left(row.id, saved.row_version, session, scene.now)


def gone(scene: Scene) -> tuple[Reply, Left]:
    """Nothing is left to write down; what was said last is shown all the same."""
    sent = tuple(Sent("", scene.seq, n, message) for n, message in enumerate(scene.messages))
    reply = Reply(None, scene.seq, sent, erased=True, language=scene.language, fleeting=scene.taken_off)
    return reply, Left(scene.row.id, 0, None, scene.now)


def _sent(scene: Scene, incoming: Incoming) -> tuple[Sent, ...]:
    """The bubbles of this turn, each with the outbox row that remembers it."""
    if not scene.messages:
        return ()
    work = scene.work
    recipient = work.hash(f"identity|{incoming.channel}", incoming.address)
    payloads = [message.to_data() for message in scene.messages]
    ids = work.outbox.add(scene.row.id, scene.seq, payloads, incoming.channel, recipient, scene.now)
    return tuple(Sent(i, scene.seq, n, m) for n, (i, m) in enumerate(zip(ids, scene.messages, strict=True)))
