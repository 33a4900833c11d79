"""The pages of the documentation, and the pieces that tests look at."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
FENCE: Final = re.compile(r"^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
CODE: Final = re.compile(r"`([^`\n]+)`")
COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
HEADING: Final = re.compile(r"^#+ (.+)$", re.MULTILINE)


def pages() -> list[Path]:
    """Every page that people read."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def text_of(path: str) -> str:
    """A page, by its path from the root."""
    return (ROOT / path).read_text("utf-8")


def name_of(page: Path) -> str:
    """A page's path from the root."""
    return page.relative_to(ROOT).as_posix()


def prose(page: str) -> str:
    """A page without its blocks of code."""
    return FENCE.sub("", page)


def blocks(page: str, kind: str) -> list[str]:
    """The blocks of code of one kind."""
    return [found["body"] for found in FENCE.finditer(page) if found["kind"] == kind]


def code_words(page: str) -> set[str]:
    """Everything between single backticks in the prose."""
    return set(CODE.findall(prose(page)))


def all_code(page: str) -> str:
    """All that is set as code: blocks, indented lines and words between backticks."""
    indented = [line for line in prose(page).splitlines() if line.startswith("    ")]
    return "\n".join([*(found["body"] for found in FENCE.finditer(page)), *indented, *code_words(page)])


def anchors(page: str) -> set[str]:
    """What a link can point at within a page."""
    return {_slug(heading) for heading in HEADING.findall(prose(page))}


def _slug(heading: str) -> str:
    kept = "".join(sign for sign in heading.lower() if sign.isalnum() or sign in " -_")
    return kept.replace(" ", "-")
