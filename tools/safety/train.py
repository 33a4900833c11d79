"""Train the word classifier and choose the limits: `python -m tools.safety.train` writes care/safety/model/trained.json.

Teach the sentence model first (`tools.safety.teach`): the limits depend on what it says.
"""

from __future__ import annotations

import argparse
import json
import os
import zlib
from base64 import b64encode
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: one thread adds in one order, so bytes repeat

import numpy as np

from bot.safety.screening import load_lexicons, load_meaning
from care.safety import Screener
from care.safety.families import Families
from care.safety.features import Features
from care.safety.window import Window
from tools.safety.learning import Numbers, fit_words
from tools.safety.lessons import learnt_from, limits_from, target_of, weight_of, window_of
from tools.safety.limits import choose_limits
from tools.safety.messages import DATA, Message, training

TRAINED: Final = Path(__file__).parents[2] / "care" / "safety" / "model" / "trained.json"
FAMILIES: Final = DATA / "families.txt"
EVEN_OUT: Final = 0.5
EVENED: Final = 2.2

Pairs = list[tuple[Message, Window]]


def main() -> None:
    """Fit the word classifier, choose the limits, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limits", action="store_true", help="keep what the classifier learnt, choose the limits anew")
    model = _kept() if parser.parse_args().limits else _learnt()
    model |= {"limits": choose_limits({**model, **load_meaning()}), "limits_from": limits_from()}
    TRAINED.parent.mkdir(exist_ok=True)
    TRAINED.write_text(json.dumps(model, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", "utf-8")
    print(f"{TRAINED.name}: {TRAINED.stat().st_size / 1e6:.2f} MB; limits {model['limits']}")


def _kept() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(TRAINED.read_text("utf-8"))
    return kept


def _learnt() -> dict[str, Any]:
    screener = Screener(load_lexicons())
    pairs = [(message, window) for message in training() if (window := window_of(screener, message))]
    print(f"{len(pairs)} training messages")
    families = FAMILIES.read_text("utf-8")
    words = _words(pairs, Families.from_lines(families.splitlines()))
    return {"learnt_from": learnt_from(), "families": _packed(families), "words": words}


def _words(pairs: Pairs, families: Families) -> dict[str, Any]:
    features = Features(families)
    return fit_words([features(window) for _, window in pairs], *_lessons(pairs))


def _lessons(pairs: Pairs) -> tuple[Numbers, Numbers]:
    """What each message should score, and how much it weighs."""
    targets = np.array([target_of(message) for message, _ in pairs], dtype=np.float64)
    return targets, np.array([_weight(message) for message, _ in pairs])[:, None]


def _packed(text: str) -> str:
    return b64encode(zlib.compress(text.encode(), 9)).decode()


def _weight(message: Message) -> float:
    # Eighteen spellings of one thought are not eighteen thoughts.
    return EVENED * float(message.spellings) ** -EVEN_OUT * weight_of(message)


if __name__ == "__main__":
    main()
