"""The list of licences is complete, and what asks something of us is explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import ROOT, prose, text_of
from tools import licences


@pytest.fixture(scope="module")
def locked() -> list[licences.Licence]:
    """Everything we run on."""
    return licences.of_lock()


def test_the_page_is_current(locked: list[licences.Licence]) -> None:
    page = text_of("docs/licences.md")
    missing = [line for line in licences.table([*locked, *licences.of_optional()]) if line not in page]
    assert missing == [], "docs/licences.md lags: run `make docs`"


def test_every_dependency_of_the_program_is_in_the_list(locked: list[licences.Licence]) -> None:
    names = {found.package for found in locked}
    text = (ROOT / "requirements.txt").read_text("utf-8")
    pinned = {line.partition("==")[0] for line in text.splitlines() if "==" in line and not line.startswith((" ", "#"))}
    assert names == pinned
    assert len(names) > 30


def test_whatever_is_more_than_permissive_is_explained_by_name(locked: list[licences.Licence]) -> None:
    explained = prose(text_of("docs/licences.md")).partition("## What it runs on")[0]
    assert [found.package for found in locked if found.is_copyleft and found.package not in explained] == []


def test_nothing_under_the_plain_gpl_comes_in_unnoticed(locked: list[licences.Licence]) -> None:
    assert [found for found in locked if "GPL" in found.licence.replace("LGPL", "")] == []


def test_a_package_that_is_not_installed_is_a_plain_error(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("no-such-package-anywhere==1.0 \\\n    --hash=sha256:00\n", "utf-8")
    with pytest.raises(LookupError, match="make setup"):
        licences.of_lock(lock)
