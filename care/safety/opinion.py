"""The trained opinions on windows of a text; they add signals and never remove one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from care.safety.classifier import Limits, MeaningClassifier, WordClassifier, limits_for
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
        scored = [(self._words.score("danger", buckets), buckets, window) for window, buckets in _bucketed(windows)]
        signals = [found for danger, buckets, window in scored if (found := self._by_words(danger, buckets, window))]
        if not scored or any(found.urgency != "check" for found in signals):
            return signals
        _, buckets, suspect = max(scored, key=lambda entry: entry[0])
        meant = self._by_meaning(buckets, suspect)
        return [*signals, meant] if meant else signals

    def _by_words(self, danger: float, buckets: Sequence[int], window: Window) -> Signal | None:
        limits = limits_for(self._limits, window.language)
        scores = {head: self._words.score(head, buckets) for head in ("signal", "now")} | {"danger": danger}
        if danger < limits.check and scores["signal"] < limits.signal:
            return None
        scores |= {category: self._words.score(category, buckets) for category in CATEGORIES}
        return _signal(scores, limits, limits.signal)

    def _by_meaning(self, buckets: Sequence[int], window: Window) -> Signal | None:
        limits = limits_for(self._limits, window.language)
        words = {head: self._words.score(head, buckets) for head in ("danger", "signal")}
        if self._meaning is None or self._embed is None or max(words.values()) < limits.unsure:
            return None
        words |= {head: self._words.score(head, buckets) for head in ("now", *CATEGORIES)}
        meant = self._meaning.scores(self._embed(meaning_text(window)))
        share = limits.meaning_share
        both = {head: (1 - share) * words[head] + share * meant[head] for head in words}
        if both["danger"] < limits.both_check and both["signal"] < limits.both_signal:
            return None
        return _signal(both, limits, limits.both_signal)


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
