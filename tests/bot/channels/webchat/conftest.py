"""Every test gets its own house."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.channels.webchat.house import House, Visitor, new_database, open_house


@pytest.fixture(scope="session")
def chat_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, made once; every test works on a copy."""
    return new_database(tmp_path_factory.mktemp("webchat"))


@pytest.fixture
def house(tmp_path: Path, chat_database: Path) -> Iterator[House]:
    """A web chat on a fresh database."""
    found = open_house(Path(shutil.copy(chat_database, tmp_path / "chat.db")))
    yield found
    found.close()


@pytest.fixture
def visitor(house: House) -> Visitor:
    """Somebody who opens it for the first time."""
    return house.visitor()
