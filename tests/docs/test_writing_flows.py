"""The handbook for authors is true: its examples play, and whatever the engine knows stands in it."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from typing import get_args

import pytest
from pydantic import BaseModel

from flows.engine.bands import BANDS
from flows.engine.compiling import CompiledFlow, Flow, Option, Row, Step, conditions
from flows.engine.compiling.definition import Extra, Kind, Look, Outcome, Sentence, Variant
from flows.engine.events import Asked, Chose, Commanded, CoursesFound, CoursesWanted, Env, Prompt, Started
from flows.engine.lint import filling
from flows.engine.session import Session
from flows.engine.step import step
from flows.engine.turns import new_session
from flows.library import checked
from tests.docs.pages import ROOT, blocks, code_words, text_of

NOW = Env(datetime(2026, 1, 5, 9, 0, tzinfo=UTC))
TURNS_AT_MOST = 200
TAPS = {"consent.agree": "agree", "network.people": "fits", "review.items": "done", "review.send": "keep"}
ENGINE = ROOT / "flows" / "engine"
SENTENCES_OF_OTHERS = (
    "the key",
    "stands twice",
    "cannot read",
    "unknown answer",
    "is not allowed here",
    "expected readable YAML",
    "save the file as UTF-8",
    "found the control character",
    "put a text with braces between quotes",
    "found an alias",
    "found brackets in brackets",
    "is an unknown key",
)


@pytest.fixture(scope="module")
def page() -> str:
    """The handbook for authors."""
    return text_of("docs/writing-flows.md")


@pytest.fixture(scope="module")
def compiled(page: str) -> CompiledFlow:
    """All examples of the page, one under the other."""
    return CompiledFlow(checked("".join(f"{block.rstrip()}\n" for block in blocks(page, "yaml")), "writing-flows").flow)


def test_the_examples_together_are_one_sound_flow(compiled: CompiledFlow) -> None:
    assert len(compiled.flow.steps) > 15


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_of_step_has_a_heading_and_an_example(page: str, compiled: CompiledFlow, kind: str) -> None:
    assert f"\n### {kind}: " in page
    assert kind in {found.kind for found in compiled.flow.steps}


@pytest.mark.parametrize("band", BANDS)
def test_the_examples_can_be_played_to_the_end(compiled: CompiledFlow, band: str) -> None:
    session, prompt = _played(compiled, new_session(compiled, "en", band), Started(band))
    for _turn in range(TURNS_AT_MOST):
        if prompt.control == "end":
            break
        tap = TAPS.get(prompt.step)
        event = Commanded("skip") if tap is None else Chose(prompt.token, tap)
        session, prompt = _played(compiled, session, event)
    assert prompt.step == "end.finished"


def _played(compiled: CompiledFlow, session: Session, event: object) -> tuple[Session, Prompt]:
    outcome = step(compiled, session, event, NOW)  # type: ignore[arg-type]
    for wanted in (fact for fact in outcome.events if isinstance(fact, CoursesWanted)):
        outcome = step(compiled, outcome.session, CoursesFound(wanted.step, wanted.key, (), ()), NOW)
    return outcome.session, [fact for fact in outcome.events if isinstance(fact, Asked)][-1].prompt


@pytest.mark.parametrize("part", [Flow, Step, Option, Row, Variant, Sentence, Extra], ids=lambda part: part.__name__)
def test_every_key_an_author_can_write_is_explained(page: str, part: type[BaseModel]) -> None:
    explained = {word.partition(":")[0] for word in code_words(page)}
    assert sorted(set(part.model_fields) - explained) == []


def test_every_look_outcome_and_slot_is_explained(page: str) -> None:
    wanted = {*get_args(Look), *get_args(Outcome), *(f"{{{slot}}}" for slot in filling.KNOWN_SLOTS)}
    assert sorted(wanted - code_words(page)) == []


def test_every_word_and_function_of_conditions_is_explained(page: str) -> None:
    table = page.partition("## Conditions")[2].partition("## Extras")[0]
    missing = [word for word in conditions.WORDS if f"`{word}`" not in table]
    missing += [name for name in conditions.FUNCTIONS if f"{name}(" not in table]
    assert missing == []


def test_every_complaint_of_the_linter_is_explained(page: str) -> None:
    explained = code_words(page.partition("## Checking")[2])
    unexplained = [said for said in _complaints() if not any(words in said for words in explained if len(words) > 8)]
    assert unexplained == []


def test_no_complaint_is_explained_that_nobody_makes(page: str) -> None:
    table = page.partition("| it says | do this |")[2].partition("\n\n")[0]
    said_by_code = "\n".join(_complaints())
    words = [word for row in table.splitlines() for word in code_words(row.rpartition("|")[0].rpartition("|")[0])]
    assert len(words) > 20
    assert [word for word in words if word not in said_by_code] == []


def test_the_sentences_of_the_loader_are_there(page: str) -> None:
    sources = "".join(
        (ENGINE / "compiling" / name).read_text("utf-8") for name in ("loading.py", "expressions.py", "conditions.py")
    )
    assert [words for words in SENTENCES_OF_OTHERS if words not in sources or f"`{words}`" not in page] == []


def _complaints() -> list[str]:
    """The fixed words of every sentence the linter can say, an ellipsis for what differs."""
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted((ENGINE / "lint").glob("*.py"))]
    said = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Yield)]
    fixed = [_fixed(sentence) for sentence in said if isinstance(sentence, ast.JoinedStr)]
    return [sentence for sentence in fixed if any(sign.isalpha() for sign in sentence)]


def _fixed(sentence: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in sentence.values)
