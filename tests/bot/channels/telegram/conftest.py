"""Worlds for the tests of the Telegram channel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from telegram_world import MakeWorld, World, open_world

from storage import KeyRing, open_store


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A file with all the tables, and its master key."""
    path, master = tmp_path_factory.mktemp("telegram") / "template.db", KeyRing.new_master()
    store = open_store(f"sqlite:///{path}", KeyRing.from_master(master))
    store.upgrade()
    store.close()
    return path, master


@pytest_asyncio.fixture
async def make_world(database: tuple[Path, str], tmp_path: Path) -> AsyncIterator[MakeWorld]:
    """Make a world; afterwards no request of it may have been one that Telegram would refuse to read."""
    async with AsyncExitStack() as stack:
        worlds: list[World] = []

        async def make(**settings: Any) -> World:
            world = await stack.enter_async_context(open_world(database, tmp_path / f"{len(worlds)}.db", **settings))
            worlds.append(world)
            return world

        yield make
        for world in worlds:
            assert world.api.invalid == []


@pytest_asyncio.fixture
async def world(make_world: MakeWorld) -> World:
    """A world for people of 18 and older, polled."""
    return await make_world()
