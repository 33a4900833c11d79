"""The true edges of the program: the clock, random ids, secrets. Tests put their own in place of these."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime


def clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class RandomIds:
    """Ids and secrets nobody can guess."""

    def new(self) -> str:
        """A new random id."""
        return uuid.uuid4().hex

    def secret(self) -> str:
        """A new secret of 256 bits, safe in a link."""
        return secrets.token_urlsafe(32)

    def number(self, below: int) -> int:
        """A random number from 0 up to, not including, `below`."""
        return secrets.randbelow(below)


class CountingIds:
    """Ids for tests and simulations: always the same ones, in order."""

    def __init__(self, seed: int = 0) -> None:
        self._count = seed * 1_000_000

    def new(self) -> str:
        """The next id."""
        self._count += 1
        return f"{self._count:032x}"

    def secret(self) -> str:
        """The next secret; of no secrecy at all."""
        return f"secret-{self.new()}"

    def number(self, below: int) -> int:
        """The next number below."""
        self._count += 1
        return self._count * 7919 % below
