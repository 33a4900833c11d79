"""Two small trained opinions: one on word pieces (always there), one on sentence meaning (with the optional model)."""

from __future__ import annotations

import zlib
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from operator import mul
from typing import Any, Final

from care.safety.features import BUCKETS
from care.safety.signal import CATEGORIES

# danger: anything worth a gentle question; signal: help and the alarm policy; now: at once; then which kind.
HEADS: Final = ("danger", "signal", "now", *CATEGORIES)


@dataclass(frozen=True, slots=True)
class WordClassifier:
    """A linear score per head over hashed word pieces."""

    weights: Mapping[str, memoryview]
    scales: Mapping[str, float]
    biases: Mapping[str, float]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> WordClassifier:
        """Unpack the trained file: one signed byte per bucket and head."""
        table = memoryview(zlib.decompress(b64decode(data["weights"]))).cast("b")
        rows = {head: table[row * BUCKETS : (row + 1) * BUCKETS] for row, head in enumerate(data["heads"])}
        return cls(rows, data["scales"], data["biases"])

    def score(self, head: str, buckets: Sequence[int]) -> float:
        """Log-odds of one head for the buckets of a window."""
        if not buckets:
            return self.biases[head]
        row = self.weights[head]
        return self.biases[head] + self.scales[head] * sum(map(row.__getitem__, buckets)) / sqrt(len(buckets))


@dataclass(frozen=True, slots=True)
class MeaningClassifier:
    """A small network over the numbers that a sentence model gives a text."""

    hidden: tuple[tuple[float, ...], ...]
    hidden_biases: tuple[float, ...]
    outputs: Mapping[str, tuple[float, ...]]
    biases: Mapping[str, float]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> MeaningClassifier:
        """Unpack the trained file: rows of signed bytes with one scale each."""
        width = int(data["width"])
        table = memoryview(zlib.decompress(b64decode(data["hidden"]))).cast("b")
        rows = (table[start : start + width] for start in range(0, len(table), width))
        hidden = tuple(
            tuple(float(scale) * byte for byte in row) for scale, row in zip(data["scales"], rows, strict=True)
        )
        outputs = {head: tuple(values) for head, values in data["outputs"].items()}
        return cls(hidden, tuple(data["hidden_biases"]), outputs, data["biases"])

    def scores(self, numbers: Sequence[float]) -> dict[str, float]:
        """Log-odds of every head for one text's numbers."""
        sums = (sum(map(mul, row, numbers)) + bias for row, bias in zip(self.hidden, self.hidden_biases, strict=True))
        active = [max(0.0, value) for value in sums]
        return {head: self.biases[head] + sum(map(mul, row, active)) for head, row in self.outputs.items()}


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a score starts to count, from the trained file; all languages share it.

    `check` and `signal` are for the classifier on words alone, `both_check` and `both_signal` for the two together.
    The sentence model is asked from `unsure` on, unless the signal by words is above `sure`; below `both_ask` the two
    spare a child the question that a word list would ask.
    """

    unsure: float
    sure: float
    check: float
    signal: float
    now: float
    both_check: float
    both_signal: float
    both_ask: float
    meaning_share: float
