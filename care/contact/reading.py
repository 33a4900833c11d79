"""Reads conditions from a child's free words, cautiously: what is not understood for sure counts as not understood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any, Final

from care.contact import words as w
from care.contact.clause import SEEN, meaning
from care.contact.clock import NOON, Hour, evening, hour_of, joined
from care.contact.conditions import MIDNIGHT, Closed, Conditions
from care.contact.restricting import looks_like_a_condition, words_of

_AT: Final = r"\d{1,2}(?:[:.]\d\d)?(?:am|pm|uur|u|h)?"
_NAME: Final = re.compile(
    r"\b(?:noem me|noem mij|zeg maar|call me)\s+(?:(?:maar|gewoon|graag|liever|just)\s+)*(?P<name>[^\W\d_][^\s,;.!?]*)",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(
    r"\b(?:tussen|between|van|from)\s+(?P<one>[\w:.]+)\s+(?P<link>en|and|&|tot|to|until)\s+(?P<two>[\w:.]*\w)"
    rf"|\b(?P<three>{_AT})\s?-\s?(?P<four>{_AT})\b(?!\d)"
)
# "v.a. 4" stays together: it is short for "vanaf".
_CLAUSE: Final = re.compile(r"[,;!?\n]|\.(?!\d|a\b)|\b(?:en|and|of|or)\b")
_WORD: Final = re.compile(r"[^\s()\"“”]+")
_NOT: Final = re.compile(rf"\b(?:{'|'.join(sorted(w.NO, key=len, reverse=True))})\b")
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(slots=True)
class _Found:
    """What was read so far."""

    closed: list[Closed] = field(default_factory=list)
    never: set[str] = field(default_factory=set)
    understood: bool = True

    def add(self, words: list[str]) -> None:
        """Read one more clause."""
        meant = meaning(words)
        self.closed += meant.closed
        self.never |= meant.never
        self.understood = self.understood and meant.understood


def conditions_of(contact: Any) -> Conditions:
    """Give the conditions in an answer to `meeting.contact`: `{way, address, place, not_at}`, a plain text, or None."""
    if not isinstance(contact, Mapping):
        contact = {"address": contact} if isinstance(contact, str) else {}
    said, found = str(contact.get("not_at") or ""), _Found()
    beside = [str(text) for field, text in contact.items() if field != "not_at" and text]
    _read(_plain(said), found)
    for text in beside:
        _beside(_plain(text), found)
    way = contact.get("way")
    return Conditions(
        way=str(way) if way else None,
        never=frozenset(found.never),
        closed=tuple(dict.fromkeys(found.closed)),
        call_me=next((name for text in (said, *beside) if (name := _call_me(text))), None),
        understood=found.understood,
    )


def _plain(text: str) -> str:
    """Give the words without the name to use, capitals, accents ("vóór") and signs that only look different."""
    text = _NAME.sub(lambda named: " , " if _is_name(named["name"]) else named[0], text)
    text = re.sub("[’‘`´]", "'", text).replace(SEEN, "#").replace("–", "-")
    letters = unicodedata.normalize("NFKD", text.casefold())
    return joined("".join(letter for letter in letters if not unicodedata.combining(letter)))


def _call_me(text: str) -> str | None:
    return next((named["name"] for named in _NAME.finditer(text) if _is_name(named["name"])), None)


def _is_name(word: str) -> bool:
    """Nobody is called "after": those who write "call me after school" say when."""
    return not looks_like_a_condition(word.casefold()) and word.casefold() not in w.SMALL | w.WISHING | w.NO_NAME


def _beside(plain: str, found: _Found) -> None:
    """Read what stands beside an address. That is no condition, but whatever looks like one has to be understood."""
    whole = _BETWEEN.sub(_unbroken, _MAIL.sub(" ", plain))
    for clause in _CLAUSE.split(whole):
        if w.NO & words_of(clause) and not _wishes_first(clause):
            _read(clause, found)
        elif looks_like_a_condition(clause):
            found.understood = False


def _wishes_first(clause: str) -> bool:
    """Say whether a wish may stand before the "not": "after four not by phone", but never "after four not"."""
    before, *behind = _NOT.split(clause)
    return looks_like_a_condition(before, but=w.SMALL | w.WISHING) and any(words_of(text) for text in behind)


def _unbroken(between: re.Match[str]) -> str:
    """Keep "between four and six" in one clause."""
    if between["link"] is None:
        return between[0]
    return between[0].replace(f" {between['link']} ", " & ")


def _read(plain: str, found: _Found) -> None:
    if plain.strip(" .,-!") in w.NOTHING:
        return
    plain, refused = _BETWEEN.sub(lambda between: _between(between, found), plain), False
    for clause in _CLAUSE.split(plain):
        words = [word.strip("'.:-") for word in _WORD.findall(clause)]
        if set(words) <= w.SMALLEST:
            refused = refused or bool(w.REFUSING & set(words))
        else:
            found.add(words)
            # "No, after four": no to what?
            found.understood = found.understood and not (refused and not w.NO & set(words))


def _between(between: re.Match[str], found: _Found) -> str:
    """Close every pair of hours that could be meant; a sign stays in their place."""
    one, two = (hour_of(between[a] or between[b] or "") for a, b in (("one", "three"), ("two", "four")))
    if one is None or two is None:
        found.understood = False
        return SEEN
    for begins, ends in _pairs(one, two):
        wraps = ends != MIDNIGHT and ends <= begins
        found.closed += [Closed(begins), Closed(ends=ends)] if wraps else [Closed(begins, ends)]
    return SEEN


def _pairs(one: Hour, two: Hour) -> Iterator[tuple[time, time]]:
    """Give the hours as they were written, and those of the evening when these may be meant."""
    if two.sure and evening(one.at) < two.at:
        one = Hour(evening(one.at), sure=True)  # "4 and 6 pm"
    yield one.at, two.at
    if one.at.hour < NOON and two.at <= time(NOON) and not (one.sure and two.sure):
        yield evening(one.at), MIDNIGHT if two.at == time(NOON) else evening(two.at)
