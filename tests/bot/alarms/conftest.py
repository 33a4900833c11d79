"""A house with a duty list, on every database."""

from __future__ import annotations

import pytest

from storage import Store
from tests.bot.alarms.house import House


@pytest.fixture
def house(store: Store) -> House:
    """A house in which nothing rang yet."""
    return House(store)
