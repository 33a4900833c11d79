"""The pages of this talk that a consultant can read: put there, found again, taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from bot.turn.scene import Scene
from care.handoff import Handoff
from care.shared_set import SharedSet
from storage.sharing.handoffs import HandoffRow

Kind = Literal["summary", "call_request"]


def put(scene: Scene, kind: Kind, page: Handoff, made_of: SharedSet) -> None:
    """Hand a page over; an earlier one of its kind is replaced."""
    whose, until = (page.id, scene.row.person_id, scene.row.id), page.retention_until
    scene.work.handoffs.put(*whose, kind, page.to_data(), scene.now, until, source=made_of.to_data())


def withdraw(scene: Scene, kind: Kind) -> None:
    """Take back all of one kind; what stood there is gone."""
    for row in pages(scene, kind):
        scene.work.handoffs.withdraw(row.id, scene.now)


def pages(scene: Scene, kind: Kind) -> Iterator[HandoffRow]:
    """The pages of one kind that can still be read."""
    rows = scene.work.handoffs.of_person(scene.row.person_id)
    return (row for row in rows if row.kind == kind and row.status == "open" and row.session_id == scene.row.id)
