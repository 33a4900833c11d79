"""Train the small classifiers of the safety layer: `python -m tools.safety.train` writes care/safety/model/trained.json."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from base64 import b64encode
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: one thread adds in one order, so bytes repeat

import numpy as np

from bot.safety.screening import load_lexicons
from care.safety import Screener
from care.safety.classifier import HEADS
from care.safety.families import Families
from care.safety.features import Features
from care.safety.opinion import Window, meaning_text
from tools.safety.embedding import Numbers, embedded
from tools.safety.learning import fit_meaning, fit_words
from tools.safety.limits import choose_limits
from tools.safety.messages import DATA, Message, training

TRAINED: Final = Path(__file__).parents[2] / "care" / "safety" / "model" / "trained.json"
FAMILIES: Final = DATA / "families.txt"
WEIGHT_OF_QUIET: Final = 1.6
WEIGHT_ELSEWHERE: Final = 1.5
EVEN_OUT: Final = 0.5
EVENED: Final = 2.2
# The sentence model takes tens of milliseconds a text, and sees through a change of spelling anyway.
SPELLINGS_FOR_MEANING: Final = 4
# For texts this short six of twelve layers tell danger apart as well as all, in half the time.
LAYERS: Final = 6
# While learning there is time to read a little further than while screening.
WORDS_LEARNT: Final = 20
LETTERS_LEARNT: Final = 100

Pairs = list[tuple[Message, Window]]


def main() -> None:
    """Fit both classifiers, choose the limits, write the file."""
    screener = Screener(load_lexicons())
    pairs = [(message, window) for message in training() if (window := _window(screener, message))]
    print(f"{len(pairs)} training messages")
    families = FAMILIES.read_text("utf-8")
    model: dict[str, Any] = {"data": data_fingerprint(), "families": _packed(families)}
    model["words"] = _words(pairs, Families.from_lines(families.splitlines()))
    model["meaning"] = _meaning([pair for pair in pairs if pair[0].spelling < SPELLINGS_FOR_MEANING])
    model["limits"] = choose_limits(model)
    TRAINED.parent.mkdir(exist_ok=True)
    TRAINED.write_text(json.dumps(model, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", "utf-8")
    print(f"{TRAINED.name}: {TRAINED.stat().st_size / 1e6:.2f} MB; limits {model['limits']}")


def data_fingerprint() -> str:
    """A hash over every message file, so that a test can tell that the trained file is out of date."""
    files = sorted(DATA.glob("**/*.txt"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _words(pairs: Pairs, families: Families) -> dict[str, Any]:
    features = Features(families)
    return fit_words([features(window.words, window.keys) for _, window in pairs], *_lessons(pairs))


def _meaning(pairs: Pairs) -> dict[str, Any]:
    numbers = embedded([meaning_text(window, WORDS_LEARNT, LETTERS_LEARNT) for _, window in pairs], LAYERS)
    return {**fit_meaning(numbers, *_lessons(pairs)), "layers": LAYERS}


def _lessons(pairs: Pairs) -> tuple[Numbers, Numbers]:
    """What each message should score, and how much it weighs."""
    targets = np.array([_target(message) for message, _ in pairs], dtype=np.float64)
    return targets, np.array([_weight(message) for message, _ in pairs])[:, None]


def _packed(text: str) -> str:
    return b64encode(zlib.compress(text.encode(), 9)).decode()


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
    # Eighteen spellings of one thought are not eighteen thoughts.
    alike = float(message.spellings) ** -EVEN_OUT
    return EVENED * alike * quiet * (1.0 if message.language in ("nl", "en") else WEIGHT_ELSEWHERE)


if __name__ == "__main__":
    main()
