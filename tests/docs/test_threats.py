"""The threat model names tests that exist, for every threat, and says for each what is left."""

from __future__ import annotations

import ast
import re

import pytest

from tests.docs.pages import ROOT, text_of

PAGE = "docs/safety/threat-model.md"
THREATS = (
    "A parent with the phone",
    "A curious colleague",
    "A stolen laptop",
    "A leaked backup",
    "A hostile visitor",
    "A compromised bot token",
)
PROOF = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
ROW = re.compile(r"^\| (?!measure|---)(.+) \| (.+) \|$", re.MULTILINE)


def part(threat: str) -> str:
    """What the page says about a threat."""
    return text_of(PAGE).split(f"\n## {threat}\n")[1].split("\n## ")[0]


def names_in(path: str) -> set[str]:
    """The tests of a file, by their names."""
    found = ast.walk(ast.parse((ROOT / path).read_text("utf-8")))
    return {node.name for node in found if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("threat", THREATS)
def test_every_measure_names_a_test_that_exists(threat: str) -> None:
    rows = ROW.findall(part(threat))
    assert len(rows) >= 4
    for measure, proofs in rows:
        named = PROOF.findall(proofs)
        assert named, f"no test proves: {measure}"
        for path, name in named:
            assert (ROOT / path).is_file(), path
            assert not name or name in names_in(path), f"{path} has no {name}"


@pytest.mark.parametrize("threat", THREATS)
def test_what_is_left_is_said(threat: str) -> None:
    assert re.search(r"^Left: \w+", part(threat), re.MULTILINE)


def test_a_test_that_is_gone_would_be_noticed() -> None:
    assert "test_every_measure_names_a_test_that_exists" in names_in("tests/docs/test_threats.py")
    assert "test_no_such_thing" not in names_in("tests/docs/test_threats.py")


def test_the_templates_name_the_keys_of_the_organisations_file() -> None:
    for page in ("docs/privacy/dpia-template.md", "docs/privacy/record-of-processing-template.md"):
        assert "`agreements`" in text_of(page) or "agreements" in text_of(page)
    record = text_of("docs/privacy/record-of-processing-template.md")
    for key in (
        "days_kept",
        "years_kept_after_sharing",
        "days_alarms_kept",
        "days_access_log_kept",
        "days_deletions_kept",
    ):
        assert f"`{key}`" in record
