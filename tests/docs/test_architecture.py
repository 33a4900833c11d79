"""The architecture as it is told: every invariant has a test that exists, every arrow is a contract."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.docs.pages import ROOT, blocks, text_of

ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
NODE = re.compile(r'(\w+)\["([\w/.]+): [^"]*"\]')
ARROW = re.compile(r'^ +(\w+)(?:\["[^"]*"\])? --> (\w+)', re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@pytest.fixture(scope="module")
def invariants() -> list[tuple[str, str, str]]:
    """Number, claim, proof."""
    return ROW.findall(text_of("docs/architecture.md"))


def test_there_are_ten_invariants_and_each_is_proven_by_a_test_that_exists(
    invariants: list[tuple[str, str, str]],
) -> None:
    assert [number for number, _claim, _proof in invariants] == [str(number) for number in range(1, 11)]
    missing = [
        f"{path}::{name}"
        for _number, _claim, proof in invariants
        for path, name in TEST.findall(proof) or [("no test is named", proof)]
        if not (ROOT / path).is_file() or f"def {name}(" not in text_of(path)
    ]
    assert missing == []


def test_the_folders_of_the_drawing_are_those_of_the_contracts() -> None:
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    lowest = [layer.split(" | ") for layer in layers[-5:]]
    assert lowest == [["documents", "storage"], ["flows.library"], ["care"], ["flows.engine"], ["flows.link_ids"]]
    pure = next(contract for contract in contracts if contract["name"].startswith("The pure folders"))
    assert set(pure["source_modules"]) == {"flows.engine", "care"}
    page = text_of("docs/architecture.md")
    assert all(f"`{folder}`" in page for folder in ("flows/engine", "care"))


def test_every_arrow_of_the_drawing_is_an_import() -> None:
    drawing = blocks(text_of("docs/architecture.md"), "mermaid")[0]
    places = dict(NODE.findall(drawing))
    arrows = ARROW.findall(drawing)
    assert len(arrows) > 10
    assert [arrow for arrow in arrows if not _imports(places[arrow[0]], places[arrow[1]])] == []


def _imports(of: str, what: str) -> bool:
    path = ROOT / of
    sources = [path] if path.suffix else sorted(path.rglob("*.py"))
    module = what.removesuffix(".py").replace("/", ".")
    wanted = re.compile(rf"^\s*(?:from|import) {re.escape(module)}\b", re.MULTILINE)
    return any(wanted.search(source.read_text("utf-8")) for source in sources)
