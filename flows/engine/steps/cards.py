"""cards: the review; every answer is a card that can be shared, kept back or changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from flows.engine import phrases
from flows.engine.compiling.definition import Option, Step
from flows.engine.events import Card, Choice, Chose, Line, Picked
from flows.engine.further import has_more
from flows.engine.session import Answer, Draft
from flows.engine.steps.base import (
    DONE,
    Asking,
    Begun,
    Input,
    Misread,
    Question,
    Read,
    Reading,
    is_blank,
    joined,
    sentence,
)
from flows.engine.steps.grid import BESIDE_PEOPLE
from flows.engine.steps.options import labels_of

TOGGLE: Final = "card:"
OFF_WHEN_WATCHED: Final = frozenset({"care situation", "care", "burden", "load", "network"})
PEOPLE_KINDS: Final = frozenset({"names", "per_person", "grid"})


class CardsKind:
    """The value maps every card's link id to true (share) or false (keep back)."""

    def ask(self, asking: Asking) -> Question:
        """The question above the cards."""
        more = has_more(asking.compiled, asking.session)
        taps = (
            Choice(DONE, Line(phrases.REVIEW_DONE)),
            Choice("edit", Line(phrases.REVIEW_EDIT)),
            *((Choice("more", Line(phrases.REVIEW_MORE)),) if more else ()),
        )
        above = sentence(asking) if cards(asking) else Line(phrases.NOTHING_TOLD)
        return Question("cards", (above,), taps, many=True)

    def read(self, asking: Asking, found: Input) -> Reading:
        """Switches one by one until done, or all at once."""
        now = {card.link_id: card.shared for card in cards(asking)}
        match found:
            case Chose(option=option) if option == DONE:
                return Read(now, asking.draft.words)
            case Chose(option=option) if option.removeprefix(TOGGLE) in now:
                link_id = option.removeprefix(TOGGLE)
                return Begun(Draft({**now, link_id: not now[link_id]}, asking.draft.words))
            case Picked(switches=switches, words=words):
                known = {link_id: bool(on) for link_id, on in switches.items() if link_id in now}
                return self._all_at_once(asking, {**now, **known}, words)
            case Chose():
                return Misread(Line(phrases.PICK_FROM_BUTTONS), "unknown card")
        return Misread(Line(phrases.NOT_AT_THE_REVIEW), "words at the review")

    def _all_at_once(self, asking: Asking, switched: dict[str, bool], words: str | None) -> Reading:
        """Words are shared with nobody here, so that is said before the review is over; they stay beside it."""
        if not words or is_blank(words):
            return Read(switched, asking.draft.words)
        return Begun(Draft(switched, joined(asking.draft.words, words)), (Line(phrases.NOT_AT_THE_REVIEW),))


def cards(asking: Asking) -> tuple[Card, ...]:
    """A card for every real answer on the path, in the order it was asked."""
    return tuple(_cards(asking, _switches(asking)))


def leaves(asking: Asking) -> bool:
    """True when a card is on, so that there is something to send."""
    return any(card.shared for card in _cards(asking, _switches(asking)))


def _switches(asking: Asking) -> dict[str, Any]:
    """What was switched on and off so far, at the review or when it was last settled."""
    review = next((step.id for step in asking.compiled.flow.steps if step.kind == "cards"), asking.step.id)
    draft, before = asking.session.drafts.get(review), asking.session.answers.get(review)
    return (draft.value if draft is not None else None) or (before.value if before is not None else None) or {}


def sent_cards(asking: Asking) -> tuple[Card, ...]:
    """The cards that were switched on when the review was last settled, whatever was tried since."""
    review = next((step.id for step in asking.compiled.flow.steps if step.kind == "cards"), "")
    settled = asking.session.answers.get(review)
    on = settled.value if settled is not None and isinstance(settled.value, dict) else {}
    return tuple(card for card in _cards(asking, on) if on.get(card.link_id))


def _cards(asking: Asking, switched: dict[str, Any]) -> Iterator[Card]:
    for step in asking.compiled.flow.steps:
        answer = asking.view.answer(step.id)
        if step.shown and answer is not None and answer.how == "answered":
            unseen = step.id in asking.view.unseen
            shared = switched.get(step.id, not (unseen or (asking.view.discreet and starts_off(step))))
            lines = (Line(phrases.WORDS_KEPT),) if unseen else answer_lines(asking, step, answer)
            if lines:
                yield Card(step.id, step.topic, Line(step.heading or step.id), lines, bool(shared), step.sensitive)


def starts_off(step: Step) -> bool:
    """With somebody watching: every care, load and network card and every sensitive one starts switched off."""
    return step.sensitive or step.topic in OFF_WHEN_WATCHED


def answer_lines(asking: Asking, step: Step, answer: Answer) -> tuple[Line | str, ...]:
    """What was answered, as lines to read; a plain string is the child's own word."""
    found = tuple(_value_lines(asking, step, answer.value))
    alone = not found and step.kind in PEOPLE_KINDS  # words where people were asked for are nobody, and no card
    return (*found, answer.words) if answer.words and not alone else found


def _value_lines(asking: Asking, step: Step, value: Any) -> Iterator[Line | str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _pair(asking, step, key, inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield Line("{name}", {"name": str(inner)}) if step.kind == "names" else _label(asking, step, str(inner))
    elif isinstance(value, int):
        yield Line("{number}", {"number": str(value)})
    elif value is not None:
        yield _label(asking, step, str(value))


def _pair(asking: Asking, step: Step, key: str, inner: Any) -> Iterator[Line | str]:
    row = next((row for row in step.rows if row.id == key), None)
    if row is not None:
        yield Line("{what}: {who}", {"what": asking.line(row.text), "who": _row_value(asking, row.options, inner)})
    elif step.kind == "per_person":
        yield Line("{what}: {who}", {"what": key, "who": _label(asking, step, str(inner))})
    elif step.kind == "picture" and isinstance(inner, dict) and not inner.get("gone"):
        yield key


def _row_value(asking: Asking, options: tuple[Option, ...], inner: Any) -> Line | str:
    option = next((o for o in options if o.id == inner), None)
    if option is not None:
        return asking.line(option.text)
    return Line(BESIDE_PEOPLE[inner]) if inner in BESIDE_PEOPLE else str(inner)


def _label(asking: Asking, step: Step, found: str) -> Line | str:
    option = labels_of(asking.compiled, step.id).get(found)
    if option is not None:
        return asking.line(option.text)
    if step.kind == "offer":
        facts = asking.session.facts.get(step.id) or {}
        names = dict([*facts.get("offers", ()), *facts.get("rest", ())])
        return str(names.get(found, found))
    return Line(BESIDE_PEOPLE[found]) if found in BESIDE_PEOPLE and step.kind != "names" else found
