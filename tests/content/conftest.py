"""What the content tests look at: the real intake and the real catalogues."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from bot.words import Catalogues
from flows.engine.compiling import Flow
from flows.library import packaged

ROOT = Path(__file__).parents[2]


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


@pytest.fixture(scope="session")
def extracted() -> set[str]:
    """Every sentence that babel.cfg finds in the program."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    folders = ("bot", "care", "documents", "flows", "portal")
    found = {
        message
        for folder in folders
        for _file, _line, message, _notes, _context in extract_from_dir(ROOT / folder, methods, options)
    }
    return {text for text in found if isinstance(text, str)}
