"""The review: which answers are cards, which start switched on, and what is left when the child has chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from care.handoff import Item
from care.network.building import RING_OF
from care.network.withholding import hidden_people, named_people, pruned, typed_people, without_people
from flows.link_ids import (
    CARE_OFTEN,
    CARE_TASKS,
    CARE_WHAT,
    CARE_WHO,
    COURSES_INTEREST,
    COURSES_NEEDS,
    GOAL_FIRST_STEP,
    GOAL_NEEDS,
    HOME_KNOWS,
    ME_AGE,
    ME_NAME,
    MEETING_COMPANY,
    MEETING_CONTACT,
    MEETING_PLACE,
    NETWORK_PEOPLE,
    NETWORK_SUPPORT,
    NETWORK_TIES,
)

NEVER_A_CARD: Final = (ME_NAME, ME_AGE)
NEVER_A_CARD_IN: Final = ("welcome", "consent", "review")
CLOSED_WHEN_WATCHED: Final = ("care", "load", "network")
# The flow says which questions are sensitive. These stand here too, because a flag that is forgotten in a flow must not
# switch a card on while somebody is looking over the child's shoulder.
SENSITIVE: Final = frozenset({HOME_KNOWS, MEETING_CONTACT})
# A follow-up says nothing without the answer it belongs to, and its being there would betray that answer.
FOLLOWS: Final[Mapping[str, str]] = {
    CARE_WHAT: CARE_WHO,
    CARE_OFTEN: CARE_TASKS,
    GOAL_NEEDS: GOAL_FIRST_STEP,
    COURSES_NEEDS: COURSES_INTEREST,
    MEETING_COMPANY: MEETING_PLACE,
}
# Words typed where people were asked for are nobody's name.
ABOUT_PEOPLE: Final = frozenset({*RING_OF, NETWORK_TIES, NETWORK_SUPPORT, NETWORK_PEOPLE})
# Skipped, "don't know", "rather not say" and withheld look the same: absent (domain.md 9, rule 4).
UNSAID: Final = frozenset(
    {"", "skip", "later", "dont_know", "i_dont_know", "not_yet_known", "rather_not_say", "id_rather_not_say", "not_now"}
)


@dataclass(frozen=True, slots=True)
class Card:
    """A card of the review: the answer it shows, the topic it stands under, and whether it is a sensitive one."""

    link_id: str
    topic: str
    sensitive: bool


def cards(items: Sequence[Item]) -> tuple[Card, ...]:
    """Give a card for every answer that says something, in the order of the talk."""
    told = (said(item) for item in items)
    return tuple(
        Card(item.link_id, item.topic, item.sensitive or item.link_id in SENSITIVE)
        for item in told
        if item is not None and without_people(item, set()) is not None
    )


def starts_shared(link_id: str, topic: str, sensitive: bool, being_watched: bool, grave: Collection[str] = ()) -> bool:
    """Say whether a card starts switched on: all do, but with somebody watching no private one does, nor a grave one."""
    if not being_watched:
        return True
    private = _area(link_id) in CLOSED_WHEN_WATCHED or topic in CLOSED_WHEN_WATCHED
    return not (private or sensitive or link_id in SENSITIVE or link_id in grave)


def shared_items(
    items: Sequence[Item], choices: Mapping[str, bool], being_watched: bool, grave: Collection[str] = ()
) -> tuple[Item, ...]:
    """Give what the child shares: the cards that are on, without the people who stand only on cards that are off.

    `choices` maps link ids to on or off; a card without a choice is as it started, `grave` are those at which danger was
    heard. Skips and "don't know" are left out.
    """
    told = {item.link_id: item for item in map(said, items) if item is not None}
    on = {link_id: item for link_id, item in told.items() if _is_on(item, choices, being_watched, grave)}
    on = {link_id: item for link_id, item in on.items() if _source_is_on(link_id, told, on)}
    hidden = hidden_people(told, on)
    kept = (without_people(item, hidden) for item in on.values())
    return tuple(item for item in kept if item is not None)


def hidden_names(
    items: Sequence[Item], choices: Mapping[str, bool], being_watched: bool, grave: Collection[str] = ()
) -> frozenset[str]:
    """Give the names, as the child wrote them, that no shared card names: `summary.build` masks them in free text."""
    shown = named_people(shared_items(items, choices, being_watched, grave))
    return frozenset(name for key, name in typed_people(items).items() if key not in shown)


def covered(item: Item, cover: str) -> Item:
    """Give an answer for a screen that somebody watches: what was typed freely is not there, what was tapped is."""
    if isinstance(item.value, Mapping) and item.link_id not in ABOUT_PEOPLE:
        return replace(item, value=dict.fromkeys(item.value, cover), labels=(), words=None)
    if item.value == item.words:
        return replace(item, value=cover, labels=(), words=cover)
    return replace(item, words=cover if item.words else None)


def said(item: Item) -> Item | None:
    """Give the answer without its "don't know" parts; None when nothing is left or when it is never a card."""
    if item.link_id in NEVER_A_CARD or _area(item.link_id) in NEVER_A_CARD_IN:
        return None
    value = item.value
    if isinstance(value, Mapping) and item.link_id != NETWORK_PEOPLE:
        kept = pruned(item, {part for part, told in value.items() if not _is_unsaid(told)}, keep_words=True)
    elif isinstance(value, list | tuple):
        kept = pruned(item, {part for part in value if not _is_unsaid(part)}, keep_words=True)
    else:
        kept = None if _is_unsaid(value) else item
    if kept is None and item.words and not isinstance(value, str) and item.link_id not in ABOUT_PEOPLE:
        return replace(item, value=item.words, labels=())
    return kept


def _is_unsaid(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.strip() in UNSAID)


def _area(link_id: str) -> str:
    return link_id.partition(".")[0]


def _is_on(item: Item, choices: Mapping[str, bool], being_watched: bool, grave: Collection[str]) -> bool:
    start = starts_shared(item.link_id, item.topic, item.sensitive, being_watched, grave)
    return choices.get(item.link_id, start)


def _source_is_on(link_id: str, told: Mapping[str, Item], on: Mapping[str, Item]) -> bool:
    source = FOLLOWS.get(link_id)
    return source is None or source not in told or source in on
