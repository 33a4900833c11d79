"""The trained opinions on windows of a text; they add signals and never remove one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from care.safety.classifier import HEADS, Limits, MeaningClassifier, WordClassifier, limits_for
from care.safety.features import features
from care.safety.patterns import Keys
from care.safety.signal import CATEGORIES, Signal

MEANING_WORDS: Final = 14
MEANING_LETTERS: Final = 70

Embed = Callable[[str], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Window:
    """Some words in a row as the classifiers see them; harmless words are gone. `keys` has one entry a word."""

    words: tuple[str, ...]
    keys: tuple[Keys, ...]
    language: str


class Opinion:
    """Scores windows with the classifier on words and, where that is unsure, with the one on meaning."""

    def __init__(self, model: Mapping[str, Any], embed: Embed | None = None) -> None:
        self._words = WordClassifier.from_data(model["words"])
        self._meaning = MeaningClassifier.from_data(model["meaning"]) if embed and "meaning" in model else None
        self._embed = embed
        self._limits = model["limits"]

    def look(self, windows: Sequence[Window]) -> list[Signal]:
        """What both classifiers add for a whole text; the sentence model is asked once at most."""
        scored = sorted(self._scored(windows), key=lambda entry: -entry[0])
        found = [self._by_words(danger, buckets, window) for danger, buckets, window in scored]
        if scored and self._meaning is not None and not any(one and one.urgency != "check" for one in found):
            danger, buckets, suspect = scored[0]
            if danger >= self._limit(suspect).unsure:
                # Asked, the mixed opinion is the better one about this window: it takes the place of that on words.
                found[0] = self._by_meaning(buckets, suspect)
        return [one for one in found if one]

    def _scored(self, windows: Sequence[Window]) -> list[tuple[float, list[int], Window]]:
        return [(self._words.score("danger", buckets), buckets, window) for window, buckets in _bucketed(windows)]

    def _limit(self, window: Window) -> Limits:
        return limits_for(self._limits, window.language)

    def _by_words(self, danger: float, buckets: Sequence[int], window: Window) -> Signal | None:
        limits = self._limit(window)
        scores = {head: self._words.score(head, buckets) for head in ("signal", "now")} | {"danger": danger}
        if danger < limits.check and scores["signal"] < limits.signal:
            return None
        scores |= {category: self._words.score(category, buckets) for category in CATEGORIES}
        return _signal(scores, limits, limits.signal)

    def _by_meaning(self, buckets: Sequence[int], window: Window) -> Signal | None:
        limits = self._limit(window)
        both = self.both(buckets, window, limits.meaning_share)
        if both["danger"] < limits.both_check and both["signal"] < limits.both_signal:
            return None
        return _signal(both, limits, limits.both_signal)

    def both(self, buckets: Sequence[int], window: Window, share: float) -> dict[str, float]:
        """The scores of both classifiers, mixed; `share` is what meaning weighs."""
        words = {head: self._words.score(head, buckets) for head in HEADS}
        if self._meaning is None or self._embed is None:
            return words
        meant = self._meaning.scores(self._embed(meaning_text(window)))
        return {head: (1 - share) * words[head] + share * meant[head] for head in HEADS}


def meaning_text(window: Window) -> str:
    """The words that the sentence model is asked about: short, because its time grows with each word."""
    spoken = [word for word in window.words if word]
    return " ".join(spoken[-MEANING_WORDS:])[:MEANING_LETTERS]


def _bucketed(windows: Sequence[Window]) -> list[tuple[Window, list[int]]]:
    return [(window, buckets) for window in windows if (buckets := features(window.words, window.keys))]


def _signal(scores: Mapping[str, float], limits: Limits, signal_limit: float) -> Signal:
    category = max(CATEGORIES, key=lambda name: scores[name])
    if scores["signal"] < signal_limit:
        return Signal(category, "check")
    return Signal(category, "now" if scores["now"] >= limits.now else "soon")
