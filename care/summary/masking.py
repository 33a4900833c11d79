"""Names of people who are not shown, taken out of what the child wrote elsewhere (domain.md 9, rule 3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from care.handoff import Item
from care.network.areas import ROLE_WORDS, is_role, words_in
from care.network.building import WORDS_IN_A_NAME
from care.network.names import unaccented

MASK: Final = "…"


class Mask:
    """Takes hidden names out of texts; `shown` are the names in the shared picture, whose words stay readable."""

    def __init__(self, hidden: Collection[str], shown: Collection[str] = ()) -> None:
        readable = {word for name in shown for word in words_in(name)}
        needles = {needle for name in hidden for needle in _needles(name, readable) if needle}
        longest_first = sorted(needles, key=lambda needle: (-len(needle), needle))
        self._pattern = re.compile("|".join(map(_as_pattern, longest_first))) if needles else None

    def __call__(self, text: str) -> str:
        """Give the text with every hidden name replaced by an ellipsis, whatever its case or accents."""
        if self._pattern is None:
            return text
        folded, places = _fold(text)
        spans = [(places[found.start()], places[found.end() - 1]) for found in self._pattern.finditer(folded)]
        for first, last in reversed(spans):
            text = text[:first] + MASK + _rest(text[last + 1 :])
        return text

    def item(self, item: Item) -> Item:
        """Give the answer with its typed words, texts and labels masked; a label that was only a name is left out."""
        if self._pattern is None:
            return item
        labels = tuple(label for label in map(self, item.labels) if label.strip(MASK + " "))
        value, words = self._value(item.link_id, item.value), item.words
        return replace(item, value=value, labels=labels, words=None if words is None else self(words))

    def _value(self, link_id: str, value: Any) -> Any:
        # What names people is already without the hidden ones, and its keys must stay as they are.
        if link_id.startswith("network.") and not isinstance(value, str):
            return value
        if isinstance(value, str):
            return self(value)
        if isinstance(value, Mapping):
            return {key: told if key == "address" else self._value(link_id, told) for key, told in value.items()}
        if isinstance(value, list | tuple):
            return [self._value(link_id, told) for told in value]
        return value


def _needles(name: str, readable: set[str]) -> Iterable[str]:
    """Give what to look for: the whole name, and each word of it that is somebody's own ("Rian" of "tante Rian")."""
    words = words_in(name)
    if not words:
        yield unaccented(name.strip())
        return
    yield " ".join(words)
    own = [word for word in words if not is_role(word)]
    if len(words) <= WORDS_IN_A_NAME:
        yield from (word for word in own if word not in readable)
    if not own:
        # "mijn oma" is one person, so "oma" is her too; "the team" is not somebody's name.
        yield from (word for word in words if word in ROLE_WORDS["family"] and word not in readable)


def _as_pattern(needle: str) -> str:
    spaced = r"[\W_]+".join(map(re.escape, needle.split()))
    if not needle.isascii() and needle.upper() == needle:
        # Scripts without capitals join particles to a name, or write no spaces at all; a sign may stand anywhere.
        return spaced
    return rf"(?<!\w){spaced}s?(?!\w)"


def _fold(text: str) -> tuple[str, list[int]]:
    """Give the text in lower case without accents, and for each character its place in the text."""
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for part in unaccented(char):
            folded.append(part)
            places.append(place)
    return "".join(folded), places


def _rest(text: str) -> str:
    """Drop the accents that belonged to the last letter of the name."""
    start = next((place for place, char in enumerate(text) if not unicodedata.combining(char)), len(text))
    return text[start:]
