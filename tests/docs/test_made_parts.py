"""What is made by tools/docs.py says what the program says."""

from __future__ import annotations

from dataclasses import fields

import pytest

from bot.settings import PREFIX, Settings
from tests.docs.pages import text_of
from tools import docs, tables


@pytest.mark.parametrize("path", docs.PAGES_WITH_PARTS)
def test_made_parts_are_current(path: str) -> None:
    assert text_of(path) == docs.with_parts(text_of(path)), f"{path} lags: run `make docs`"


def test_every_part_that_can_be_made_stands_somewhere() -> None:
    written = "".join(map(text_of, docs.PAGES_WITH_PARTS))
    assert [name for name in docs.PARTS if f"<!-- made: {name} -->" not in written] == []


def test_every_setting_stands_in_the_handbook_with_its_help() -> None:
    page = text_of("docs/operating.md")
    for setting in fields(Settings):
        assert f"| `{PREFIX}{setting.name.upper()}` |" in page
        assert setting.metadata["help"] in page


def test_a_changed_table_is_noticed() -> None:
    page = text_of("docs/operating.md").replace("The port to listen on.", "The harbour to listen on.")
    assert docs.with_parts(page) != page


def test_commands_name_what_they_take() -> None:
    found = "\n".join(tables.commands())
    assert "| `maatje consultant add NAME EMAIL` |" in found
    assert "[--yes]" in found
