"""Structure is pinned, texts are live: a running talk keeps its questions and gets today's words."""

from __future__ import annotations

import pytest

from flows.engine.compiled import version_of
from flows.engine.errors import BrokenFlow, WrongVersion
from flows.engine.loading import load
from flows.library import Library

OLD = """
flow: hello
format: 1
extras: {budget: {A: 0, B: 0, C: 0, D: 0, E: 0}, order: []}
steps:
  - {id: me.mood, kind: choice, core: ABCDE, text: "How are you?", options: [{id: good, text: "good"}, {id: bad, text: "bad"}]}
  - {id: me.pet, kind: text, core: ABCDE, text: "Do you have a pet?"}
  - {id: end.bye, kind: end, core: ABCDE, outcome: finished, text: "Bye."}
"""
NEW = OLD.replace("How are you?", "How do you feel?").replace('"bad"', '"not so good"').replace("me.pet", "me.animal")


def version(text: str) -> str:
    return version_of(load(text, "hello.yaml").flow)


def test_another_text_is_the_same_version() -> None:
    assert version(OLD) == version(OLD.replace("How are you?", "How do you feel?"))


def test_another_question_is_another_version() -> None:
    assert version(OLD) != version(NEW)


def test_a_pinned_talk_keeps_its_questions_and_gets_todays_words() -> None:
    pinned = Library([("hello.yaml", NEW)]).remember(OLD, "hello", version(OLD))
    mood = pinned.flow.by_id["me.mood"]
    assert mood.text["B"] == "How do you feel?"
    assert [option.text for option in mood.options] == ["good", "not so good"]
    assert pinned.flow.by_id["me.pet"].text["B"] == "Do you have a pet?"
    assert pinned.version == version(OLD)


def test_a_definition_that_is_not_the_version_it_claims_is_refused() -> None:
    with pytest.raises(WrongVersion, match="restore it from a backup"):
        Library([("hello.yaml", NEW)]).remember(OLD, "hello", version(NEW))


def test_a_broken_definition_names_file_and_line() -> None:
    with pytest.raises(BrokenFlow, match=r"hello.yaml:6: me.mood is a choice without options"):
        Library([("hello.yaml", OLD.replace(', options: [{id: good, text: "good"}, {id: bad, text: "bad"}]', ""))])


def test_an_unknown_flow_is_named_together_with_those_there_are() -> None:
    with pytest.raises(WrongVersion, match="there is no flow 'evening'; there are hello"):
        Library([("hello.yaml", OLD)]).newest("evening")
