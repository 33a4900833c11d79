"""HandoffAsked, CallAsked, Kept, ConsentGiven, EraseAsked: what leaves, what stays, what goes."""

from __future__ import annotations

import zlib
from typing import Final

from bot.handlers.alarm import call_raised
from bot.messages import Outgoing
from bot.scene import N_, Scene
from bot.story import call_request_of, handoff_of, kept_until
from care.handoff import Handoff
from flows.engine import phrases
from flows.engine.events import (
    CallAsked,
    ConsentGiven,
    EraseAsked,
    HandoffAsked,
    Kept,
    Line,
)

SENT_AND_CONTACT: Final = N_("Sent. {consultant} reads it and gets in touch within {within} working days.")
SENT: Final = N_("Sent. {consultant} reads it.")


def handoff_asked(scene: Scene, event: HandoffAsked) -> None:
    """Build the summary from the shared set and hand it over; an earlier one is replaced."""
    _put(scene, "summary", handoff_of(scene, scene.tools.ids.new(), event.shared))
    if "meeting.contact" in event.shared:
        scene.say(Line(SENT_AND_CONTACT, {"within": str(scene.tools.organisation.answer_within_days)}))
    else:
        scene.say(Line(SENT))


def call_asked(scene: Scene, event: CallAsked) -> None:
    """Only the request to be called leaves, at once, and somebody is told to look."""
    _put(scene, "call_request", call_request_of(scene, scene.tools.ids.new()))
    call_raised(scene)


def _put(scene: Scene, kind: str, handoff: Handoff) -> None:
    until = kept_until(scene.now.date(), scene.tools.organisation.years_kept_after_sharing)
    scene.work.handoffs.put(
        handoff.id,
        scene.row.person_id,
        scene.row.id,
        "summary" if kind == "summary" else "call_request",
        handoff.to_data(),
        scene.now,
        until,
    )


def kept(scene: Scene, event: Kept) -> None:
    """Nothing leaves, and what left before is taken back: "nobody reads it" has to be true."""
    for row in scene.work.handoffs.of_person(scene.row.person_id):
        if row.kind == "summary" and row.session_id == scene.row.id:
            scene.work.handoffs.withdraw(row.id, scene.now)
    scene.say(Line(phrases.KEPT))


def consent_given(scene: Scene, event: ConsentGiven) -> None:
    """Keep the proof: which wording, in which language, when and how."""
    step = scene.compiled.flow.by_id[event.link_id]
    shown = scene.text(Line(step.text[scene.view.wording]))
    scene.work.consents.add(
        scene.row.person_id,
        event.link_id,
        format(zlib.crc32(shown.encode()), "08x"),
        scene.language,
        event.decision,
        scene.channel,
        scene.now,
    )


def erase_asked(scene: Scene, event: EraseAsked) -> None:
    """Destroy the person's key and every row; what is said now is not stored anywhere."""
    scene.work.people.delete(scene.row.person_id, scene.now)
    scene.erased = True
    scene.messages = [Outgoing("gone", scene._(phrases.ERASED), scene.language)]
