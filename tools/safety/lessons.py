"""What is to be learnt from a message: what the screener sees of it, what it should score, how much it weighs."""

from __future__ import annotations

import hashlib
from typing import Final

from care.safety import Screener
from care.safety.classifier import HEADS
from care.safety.window import Window
from tools.safety.messages import DATA, Message

WEIGHT_OF_QUIET: Final = 1.6
WEIGHT_ELSEWHERE: Final = 1.5


def window_of(screener: Screener, message: Message) -> Window | None:
    """The stretch of a message that is judged; None when nothing is left to judge."""
    _, windows = screener.read(message.text, message.language)
    return windows[-1] if windows and any(windows[-1].words) else None


def target_of(message: Message) -> list[float]:
    """What it should score under each head: 0 or 1."""
    danger = message.label != "none"
    urgent = danger and message.kind in ("now", "soon")
    first = [danger, urgent, message.kind == "now"]
    return [float(flag) for flag in [*first, *(message.label == head for head in HEADS[3:])]]


def weight_of(message: Message) -> float:
    """How much a thought weighs: a wrong alarm more than a miss, and the languages with fewer messages more."""
    quiet = WEIGHT_OF_QUIET if message.label == "none" else 1.0
    return quiet * (1.0 if message.language in ("nl", "en") else WEIGHT_ELSEWHERE)


def learnt_from() -> str:
    """A hash over every file that is learnt from, so that a test can tell that a trained file is out of date."""
    return _hash(".", "training")


def limits_from() -> str:
    """The same over the files that choose the limits."""
    return _hash("tuning")


def _hash(*folders: str) -> str:
    files = sorted(file for folder in folders for file in (DATA / folder).glob("*.txt"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
