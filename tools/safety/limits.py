"""Choosing where a score starts to count, on messages kept for that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from bot.safety.screening import layers_of, load_lexicons, sentence_embedder
from care.safety import Screener
from care.safety.classifier import Limits
from care.safety.opinion import Opinion
from tools.safety.messages import Message, tuning

MEANING_SHARE: Final = 0.7
# A language may stand this much above the share allowed to all: few messages of each come by chance.
ROOM_OF_A_LANGUAGE: Final = 1.6
# Below every score there is.
NOTHING: Final = -99.0
# What is heard of a message does not hang on limits, which are chosen only then.
UNSET: Final = {one.name: 0.0 for one in fields(Limits)}
# What may at most be wrong: (share of ordinary answers, share of look-alikes), below the aims so that chance has room.
CHECKS: Final = (0.025, 0.13)
SIGNALS: Final = (0.008, 0.03)
# Hardly any of that goes to signals by words alone, which save asking the sentence model: it is so much the better judge
# that every alarm left to words costs several of its own.
SURE: Final = (0.0, 0.005)
# Of the danger that the word lists only ask about, this share may lie below the limit where they are not heard; then
# comes a margin, because there are few such messages, and the limit is never above `HIGHEST_ASK`.
UNHEARD: Final = 0.02
ASK_MARGIN: Final = 0.5
HIGHEST_ASK: Final = -2.5
# The sentence model may be asked about this share of ordinary answers and of look-alikes.
ASKED: Final = (0.35, 0.8)


@dataclass(frozen=True, slots=True)
class Heard:
    """What every stage says about one message, before any limit; `found` is the urgency of the word lists, or ""."""

    message: Message
    found: str
    words: Mapping[str, float]
    both: Mapping[str, float]


Score = Callable[["Heard"], float]


def choose_limits(model: Mapping[str, Any]) -> dict[str, float]:
    """The limits of every language: set by all messages together, because few messages set a limit by chance."""
    return Choosing(list(hear(model, tuning()))).limits()


def hear(model: Mapping[str, Any], messages: Sequence[Message]) -> Iterator[Heard]:
    """What each stage of the cascade says about each message."""
    screener = Screener(load_lexicons())
    opinion = Opinion({**model, "limits": UNSET}, sentence_embedder(layers_of(model)))
    for message in messages:
        signals, windows = screener.read(message.text, message.language)
        found = min((signal.urgency for signal in signals), key=["now", "soon", "check"].index, default="")
        scored = max(opinion.scored(windows), key=lambda entry: entry.danger, default=None)
        if scored is None:
            yield Heard(message, found, {}, {})
        else:
            words = {"danger": scored.danger, "signal": scored.signal}
            yield Heard(message, found, words, opinion.both(scored, MEANING_SHARE))


class Choosing:
    """Chooses one limit after the other: a later one leaves room for what the earlier ones let through."""

    def __init__(self, heard: Sequence[Heard]) -> None:
        self._heard = heard
        self._ask = _needless_below(heard)
        self._sure = self._lowest(SURE, _score("words", "signal"), lambda _: False)

    def limits(self) -> dict[str, float]:
        """Every limit by its name."""
        chosen = {
            "unsure": self._lowest(ASKED, _score("words", "danger"), lambda _: False),
            "sure": self._sure,
            "signal": self._lowest(SIGNALS, _score("words", "signal"), _signalled),
            "both_signal": self._lowest(SIGNALS, _score("both", "signal"), self._signalled_before),
            "check": self._lowest(CHECKS, _score("words", "danger"), lambda one: bool(one.found)),
            "both_check": self._lowest(CHECKS, _score("both", "danger"), self._noticed_before),
            "both_ask": self._ask,
        }
        return {name: round(value, 3) for name, value in chosen.items()} | {"now": 0.0, "meaning_share": MEANING_SHARE}

    def _signalled_before(self, one: Heard) -> bool:
        return _signalled(one) or _score("words", "signal")(one) >= self._sure

    def _noticed_before(self, one: Heard) -> bool:
        asked = bool(one.found) and _score("both", "danger")(one) >= self._ask
        return asked or self._signalled_before(one)

    def _lowest(self, allowed: tuple[float, float], score: Score, counts: Callable[[Heard], bool]) -> float:
        """The lowest limit that keeps to the allowed shares (of ordinary answers, of look-alikes) in every group."""
        return max(
            _lowest(quiet, room * share, score, counts)
            for kind, share in zip(("ordinary", "lookalike"), allowed, strict=True)
            for quiet, room in self._groups(kind)
        )

    def _groups(self, kind: str) -> Iterator[tuple[list[Heard], float]]:
        """All harmless messages of a kind, and those of each language, with how much of the allowed share they may take."""
        quiet = [one for one in self._heard if one.message.kind == kind]
        yield quiet, 1.0
        for language in sorted({one.message.language for one in quiet}):
            yield [one for one in quiet if one.message.language == language], ROOM_OF_A_LANGUAGE


def _needless_below(heard: Sequence[Heard]) -> float:
    """Below this a question of the word lists is needless; all languages together, because such messages are few."""
    score = _score("both", "danger")
    asked = sorted(score(one) for one in heard if one.message.label != "none" and one.found == "check")
    return min(HIGHEST_ASK, asked[int(UNHEARD * len(asked))] - ASK_MARGIN) if asked else NOTHING


def _signalled(one: Heard) -> bool:
    return one.found in ("now", "soon")


def _score(stage: str, head: str) -> Score:
    return lambda one: getattr(one, stage).get(head, NOTHING)


def _lowest(quiet: list[Heard], share: float, score: Score, counts: Callable[[Heard], bool]) -> float:
    """The lowest limit with which at most this share of harmless messages counts, those found anyway included."""
    room = max(0, round(share * len(quiet)) - sum(map(counts, quiet)))
    ordered = sorted((score(one) for one in quiet if not counts(one)), reverse=True)
    return ordered[room] + 1e-3 if room < len(ordered) else NOTHING
