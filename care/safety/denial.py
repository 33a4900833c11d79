"""Whether what a pattern found is denied in the same breath: "nobody hits me", and what only looks like a denial."""

from __future__ import annotations

from typing import Final

from care.safety.patterns import Keys, Pattern
from care.safety.reading import Sentence

BEFORE: Final = 1
AFTER: Final = 3
JOKE_REACH: Final = 3
KNOW_REACH: Final = 3
STOP_REACH: Final = 2
SUBJECTS: Final = frozenset({"[i]", "[he]", "[parent]", "[parents]", "[adult]", "[home_person]", "[sibling]"})
_NOTHING: Final[Keys] = frozenset()


def is_denied(sentence: Sentence, pattern: Pattern, places: tuple[int, ...]) -> bool:
    """Whether a "not", "never" or "nobody" takes back the match at `places`; never when the pattern has its own."""
    if pattern.negates:
        return False
    clauses = {sentence.clauses[spot] for spot in places}
    nearby = range(min(places) - BEFORE, max(places) + AFTER + 1)
    for spot, keys in enumerate(sentence.keys):
        if spot in places or sentence.clauses[spot] not in clauses:
            continue
        if "[never]" not in keys and ("[not]" not in keys or spot not in nearby):
            continue
        if _is_about_something_else(sentence, spot, places):
            continue
        if "[never]" in keys or not _is_no_denial(sentence, spot):
            return True
    return False


def _is_about_something_else(sentence: Sentence, spot: int, places: tuple[int, ...]) -> bool:
    """Whether a "not", "never" or "nobody" belongs to another thought: "nobody knows that ...", "... I cannot sleep"."""
    keys, last = sentence.keys, max(places)
    for known in range(spot + 1, min(spot + 1 + KNOW_REACH, len(keys))):
        if known in places:
            break
        if "[know]" in keys[known]:
            return True
    if "[nobody]" in keys[spot] and any(
        "[know]" in keys[at] for at in range(max(0, spot - 1), spot) if at not in places
    ):
        return True
    if spot <= last:
        return False
    if any("[know]" in keys[at] for at in range(last + 1, spot)):
        return True
    somebody = any(SUBJECTS & keys[place] for place in places)
    return somebody and ("[nobody]" in keys[spot] or starts_a_thought(sentence, spot, last))


def starts_a_thought(sentence: Sentence, spot: int, last: int) -> bool:
    """Whether somebody new is spoken of right after the match, before `spot`: "Dad hits me, *I* don't want to go"."""
    return spot > last + 1 and bool(SUBJECTS & sentence.keys[last + 1])


def _is_no_denial(sentence: Sentence, spot: int) -> bool:
    """ "Not only", "for no reason", "does not stop", "I do not know" and "I am not joking" deny nothing."""
    after = sentence.keys[spot + 1] if spot + 1 < len(sentence.keys) else _NOTHING
    before = sentence.keys[spot - 1] if spot else _NOTHING
    if any("[joke]" in keys for keys in sentence.keys[spot + 1 : spot + 1 + JOKE_REACH]):
        return True
    around = sentence.keys[max(0, spot - STOP_REACH) : spot + 1 + STOP_REACH]
    if any("[stop]" in keys for keys in around):
        return True
    return "[only]" in after or "[for]" in before or "[know]" in before
