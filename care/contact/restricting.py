"""Whether words beside an address look like a condition, in whatever way it is said."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from care.contact import words as w

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_DAY: Final = "ma|di|wo|do|vr|za|zo"
_LOOKS: Final = re.compile(
    # Days and parts of a day, also joined to another word: "zaterdagochtend", "schooltijd".
    r"(?:maan|dins|woens|donder|vrij|zater|zon)dag|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|ochtend|middag|avond|\bnacht|nachts?\b|morning|afternoon|evening|\bnight|nights?\b|weekend|weekda|doordeweek"
    r"|school(?:t|u|d|v|p|nights?|hours?)|(?:na|voor|buiten)schools"
    rf"|\b(?:{_DAY})\s?(?:t/m|tm|-|–|/|&)\s?(?:{_DAY})\b|\b(?:op|elke|iedere)\s(?:{_DAY})\b"
    # Hours: "16.00", "4uur", "4-6", "4 to 6", "v.a. 4"; "06-12 34 56 78" and "06.12.34.56.78" are telephones.
    r"|(?<![\d.:])\d{1,2}[:.]\d\d(?![.:]?\d)|\d(?:am|pm|u|h|uur)\b|\bv\.?a(?:\b|\d)|[<>]\s?\d"
    r"|(?<![\d.+-])(?:[1-9]|1\d|2[0-4])\s?[-–]\s?(?:\d|[01]\d|2[0-4])(?!\d)"
    r"|(?<![\d.+-])0\d\s?[-–]\s?[012]\d(?!\s?[-.]?\s?\d)"
    r"|\d\s(?:to|t/m|tm|&)\s\d"
    # Letters that are not Latin: we know no words of theirs.
    r"|[^\W\d_\u0000-\u024f\u1e00-\u1eff]"
)


def words_of(clause: str) -> set[str]:
    """Give the words of a clause, without any signs around them."""
    return set(_WORD.findall(clause))


def looks_like_a_condition(clause: str, but: Set[str] = frozenset()) -> bool:
    """Say whether a clause may say when, or how, or on what terms; the words in `but` do not count."""
    return bool(words_of(clause) & w.RESTRICTING - but or _LOOKS.search(clause))
