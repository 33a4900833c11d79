"""Reads one clause of a condition: its hours, days, parts of a day and ways, and whether that is all it can mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from care.contact import words as w
from care.contact.clock import Hour, evening, half_of, hour_of
from care.contact.conditions import EVERY_DAY, Closed

SEEN: Final = "§"
"""Stands for hours that were read already: "between four and six"."""
HALVES: Final = frozenset({"ochtend", "middag", "avond"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one clause rules out; `understood` is False when it may mean something else."""

    closed: tuple[Closed, ...]
    never: frozenset[str]
    understood: bool


@dataclass(slots=True)
class _Clause:
    """The pieces of one condition."""

    said: frozenset[str]
    limits: list[tuple[bool, Hour]] = field(default_factory=list)
    days: set[int] = field(default_factory=set)
    parts: list[str] = field(default_factory=list)
    never: set[str] = field(default_factory=set)


def meaning(words: list[str]) -> Meaning:
    """Give what a clause rules out."""
    piece, left = _Clause(frozenset(words)), (w.SAME.get(word, word) for word in words)
    known = [_word(word, left, piece) or word in w.WISHING for word in left]
    closed = (*_hours(piece), *_days(piece))
    says_something = bool(closed or piece.never or SEEN in words)
    understood = all(known) and says_something and not _is_twofold(words, piece)
    return Meaning(closed, frozenset(piece.never), understood)


def _is_twofold(words: list[str], piece: _Clause) -> bool:
    """Say whether known words may mean the opposite, or something else than each of them alone."""
    parts, negated = set(piece.parts), w.NO & piece.said
    return (
        any(_is_wish(words, place, piece) for place, word in enumerate(words) if word in w.WISHING)
        or any(word in w.TURNING for word in words[1:])
        or (words[0] in w.REFUSING and bool((w.AFTER | w.BEFORE) & set(words[1:2])))
        or (bool(piece.said & w.EITHER_WAY) and not negated)
        or (len(parts & HALVES) > 1 and bool(piece.limits))
        or ("school" in parts and len(parts) > 1)  # "school nights"
    )


def _is_wish(words: list[str], place: int, piece: _Clause) -> bool:
    """ "After eight, please" may be the wish itself; "please not" and "not after eight please" are none."""
    if w.NO & {*words[max(0, place - 1) : place], *words[place + 1 : place + 2]}:
        return False
    return not (w.NO & piece.said and place == len(words) - 1 and not piece.never)


def _word(word: str, left: Iterator[str], piece: _Clause) -> bool:
    """Put a word where it belongs; False when we do not know for sure what it means."""
    if word in w.AFTER | w.BEFORE:
        return _limit(word in w.AFTER, left, piece)
    if word in w.DAYS:
        piece.days |= w.DAYS[word]
    elif word in w.PARTS_OF_A_DAY:
        piece.parts.append(word)
    elif word in w.WAYS:
        piece.never |= w.WAYS[word]
    else:
        return word in w.SMALL or word == SEEN
    return True


def _limit(after: bool, left: Iterator[str], piece: _Clause) -> bool:
    """Read the hour behind "after" or "before"."""
    word = next((word for word in left if word not in ("dan", "than")), "")
    hour = _half(left, piece) if word == "half" else hour_of(word)
    if hour is not None:
        piece.limits.append((after, hour))
    return hour is not None


def _half(left: Iterator[str], piece: _Clause) -> Hour | None:
    hour = hour_of(next((word for word in left if word != "past"), ""))
    return half_of(hour, piece.said) if hour else None


def _hours(piece: _Clause) -> Iterator[Closed]:
    """Close up to an hour or from it on. One that may mean morning or evening is taken as the one that closes more."""
    days = frozenset(piece.days) or EVERY_DAY
    for after, hour in piece.limits:
        at = hour.at if hour.sure or "ochtend" in piece.parts else evening(hour.at)
        yield Closed(begins=at, days=days) if after else Closed(ends=at, days=days)


def _days(piece: _Clause) -> Iterator[Closed]:
    """Close parts of a day and whole days; beside an hour a part of the day only says which half was meant."""
    days = frozenset(piece.days)
    only_marks = piece.limits and not any(hour.sure for _, hour in piece.limits)
    parts = [part for part in piece.parts if not (only_marks and part in HALVES)]
    for part in parts:
        for closed in w.PARTS_OF_A_DAY[part]:
            yield Closed(closed.begins, closed.ends, days if days and closed.days == EVERY_DAY else closed.days)
    if days and not parts and not piece.limits:
        yield Closed(days=days)
