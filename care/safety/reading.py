"""A text as sentences of words that know their word-list keys, per language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from care.safety.lexicon import Lexicon
from care.safety.normalise import fold
from care.safety.patterns import Keys

_SENTENCE_END: Final = re.compile(r"[.!?;\n]+")
# "papa... slaat me": dots in a row are a pause of somebody who hesitates.
_PAUSE: Final = re.compile(r"\.{2,}(?!\s*\n)")
_WORD: Final = re.compile(r"[^\W_]+|,")
LONGEST_SENTENCE: Final = 40
OVERLAP: Final = 10
LONGEST_WORD: Final = 60


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words in order; `keys`, `clauses` and `spoken` have one entry a word.

    A clause ends at a comma or a word like "but". `spoken` is the word with its accents, and a comma where one followed.
    """

    words: tuple[str, ...]
    keys: tuple[Keys, ...]
    clauses: tuple[int, ...]
    spoken: tuple[str, ...]


def words_of(text: str) -> Iterator[tuple[str, ...]]:
    """The words and commas of each sentence of a tidied text; a very long sentence comes in overlapping parts."""
    for part in _SENTENCE_END.split(_PAUSE.sub(",", text) if ".." in text else text):
        words = tuple(word[:LONGEST_WORD] for word in _WORD.findall(part))
        step = LONGEST_SENTENCE - OVERLAP
        for start in range(0, max(1, len(words) - OVERLAP), step):
            if chunk := words[start : start + LONGEST_SENTENCE]:
                yield chunk


def read(words: tuple[str, ...], lexicon: Lexicon) -> Sentence:
    """One sentence as a word list sees it: accents gone, short forms written out, commas turned into clauses."""
    kept: list[str] = []
    keys: list[Keys] = []
    clauses: list[int] = []
    spoken: list[str] = []
    clause = 0
    for said in words:
        if said == ",":
            clause += 1
            spoken[-1:] = [f"{word}," for word in spoken[-1:]]
            continue
        meant = _meant(fold(said), lexicon)
        for full in meant:
            known = lexicon.vocabulary.keys(full)
            clause += "[break]" in known
            kept.append(full)
            keys.append(known)
            clauses.append(clause)
            spoken.append(said if len(meant) == 1 and full == fold(said) else full)
    return Sentence(tuple(kept), _with_expressions(kept, keys, lexicon), tuple(clauses), tuple(spoken))


def _meant(word: str, lexicon: Lexicon) -> Sequence[str]:
    written = lexicon.short.get(word)
    if written:
        return written.split()
    pieces = lexicon.vocabulary.pieces(word)
    return pieces if len(pieces) == 1 else [full for piece in pieces for full in _written_out(piece, lexicon)]


def _written_out(word: str, lexicon: Lexicon) -> Sequence[str]:
    return lexicon.short.get(word, word).split()


def _with_expressions(words: list[str], keys: list[Keys], lexicon: Lexicon) -> tuple[Keys, ...]:
    """Give a word the keys of the fixed expression that starts there: "not_breathing" stands on "not"."""
    expressions = lexicon.vocabulary.expressions
    for start, word in enumerate(words):
        for length in expressions.get(word, ()):
            known = lexicon.vocabulary.words.get("_".join(words[start : start + length]))
            if known is not None:
                keys[start] |= known
    return tuple(keys)
