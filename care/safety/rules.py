"""What the word list finds in a sentence, once harmless phrases, negation and stories are set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from care.safety.denial import SUBJECTS, is_denied, starts_a_thought
from care.safety.lexicon import Danger, Lexicon
from care.safety.patterns import FILLER, Keys, Pattern, find
from care.safety.reading import Sentence
from care.safety.signal import Signal

LEFT_BESIDE_A_DENIAL: Final = 3
# A denial that goes on with "but" stays worrying for these: "I don't want to die but I think about it".
WORRYING_THOUGH_DENIED: Final = frozenset({"suicide", "self_harm"})
_FIRST_PERSON: Final = frozenset({"[i]", "[me]", "[self]"})
_NOTHING: Final[Keys] = frozenset()
# "He had a stroke in 2021": whoever names the year does not speak of this minute.
_YEAR: Final = re.compile(r"(?:19|20)\d\d")

T = TypeVar("T")
Found = tuple[Signal, str]
"""A signal, and the line of the word list that made it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The signals of one sentence, and the sentence with its harmless words blanked for the stages after.

    `denied`: danger was denied, and hardly anything else was said. `lines` are those of the word list that made the signals.
    """

    signals: tuple[Signal, ...]
    sentence: Sentence
    denied: bool = False
    lines: tuple[str, ...] = ()


class Rules:
    """One language's word list, indexed for matching."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._harmless = _index((pattern, pattern) for pattern in lexicon.harmless)
        self._dangers = _index((one.pattern, one) for one in lexicon.dangers if not one.pattern.goes_on)
        self._going_on = _index((one.pattern, one) for one in lexicon.dangers if one.pattern.goes_on)

    def apply(self, sentence: Sentence) -> Reading:
        """Look at one sentence."""
        going_on = self._that_go_on(sentence)
        search = _Search(self._without_harmless(sentence))
        for danger, at in _candidates(self._dangers, search.said):
            search.look(danger, at)
        found = [*going_on, *search.found]
        only_denied = search.denied and not found and len(_left(search.left)) <= LEFT_BESIDE_A_DENIAL
        signals, lines = tuple(signal for signal, _ in found), tuple(line for _, line in found)
        return Reading(signals, search.left, only_denied, lines)

    def _that_go_on(self, sentence: Sentence) -> list[Found]:
        """ "I don't want to die" is harmless and set aside; "I don't want to die *but*" is looked at before that."""
        return [
            (danger.signal, danger.pattern.line)
            for danger, at in _candidates(self._going_on, sentence)
            if find(danger.pattern, sentence.keys, at)
        ]

    def _without_harmless(self, sentence: Sentence) -> Sentence:
        for pattern, at in _candidates(self._harmless, sentence):
            places = find(pattern, sentence.keys, at)
            if places is None or not _is_bare_enough(sentence, pattern, places):
                continue
            if not _is_interrupted(sentence, pattern, places):
                sentence = _blanked(sentence, places)
        return sentence


class _Search:
    """What was found in a sentence so far: `said` is all of it, `left` is without what was denied."""

    def __init__(self, said: Sentence) -> None:
        self.said = self.left = said
        self.found: list[Found] = []
        self.denied = False

    def look(self, danger: Danger, at: int) -> None:
        """Look for one danger around `at`."""
        # What was denied is set aside for the patterns that would miss the "not"; those that have it see it all.
        places = find(danger.pattern, (self.said if danger.pattern.negates else self.left).keys, at)
        if places is None or not _is_bare_enough(self.left, danger.pattern, places):
            return
        if _is_story(self.left, danger, places) or _is_over(self.left, danger):
            return
        if not is_denied(self.left, danger.pattern, places):
            self._note(_weighed(self.left, danger.signal), danger)
        elif _stays_worrying(self.left, danger.signal):
            self._note(Signal(danger.signal.category, "check"), danger)
        else:
            self.denied = True
            self.left = _blanked(self.left, places)

    def _note(self, signal: Signal, danger: Danger) -> None:
        self.found.append((signal, danger.pattern.line))


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


def _is_bare_enough(sentence: Sentence, pattern: Pattern, places: tuple[int, ...]) -> bool:
    """Whether nothing stands where the pattern wants nothing."""
    if pattern.begins and not _begins(sentence, min(places)):
        return False
    return not pattern.ends or _ends(sentence, max(places))


def _begins(sentence: Sentence, first: int) -> bool:
    before = first - 1
    while before >= 0 and FILLER in sentence.keys[before]:
        before -= 1
    return before < 0 or sentence.clauses[before] != sentence.clauses[first]


def _ends(sentence: Sentence, last: int) -> bool:
    """Whether the clause ends at `last`, or somebody else's begins: "I can't any more *my mum* ..."."""
    after = last + 1
    while after < len(sentence.keys) and FILLER in sentence.keys[after]:
        after += 1
    if after == len(sentence.keys) or sentence.clauses[after] != sentence.clauses[last]:
        return True
    return bool(SUBJECTS & sentence.keys[after])


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
    return not all(starts_a_thought(sentence, spot, max(places)) for spot in told)


def _is_over(sentence: Sentence, danger: Danger) -> bool:
    """What a parent's body did last year is a fact of the family, no emergency; what somebody did stays a danger."""
    if danger.signal.category != "medical_emergency" or any("[moments]" in keys for keys in sentence.keys):
        return False
    return any("[past]" in keys for keys in sentence.keys) or any(map(_YEAR.fullmatch, sentence.words))


def _weighed(sentence: Sentence, signal: Signal) -> Signal:
    """Said with a laugh or as an accident, a danger is asked about first; the trained opinions may still raise it.

    An accident makes nobody less ill, and "I am not joking" is no laugh.
    """
    if any("[earnest]" in keys for keys in sentence.keys):
        return signal
    softer = {"[light]"} if signal.category == "medical_emergency" else {"[light]", "[accident]"}
    if any(softer & keys for keys in sentence.keys):
        return Signal(signal.category, "check")
    return signal


def _stays_worrying(sentence: Sentence, signal: Signal) -> bool:
    return signal.category in WORRYING_THOUGH_DENIED and any("[but]" in keys for keys in sentence.keys)
