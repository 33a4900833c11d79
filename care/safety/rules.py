"""What the word list finds in a sentence, once harmless phrases, negation and stories are set aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from care.safety.lexicon import Danger, Lexicon
from care.safety.patterns import Keys, Pattern, find
from care.safety.reading import Sentence
from care.safety.signal import Signal

BEFORE: Final = 1
AFTER: Final = 3
JOKE_REACH: Final = 3
# A denial that goes on with "but" stays worrying for these: "I don't want to die but I think about it".
WORRYING_THOUGH_DENIED: Final = frozenset({"suicide", "self_harm"})
_NOTHING: Final[Keys] = frozenset()

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """The signals of one sentence, and the sentence with its harmless words blanked for the stages after."""

    signals: tuple[Signal, ...]
    sentence: Sentence


class Rules:
    """One language's word list, indexed for matching."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._harmless = _index((pattern, pattern) for pattern in lexicon.harmless)
        self._dangers = _index((danger.pattern, danger) for danger in lexicon.dangers)

    def apply(self, sentence: Sentence) -> Reading:
        """Look at one sentence."""
        for pattern, at in _candidates(self._harmless, sentence):
            if (places := find(pattern, sentence.keys, at)) is not None:
                sentence = _blanked(sentence, places)
        signals: list[Signal] = []
        for danger, at in _candidates(self._dangers, sentence):
            places = find(danger.pattern, sentence.keys, at)
            if places is None or _is_story(sentence, danger, places):
                continue
            if _is_over(sentence, danger):
                continue
            if not _is_denied(sentence, danger.pattern, places):
                signals.append(_weighed(sentence, danger.signal))
            elif _stays_worrying(sentence, danger.signal):
                signals.append(Signal(danger.signal.category, "check"))
            else:
                sentence = _blanked(sentence, places)
        return Reading(tuple(signals), sentence)


def _index(entries: Iterable[tuple[Pattern, T]]) -> Mapping[str, list[T]]:
    index: dict[str, list[T]] = {}
    for pattern, entry in entries:
        for key in pattern.elements[pattern.anchor]:
            index.setdefault(key, []).append(entry)
    return index


def _candidates(index: Mapping[str, list[T]], sentence: Sentence) -> list[tuple[T, int]]:
    return [
        (entry, at) for at, keys in enumerate(sentence.keys) for key in sorted(keys) for entry in index.get(key, ())
    ]


def _blanked(sentence: Sentence, places: tuple[int, ...]) -> Sentence:
    keys = tuple(_NOTHING if spot in places else keys for spot, keys in enumerate(sentence.keys))
    words = tuple("" if spot in places else word for spot, word in enumerate(sentence.words))
    return replace(sentence, keys=keys, words=words)


def _is_denied(sentence: Sentence, pattern: Pattern, places: tuple[int, ...]) -> bool:
    if pattern.negates:
        return False
    clauses = {sentence.clauses[spot] for spot in places}
    nearby = range(min(places) - BEFORE, max(places) + AFTER + 1)
    for spot, keys in enumerate(sentence.keys):
        if spot in places or sentence.clauses[spot] not in clauses:
            continue
        if "[never]" in keys or ("[not]" in keys and spot in nearby and not _is_no_denial(sentence, spot)):
            return True
    return False


def _is_no_denial(sentence: Sentence, spot: int) -> bool:
    """ "Not only", "not even", "I do not know" and "I am not joking" deny nothing."""
    after = sentence.keys[spot + 1] if spot + 1 < len(sentence.keys) else _NOTHING
    before = sentence.keys[spot - 1] if spot else _NOTHING
    if any("[joke]" in keys for keys in sentence.keys[spot + 1 : spot + 1 + JOKE_REACH]):
        return True
    return "[only]" in after or "[know]" in after or "[know]" in before


def _is_story(sentence: Sentence, danger: Danger, places: tuple[int, ...]) -> bool:
    if not any("[story]" in keys or "[sport]" in keys for keys in sentence.keys):
        return False
    # "Mum hits me when I game" is about home: a named person at home outweighs the game or the sport.
    return not any("[home]" in sentence.keys[spot] for spot in places)


def _is_over(sentence: Sentence, danger: Danger) -> bool:
    """What a parent's body did last year is a fact of the family, no emergency; what somebody did stays a danger."""
    return danger.signal.category == "medical_emergency" and any("[past]" in keys for keys in sentence.keys)


def _weighed(sentence: Sentence, signal: Signal) -> Signal:
    """Said with a laugh or as an accident, a danger is asked about first; the trained opinions may still raise it."""
    if any("[light]" in keys for keys in sentence.keys):
        return Signal(signal.category, "check")
    return signal


def _stays_worrying(sentence: Sentence, signal: Signal) -> bool:
    return signal.category in WORRYING_THOUGH_DENIED and any("[but]" in keys for keys in sentence.keys)
