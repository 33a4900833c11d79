"""What must be seen after a step of a talk: in Maatje's words, in the open question, and in what is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.authoring.report import plain_answer
from bot.turn.messages import Outgoing, Prompt
from care.handoff import Handoff
from storage import Work
from storage.talk.answers import AnswerRow
from tests.talks.form import Step


@dataclass(frozen=True, slots=True)
class Seen:
    """What was said in a step, the questions met in it, the one that is open and the one that was open before."""

    said: list[Outgoing]
    met: list[str]
    prompt: Prompt | None
    before: Prompt | None

    @property
    def open(self) -> Prompt:
        """The question that is open."""
        assert self.prompt is not None, "no question is open"
        return self.prompt


def look(step: Step, seen: Seen) -> None:
    """Raises AssertionError for what was not said or asked."""
    _at_the_words(step, "\n".join(map(_all_words, seen.said)))
    if step.help is not None:
        shown = any(message.kind == "help" for message in seen.said)
        assert shown is (step.help == "shown"), "the help lines were " + ("shown" if shown else "not shown")
    for link_id in step.passes:
        assert link_id in seen.met, f"{link_id} was not asked; asked were {seen.met}"
    for link_id in step.never_asks:
        assert link_id not in seen.met, f"{link_id} was asked"
    _at_the_question(step, seen)
    _at_the_cards(step, seen)


def _at_the_words(step: Step, heard: str) -> None:
    for expected in step.bot:
        assert expected in heard, f"Maatje did not say {expected!r}"
    for unwanted in step.not_bot:
        assert unwanted not in heard, f"Maatje said {unwanted!r}"


def _at_the_question(step: Step, seen: Seen) -> None:
    if step.asked is not None:
        assert seen.open.step == step.asked, f"the question is {seen.open.step}, expected {step.asked}"
    if step.control is not None:
        assert seen.open.control == step.control, f"it is shown as {seen.open.control}"
    if step.left_less:
        assert _left(seen.open) < _left(seen.before), "there are not fewer questions to go"
    labels = [choice.label for choice in seen.prompt.choices] if seen.prompt else []
    for label in step.buttons:
        assert label in labels, f"there is no button {label!r}; there are {labels}"
    for label in step.no_buttons:
        assert label not in labels, f"there is a button {label!r}"


def _at_the_cards(step: Step, seen: Seen) -> None:
    if step.switched_off is not None:
        off = [card.link_id for card in seen.open.cards if not card.shared]
        assert off == step.switched_off, f"switched off are {off}"
    for link_id, line in step.cards.items():
        shown = {card.link_id: "; ".join(card.lines) for card in seen.open.cards}
        assert line in shown.get(link_id, ""), f"the card says {shown.get(link_id)!r}"


def look_into_store(step: Step, work: Work, person: str | None, kind_of: Callable[[str], str]) -> None:
    """Raises AssertionError for what is not kept as expected; `kind_of` tells the kind of a question."""
    assert (person is None) is step.gone, "everything should be gone" if step.gone else "everything is gone"
    if person is None:
        assert not work.handoffs.list_open()
        return
    row = work.sessions.of_person(person)[0]
    if step.life is not None:
        assert row.life == step.life, f"the talk is {row.life}"
    _at_the_answers(step, {answer.link_id: answer for answer in work.answers.load(row.id)}, kind_of)
    for kind, wanted in (("summary", step.handoff), ("call_request", step.call_request)):
        if wanted is not None:
            rows = [r for r in work.handoffs.of_person(person) if r.kind == kind and r.status == "open"]
            wanted.look(_papers([work.handoffs.get(r.id) for r in rows]))
    if step.alarm is not None:
        step.alarm.look(_alarms(work, row.id))


def _alarms(work: Work, session_id: str) -> list[tuple[str, str]]:
    """Open alarms of a talk, with everything that stands in them."""
    rows = [row for row in work.alarms.of_session(session_id) if row.open]
    return [(row.urgency, json.dumps(work.alarms.content(row.id), ensure_ascii=False)) for row in rows]


def _at_the_answers(step: Step, stored: Mapping[str, AnswerRow], kind_of: Callable[[str], str]) -> None:
    for link_id, expected in step.answer.items():
        found = stored.get(link_id)
        given = plain_answer(found, kind_of(link_id)) if found is not None and found.active else None
        assert given == expected, f"the answer to {link_id} is {given!r}, expected {expected!r}"
    for link_id, words in step.own_words.items():
        assert stored[link_id].words == words, f"the own words are {stored[link_id].words!r}"
    for link_id in step.asleep:
        assert link_id in stored, f"{link_id} should be kept"
        assert not stored[link_id].active, f"{link_id} should not count"


def _papers(documents: list[dict[str, Any] | None]) -> list[str]:
    """Everything a consultant could read, as text."""
    there = [Handoff.from_data(document) for document in documents if document is not None]
    return [json.dumps(handoff.to_json(), ensure_ascii=False) for handoff in there]


def _all_words(message: Outgoing) -> str:
    prompt = message.prompt
    cards = [f"{card.heading}: {'; '.join(card.lines)}" for card in prompt.cards] if prompt else []
    alt = message.picture.alt if message.picture else ()
    return "\n".join((message.text, *(line for pair in message.cards for line in pair), *alt, *cards))


def _left(prompt: Prompt | None) -> int:
    return 0 if prompt is None or prompt.steps_left is None else prompt.steps_left
