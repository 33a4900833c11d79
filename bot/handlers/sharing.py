"""HandoffAsked, CallAsked, Kept, EraseAsked: what leaves, what stays, what goes."""

from __future__ import annotations

from typing import Final

from bot.alarms.passed_on import something_was_passed_on
from bot.handlers.alarm import call_raised
from bot.handlers.pages import put, withdraw
from bot.turn.messages import Outgoing
from bot.turn.scene import Scene
from bot.turn.story import call_request_of, call_set_of, page_of, shared_set_of
from flows.engine import phrases
from flows.engine.events import CallAsked, EraseAsked, HandoffAsked, Kept, Line
from flows.engine.marking import N_

SENT_AND_CONTACT: Final = N_("Sent. {consultant} reads it and gets in touch within {within} working days.")
SENT: Final = N_("Sent. {consultant} reads it.")


def handoff_asked(scene: Scene, event: HandoffAsked) -> None:
    """Build the summary from the shared set and hand it over; an earlier one is replaced."""
    made_of = shared_set_of(scene, event.shared)
    put(scene, "summary", page_of(scene, scene.tools.ids.new(), made_of), made_of)
    # Also who asked to be called hears the day: it stands on the page as what was promised.
    if made_of.promised is not None:
        scene.say(Line(SENT_AND_CONTACT, {"within": str(scene.tools.organisation.answer_within_days)}))
    else:
        scene.say(Line(SENT))


def call_asked(scene: Scene, event: CallAsked) -> None:
    """Only the request to be called leaves, at once, and somebody is told to look."""
    made_of = call_set_of(scene)
    put(scene, "call_request", call_request_of(scene, scene.tools.ids.new(), made_of), made_of)
    call_raised(scene)


def kept(scene: Scene, event: Kept) -> None:
    """Nothing leaves, and what left before is taken back: "nobody reads it" has to be true, or is not said."""
    withdraw(scene, "summary")
    if not something_was_passed_on(scene.work, scene.row.person_id):
        scene.say(Line(phrases.KEPT))
    else:
        scene.say(Line(phrases.KEPT_UNSEEN if scene.view.discreet else phrases.KEPT_BUT_DANGER))


def erase_asked(scene: Scene, event: EraseAsked) -> None:
    """Destroy the person's key and every row; what is said now is not stored anywhere."""
    scene.work.people.delete(scene.row.person_id, scene.now)
    scene.erased = True
    scene.messages = [Outgoing("gone", scene._(phrases.ERASED), scene.language)]
