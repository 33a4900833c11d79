"""Structure is pinned, texts are live: a running talk keeps its questions and gets today's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from flows.engine.compiling import Step, load, version_of
from flows.engine.errors import BrokenFlow, WrongVersion
from flows.engine.events import Line
from flows.engine.prompts import asking_at, prompt_at, why_line
from flows.engine.turns import new_session
from flows.library import Library, packaged_texts

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


BEFORE_C = ("      A:", "      B:")


def version(text: str) -> str:
    return version_of(load(text, "hello.yaml").flow)


def test_another_text_is_the_same_version() -> None:
    assert version(OLD) == version(OLD.replace("How are you?", "How do you feel?"))


def test_another_question_is_another_version() -> None:
    assert version(OLD) != version(NEW)


def test_a_version_that_was_stored_by_an_earlier_program_is_still_found() -> None:
    text = f"{HEAD}  - {{id: me.mood, core: ABCDE, {FIELDS['ask'].replace('WORDS', 'old')}}}\n{TAIL}"
    assert version(text) == "a9e1ab233edb8ff7", "running talks are pinned to it, also since rows have no when:"


def test_a_pinned_talk_keeps_its_questions_and_gets_todays_words() -> None:
    pinned = Library([("hello.yaml", NEW)]).remember(OLD, "hello", version(OLD))
    mood = pinned.flow.by_id["me.mood"]
    assert mood.text["B"] == "How do you feel?"
    assert [option.text for option in mood.options] == ["good", "not so good"]
    assert pinned.flow.by_id["me.pet"].text["B"] == "Do you have a pet?"
    assert pinned.version == version(OLD)


HEAD = """
flow: hello
format: 1
extras: {budget: {A: 0, B: 0, C: 0, D: 0, E: 0}, order: []}
steps:
  - {id: me.age, kind: number, core: ABCDE, least: 4, most: 24, text: "How old?"}
"""
TAIL = '  - {id: end.bye, kind: end, core: ABCDE, outcome: finished, text: "Bye."}\n'
FIELDS = {
    "text": "kind: choice, text: WORDS, options: [{id: good, text: good}]",
    "why": "kind: choice, text: T, why: WORDS, options: [{id: good, text: good}]",
    "more": "kind: choice, text: T, more: [WORDS], options: [{id: good, text: good, again: true}]",
    "option": "kind: choice, text: T, options: [{id: good, text: WORDS}]",
    "rescue": "kind: names, text: T, rescue: WORDS",
    "row": "kind: form, text: T, rows: [{id: way, text: WORDS}]",
    "ask": "kind: form, text: T, rows: [{id: way, text: R, ask: WORDS}]",
}


def flow(step: str, core: str, words: str) -> str:
    return f"{HEAD}  - {{id: me.mood, core: {core}, {step.replace('WORDS', words)}}}\n{TAIL}"


def words_of(step: Step, field: str) -> Any:
    match field:
        case "more":
            return step.more[0]
        case "option":
            return step.options[0].text
        case "row":
            return step.rows[0].text
        case "ask":
            return step.rows[0].ask
    return getattr(step, field)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("before", ["old", "{AB: older, CDE: old}"])
def test_a_band_that_is_no_longer_asked_keeps_its_old_words_in_a_running_talk(field: str, before: str) -> None:
    old, new = flow(FIELDS[field], "ABCDE", before), flow(FIELDS[field], "DE", "{CDE: new}")
    found = words_of(Library([("hello.yaml", new)]).remember(old, "hello", version(old)).flow.by_id["me.mood"], field)
    assert isinstance(found, Mapping)
    assert {band: found[band] for band in "CDE"} == dict.fromkeys("CDE", "new")
    assert {found["A"], found["B"]} == {"old" if before == "old" else "older"}


def test_cards_that_became_fewer_stay_whole_for_a_band_that_has_none_of_them() -> None:
    step = "kind: choice, text: T, more: WORDS, options: [{id: good, text: good, again: true}]"
    old, new = flow(step, "ABCDE", "[one, two]"), flow(step, "DE", "[{CDE: new}]")
    pinned = Library([("hello.yaml", new)]).remember(old, "hello", version(old))
    assert [card["B"] for card in pinned.flow.by_id["me.mood"].more] == ["one", "two"]
    fewer = flow(step, "DE", "[new]")
    pinned = Library([("hello.yaml", fewer)]).remember(old, "hello", version(old))
    assert [card["B"] for card in pinned.flow.by_id["me.mood"].more] == ["new"]


def test_a_row_whose_own_question_went_is_asked_by_todays_text() -> None:
    old, new = flow(FIELDS["ask"], "ABCDE", "old"), flow(FIELDS["row"], "DE", "new")
    pinned = Library([("hello.yaml", new)]).remember(old, "hello", version(old))
    (row,) = pinned.flow.by_id["me.mood"].rows
    assert (row.ask or row.text)["B"] == "new"


def test_a_young_child_goes_on_on_the_old_version_of_the_intake() -> None:
    old = dict(packaged_texts())["intake.yaml"]
    start, end = old.index("  - id: happiness.sources"), old.index("  - id: happiness.more")
    ours = old[start:end].replace("core: ABCDE", "core: DE")
    new = old[:start] + "\n".join(line for line in ours.split("\n") if not line.startswith(BEFORE_C)) + old[end:]
    pinned = Library([("intake.yaml", new)]).remember(old, "intake", version(old))
    session = new_session(pinned, "nl", "B").but(at="happiness.sources")
    assert prompt_at(pinned, session).lines[0].text == "What makes you happy? Pick some, or type your own."
    assert why_line(asking_at(pinned, session)) is not None


def test_a_running_talk_gets_the_words_that_todays_sentences_need() -> None:
    words = 'words: {name_unknown: "you"}\n'
    new = NEW.replace("How do you feel?", "How is {name}?").replace("format: 1\n", f"format: 1\n{words}")
    pinned = Library([("hello.yaml", new)]).remember(OLD, "hello", version(OLD))
    session = new_session(pinned, "en", "B").but(at="me.mood")
    assert prompt_at(pinned, session).lines == (Line("How is {name}?", {"name": Line("you")}),)


def test_a_definition_that_is_not_the_version_it_claims_is_refused() -> None:
    with pytest.raises(WrongVersion, match="restore it from a backup"):
        Library([("hello.yaml", NEW)]).remember(OLD, "hello", version(NEW))


def test_a_broken_definition_names_file_and_line() -> None:
    with pytest.raises(BrokenFlow, match=r"hello.yaml:6: me.mood is a choice without options"):
        Library([("hello.yaml", OLD.replace(', options: [{id: good, text: "good"}, {id: bad, text: "bad"}]', ""))])


def test_an_unknown_flow_is_named_together_with_those_there_are() -> None:
    with pytest.raises(WrongVersion, match="there is no flow 'evening'; there are hello"):
        Library([("hello.yaml", OLD)]).newest("evening")
