"""Words in the picture: a name made fit to draw, cut into lines but never cut off, and the letters in a circle."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

Measure = Callable[[str, float], float]

LINE_HEIGHT: Final = 1.22
SHRINK_AT_MOST: Final = 0.72
LONGEST_WORD_LEFT_WHOLE: Final = 12
_ZWNJ, _ZWJ = "\u200c", "\u200d"
# Advance widths of a semibold sans in em, a little on the generous side: the page uses whatever font the device has.
_WIDTHS: Final = {
    **dict.fromkeys(" .,:;'`!|ijlıİíìïîłI()[]-/\\·", 0.34),
    **dict.fromkeys('ftrJß"*', 0.46),
    **dict.fromkeys("scsşzžčçkvxyxEFLSTZ?", 0.6),
    **dict.fromkeys("wDGHNOQUÖÜØĞ&%", 0.83),
    **dict.fromkeys("mMW@ЖЮШЩЫжюшщыфФŒœÆæ", 1.02),
}
_WIDE_SCRIPTS: Final = ("TAMIL", "MALAYALAM", "KANNADA", "MYANMAR", "SINHALA", "TELUGU", "KHMER")
_SLIM_SCRIPTS: Final = ("ARABIC", "HEBREW", "THAI", "LAO")
_JOINED_SCRIPTS: Final = ("ARABIC", "SYRIAC", "MONGOLIAN", "NKO", "ADLAM", "DEVANAGARI", "BENGALI", "GUJARATI")
_JOINED_SCRIPTS_MORE: Final = ("GURMUKHI", "ORIYA", "SINHALA", "KANNADA", "TELUGU", "TAMIL", "MALAYALAM", "KHMER")


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A text in lines, the font size that makes it fit, and how much room it takes."""

    lines: tuple[str, ...]
    font_size: float
    width: float
    height: float


def drawable(name: str) -> str:
    """Return a name without what cannot be drawn or would turn the text around: controls, direction marks, gaps."""
    kept = (char if char in (_ZWJ, _ZWNJ) or _is_drawn(char) else " " if char.isspace() else "" for char in name)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split()).strip(_ZWJ + _ZWNJ)


def _is_drawn(char: str) -> bool:
    kind = unicodedata.category(char)
    # Cf holds direction overrides and soft hyphens; tags (U+E00xx) build some flags and stay.
    return kind[0] not in "CZ" or 0xE0020 <= ord(char) <= 0xE007F


def clusters(text: str) -> tuple[str, ...]:
    """Return the characters as a reader sees them: letters with their marks, whole emoji."""
    return tuple(_clusters(text))


def _clusters(text: str) -> Iterator[str]:
    current = ""
    for char in text:
        if current and not _continues(current, char):
            yield current
            current = ""
        current += char
    if current:
        yield current


def _continues(current: str, char: str) -> bool:
    code = ord(char)
    if unicodedata.category(char)[0] == "M" or char in (_ZWJ, _ZWNJ) or current[-1] == _ZWJ:
        return True
    if 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F:  # skin tones, flag tags
        return True
    return _is_flag_letter(char) and _is_flag_letter(current[-1]) and len(current) == 1


def _is_flag_letter(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF


def estimate(text: str, font_size: float) -> float:
    """Return a width that is rarely too small, in the unit of `font_size`, for any script and any common font."""
    return sum(_cluster_width(cluster) for cluster in _clusters(text)) * font_size


def _cluster_width(cluster: str) -> float:
    char = cluster[0]
    known = _WIDTHS.get(char)
    if known is not None:
        return known
    kind = unicodedata.category(char)
    if kind == "So" or unicodedata.east_asian_width(char) in "WF" or "\ufe0f" in cluster:
        return 1.3 if kind[0] == "S" else 1.05
    if kind[0] == "M":
        return 0.3
    if char < "\u0590":
        return 0.74 if char.isupper() else 0.67
    script = unicodedata.name(char, "").split(" ")[0]
    spacing_marks = sum(0.45 for mark in cluster[1:] if unicodedata.category(mark) == "Mc")
    wide = 1.3 if script in _WIDE_SCRIPTS else 0.6 if script in _SLIM_SCRIPTS else 0.74
    return wide + spacing_marks


def wrap(text: str, font_size: float, width: float, measure: Measure, *, most_lines: int = 3) -> Wrapped:
    """Return the text in lines of at most `width` where that can be done; a long word gets smaller, or wider.

    Nothing is ever left out. Letters that join (Arabic, Devanagari ...) are never parted inside a word.
    """
    smallest = font_size * SHRINK_AT_MOST
    size = font_size
    while True:
        lines = _fill(_pieces(text, size, width, measure), size, width, measure)
        fits = len(lines) <= most_lines and all(measure(line, size) <= width for line in lines)
        if fits or size <= smallest:
            return _wrapped(lines, size, measure)
        size = max(smallest, size * 0.93)


def _wrapped(lines: tuple[str, ...], size: float, measure: Measure) -> Wrapped:
    widest = max((measure(line, size) for line in lines), default=0.0)
    return Wrapped(lines, size, widest, len(lines) * size * LINE_HEIGHT)


def _pieces(text: str, size: float, width: float, measure: Measure) -> list[tuple[str, bool]]:
    """Split at spaces, after hyphens, and inside words too long for a line; True means a space comes before."""
    pieces: list[tuple[str, bool]] = []
    for word in text.split(" "):
        parts = _after_hyphens(word)
        for index, part in enumerate(parts):
            for nth, bit in enumerate(_broken(part, size, width, measure)):
                pieces.append((bit, index == 0 and nth == 0))
    return pieces


def _after_hyphens(word: str) -> list[str]:
    parts = word.replace("-", "-\n").split("\n")
    return [part for part in parts if part] or [word]


def _broken(word: str, size: float, width: float, measure: Measure) -> list[str]:
    letters = clusters(word)
    if measure(word, size) <= width or len(letters) <= 2 or _joins(word):
        return [word]
    hyphen = "" if _breaks_anywhere(word) else "-"
    if hyphen and len(letters) <= LONGEST_WORD_LEFT_WHOLE:
        return [word]
    room = width - measure(hyphen, size)
    count = min(len(letters) // 2, int(measure(word, size) / max(room, size)) + 1)
    ends = [round(len(letters) * part / count) for part in range(count + 1)]
    bits = ["".join(letters[start:end]) for start, end in pairwise(ends)]
    return [bit + hyphen for bit in bits[:-1]] + bits[-1:]


def _joins(word: str) -> bool:
    scripts = {unicodedata.name(char, "").split(" ")[0] for char in word}
    return not scripts.isdisjoint(_JOINED_SCRIPTS + _JOINED_SCRIPTS_MORE)


def _breaks_anywhere(word: str) -> bool:
    """Emoji, Chinese, Japanese, Thai and Lao take no hyphen; digits and signs should not look as if they had one."""
    return not any(char.isalpha() and char.lower() != char.upper() for char in word)


def _fill(pieces: list[tuple[str, bool]], size: float, width: float, measure: Measure) -> tuple[str, ...]:
    lines: list[str] = []
    for piece, spaced in pieces:
        joined = lines[-1] + (" " if spaced else "") + piece if lines else piece
        if lines and measure(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.append(piece)
    return tuple(lines)


def initials(name: str) -> str:
    """Return one or two letters for a circle; an emoji that starts the name stays whole."""
    # "Pip (hond)" is called Pip; what stands between brackets only says who that is.
    called = name.split(" (")[0] if name.endswith(")") else name
    heads = [head for word in called.split(" ") if (head := _head(word))]
    if not heads:
        return (clusters(name) or ("",))[0]
    two = len(heads) > 1 and all(_has_case(head) for head in (heads[0], heads[-1]))
    return heads[0] + heads[-1] if two else heads[0]


def _head(word: str) -> str:
    for cluster in _clusters(word):
        if cluster[0].isalnum() or unicodedata.category(cluster[0]) == "So":
            upper = cluster.upper()
            return upper if len(upper) == len(cluster) else cluster
    return ""


def _has_case(text: str) -> bool:
    return text.lower() != text.upper()
