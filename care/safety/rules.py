"""What the word list finds in a sentence, once harmless phrases, negation and stories are set aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from care.safety.lexicon import Danger, Lexicon
from care.safety.patterns import FILLER, Keys, Pattern, find
from care.safety.reading import Sentence
from care.safety.signal import Signal

BEFORE: Final = 1
AFTER: Final = 3
JOKE_REACH: Final = 3
KNOW_REACH: Final = 3
STOP_REACH: Final = 2
LEFT_BESIDE_A_DENIAL: Final = 3
# A denial that goes on with "but" stays worrying for these: "I don't want to die but I think about it".
WORRYING_THOUGH_DENIED: Final = frozenset({"suicide", "self_harm"})
_SUBJECTS: Final = frozenset({"[i]", "[he]", "[parent]", "[parents]", "[adult]", "[home_person]", "[sibling]"})
_FIRST_PERSON: Final = frozenset({"[i]", "[me]", "[self]"})
_NOTHING: Final[Keys] = frozenset()

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """The signals of one sentence, and the sentence with its harmless words blanked for the stages after.

    `denied`: danger was denied, and hardly anything else was said.
    """

    signals: tuple[Signal, ...]
    sentence: Sentence
    denied: bool = False


class Rules:
    """One language's word list, indexed for matching."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._harmless = _index((pattern, pattern) for pattern in lexicon.harmless)
        self._dangers = _index((danger.pattern, danger) for danger in lexicon.dangers)

    def apply(self, sentence: Sentence) -> Reading:
        """Look at one sentence."""
        for pattern, at in _candidates(self._harmless, sentence):
            places = find(pattern, sentence.keys, at)
            if places is not None and not _is_interrupted(sentence, pattern, places):
                sentence = _blanked(sentence, places)
        signals: list[Signal] = []
        denied = False
        said = sentence
        for danger, at in _candidates(self._dangers, said):
            # What was denied is set aside for the patterns that would miss the "not"; those that have it see it all.
            places = find(danger.pattern, (said if danger.pattern.negates else sentence).keys, at)
            if places is None or (danger.pattern.ends and not _ends(sentence, max(places))):
                continue
            if _is_story(sentence, danger, places):
                continue
            if _is_over(sentence, danger):
                continue
            if not _is_denied(sentence, danger.pattern, places):
                signals.append(_weighed(sentence, danger.signal))
            elif _stays_worrying(sentence, danger.signal):
                signals.append(Signal(danger.signal.category, "check"))
            else:
                denied = True
                sentence = _blanked(sentence, places)
        return Reading(
            tuple(signals), sentence, denied and not signals and len(_left(sentence)) <= LEFT_BESIDE_A_DENIAL
        )


def _index(entries: Iterable[tuple[Pattern, T]]) -> Mapping[str, list[tuple[tuple[Keys, ...], T]]]:
    index: dict[str, list[tuple[tuple[Keys, ...], T]]] = {}
    for pattern, entry in entries:
        others = tuple(keys for number, keys in enumerate(pattern.elements) if number != pattern.anchor)
        for key in pattern.elements[pattern.anchor]:
            index.setdefault(key, []).append((others, entry))
    return index


def _candidates(index: Mapping[str, list[tuple[tuple[Keys, ...], T]]], sentence: Sentence) -> list[tuple[T, int]]:
    """The patterns all of whose words stand somewhere in the sentence, with the place of their rarest word."""
    said = frozenset().union(*sentence.keys)
    there: dict[str, list[T]] = {}
    for key in said & index.keys():
        there[key] = [entry for others, entry in index[key] if not any(map(said.isdisjoint, others))]
    return [
        (entry, at) for at, keys in enumerate(sentence.keys) for key in sorted(keys) for entry in there.get(key, ())
    ]


def _left(sentence: Sentence) -> list[str]:
    return [word for word in sentence.words if word]


def _blanked(sentence: Sentence, places: tuple[int, ...]) -> Sentence:
    keys = tuple(_NOTHING if spot in places else keys for spot, keys in enumerate(sentence.keys))
    words = tuple("" if spot in places else word for spot, word in enumerate(sentence.words))
    return replace(sentence, keys=keys, words=words)


def _is_interrupted(sentence: Sentence, pattern: Pattern, places: tuple[int, ...]) -> bool:
    """Whether harmless words belong to two thoughts: "nobody *knows* he hits me" is not "nobody hits me"."""
    if not pattern.in_order:
        return False
    if sentence.clauses[places[0]] != sentence.clauses[places[-1]] and not pattern.bridges:
        return True
    between = (sentence.keys[spot] for spot in range(places[0], places[-1]) if spot not in places)
    return pattern.negates and any("[know]" in keys for keys in between)


def _ends(sentence: Sentence, last: int) -> bool:
    """Whether the clause ends at `last`, or somebody else's begins: "I can't any more *my mum* ..."."""
    after = last + 1
    while after < len(sentence.keys) and FILLER in sentence.keys[after]:
        after += 1
    if after == len(sentence.keys) or sentence.clauses[after] != sentence.clauses[last]:
        return True
    return bool(_SUBJECTS & sentence.keys[after])


def _is_denied(sentence: Sentence, pattern: Pattern, places: tuple[int, ...]) -> bool:
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
    somebody = any(_SUBJECTS & keys[place] for place in places)
    return somebody and ("[nobody]" in keys[spot] or _starts_a_thought(sentence, spot, last))


def _starts_a_thought(sentence: Sentence, spot: int, last: int) -> bool:
    """Whether somebody new is spoken of right after the match, before `spot`: "Dad hits me, *I* don't want to go"."""
    return spot > last + 1 and bool(_SUBJECTS & sentence.keys[last + 1])


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


def _is_story(sentence: Sentence, danger: Danger, places: tuple[int, ...]) -> bool:
    # A film that belongs to the match is no story: "they blackmail me with a film".
    told = [
        spot
        for spot, keys in enumerate(sentence.keys)
        if spot not in places and ("[story]" in keys or "[sport]" in keys)
    ]
    # "Mum hits me when I game" is about home: a named person at home outweighs the game or the sport.
    if not told or any("[home]" in sentence.keys[spot] for spot in places):
        return False
    if danger.signal.category not in WORRYING_THOUGH_DENIED or not any(
        _FIRST_PERSON & sentence.keys[spot] for spot in places
    ):
        return True
    # "I want to die I can't even play games": who speaks of their own life tells a story only in one thought with it.
    return not all(_starts_a_thought(sentence, spot, max(places)) for spot in told)


def _is_over(sentence: Sentence, danger: Danger) -> bool:
    """What a parent's body did last year is a fact of the family, no emergency; what somebody did stays a danger."""
    if danger.signal.category != "medical_emergency" or any("[moments]" in keys for keys in sentence.keys):
        return False
    return any("[past]" in keys for keys in sentence.keys)


def _weighed(sentence: Sentence, signal: Signal) -> Signal:
    """Said with a laugh or as an accident, a danger is asked about first; the trained opinions may still raise it.

    An accident makes nobody less ill.
    """
    softer = {"[light]"} if signal.category == "medical_emergency" else {"[light]", "[accident]"}
    if any(softer & keys for keys in sentence.keys):
        return Signal(signal.category, "check")
    return signal


def _stays_worrying(sentence: Sentence, signal: Signal) -> bool:
    return signal.category in WORRYING_THOUGH_DENIED and any("[but]" in keys for keys in sentence.keys)
