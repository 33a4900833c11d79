"""A portal with two consultants, on a real database."""

from __future__ import annotations

import pytest

from storage import Store
from tests.portal.invented import Portal


@pytest.fixture
def portal(store: Store) -> Portal:
    """A portal that nobody shared anything with yet."""
    return Portal(store)
