"""Links lead somewhere, and what is named exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli import app
from tests.docs.pages import COMMENT, ROOT, all_code, anchors, code_words, name_of, pages, prose, text_of

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
NAMED_PATH = re.compile(r"[A-Za-z_.][\w.-]*(?:/[\w.*<>-]+)+/?")
NAMED_COMMAND = re.compile(r"^ *(?:\.venv/bin/)?maatje((?: [a-z]+)+)", re.MULTILINE)
NAMED_TARGET = re.compile(r"^ *make ([a-z]+)", re.MULTILINE)
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")} - {"var"}


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    dead = [link for link in LINK.findall(prose(text)) if not _leads(page, link)]
    assert dead == []


def _leads(page: Path, link: str) -> bool:
    if link.startswith(("https://", "http://", "mailto:")):
        return True
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return False
    return not anchor or anchor in anchors(target.read_text("utf-8"))


def test_a_dead_link_is_noticed() -> None:
    page = ROOT / "docs" / "architecture.md"
    assert _leads(page, "writing-flows.md#extras")
    assert not _leads(page, "writing-flows.md#no-such-heading")
    assert not _leads(page, "no-such-page.md")


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_no_page_names_a_file_that_is_not_there(page: Path) -> None:
    words = {word for code in code_words(COMMENT.sub("", page.read_text("utf-8"))) for word in NAMED_PATH.findall(code)}
    ours = {word for word in words if word.split("/")[0] in FOLDERS and "<" not in word}
    assert sorted(word for word in ours if not _exists(word)) == []


def _exists(word: str) -> bool:
    return any(ROOT.glob(word.rstrip("/"))) or any((ROOT / "bot").glob(f"{word}.py"))


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_command_that_is_named_exists(page: Path) -> None:
    named = {tuple(found.split()) for found in NAMED_COMMAND.findall(all_code(page.read_text("utf-8")))}
    root = typer.main.get_command(app)
    assert sorted(words for words in named if not _is_command(root, words)) == []


def _is_command(command: Any, words: tuple[str, ...]) -> bool:
    inner = getattr(command, "commands", None)
    if inner is None:
        return True
    return bool(words) and words[0] in inner and _is_command(inner[words[0]], words[1:])


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {target for page in pages() for target in NAMED_TARGET.findall(all_code(page.read_text("utf-8")))}
    assert sorted(named - targets) == []


def test_every_decision_stands_in_the_index() -> None:
    index = text_of("docs/decisions/README.md")
    written = {page.name for page in (ROOT / "docs" / "decisions").glob("0*.md")}
    assert {name for name in written if f"({name})" not in index} == set()


def test_every_page_of_the_handbook_can_be_reached_from_the_readme() -> None:
    reached = {ROOT / "README.md"}
    waiting = list(reached)
    while waiting:
        page = waiting.pop()
        for link in LINK.findall(prose(page.read_text("utf-8"))):
            target = (page.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".md" and target.is_file() and target not in reached:
                reached.add(target)
                waiting.append(target)
    assert sorted(name_of(page) for page in set(pages()) - reached) == []
