"""Fitting the word classifier with numpy; same data, same numbers. And how what was learnt is packed."""

from __future__ import annotations

import zlib
from base64 import b64encode
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from care.safety.classifier import HEADS
from care.safety.features import BUCKETS

Numbers = NDArray[np.float64]
Buckets = NDArray[np.int64]
EPOCHS: Final = 16
AVERAGED: Final = 6
BATCH: Final = 128
PACE: Final = 0.12
SHRINK: Final = 2e-6
# Each time round some pieces of a message are left out, so that no opinion hangs on one word of a template.
LEFT_OUT: Final = 0.35


@dataclass(slots=True)
class _Words:
    """The classifier on words while it learns."""

    table: Numbers
    speed: Numbers
    bias: Numbers

    @classmethod
    def new(cls) -> _Words:
        return cls(np.zeros((BUCKETS, len(HEADS))), np.full((BUCKETS, 1), 1e-2), np.zeros(len(HEADS)))

    def step(self, rows: list[Buckets], targets: Numbers, weights: Numbers) -> None:
        """Learn from a few messages."""
        lengths = np.array([len(row) for row in rows])
        flat = np.concatenate(rows)
        value = np.repeat(1 / np.sqrt(lengths), lengths)[:, None]
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        scores = np.add.reduceat(self.table[flat] * value, starts, axis=0) + self.bias
        error = (_probability(scores) - targets) * weights
        used, slopes = _gathered(flat, np.repeat(error, lengths, axis=0) * value)
        slopes += SHRINK * len(rows) * self.table[used]
        self.speed[used] += np.square(slopes).mean(axis=1, keepdims=True)
        self.table[used] -= PACE * slopes / np.sqrt(self.speed[used])
        self.bias -= PACE * error.mean(axis=0)


def fit_words(rows: list[list[int]], targets: Numbers, weights: Numbers) -> dict[str, Any]:
    """Logistic regression per head over hashed pieces, the mean of its last rounds, packed as signed bytes."""
    rng = np.random.default_rng(7)
    learner = _Words.new()
    mean_table, mean_bias = np.zeros_like(learner.table), np.zeros_like(learner.bias)
    arrays = [np.asarray(row, dtype=np.int64) for row in rows]
    for epoch in range(EPOCHS):
        order = rng.permutation(len(rows))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            learner.step([_thinned(arrays[i], rng) for i in batch], targets[batch], weights[batch])
        if epoch >= EPOCHS - AVERAGED:
            mean_table += learner.table / AVERAGED
            mean_bias += learner.bias / AVERAGED
    return _packed_words(mean_table, mean_bias)


def packed_meaning(net: dict[str, Numbers]) -> dict[str, Any]:
    """The net over the sentence model's numbers, packed: `w` and `b` of its hidden layer, `o` and `c` of its scores."""
    packed, scales = _bytes(net["w"].T)
    return {
        "width": net["w"].shape[0],
        "hidden": packed,
        "scales": scales,
        "hidden_biases": _rounded(net["b"]),
        "outputs": {head: _rounded(net["o"][:, place]) for place, head in enumerate(HEADS)},
        "biases": dict(zip(HEADS, _rounded(net["c"]), strict=True)),
    }


def _thinned(row: Buckets, rng: np.random.Generator) -> Buckets:
    kept = row[rng.random(len(row)) >= LEFT_OUT]
    return kept if len(kept) else row


def _gathered(flat: Buckets, slopes: Numbers) -> tuple[Buckets, Numbers]:
    """The slopes of each bucket added up, in an order that is always the same."""
    order = np.argsort(flat, kind="stable")
    sorted_flat = flat[order]
    starts = np.flatnonzero(np.concatenate([[True], sorted_flat[1:] != sorted_flat[:-1]]))
    return sorted_flat[starts], np.add.reduceat(slopes[order], starts, axis=0)


def _probability(scores: Numbers) -> Numbers:
    return 1 / (1 + np.exp(-np.clip(scores, -30, 30)))


def _bytes(rows: Numbers) -> tuple[str, list[float]]:
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-9) / 127
    whole = np.rint(rows / scales[:, None]).astype(np.int8)
    return b64encode(zlib.compress(whole.tobytes(), 9)).decode(), [float(f"{scale:.6g}") for scale in scales]


def _packed_words(table: Numbers, bias: Numbers) -> dict[str, Any]:
    packed, scales = _bytes(table.T)
    return {
        "heads": list(HEADS),
        "weights": packed,
        "scales": dict(zip(HEADS, scales, strict=True)),
        "biases": dict(zip(HEADS, _rounded(bias), strict=True)),
    }


def _rounded(values: Numbers) -> list[float]:
    return [round(float(value), 5) for value in values]
