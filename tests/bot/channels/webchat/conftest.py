"""Every test gets its own house."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.channels.webchat.house import House, Visitor, open_house


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A web chat on a fresh database."""
    found = open_house(tmp_path)
    yield found
    found.parts.store.close()


@pytest.fixture
def visitor(house: House) -> Visitor:
    """Somebody who opens it for the first time."""
    return house.visitor()
