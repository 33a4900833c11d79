"""Nothing that is committed tells where it was made: no path of somebody's machine, no address of a package registry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import ROOT

SKIPPED = {"var", "node_modules", "__pycache__"}
TEXTS = {
    ".md",
    ".py",
    ".toml",
    ".yaml",
    ".yml",
    ".txt",
    ".cfg",
    ".sh",
    ".js",
    ".css",
    ".html",
    ".json",
    ".po",
    ".typ",
    "",
}
TELLING = re.compile(
    r"(?<![\w.:/-])/(?:work|root|Users|home/[a-z]+|tmp/bash)\b/?"
    r"|https?://[^\s\"')]*(?:pypi\.|pythonhosted|registry\.npm|artifactory|devpi|/simple/)"
    r"|--(?:extra-)?index-url"
)


def _committed() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part not in (".ci", ".gitignore") for part in parts)
        if path.is_file() and not hidden and not SKIPPED & set(parts) and path.suffix in TEXTS:
            yield path


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _committed()
        if path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if TELLING.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    ["see /" + "work/somewhere/x", "cd /root", "open /home/anna/a", "https://py" + "pi.org/simple/", "--index-url x"],
)
def test_a_telling_line_is_noticed(line: str) -> None:
    assert TELLING.search(line)


@pytest.mark.parametrize(
    "line", ["docs/" + "work/plan", "https://example.org/" + "work/", "the /home page", "make at /portal"]
)
def test_an_innocent_line_is_left_alone(line: str) -> None:
    assert not TELLING.search(line)
