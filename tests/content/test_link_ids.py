"""The link ids that the program knows stand in one list, and every one of them is a question of the intake."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from flows import link_ids
from flows.engine.compiling import Flow
from tests.content.conftest import ROOT

KNOWN = {name: value for name, value in vars(link_ids).items() if name.isupper()}
FOLDERS = ("bot", "care", "documents", "flows", "portal", "storage")


def loose(file: Path, ids: set[str]) -> Iterator[str]:
    """Every link id that a file writes out by itself, with its line."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and node.value in ids:
            yield f"{file.relative_to(ROOT)}:{node.lineno}: {node.value}"


def test_every_link_id_that_the_program_knows_is_a_question_of_the_intake(flow: Flow) -> None:
    assert set(KNOWN.values()) <= set(flow.by_id)


def test_its_name_is_the_link_id_itself() -> None:
    assert KNOWN and {name: value.upper().replace(".", "_") for name, value in KNOWN.items()} == {n: n for n in KNOWN}


def test_no_link_id_is_written_out_anywhere_else(flow: Flow) -> None:
    files = (file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py") if file.name != "link_ids.py")
    assert [found for file in files for found in loose(file, set(flow.by_id))] == []


def test_each_of_them_is_used() -> None:
    files = (file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py") if file.name != "link_ids.py")
    used = {alias.name for file in files for alias in _imported(file)}
    assert set(KNOWN) - used == set()


def _imported(file: Path) -> Iterator[ast.alias]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == link_ids.__name__:
            yield from node.names
