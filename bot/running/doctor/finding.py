"""What `maatje doctor` found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the operator should know; `bad` must be mended."""

    text: str
    bad: bool = False
