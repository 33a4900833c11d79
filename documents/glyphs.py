"""Which characters our fonts can draw: read from the fonts' own tables, so that a paper never fails on a letter."""

from __future__ import annotations

import bisect
import re
import struct
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

from care.ecogram import clusters
from documents.fonts import font_set

STAND_IN: Final = "\ufffd"
BREAK_AFTER: Final = 24
_ENDLESS: Final = re.compile(r"\S{36,}")
# Characters without a shape of their own; the typesetter deals with them.
_SILENT: Final = frozenset("\u200b\u200c\u200d\u200e\u200f\u00ad\ufe0e\ufe0f\n")


def printable(text: str) -> str:
    """Return a text with every character that no font can draw replaced by a stand-in; controls are left out.

    A word longer than a line gets invisible places to break, so that it does not run off the paper.
    """
    drawn = "".join(_printed(char) for char in unicodedata.normalize("NFC", text))
    return _ENDLESS.sub(lambda found: "\u200b".join(_pieces(found.group())), drawn)


def _pieces(word: str) -> list[str]:
    letters = clusters(word)
    return ["".join(letters[at : at + BREAK_AFTER]) for at in range(0, len(letters), BREAK_AFTER)]


def _printed(char: str) -> str:
    if char in _SILENT:
        return char
    if char.isspace():
        return " "
    if unicodedata.category(char) in ("Cc", "Cf") and not 0xE0020 <= ord(char) <= 0xE007F:
        return ""
    return char if _is_covered(ord(char)) else STAND_IN


def _is_covered(code: int) -> bool:
    starts, ends = _coverage()
    index = bisect.bisect_right(starts, code) - 1
    return index >= 0 and code <= ends[index]


@lru_cache(maxsize=1)
def _coverage() -> tuple[list[int], list[int]]:
    """Return the covered characters as sorted, merged ranges."""
    merged: list[list[int]] = []
    for start, end in sorted(found for file in font_set().files for found in _ranges(file)):
        if merged and start <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return [start for start, _ in merged], [end for _, end in merged]


def _ranges(file: Path) -> list[tuple[int, int]]:
    data = file.read_bytes()
    base = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    count = struct.unpack_from(">H", data, base + 4)[0]
    tables = {data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in _steps(base + 12, 16, count)}
    start = tables[b"cmap"]
    subtables = struct.unpack_from(">H", data, start + 2)[0]
    offsets = [start + struct.unpack_from(">I", data, at + 4)[0] for at in _steps(start + 4, 8, subtables)]
    return [found for offset in offsets for found in _subtable(data, offset)]


def _steps(start: int, size: int, count: int) -> range:
    return range(start, start + size * count, size)


def _subtable(data: bytes, offset: int) -> list[tuple[int, int]]:
    """Read the two forms that map Unicode: 4 (the first 65,536 characters) and 12 (all)."""
    form = struct.unpack_from(">H", data, offset)[0]
    if form == 12:
        groups = struct.unpack_from(">I", data, offset + 12)[0]
        return [struct.unpack_from(">II", data, at) for at in _steps(offset + 16, 12, groups)]
    if form != 4:
        return []
    segments = struct.unpack_from(">H", data, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", data, offset + 14)
    starts = struct.unpack_from(f">{segments}H", data, offset + 16 + 2 * segments)
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start != 0xFFFF]
