"""Choosing where a score starts to count, on the half of the unseen messages kept for that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.screening import LANGUAGES, load_lexicons, sentence_embedder
from care.safety import Screener
from care.safety.features import features
from care.safety.opinion import Opinion
from tools.safety.messages import Message, is_for_tuning, unseen

MEANING_SHARE: Final = 0.5
MAIN: Final = ("nl", "en")
# The share of harmless messages that may score above a limit: (main languages, others). No alarm may be wrong there.
QUIET_ABOVE: Final = {
    "check": (0.06, 0.08),
    "signal": (0.0, 0.0),
    "both_check": (0.08, 0.08),
    "both_signal": (0.0, 0.0),
    "unsure": (0.33, 0.45),
}


@dataclass(frozen=True, slots=True)
class Scored:
    """What the classifiers say about one message before any limit."""

    message: Message
    words: Mapping[str, float]
    both: Mapping[str, float]


def choose_limits(model: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    """Limits for the main languages, and `*` for every other."""
    screener = Screener(load_lexicons())
    opinion = Opinion({**model, "limits": {}}, sentence_embedder())
    scored = [s for m in unseen() if is_for_tuning(m) if (s := _scored(screener, opinion, m))]
    main = _limits([s for s in scored if s.message.language in MAIN], 0)
    others = _limits([s for s in scored if s.message.language not in MAIN], 1)
    return {"*": others, **dict.fromkeys((language for language in LANGUAGES if language in MAIN), main)}


def _scored(screener: Screener, opinion: Opinion, message: Message) -> Scored | None:
    signals, windows = screener.read(message.text, message.language)
    if signals or not windows or not (buckets := features(windows[-1].words, windows[-1].keys)):
        return None
    words = opinion.both(buckets, windows[-1], 0.0)
    return Scored(message, words, opinion.both(buckets, windows[-1], MEANING_SHARE))


def _limits(scored: list[Scored], column: int) -> dict[str, float]:
    quiet = [entry for entry in scored if entry.message.label == "none"]
    shares = {name: shares[column] for name, shares in QUIET_ABOVE.items()}
    found = {
        "check": _above([entry.words["danger"] for entry in quiet], shares["check"]),
        "signal": _above([entry.words["signal"] for entry in quiet], shares["signal"]),
        "both_check": _above([entry.both["danger"] for entry in quiet], shares["both_check"]),
        "both_signal": _above([entry.both["signal"] for entry in quiet], shares["both_signal"]),
        "unsure": _above([entry.words["danger"] for entry in quiet], shares["unsure"]),
    }
    return {name: round(value, 3) for name, value in found.items()} | {"now": 0.0, "meaning_share": MEANING_SHARE}


def _above(scores: list[float], share: float) -> float:
    ordered = sorted(scores, reverse=True)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] + 1e-3
