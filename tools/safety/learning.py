"""Fitting the two small classifiers with numpy; same data, same numbers."""

from __future__ import annotations

import zlib
from base64 import b64encode
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from care.safety.classifier import HEADS
from care.safety.features import BUCKETS

Numbers = NDArray[np.float64]
EPOCHS: Final = 14
BATCH: Final = 128
PACE: Final = 0.12
SHRINK: Final = 2e-6
HIDDEN: Final = 32
MEANING_EPOCHS: Final = 30
MEANING_PACE: Final = 2e-3
MEANING_SHRINK: Final = 1e-3


def fit_words(rows: list[list[int]], targets: Numbers, weights: Numbers) -> dict[str, Any]:
    """Logistic regression per head over hashed pieces, packed as signed bytes."""
    rng = np.random.default_rng(7)
    table = np.zeros((BUCKETS, len(HEADS)))
    speed = np.full((BUCKETS, 1), 1e-2)
    bias = np.zeros(len(HEADS))
    arrays = [np.asarray(row, dtype=np.int64) for row in rows]
    for _ in range(EPOCHS):
        order = rng.permutation(len(rows))
        for start in range(0, len(order), BATCH):
            _word_step(arrays, order[start : start + BATCH], targets, weights, table, speed, bias)
    return _packed_words(table, bias)


def _word_step(
    arrays: list[NDArray[np.int64]],
    batch: NDArray[np.int64],
    targets: Numbers,
    weights: Numbers,
    table: Numbers,
    speed: Numbers,
    bias: Numbers,
) -> None:
    lengths = np.array([len(arrays[i]) for i in batch])
    flat = np.concatenate([arrays[i] for i in batch])
    value = np.repeat(1 / np.sqrt(lengths), lengths)[:, None]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    scores = np.add.reduceat(table[flat] * value, starts, axis=0) + bias
    error = (_probability(scores) - targets[batch]) * weights[batch]
    used, place = np.unique(flat, return_inverse=True)
    step = np.zeros((len(used), len(HEADS)))
    np.add.at(step, place, np.repeat(error, lengths, axis=0) * value)
    step += SHRINK * len(batch) * table[used]
    speed[used] += np.square(step).mean(axis=1, keepdims=True)
    table[used] -= PACE * step / np.sqrt(speed[used])
    bias -= PACE * error.mean(axis=0)


def fit_meaning(numbers: Numbers, targets: Numbers, weights: Numbers) -> dict[str, Any]:
    """A network with one small hidden layer over the sentence model's numbers, packed."""
    rng = np.random.default_rng(11)
    shapes = {"w": (numbers.shape[1], HIDDEN), "b": (HIDDEN,), "o": (HIDDEN, len(HEADS)), "c": (len(HEADS),)}
    # The sentence model's numbers are small (length 1 over 384), so the first layer starts wide.
    net = {name: rng.normal(0, {"w": 1.0, "o": 0.2}.get(name, 0.0), shape) for name, shape in shapes.items()}
    first, second = ({name: np.zeros(shape) for name, shape in shapes.items()} for _ in range(2))
    step = 0
    for _ in range(MEANING_EPOCHS):
        order = rng.permutation(len(numbers))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            step += 1
            _adam(net, first, second, _slopes(net, numbers[batch], targets[batch], weights[batch]), step)
    return _packed_meaning(net)


def _slopes(net: dict[str, Numbers], numbers: Numbers, targets: Numbers, weights: Numbers) -> dict[str, Numbers]:
    before = numbers @ net["w"] + net["b"]
    active = np.maximum(before, 0)
    error = (_probability(active @ net["o"] + net["c"]) - targets) * weights / len(numbers)
    back = (error @ net["o"].T) * (before > 0)
    return {"w": numbers.T @ back, "b": back.sum(0), "o": active.T @ error, "c": error.sum(0)}


def _adam(
    net: dict[str, Numbers],
    first: dict[str, Numbers],
    second: dict[str, Numbers],
    slopes: dict[str, Numbers],
    step: int,
) -> None:
    for name, slope in slopes.items():
        first[name] = 0.9 * first[name] + 0.1 * slope
        second[name] = 0.999 * second[name] + 0.001 * np.square(slope)
        rise = first[name] / (1 - 0.9**step)
        spread = np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8
        net[name] -= MEANING_PACE * (rise / spread + MEANING_SHRINK * net[name])


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


def _packed_meaning(net: dict[str, Numbers]) -> dict[str, Any]:
    packed, scales = _bytes(net["w"].T)
    return {
        "width": net["w"].shape[0],
        "hidden": packed,
        "scales": scales,
        "hidden_biases": _rounded(net["b"]),
        "outputs": {head: _rounded(net["o"][:, place]) for place, head in enumerate(HEADS)},
        "biases": dict(zip(HEADS, _rounded(net["c"]), strict=True)),
    }


def _rounded(values: Numbers) -> list[float]:
    return [round(float(value), 5) for value in values]
