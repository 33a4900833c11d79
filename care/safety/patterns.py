"""Patterns of words: in order with small gaps, or in any order close together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from care.safety.normalise import normalise

GAP: Final = 2
WINDOW: Final = 8
# "I want to really just always die": words that only weigh ("really", "again") leave the gap as it is, this many at most.
FILLERS: Final = 5
FILLER: Final = "[filler]"
NEGATIONS: Final = frozenset({"[not]", "[never]"})
_ANY_ORDER: Final = "+"
_END: Final = " ."
_BEGIN: Final = ". "
_LINES_IN_AN_ERROR: Final = 6
_WORDS_REMEMBERED: Final = 20_000

Keys = frozenset[str]


class PatternError(ValueError):
    """A pattern cannot be read; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of a word list.

    Each element is the set of keys it accepts (a word, `word*`, `~verb`, `[group]`); `anchor` is the element looked for
    first. `negates` is true when the pattern has its own "not", so that a "not" found inside says nothing more; `ends`
    when nothing may follow in its clause ("I can't any more", but not "I can't any more of this cake"), `begins` when
    nothing may come before; `bridges` when it has a word like "but" that begins a clause; `goes_on` when it ends with "but": what comes before is then no denial.
    """

    line: str
    elements: tuple[Keys, ...]
    in_order: bool
    anchor: int
    negates: bool
    ends: bool = False
    begins: bool = False
    bridges: bool = False
    goes_on: bool = False


def compile_pattern(line: str, groups: Mapping[str, Collection[str]]) -> Pattern:
    """Read one line: `a b` in order, `a + b` in any order, `a/b` either, `a*` starts with, `~a` any form, `[a]` group.

    ` .` at its end: nothing follows; `. ` at its beginning: nothing comes before.
    """
    in_order = f" {_ANY_ORDER} " not in line
    bare = line.removesuffix(_END).removeprefix(_BEGIN)
    parts = [part for part in bare.split() if part != _ANY_ORDER]
    if not parts:
        raise PatternError("empty; write at least one word")
    elements = tuple(_element(part, groups) for part in parts)
    weights = [_commonness(element, groups) for element in elements]
    own = NEGATIONS | {word for name in ("not", "never") for word in groups.get(name, ())}
    breaks = {"[break]", *groups.get("break", ())}
    but = {"[but]", *groups.get("but", ())}
    return Pattern(
        line,
        elements,
        in_order,
        weights.index(min(weights)),
        negates=any(e & own for e in elements),
        ends=line.endswith(_END),
        begins=line.startswith(_BEGIN),
        bridges=any(e & breaks for e in elements),
        goes_on=in_order and elements[-1] <= but,
    )


@lru_cache(_WORDS_REMEMBERED)  # most words stand in many lines, and a start waits for this; no child's word comes here
def spelt(word: str) -> str:
    """A word of a list in the one spelling. The sign of "any form of" survives it."""
    return word[:1] + normalise(word[1:]) if word.startswith("~") else normalise(word)


def _element(part: str, groups: Mapping[str, Collection[str]]) -> Keys:
    keys = set()
    for choice in part.split("/"):
        if choice.startswith("["):
            if choice.strip("[]") not in groups:
                known = ", ".join(sorted(groups)[:_LINES_IN_AN_ERROR])
                raise PatternError(f"there is no group {choice}; add it under words, or use one like {known}")
            keys.add(choice)
        else:
            keys.add(spelt(choice))
    if "" in keys:
        raise PatternError("a word is missing before or after '/'")
    return frozenset(keys)


def _commonness(element: Keys, groups: Mapping[str, Collection[str]]) -> float:
    words = [word for key in element for word in (groups[key.strip("[]")] if key.startswith("[") else (key,))]
    # Long words are rare words: looking for them first leaves few candidates.
    return sum(1 / max(1, len(word)) ** 2 for word in words)


def find(pattern: Pattern, sentence: Sequence[Keys], at: int) -> tuple[int, ...] | None:
    """Where the pattern stands around its anchor at position `at`: one position per element, or None."""
    if pattern.in_order:
        after = _onwards(pattern.elements, pattern.anchor, sentence, at, 1)
        before = _onwards(pattern.elements, pattern.anchor, sentence, at, -1)
        if after is None or before is None:
            return None
        return (*before[:0:-1], *after)
    return _around(pattern, sentence, at)


def _onwards(
    elements: Sequence[Keys],
    index: int,
    sentence: Sequence[Keys],
    at: int,
    direction: int,
) -> tuple[int, ...] | None:
    following = index + direction
    if not 0 <= following < len(elements):
        return (at,)
    gap, fillers, spot = GAP, FILLERS, at + direction
    while 0 <= spot < len(sentence):
        if not elements[following].isdisjoint(sentence[spot]):
            rest = _onwards(elements, following, sentence, spot, direction)
            if rest is not None:
                return (at, *rest)
        if fillers and FILLER in sentence[spot]:
            fillers -= 1
        elif gap:
            gap -= 1
        else:
            return None
        spot += direction
    return None


def _around(pattern: Pattern, sentence: Sequence[Keys], at: int) -> tuple[int, ...] | None:
    taken = {at}
    places = [at]
    nearby = sorted(
        range(max(0, at - WINDOW), min(len(sentence), at + WINDOW + 1)),
        key=lambda spot: abs(spot - at),
    )
    for number, element in enumerate(pattern.elements):
        if number == pattern.anchor:
            continue
        spot = next(
            (s for s in nearby if s not in taken and not element.isdisjoint(sentence[s])),
            None,
        )
        if spot is None:
            return None
        taken.add(spot)
        places.append(spot)
    return tuple(sorted(places)) if max(places) - min(places) < WINDOW else None
