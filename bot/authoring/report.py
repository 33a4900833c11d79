"""What came of a walk: the questions, the answers, the signals and the page, in the form of design.md 7."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from bot.authoring.persona import Persona
from bot.turn.answer_rows import without_fingerprint
from care.handoff import Handoff
from flows.engine.bands import band_of
from flows.engine.compiling import Flow
from flows.engine.events import Asked, DangerNoticed, Event
from flows.engine.prompts import SIDE_QUESTIONS
from flows.link_ids import COURSES_INTEREST, ME_AGE
from storage import Store
from storage.talk.answers import AnswerRow

HOW_AS_ANSWER: Final = {"skipped": "skip"}


@dataclass
class Seen:
    """What the engine told while the respondent walked."""

    asked: list[str] = field(default_factory=list)
    signals: list[dict[str, str | None]] = field(default_factory=list)

    def note(self, event: Event) -> None:
        """Take note of one fact."""
        match event:
            case Asked(prompt=prompt) if prompt.control not in SIDE_QUESTIONS and prompt.step not in self.asked:
                self.asked.append(prompt.step)
            case DangerNoticed(category=category, urgency=urgency, link_id=link_id):
                self.signals.append({"category": category, "urgency": urgency, "link_id": link_id})


def report(store: Store, flow: Flow, persona: Persona, seen: Seen, transcript: list[dict[str, Any]]) -> dict[str, Any]:
    """Everything that came of a walk, in the form of design.md 7."""
    with store.read() as work:
        person_id = work.people.by_identity("simulation", persona.id)
        session = work.sessions.of_person(person_id)[0] if person_id else None
        answers = work.answers.load(session.id) if session else []
        offered = session.state["facts"].get(COURSES_INTEREST, {}).get("offers", []) if session else []
        documents = [work.handoffs.get(row.id) for row in work.handoffs.list_open() if row.kind == "summary"]
    age = next((a.value for a in answers if a.link_id == ME_AGE and isinstance(a.value, int)), persona.age)
    return {
        "band": band_of(age),
        "asked": [
            link_id for link_id in seen.asked if flow.by_id[link_id].counted and flow.by_id[link_id].kind != "end"
        ],
        "answers": {a.link_id: plain_answer(a, flow.by_id[a.link_id].kind) for a in answers if a.active},
        "offered_courses": [course for course, _name in offered],
        "signals": seen.signals,
        "handoff": _handoff(documents),
        "transcript": transcript,
    }


def _handoff(documents: list[Any]) -> dict[str, Any] | None:
    found = [document for document in documents if document is not None]
    if not found:
        return None
    document = getattr(found[-1], "document", found[-1])
    return dict(Handoff.from_data(document).to_json())


def plain_answer(row: AnswerRow, kind: str = "several") -> Any:
    """An answer in the form a persona gives it; words beside a list of names are no name."""
    if row.kind != "answered":
        return HOW_AS_ANSWER.get(row.kind, row.kind)
    value, _text_hash = without_fingerprint(row)
    if value is None:
        return row.words
    if isinstance(value, list) and row.words and kind != "names":
        return [*value, row.words] if value else row.words
    return value
