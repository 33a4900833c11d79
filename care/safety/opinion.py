"""The trained opinions on windows of a text; they add signals, and may spare a child a question, never help."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Final

from care.safety.classifier import HEADS, Limits, MeaningClassifier, WordClassifier
from care.safety.families import families_of
from care.safety.features import Features
from care.safety.signal import CATEGORIES, Signal
from care.safety.window import Window

MEANING_WORDS: Final = 20
MEANING_LETTERS: Final = 100
# Log-odds that danger is urgent, below which it is asked about, however clear it is that something is the matter: "I feel
# very lonely lately". Of the urgent messages that choose the limits less than one in a hundred lie below.
RATHER_A_QUESTION: Final = -0.25
NEVER: Final = inf
# The classifiers learnt from words. Two crying faces alone are met kindly, and never with an ambulance.
OF_SIGNS: Final = Signal("severe_distress", "check")

Embed = Callable[[str], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Scored:
    """A window, its buckets, and what its words score.

    `danger` is log-odds. `signal` is that of a signal and that of danger added up: what parts a signal from a check says
    little about what parts either from nothing.
    """

    window: Window
    buckets: list[int]
    danger: float
    signal: float


@dataclass(frozen=True, slots=True)
class Looked:
    """What the classifiers add to what the word lists found, and which of the lists' gentle questions they spare."""

    added: list[Signal]
    needless: tuple[Signal, ...] = ()


class Opinion:
    """Scores windows with the classifier on words and, where that is unsure, with the one on meaning."""

    def __init__(self, model: Mapping[str, Any], embed: Embed | None = None) -> None:
        self._features = Features(families_of(model))
        self._words = WordClassifier.from_data(model["words"])
        self._meaning = MeaningClassifier.from_data(model["meaning"]) if embed and "meaning" in model else None
        self._embed = embed
        self._limits = Limits(**model["limits"])

    def look(self, windows: Sequence[Window]) -> Looked:
        """What both classifiers make of a whole text; the sentence model is asked about one window at most."""
        scored = sorted(self.scored(windows), key=lambda entry: -entry.danger)
        if not scored or not self._is_worth_asking(scored[0]):
            return Looked(_there(map(self._by_words, scored)))
        # Asked, the mixed opinion is the better one about this window: it takes the place of that on words.
        both = self.both(scored[0], self._limits.meaning_share)
        added = _there([self._by_meaning(scored[0], both), *map(self._by_words, scored[1:])])
        return Looked(added, self._needless(scored[0], both))

    def scored(self, windows: Sequence[Window]) -> list[Scored]:
        """What the classifier on words says of each window that has words; nothing of one that only denies."""
        bucketed = ((window, self._features(window)) for window in windows if not window.denied)
        return [self._score(window, buckets) for window, buckets in bucketed if buckets]

    def _score(self, window: Window, buckets: list[int]) -> Scored:
        danger = self._words.score("danger", buckets)
        return Scored(window, buckets, danger, self._words.score("signal", buckets) + danger)

    def _is_worth_asking(self, entry: Scored) -> bool:
        limits = self._limits
        unsure = entry.danger >= limits.unsure and entry.signal < limits.sure
        return self._meaning is not None and (unsure or bool(entry.window.found))

    def _by_words(self, entry: Scored) -> Signal | None:
        limits = self._limits
        if entry.danger < limits.check and entry.signal < limits.signal:
            return None
        scores = {head: self._words.score(head, entry.buckets) for head in ("now", *CATEGORIES)}
        return _signal(entry.window, {**scores, "signal": entry.signal}, limits, limits.signal)

    def _by_meaning(self, entry: Scored, both: Mapping[str, float]) -> Signal | None:
        limits = self._limits
        if both["danger"] < limits.both_check and both["signal"] < limits.both_signal:
            return None
        if both["signal"] - both["danger"] < RATHER_A_QUESTION:
            return _signal(entry.window, both, limits, NEVER)
        return _signal(entry.window, both, limits, limits.both_signal)

    def _needless(self, entry: Scored, both: Mapping[str, float]) -> tuple[Signal, ...]:
        """The questions that the word lists would ask at this window, when both classifiers hear no danger at all."""
        if both["danger"] >= self._limits.both_ask:
            return ()
        return tuple(signal for signal in entry.window.found if signal.urgency == "check")

    def both(self, entry: Scored, share: float) -> dict[str, float]:
        """The scores of both classifiers, mixed; `share` is what meaning weighs. `signal` is as in Scored."""
        mixed = {head: self._words.score(head, entry.buckets) for head in HEADS}
        if self._meaning is not None and self._embed is not None:
            meant = self._meaning.scores(self._embed(meaning_text(entry.window)))
            mixed = {head: (1 - share) * mixed[head] + share * meant[head] for head in HEADS}
        return mixed | {"signal": mixed["signal"] + mixed["danger"]}


def _there(signals: Iterable[Signal | None]) -> list[Signal]:
    return [signal for signal in signals if signal]


def meaning_text(window: Window, words: int = MEANING_WORDS, letters: int = MEANING_LETTERS) -> str:
    """The words that the sentence model is asked about: short, because its time grows with each word."""
    return " ".join(window.spoken[-words:])[-letters:]


def _signal(window: Window, scores: Mapping[str, float], limits: Limits, signal_limit: float) -> Signal:
    if window.is_signs:
        return OF_SIGNS
    category = max(CATEGORIES, key=lambda name: scores[name])
    if scores["signal"] < signal_limit:
        return Signal(category, "check")
    return Signal(category, "now" if scores["now"] >= limits.now else "soon")
