"""Teach the sentence model about danger: `python -m tools.safety.teach` writes care/safety/model/meaning.json and layers.xz.

First all its twelve layers learn from the messages; they judge best, but take too long for a child who waits. Then the
first five learn, from the messages and from what the twelve make of them. Needs `pip install torch` (CPU, 2.x); takes
an hour and a half on two cores. What the twelve learnt stays in the folder `SAFETY_CACHE`, else var/safety: with `--five`
only the five learn, from the twelve kept there.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch.nn import functional

from bot.safety.learnt_layers import LearntLayers
from bot.safety.screening import LAYERS_FILE, MEANING_FILE, load_lexicons
from care.safety import Screener
from care.safety.opinion import meaning_text
from tools.safety.learning import packed_meaning
from tools.safety.lessons import learnt_from, target_of, weight_of, window_of
from tools.safety.messages import Message, training
from tools.safety.network import Network, Tensor
from tools.safety.pieces import Pieces
from tools.safety.wheel import Floats, WheelFile

MODEL: Final = Path(__file__).parents[2] / "care" / "safety" / "model"
ALL_LAYERS: Final = 12
# For texts this short five of twelve layers, once taught, tell danger apart nearly as well, in less than half the time.
LAYERS: Final = 5
ROUNDS: Final = {ALL_LAYERS: 5, LAYERS: 7}
PACE: Final = {ALL_LAYERS: 2e-4, LAYERS: 3e-4}
# Lower layers know the languages; they change less with each layer down.
DOWN: Final = 0.85
TOP_FASTER: Final = 10.0
SHRINK: Final = 0.01
WARMING_UP: Final = 200
BATCH: Final = 64
SORTED_TOGETHER: Final = 50
ASLEEP: Final = 0.1
HIDDEN: Final = 0.1
SOFTER: Final = 0.01
SPELLINGS: Final = 6
SPELLINGS_A_ROUND: Final = 1
FROM_THE_TWELVE: Final = 0.5
STEEPEST: Final = 1.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """A message as the sentence model reads it; `target` has a number from 0 to 1 for each head."""

    pieces: tuple[int, ...]
    target: tuple[float, ...]
    weight: float
    spelling: int


def main() -> None:
    """Teach twelve layers, then five, and write what the five learnt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--five", action="store_true", help="leave the twelve as they were kept; the five learn from them"
    )
    options = parser.parse_args()
    file = WheelFile()
    lessons = lessons_of(training(), Pieces(file.vocabulary))
    print(f"{len(lessons)} lessons", flush=True)
    twelve = Network(file, ALL_LAYERS, ASLEEP, stored=False)
    if options.five:
        twelve.go_on_from(torch.load(_kept()))
    else:
        teach(twelve, lessons)
        _kept().parent.mkdir(parents=True, exist_ok=True)
        torch.save(twelve.weights, _kept())
    said = scores(twelve, [lesson.pieces for lesson in lessons])
    five = Network(file, LAYERS, ASLEEP)
    teach(five, lessons, said)
    write(file, five)


def _kept() -> Path:
    return Path(os.environ.get("SAFETY_CACHE", "var/safety")) / "twelve.pt"


def lessons_of(messages: Sequence[Message], pieces: Pieces) -> list[Lesson]:
    """The messages as the screener would read them."""
    screener = Screener(load_lexicons())
    found: list[Lesson] = []
    for message in messages:
        window = window_of(screener, message) if message.spelling < SPELLINGS else None
        if window is not None:
            text = meaning_text(window)
            weight = weight_of(message) / min(SPELLINGS_A_ROUND, message.spellings)
            found.append(Lesson(tuple(pieces(text)), tuple(target_of(message)), weight, message.spelling))
    return found


def teach(network: Network, lessons: Sequence[Lesson], said: Floats | None = None) -> None:
    """Let it learn, from what `said` holds for each lesson too when that is given."""
    torch.manual_seed(1)
    chance = random.Random(1)
    rounds = [list(_batches(lessons, chance)) for _ in range(ROUNDS[network.layers])]
    learner = torch.optim.AdamW(_paces(network), betas=(0.9, 0.98), fused=True)
    paces = [group["lr"] for group in learner.param_groups]
    steps = sum(map(len, rounds))
    done = 0
    for batches in rounds:
        total = 0.0
        for batch in batches:
            speed = min(1.0, done / WARMING_UP) * max(0.02, 1 - done / steps)
            for group, top in zip(learner.param_groups, paces, strict=True):
                group["lr"] = top * speed
            total += _learn(network, learner, [lessons[i] for i in batch], None if said is None else said[batch])
            done += 1
        print(f"{network.layers} layers: {done} of {steps} steps, {total / len(batches):.4f}", flush=True)


def scores(network: Network, pieces: Sequence[Sequence[int]]) -> Floats:
    """What it says of texts, in their order."""
    order = sorted(range(len(pieces)), key=lambda i: len(pieces[i]))
    found = np.zeros((len(pieces), 0), dtype=np.float32)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), 2 * BATCH):
            part = order[start : start + 2 * BATCH]
            out = network.scores([pieces[i] for i in part]).float().numpy()
            found = found if found.shape[1] else np.zeros((len(pieces), out.shape[1]), dtype=np.float32)
            found[part] = out
    return found


def write(file: WheelFile, network: Network) -> None:
    """Write what was learnt beside the trained file."""
    start, new = file.places["l0.q.w"].start, network.layer_bytes()
    layers = LearntLayers.between(start, file.bytes[start : start + len(new)], new).to_bytes()
    meaning = packed_meaning(network.top()) | {"layers": network.layers, "learnt_from": learnt_from()}
    (MODEL / LAYERS_FILE).write_bytes(layers)
    text = json.dumps(meaning, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (MODEL / MEANING_FILE).write_text(f"{text}\n", "utf-8")
    print(f"{LAYERS_FILE}: {len(layers) / 1e6:.2f} MB")


def _batches(lessons: Sequence[Lesson], chance: random.Random) -> Iterator[list[int]]:
    """The lessons of one round: some spellings of each thought, those of one length together."""
    chosen = [i for thought in _thoughts(lessons) for i in chance.sample(thought, min(SPELLINGS_A_ROUND, len(thought)))]
    chance.shuffle(chosen)
    at_once = BATCH * SORTED_TOGETHER
    for start in range(0, len(chosen), at_once):
        alike = sorted(chosen[start : start + at_once], key=lambda i: len(lessons[i].pieces))
        batches = [alike[i : i + BATCH] for i in range(0, len(alike), BATCH)]
        chance.shuffle(batches)
        yield from batches


def _thoughts(lessons: Sequence[Lesson]) -> list[list[int]]:
    """Which lessons are spellings of one thought; they stand one after the other."""
    thoughts: list[list[int]] = []
    for number, lesson in enumerate(lessons):
        if lesson.spelling == 0 or not thoughts:
            thoughts.append([])
        thoughts[-1].append(number)
    return thoughts


def _learn(network: Network, learner: Any, lessons: Sequence[Lesson], said: Floats | None) -> float:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = network.scores([lesson.pieces for lesson in lessons], HIDDEN).float()
    weight = torch.tensor([[lesson.weight] for lesson in lessons])
    target = torch.tensor([lesson.target for lesson in lessons]) * (1 - 2 * SOFTER) + SOFTER
    if said is not None:
        target = (1 - FROM_THE_TWELVE) * target + FROM_THE_TWELVE * torch.sigmoid(torch.tensor(said))
    loss: Tensor = (functional.binary_cross_entropy_with_logits(out, target, reduction="none") * weight).mean()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.weights.values(), STEEPEST)
    learner.step()
    learner.zero_grad()
    return float(loss.item())


def _paces(network: Network) -> list[dict[str, Any]]:
    def pace(name: str) -> float:
        base = PACE[network.layers]
        if name.startswith("top."):
            return base * TOP_FASTER
        layer = int(name[1:].partition(".")[0])
        return float(base * DOWN ** (network.layers - 1 - layer))

    return [
        {"params": [numbers], "lr": pace(name), "weight_decay": SHRINK if numbers.ndim > 1 else 0.0}
        for name, numbers in network.weights.items()
    ]


if __name__ == "__main__":
    main()
