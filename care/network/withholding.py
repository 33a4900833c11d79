"""Who leaves the picture when a card is switched off: nobody is shown who is known only from what was not shared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from care.handoff import Item
from care.network.building import HELPERS, NOT_A_NAME, PROFESSIONALS, RING_OF, names_in
from care.network.names import same_person
from flows.link_ids import NETWORK_PEOPLE, NETWORK_PROFESSIONALS, NETWORK_SUPPORT, NETWORK_TIES

SOURCES: Final = (*RING_OF, NETWORK_PROFESSIONALS, *HELPERS)
_BY_NAME: Final = (*SOURCES, NETWORK_PEOPLE, NETWORK_TIES)


def hidden_people(told: Mapping[str, Item], on: Mapping[str, Item]) -> set[str]:
    """Give the keys of everybody whom no shared answer names, and of whomever the child took out of the picture."""
    # Whoever was only added to the picture, or only typed where support is asked, has that answer as a source.
    shown = _keys(on, SOURCES) | (_keys(on, (NETWORK_PEOPLE,)) - _keys(told, SOURCES))
    shown |= _keys(on, (NETWORK_SUPPORT,)) - _keys(told, (*SOURCES, NETWORK_PEOPLE))
    everyone = _keys(told, told)
    return (everyone - shown) | {same_person(name) for name in _removed(told)}


def named_people(items: Iterable[Item]) -> dict[str, str]:
    """Give everybody that the answers name: key to the name as the child wrote it."""
    return {same_person(name): name for item in items for name in _names_of(item)}


def typed_people(items: Sequence[Item]) -> dict[str, str]:
    """Give everybody that the answers name by a name, so without "doctor or hospital" and the like."""
    offices = [item for item in items if item.link_id == NETWORK_PROFESSIONALS]
    labels = {same_person(label) for item in offices for label in _office_labels(item)}
    return {key: name for key, name in named_people(items).items() if key not in labels and name not in PROFESSIONALS}


def without_people(item: Item, hidden: set[str]) -> Item | None:
    """Give the answer without these people; None when nothing is left of it."""
    value = item.value
    if item.link_id == NETWORK_SUPPORT and isinstance(value, Mapping):
        return pruned(item, {kind for kind, who in value.items() if not _is_hidden(who, hidden)})
    if item.link_id == NETWORK_PEOPLE and isinstance(value, Mapping):
        # A removal names the person who was removed, so it is not handed on: it has been carried out here.
        return pruned(item, {name for name in value if not _is_hidden(name, hidden) and not _is_removal(value[name])})
    if item.link_id not in _BY_NAME:
        return item
    if isinstance(value, str):
        return None if _is_hidden(value, hidden) else item
    if not isinstance(value, list | tuple | Mapping):
        return item
    labels = item.labels if len(item.labels) == len(value) else tuple(value)
    pairs = zip(value, labels, strict=True)
    return pruned(item, {name for name, label in pairs if not (_is_hidden(name, hidden) or _is_hidden(label, hidden))})


def pruned(item: Item, kept: set[Any], *, keep_words: bool = False) -> Item | None:
    """Keep some parts of an answer with their labels; the typed words named the other parts too, so they go."""
    parts = list(item.value)
    if len(kept) == len(set(parts)):
        return item if parts else None
    if not kept:
        return None
    value: Any = [part for part in parts if part in kept]
    if isinstance(item.value, Mapping):
        value = {part: item.value[part] for part in value}
    labels: tuple[str, ...] = ()
    if len(item.labels) == len(parts):
        labels = tuple(label for part, label in zip(parts, item.labels, strict=True) if part in kept)
    return replace(item, value=value, labels=labels, words=item.words if keep_words else None)


def _keys(items: Mapping[str, Item], link_ids: Iterable[str]) -> set[str]:
    return {same_person(name) for link_id in link_ids if link_id in items for name in _names_of(items[link_id])}


def _names_of(item: Item) -> Iterator[str]:
    if item.link_id == NETWORK_SUPPORT and isinstance(item.value, Mapping):
        yield from names_in(list(item.value.values()))
    elif item.link_id in _BY_NAME:
        yield from names_in(item.value)
    if item.link_id == NETWORK_PROFESSIONALS:
        # In the picture a professional goes by the label of the option, so the label counts as the name.
        yield from item.labels


def _office_labels(item: Item) -> Iterator[str]:
    if isinstance(item.value, list | tuple) and len(item.labels) == len(item.value):
        yield from (label for option, label in zip(item.value, item.labels, strict=True) if option in PROFESSIONALS)


def _removed(told: Mapping[str, Item]) -> list[str]:
    corrections = told[NETWORK_PEOPLE].value if NETWORK_PEOPLE in told else None
    if not isinstance(corrections, Mapping):
        return []
    return [name for name, correction in corrections.items() if _is_removal(correction)]


def _is_removal(correction: Any) -> bool:
    return isinstance(correction, Mapping) and bool(correction.get("gone"))


def _is_hidden(name: Any, hidden: set[str]) -> bool:
    return isinstance(name, str) and name not in NOT_A_NAME and same_person(name) in hidden
