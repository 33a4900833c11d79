"""What the content tests look at: the real intake and the real catalogues."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.words import Catalogues
from flows.engine.compiling import Flow
from flows.library import packaged


@pytest.fixture(scope="session")
def flow() -> Flow:
    return packaged().newest("intake").flow


@pytest.fixture(scope="session")
def catalogues() -> Catalogues:
    return Catalogues.load()


@pytest.fixture(scope="session")
def inventory() -> dict[str, Any]:
    text = Path(__file__).with_name("inventory.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found
