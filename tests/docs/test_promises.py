"""Invariants of the architecture that belong to no single folder."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.conversation import Conversation
from bot.handlers.help import INTRO
from bot.organisation import load_organisation
from bot.running.edges import CountingIds
from bot.turn.messages import Incoming, Start
from bot.turn.scene import Tools
from bot.words import Catalogues
from flows.engine import limits
from flows.engine.events import Chose, Commanded, Env, NotUnderstood, Picked, Started, Wrote
from flows.engine.step import step
from flows.engine.turns import new_session
from flows.library import packaged, packaged_texts
from storage import KeyRing, open_store
from tests.docs.pages import ROOT

PURE = ("flows/engine", "care")
OUTSIDE = {
    "asyncio", "os", "pathlib", "random", "secrets", "socket", "subprocess", "tempfile", "threading", "time", "urllib",
    "uuid", "sqlalchemy", "psycopg", "starlette", "telegram", "babel", "gettext", "jinja2", "typst", "dbos", "logging",
}  # fmt: skip
CLOCKS = {"now", "utcnow", "today"}
CALLED = re.compile(r"\b0800[- ]?\d{4}\b|\btel:|\b112\b|\b113\b|https?://")
NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def _sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def test_the_pure_folders_reach_for_nothing_outside() -> None:
    reached = [f"{path.relative_to(ROOT)}: {what}" for path in _sources(*PURE) for what in _reaches(path.read_text())]
    assert reached == []


def _reaches(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names if name.name.split(".")[0] in OUTSIDE)
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in OUTSIDE:
                yield module
            case ast.Call(func=ast.Name(id="open" | "print" | "input" as name)):
                yield f"{name}()"
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCKS:
                yield f".{name}()"
            case ast.AsyncFunctionDef(name=name) | ast.Global(names=[name, *_]):
                yield name


@pytest.mark.parametrize(
    "source", ["import os.path", "from time import monotonic", "open('x')", "datetime.now()", "async def f(): ..."]
)
def test_reaching_out_is_noticed(source: str) -> None:
    assert list(_reaches(source))


class _Listening:
    """A screener that remembers what it was shown, and notices nothing."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def screen(self, text: str, language: str) -> None:
        """Look at a text."""
        self.heard.append(text)


@pytest.fixture(scope="module")
def heard() -> Iterator[tuple[Conversation, list[str]]]:
    """A conversation, and everything its safety layer was shown."""
    listening = _Listening()
    store = open_store("sqlite://", KeyRing.generate())
    store.upgrade()
    tools = Tools(load_organisation(None), Catalogues.load(), CountingIds(), lambda _language: ("water",) * 1024)
    yield (
        Conversation(store=store, library=packaged(), tools=tools, screener=listening, clock=lambda: NOW),
        listening.heard,
    )
    store.close()


@pytest.mark.parametrize("before", [None, "stop", "help", "delete", "pause", "language"])
@pytest.mark.parametrize("way", ["typed", "slash", "wrote", "picked words", "picked option", "chose"])
async def test_every_free_text_is_screened_before_it_is_routed(
    heard: tuple[Conversation, list[str]], way: str, before: Any
) -> None:
    conversation, texts = heard
    child = secret = f"A {way} secret after {before}"
    given: dict[str, dict[str, Any]] = {
        "typed": {"typed": secret},
        "slash": {"typed": f"/stop {secret}"},
        "wrote": {"event": Wrote(secret)},
        "picked words": {"event": Picked("0.0", words=secret)},
        "picked option": {"event": Picked("0.0", (secret,))},
        "chose": {"event": Chose("0.0", secret)},
    }
    await conversation.take(Incoming("web", child, f"{child} 0", event=Started()))
    if before is not None:
        await conversation.take(Incoming("web", child, f"{child} 1", event=Commanded(before)))
    await conversation.take(Incoming("web", child, f"{child} 2", **given[way]))
    assert any(secret in text for text in texts)


def test_no_flow_holds_a_number_to_call() -> None:
    assert [(name, found) for name, text in packaged_texts() for found in CALLED.findall(text)] == []


async def test_help_in_a_language_nobody_wrote_comes_in_dutch_and_english(
    heard: tuple[Conversation, list[str]],
) -> None:
    conversation, _ = heard
    await conversation.take(Incoming("web", "uk", "uk 0", event=Started(), start=Start(language="uk")))
    reply = await conversation.take(Incoming("web", "uk", "uk 1", event=Commanded("help")))
    (card,) = (sent.message for sent in reply.messages if sent.message.kind == "help")
    emergency = load_organisation(None).help_lines[0]
    for language in ("nl", "en"):
        assert emergency.words[language] in card.text
        assert conversation.tools.words.gettext(language)(INTRO["asked"]) in card.text


def test_no_organisation_person_or_number_is_in_the_code() -> None:
    demo = load_organisation(None)
    names = [demo.name, *(line.number for line in demo.help_lines if len(line.number) > 3)]
    names += [course.name for course in demo.courses]
    told = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in _sources("flows", "care", "storage", "documents", "bot", "portal")
        for name in names
        if name in path.read_text("utf-8")
    }
    assert told == set()


def test_every_limit_of_the_engine_is_used() -> None:
    code = "\n".join(p.read_text("utf-8") for p in _sources("flows", "bot", "care") if p.name != "limits.py")
    named = [name for name in vars(limits) if name.isupper()]
    assert len(named) > 8
    assert [name for name in named if not re.search(rf"\b{name}\b", code)] == []


def test_too_long_a_text_is_met_kindly_and_the_question_stands_again() -> None:
    compiled = packaged().newest("intake")
    begun = step(compiled, new_session(compiled, "en", "C"), Started("C"), Env(NOW))
    outcome = step(compiled, begun.session, Wrote("a" * (limits.LETTERS_OF_AN_ANSWER + 1)), Env(NOW))
    assert any(isinstance(fact, NotUnderstood) and fact.line.text for fact in outcome.events)
    assert outcome.session.at == begun.session.at
    assert outcome.session.answers == begun.session.answers
