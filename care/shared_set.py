"""What one page was made of: kept beside it, so that a child can take one thing back without sending anything new.

The page itself cannot be cut: a picture, an opener and a mark of weight come from several answers. So the smaller page is
made anew from the answers as they were when they were shared, never from what the child has changed since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from care.handoff import Child, Item
from care.sharing import hidden_names, shared_items
from flows.link_ids import LOAD_URGENT, MEETING_CONTACT


class UnknownSource(ValueError):
    """This page was made by an older version and cannot be made smaller; take all of it back and send it again."""


def asks_call(items: Iterable[Item]) -> bool:
    """Say whether one of these answers is the wish to be called."""
    return any(item.link_id == LOAD_URGENT and item.value == "call_me_soon" for item in items)


@dataclass(frozen=True, slots=True)
class SharedSet:
    """The shared answers in the reader's language, whose they are, and the names that must be masked in them.

    `promised` is the day by which the child was told that somebody gets in touch.
    """

    child: Child
    items: tuple[Item, ...]
    hidden: frozenset[str] = frozenset()
    promised: date | None = None

    @property
    def asks_call(self) -> bool:
        """Say whether one of these answers is the wish to be called."""
        return asks_call(self.items)

    def tells(self, link_id: str) -> bool:
        """Say whether an answer is one of these."""
        return any(item.link_id == link_id for item in self.items)

    def without(self, link_id: str) -> SharedSet:
        """Give the set with one answer less, and without what only that answer told."""
        on = {item.link_id: item.link_id != link_id for item in self.items}
        kept = shared_items(self.items, on, being_watched=False)
        hidden = self.hidden | hidden_names(self.items, on, being_watched=False)
        return replace(self, items=kept, hidden=hidden, promised=None if link_id == MEETING_CONTACT else self.promised)

    def to_data(self) -> dict[str, Any]:
        """Give everything as plain JSON values, to be sealed; `from_data` reads it back."""
        data: dict[str, Any] = _SET.dump_python(self, mode="json")
        return {**data, "hidden": sorted(self.hidden)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | None) -> SharedSet:
        """Read what `to_data` gave. Raises UnknownSource, without any of the content."""
        try:
            return _SET.validate_python(dict(data or {}))
        except ValidationError:
            pass
        raise UnknownSource(UnknownSource.__doc__)


_SET: Final = TypeAdapter(SharedSet)
