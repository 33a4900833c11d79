"""The lines of a summary as page and paper set them: what comes before the colon quieter, what must not be missed bold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from care.handoff import SectionItem
from care.network import SUPPORTS, Network
from care.network.describing import NOBODY_WORDS, SUPPORT_WORDS
from flows.link_ids import NETWORK_SUPPORT

VOICES: Final = "own_words"
UNKNOWN: Final = "dont_know"
BESIDE_THE_PICTURE: Final = frozenset({"happiness", "strength", "network"})
LONGEST_LABEL: Final = 42

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; `label` is what came before its colon, to be set quieter, `strong` must not be missed."""

    label: str
    text: str
    strong: bool = False


def support_pieces(network: Network, _: Translate) -> tuple[Piece, ...]:
    """Return whom the child turns to for what, so that only "nobody" stands out."""
    return tuple(_support(network, _))


def pieces_of(item: SectionItem, support: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces of a line; `support` takes the place of the line that says the same in one stretch."""
    if item.question_id == NETWORK_SUPPORT and support and item.quote is None:
        return support
    return (_piece(item.text, strong=item.strong, is_label=item.quote is not None),)


def _support(network: Network, _: Translate) -> Iterator[Piece]:
    for kind in SUPPORTS:
        who = network.support.get(kind, UNKNOWN)
        if who != UNKNOWN:
            text = _(SUPPORT_WORDS[kind]).format(who=_(NOBODY_WORDS[who]) if who in NOBODY_WORDS else who)
            yield _piece(text, strong=who == "nobody")


def _piece(text: str, *, strong: bool, is_label: bool = False) -> Piece:
    label, colon, rest = text.partition(": ")
    if not colon or len(label) > LONGEST_LABEL:
        label, rest = (text, "") if is_label else ("", text)
    return Piece(label, rest, strong)
