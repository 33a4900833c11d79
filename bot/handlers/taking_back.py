"""TakenBack: what was sent is made smaller, or goes; wherever else the same stands, it goes from there too."""

from __future__ import annotations

from typing import Final

from bot.handlers.alarm import call_taken_back
from bot.handlers.pages import pages, put, withdraw
from bot.turn.scene import Scene
from bot.turn.story import page_of
from care.shared_set import SharedSet, UnknownSource
from flows.engine.events import Line, TakenBack
from flows.engine.marking import N_
from flows.engine.turns import CALL, EVERYTHING, MAKE_A_CALL
from flows.link_ids import LOAD_URGENT
from storage.sharing.handoffs import HandoffRow

NO_CALL_NOW: Final = N_("All right, nobody calls you for now. If you want it after all, ask for it at 'help now'.")


def taken_back(scene: Scene, event: TakenBack) -> None:
    """Make the consultant's page smaller, or take all of it away. The old one cannot be read any more."""
    if event.what == EVERYTHING:
        call_taken_back(scene)
        withdraw(scene, "summary")
        withdraw(scene, "call_request")
    elif event.what == CALL:
        _without_call(scene)
    else:
        _without_one(scene, event.what)


def _without_one(scene: Scene, link_id: str) -> None:
    """A request to be called stands or falls with what it is made of, and whoever waits for the call has to know."""
    if any(_is_made_of(scene, row, link_id) for row in pages(scene, "call_request")):
        _without_call(scene)
        scene.say(Line(NO_CALL_NOW))
    for row in pages(scene, "summary"):
        _smaller(scene, row, link_id)


def _without_call(scene: Scene) -> None:
    """The wish stands in three places: the request, the alarm, and the page if it was shared there as well."""
    call_taken_back(scene)
    withdraw(scene, "call_request")
    for row in pages(scene, "summary"):
        made_of = _made_of(scene, row)
        if made_of is None or made_of.asks_call:
            _smaller(scene, row, LOAD_URGENT)


def _is_made_of(scene: Scene, row: HandoffRow, link_id: str) -> bool:
    made_of = _made_of(scene, row)
    return link_id in MAKE_A_CALL if made_of is None else made_of.tells(link_id)


def _smaller(scene: Scene, row: HandoffRow, link_id: str) -> None:
    """Rebuild from what was shared then, so that nothing which changed since slips out along with it."""
    made_of = _made_of(scene, row)
    smaller = None if made_of is None else made_of.without(link_id)
    if smaller is None or not smaller.items:
        # A page of an older version cannot be made smaller. Better all of it back than one thing too many out there.
        scene.work.handoffs.withdraw(row.id, scene.now)
        return
    if smaller == made_of:
        return
    put(scene, "summary", page_of(scene, scene.tools.ids.new(), smaller, until=row.retention_until), smaller)


def _made_of(scene: Scene, row: HandoffRow) -> SharedSet | None:
    """What a page was made of; None for one of an older version, which did not keep that."""
    try:
        return SharedSet.from_data(scene.work.handoffs.source(row.id))
    except UnknownSource:
        return None
