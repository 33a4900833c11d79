"""A database in a file that a test can copy, kill over, or read byte by byte; and a folder in which nothing is set."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import PREFIX
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


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that commands work in; nothing is set."""
    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path
