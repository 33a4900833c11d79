"""The sentence model's numbers for many texts, remembered in a cache file, as asking takes minutes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.safety.sentence_model import SentenceModel

Numbers = NDArray[np.float64]
SAVED_EVERY: Final = 2_000


def embedded(texts: list[str], layers: int) -> Numbers:
    """One row of numbers a text. The folder of the cache is `SAFETY_CACHE`, else var/safety."""
    file = Path(os.environ.get("SAFETY_CACHE", "var/safety")) / f"layers-{layers}.npz"
    known = _remembered(file)
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    ask = SentenceModel(layers) if missing else None
    for start in range(0, len(missing), SAVED_EVERY):
        part = missing[start : start + SAVED_EVERY]
        known |= {text: np.array(ask(text), dtype=np.float32) for text in part if ask}
        file.parent.mkdir(parents=True, exist_ok=True)
        np.savez(file, texts=np.array(list(known)), numbers=np.array(list(known.values())))
        print(f"{start + len(part)} of {len(missing)} texts understood", flush=True)
    return np.array([known[text] for text in texts], dtype=np.float64)


def _remembered(file: Path) -> dict[str, NDArray[np.float32]]:
    if not file.is_file():
        return {}
    stored = np.load(file)
    return dict(zip(stored["texts"].tolist(), stored["numbers"], strict=True))
