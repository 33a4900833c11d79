"""Reads conditions from a child's free words, cautiously: what is not understood for sure counts as not understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any, Final

from care.contact import words as w
from care.contact.conditions import EVERY_DAY, MIDNIGHT, Closed, Conditions

HOURS_A_DAY: Final = 24
NOON: Final = 12
SEEN: Final = "§"
_NAME: Final = re.compile(r"\b(?:noem me|noem mij|zeg maar|call me)\s+(?P<name>[^\s,;.!]+)", re.IGNORECASE)
_CLOCK: Final = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?P<mark>am|pm|u|h|uur)?")
_BETWEEN: Final = re.compile(
    r"\b(?:tussen|between|van|from)\s+(?P<one>[\w:.]+)(?:\s*uur)?\s+(?:en|and|tot|to|until)\s+(?P<two>[\w:.]+)"
    r"|\b(?P<three>\d{1,2}(?:[:.]\d\d)?)\s?-\s?(?P<four>\d{1,2}(?:[:.]\d\d)?)\b(?!\d)"
)
_CLAUSE: Final = re.compile(r"[,;!?\n]|\.(?!\d)|\b(?:en|and|of|or)\b")
_WORD: Final = re.compile(r"[^\s()\"“”]+")


@dataclass(slots=True)
class _Found:
    """What was read so far."""

    closed: list[Closed] = field(default_factory=list)
    never: set[str] = field(default_factory=set)
    understood: bool = True


@dataclass(slots=True)
class _Clause:
    """The pieces of one condition."""

    limits: list[tuple[bool, time, str]] = field(default_factory=list)
    days: set[int] = field(default_factory=set)
    parts: list[str] = field(default_factory=list)
    never: set[str] = field(default_factory=set)


def conditions_of(contact: Any) -> Conditions:
    """Give the conditions in an answer to `meeting.contact`: `{way, address, place, not_at}`, a plain text, or None."""
    if not isinstance(contact, Mapping):
        contact = {"address": contact} if isinstance(contact, str) else {}
    said, beside = str(contact.get("not_at") or ""), str(contact.get("address") or "")
    way, named, found = contact.get("way"), _NAME.search(said) or _NAME.search(beside), _Found()
    _read(_plain(said), found)
    # An address is no condition, but one may stand beside it: whatever says "not" there has to be understood.
    for clause in _CLAUSE.split(_plain(beside)):
        if w.NO & set(_WORD.findall(clause)):
            _read(clause, found)
    return Conditions(
        way=str(way) if way else None,
        never=frozenset(found.never),
        closed=tuple(dict.fromkeys(found.closed)),
        call_me=named["name"] if named else None,
        understood=found.understood,
    )


def _plain(text: str) -> str:
    return _NAME.sub(" , ", text).casefold().replace("’", "'").replace("‘", "'")


def _read(plain: str, found: _Found) -> None:
    if plain.strip(" .,-!") in w.NOTHING:
        return
    plain = _BETWEEN.sub(lambda between: _between(between, found), plain)
    for clause in _CLAUSE.split(plain):
        words = [w.SAME.get(word, word) for word in (word.strip("'.:-") for word in _WORD.findall(clause)) if word]
        if words and not set(words) <= w.SMALLEST:
            _clause(words, found)


def _between(between: re.Match[str], found: _Found) -> str:
    """Close every pair of hours that could be meant; a sign stays in their place."""
    one, two = (_hour(between[a] or between[b] or "") for a, b in (("one", "three"), ("two", "four")))
    if one is None or two is None:
        found.understood = False
        return SEEN
    both = one.hour < NOON and two.hour < NOON
    for begins, ends in ((one, two), (_evening(one), _evening(two))) if both else ((one, two),):
        wraps = ends != MIDNIGHT and ends <= begins
        found.closed += [Closed(begins), Closed(ends=ends)] if wraps else [Closed(begins, ends)]
    return SEEN


def _clause(words: list[str], found: _Found) -> None:
    piece, left = _Clause(), iter(words)
    known = [_word(word, left, piece) or (word in w.WISHING and bool(w.NO & set(words))) for word in left]
    closed = [*_hours(piece), *_days(piece)]
    says_something = closed or piece.never or SEEN in words
    found.understood = found.understood and all(known) and bool(says_something)
    found.closed += closed
    found.never |= piece.never


def _word(word: str, left: Iterator[str], piece: _Clause) -> bool:
    """Put a word where it belongs; False when we do not know for sure what it means."""
    if word in w.AFTER | w.BEFORE:
        return _limit(word in w.AFTER, left, piece)
    if word in w.DAYS:
        piece.days.add(w.DAYS[word])
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
    half = word == "half"
    clock = _CLOCK.fullmatch(word)
    hour = _hour(next(left, "") if half else word)
    if hour is None:
        return False
    # "Half acht" is half past seven in Dutch, and was never said of a clock with 24 hours.
    hour = time((hour.hour - 1) % NOON, 30) if half else hour
    piece.limits.append((after, hour, (clock["mark"] or "") if clock else ""))
    return True


def _hour(word: str) -> time | None:
    if word in w.NUMBERS:
        return time(w.NUMBERS[word])
    clock = _CLOCK.fullmatch(word)
    if clock is None or int(clock["hour"]) > HOURS_A_DAY or int(clock["minute"] or 0) > 59:
        return None
    return time(int(clock["hour"]) % HOURS_A_DAY, int(clock["minute"] or 0))


def _evening(hour: time) -> time:
    return hour.replace(hour=hour.hour + NOON) if hour.hour < NOON else hour


def _hours(piece: _Clause) -> Iterator[Closed]:
    """Close up to an hour or from it on. One that may mean morning or evening is taken as the one that closes more."""
    days = frozenset(piece.days) or EVERY_DAY
    for after, hour, mark in piece.limits:
        morning = mark == "am" or "ochtend" in piece.parts
        if after:
            yield Closed(begins=hour if morning else _evening(hour), days=days)
        elif morning or hour.hour >= NOON:
            yield Closed(ends=hour, days=days)
        else:
            yield Closed(ends=_evening(hour), days=days)


def _days(piece: _Clause) -> Iterator[Closed]:
    """Close parts of a day and whole days; beside an hour a part of the day only says which half was meant."""
    days = frozenset(piece.days)
    marks = {"ochtend", "middag", "avond"} if piece.limits else set()
    parts = [part for part in piece.parts if part not in marks]
    for part in parts:
        for closed in w.PARTS_OF_A_DAY[part]:
            yield Closed(closed.begins, closed.ends, days if days and closed.days == EVERY_DAY else closed.days)
    if days and not parts and not piece.limits:
        yield Closed(days=days)
