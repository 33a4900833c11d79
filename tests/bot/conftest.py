"""A database in a file that a test can copy, kill over, or read byte by byte."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import KeyRing, Store, open_store


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    shutil.copy(sqlite_template, tmp_path / "killed.db")
    return f"sqlite:///{tmp_path / 'killed.db'}"


@pytest.fixture
def sqlite(sqlite_url: str, keys: KeyRing) -> Iterator[Store]:
    opened = open_store(sqlite_url, keys)
    yield opened
    opened.close()
