"""In which shared answers danger stands on the page, in the child's own words: nobody should be cheerful about those."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from care.handoff import Item
from care.network.building import HELPERS
from care.summary.page import as_told, network_of
from care.summary.reading import Reading
from care.summary.sections import sections
from flows.link_ids import MEETING_AGENDA, MEETING_COMPANY, MEETING_CONTACT, MEETING_PLACE

Hears = Callable[[str], bool]

# Their fields are printed among what is seen first, in an opener or in what to leave alone.
FORMS: Final = (MEETING_AGENDA, MEETING_CONTACT)
MEETING: Final = (MEETING_PLACE, MEETING_COMPANY)
_ALL_OF_IT: Final = 10_000
_NO_DATE: Final = datetime(1970, 1, 1, tzinfo=UTC)


def grave(items: Sequence[Item], hidden_names: Collection[str], hears: Hears) -> frozenset[str]:
    """Give the link ids of shared answers whose printed words tell of danger, whatever was said besides and earlier.

    What is shared and stands nowhere on the page (words beside the number of a ladder) must not change it either.
    """
    shown = as_told(items, hidden_names)
    by_id = {item.link_id: item for item in shown}
    reading = Reading(by_id, network_of(shown), str, lambda _moment: "", _NO_DATE, words=_ALL_OF_IT)
    return frozenset(link_id for link_id, words in set(_printed(reading)) if hears(words))


def _printed(reading: Reading) -> Iterator[tuple[str, str]]:
    """Give every piece of the child's own words on the page, with the question it answers."""
    for section in sections(reading):
        yield from ((line.question_id, line.quote) for line in section.items if line.quote)
    for link_id in (*HELPERS, *MEETING):
        if not reading.labels(link_id) and (words := reading.quote(link_id)):
            yield link_id, words
    for link_id in FORMS:
        if (item := reading.items.get(link_id)) is not None:
            parts = item.value.values() if isinstance(item.value, Mapping) else (item.words or item.value,)
            yield from ((link_id, part) for part in parts if isinstance(part, str) and part)
