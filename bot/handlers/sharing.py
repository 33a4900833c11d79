"""HandoffAsked, CallAsked, Kept, TakenBack, EraseAsked: what leaves, what stays, what goes."""

from __future__ import annotations

from typing import Final

from bot.handlers.alarm import call_raised, call_taken_back
from bot.turn.messages import Outgoing
from bot.turn.scene import Scene
from bot.turn.story import call_request_of, page_of, shared_set_of
from care.handoff import Handoff
from care.keeping import shared_until
from care.shared_set import SharedSet, UnknownSource
from flows.engine import phrases
from flows.engine.events import CallAsked, EraseAsked, HandoffAsked, Kept, Line, TakenBack
from flows.engine.marking import N_
from flows.engine.taking_back import CALL, EVERYTHING
from storage.sharing.handoffs import HandoffRow

SENT_AND_CONTACT: Final = N_("Sent. {consultant} reads it and gets in touch within {within} working days.")
SENT: Final = N_("Sent. {consultant} reads it.")


def handoff_asked(scene: Scene, event: HandoffAsked) -> None:
    """Build the summary from the shared set and hand it over; an earlier one is replaced."""
    made_of = shared_set_of(scene, event.shared)
    until = shared_until(scene.now, scene.tools.organisation.terms)
    page = page_of(scene, scene.tools.ids.new(), made_of)
    scene.work.handoffs.put(*_whose(scene, page), "summary", page.to_data(), scene.now, until, source=made_of.to_data())
    if "meeting.contact" in event.shared:
        scene.say(Line(SENT_AND_CONTACT, {"within": str(scene.tools.organisation.answer_within_days)}))
    else:
        scene.say(Line(SENT))


def call_asked(scene: Scene, event: CallAsked) -> None:
    """Only the request to be called leaves, at once, and somebody is told to look."""
    page = call_request_of(scene, scene.tools.ids.new())
    until = shared_until(scene.now, scene.tools.organisation.terms)
    scene.work.handoffs.put(*_whose(scene, page), "call_request", page.to_data(), scene.now, until)
    call_raised(scene)


def _whose(scene: Scene, page: Handoff) -> tuple[str, str, str]:
    return page.id, scene.row.person_id, scene.row.id


def kept(scene: Scene, event: Kept) -> None:
    """Nothing leaves, and what left before is taken back: "nobody reads it" has to be true."""
    _withdraw(scene, "summary")
    scene.say(Line(phrases.KEPT))


def taken_back(scene: Scene, event: TakenBack) -> None:
    """Make the consultant's page smaller, or take all of it away. The old one cannot be read any more."""
    if event.what in (CALL, EVERYTHING):
        call_taken_back(scene)
    if event.what == CALL:
        _withdraw(scene, "call_request")
    elif event.what == EVERYTHING:
        _withdraw(scene, "summary")
        _withdraw(scene, "call_request")
    else:
        for row in _open(scene, "summary"):
            _without(scene, row, event.what)


def _without(scene: Scene, row: HandoffRow, link_id: str) -> None:
    """Rebuild from what was shared then, so that nothing which changed since slips out along with it."""
    try:
        made_of = SharedSet.from_data(scene.work.handoffs.source(row.id)).without(link_id)
    except UnknownSource:
        # A page of an older version cannot be made smaller. Better all of it back than one thing too many out there.
        scene.work.handoffs.withdraw(row.id, scene.now)
        return
    if not made_of.items:
        scene.work.handoffs.withdraw(row.id, scene.now)
        return
    page = page_of(scene, scene.tools.ids.new(), made_of, until=row.retention_until)
    scene.work.handoffs.put(
        *_whose(scene, page), "summary", page.to_data(), scene.now, row.retention_until, source=made_of.to_data()
    )


def _open(scene: Scene, kind: str) -> list[HandoffRow]:
    rows = scene.work.handoffs.of_person(scene.row.person_id)
    return [row for row in rows if row.kind == kind and row.status == "open" and row.session_id == scene.row.id]


def _withdraw(scene: Scene, kind: str) -> None:
    for row in _open(scene, kind):
        scene.work.handoffs.withdraw(row.id, scene.now)


def erase_asked(scene: Scene, event: EraseAsked) -> None:
    """Destroy the person's key and every row; what is said now is not stored anywhere."""
    scene.work.people.delete(scene.row.person_id, scene.now)
    scene.erased = True
    scene.messages = [Outgoing("gone", scene._(phrases.ERASED), scene.language)]
