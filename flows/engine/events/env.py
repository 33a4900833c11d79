"""What a turn may know of the world around it. Every class is frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Signal:
    """What the safety layer made of a text; `rang` are those sentences of a long one that made it ring."""

    category: str
    urgency: Literal["now", "soon", "check"]
    rang: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Env:
    """Everything a step may know of the world: the time, and what was noticed in the text."""

    now: datetime
    signal: Signal | None = None
