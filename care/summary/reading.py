"""The shared answers as the summary reads them: masked, by question, in the words of the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from care.handoff import Item, SectionItem
from care.network import Network
from care.openers import OWN_CHIPS
from care.quoting import cut
from flows.link_ids import CARE_WHAT

Translate = Callable[[str], str]
DateInWords = Callable[[datetime], str]

LABELS_IN_A_LINE: Final = 8
WORDS_IN_A_LABEL: Final = 8
# Without words it says nothing; that there is a break somewhere else, or that somebody else knows, does say something.
_SAYS_NOTHING: Final = "something_else"
# Here it is a kind of its own, and the words for it stay with the child.


@dataclass(frozen=True, slots=True)
class Reading:
    """What the lines are made from; `words` is how many words of a quote fit, `brief` leaves out what can be missed."""

    items: Mapping[str, Item]
    network: Network
    translate: Translate
    date_in_words: DateInWords
    at: datetime
    words: int = 24
    brief: bool = False

    def __contains__(self, link_id: object) -> bool:
        return link_id in self.items

    def date(self, link_id: str) -> str:
        """Give the day of an answer in words, the day of sharing when it is not known."""
        return self.date_in_words(self.items[link_id].at or self.at)

    def options(self, link_id: str) -> frozenset[str]:
        """Give the options that were chosen."""
        value = self.items[link_id].value if link_id in self.items else ()
        chosen = value if isinstance(value, list | tuple) else [value]
        return frozenset(option for option in chosen if isinstance(option, str))

    def labels(self, link_id: str) -> tuple[str, ...]:
        """Give what was chosen, in the reader's language; "something else" gives way to the child's words for it."""
        item = self.items.get(link_id)
        if item is None:
            return ()
        labels = item.labels or (tuple(item.value) if isinstance(item.value, list | tuple) else ())
        chosen = list(item.value) if isinstance(item.value, list | tuple) else [item.value]
        if len(chosen) == len(labels):
            gone = _gone(item)
            pairs = zip(chosen, labels, strict=True)
            labels = tuple(label for option, label in pairs if option not in gone and label != item.words)
        return tuple(cut(str(label), WORDS_IN_A_LABEL) for label in labels[:LABELS_IN_A_LINE])

    def quote(self, link_id: str) -> str | None:
        """Give what the child typed, cut to fit; a text answer is typed, a chosen option is not."""
        item = self.items.get(link_id)
        if item is None:
            return None
        typed = item.words or (item.value if isinstance(item.value, str) and not item.labels else None)
        return cut(typed, self.words) or None if typed else None

    def line(self, link_id: str, text: str, *, quoted: bool = True, strong: bool = False) -> Iterator[SectionItem]:
        """Give the line "text: labels: “words”", or nothing when the answer is not there."""
        labels = ", ".join(self.labels(link_id))
        quote = self.quote(link_id) if quoted and not (self.brief and labels) else None
        if labels or quote:
            whole = f"{self.translate(text)}: {labels}" if labels else self.translate(text)
            yield SectionItem(link_id, whole, quote, strong)


def _gone(item: Item) -> frozenset[str]:
    """Give the chips that are not said: those that give way to words, and the one that says nothing without any."""
    if item.words:
        return OWN_CHIPS
    return frozenset() if item.link_id == CARE_WHAT else frozenset({_SAYS_NOTHING})
