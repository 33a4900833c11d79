"""`maatje simulate`: the report other tools rely on (design.md 7), for personas of every band."""

from __future__ import annotations

import asyncio
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.authoring.persona import BadPersona, Persona, read_persona
from bot.authoring.respondent import Respondent
from bot.authoring.simulation import World, simulate
from bot.safety.screening import load_screener
from bot.turn.messages import Choice, Prompt
from flows.engine.events import Commanded
from tests.bot.talking import LIBRARY, ORGANISATION, WORDS

PERSONAS = sorted(Path(__file__).parent.with_name("personas").glob("*.yaml"))
SENDERS = [path for path in PERSONAS if path.stem in ("mia_5", "noor_9", "sem_13")]
FLOW = LIBRARY.newest("intake").flow
SECTIONS = ("own_words", "happiness", "strength", "network", "home", "load", "wish", "offer")
CATEGORIES = {
    "suicide", "self_harm", "abuse_physical", "abuse_sexual", "abuse_emotional", "domestic_violence", "neglect",
    "medical_emergency", "runaway", "severe_distress",
}  # fmt: skip


@cache
def world() -> World:
    return World(LIBRARY, WORDS, ORGANISATION, load_screener())


def persona(path: Path) -> Persona:
    return read_persona(path.read_text("utf-8"))


@cache
def report(stem: str) -> dict[str, Any]:
    path = next(path for path in PERSONAS if path.stem == stem)
    return asyncio.run(simulate(persona(path), world()))


@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
class TestEveryReport:
    def test_has_the_keys_of_the_contract_and_is_json(self, path: Path) -> None:
        found = report(path.stem)
        assert list(found) == ["band", "asked", "answers", "offered_courses", "signals", "handoff", "transcript"]
        assert json.loads(json.dumps(found)) == found

    def test_names_the_questions_in_the_order_they_were_asked(self, path: Path) -> None:
        asked = report(path.stem)["asked"]
        assert len(set(asked)) == len(asked)
        assert all(link_id in FLOW.by_id for link_id in asked)
        assert asked[:3] == ["welcome.place", "me.age", "consent.agree"]

    def test_gives_every_answer_in_the_form_of_the_persona(self, path: Path) -> None:
        given, found = persona(path).answers, report(path.stem)
        if persona(path).send == "throw_away":
            assert found["answers"] == {}
            return
        for link_id, answer in found["answers"].items():
            if link_id in given and link_id not in ("network.support", "network.closest"):
                assert answer == _as_reported(given[link_id]), link_id
        assert set(given) & set(found["asked"]) <= set(found["answers"])

    def test_counts_what_is_not_given_as_skipped(self, path: Path) -> None:
        known = {
            "consent.agree",
            "me.age",
            "review.items",
            "review.send",
            "load.halfway",
            "network.people",
            *persona(path).answers,
        }
        rest = {link_id: how for link_id, how in report(path.stem)["answers"].items() if link_id not in known}
        assert set(rest.values()) <= {"skip"}

    def test_tells_the_talk_line_by_line(self, path: Path) -> None:
        lines = report(path.stem)["transcript"]
        assert {tuple(line) for line in lines} == {("from", "text", "choices")}
        assert {line["from"] for line in lines} == {"bot", "child"}
        assert lines[0]["from"] == "bot"
        assert all(line["text"] for line in lines)
        assert all(isinstance(choice, str) for line in lines for choice in line["choices"])
        assert not any(line["choices"] for line in lines if line["from"] == "child")

    def test_says_what_was_noticed_in_the_agreed_words(self, path: Path) -> None:
        for noticed in report(path.stem)["signals"]:
            assert set(noticed) == {"category", "urgency", "link_id"}
            assert noticed["category"] in CATEGORIES
            assert noticed["urgency"] in ("now", "soon", "check")
            assert noticed["link_id"] in FLOW.by_id

    def test_is_the_same_again_and_with_another_seed_differs_in_ids_only(self, path: Path) -> None:
        again = asyncio.run(simulate(persona(path), world()))
        assert again == report(path.stem)
        other = asyncio.run(simulate(persona(path), world(), seed=7))
        assert _without_ids(other) == _without_ids(again)


def _as_reported(given: Any) -> Any:
    """Own words alone are a text, whether they were given as one or in a list."""
    own_words = isinstance(given, list) and len(given) == 1 and " " in given[0]
    return given[0] if own_words else given


def _without_ids(found: dict[str, Any]) -> dict[str, Any]:
    handoff = found["handoff"]
    return {**found, "handoff": None if handoff is None else {**handoff, "id": ""}}


@pytest.mark.parametrize(
    ("stem", "band"),
    [("mia_5", "A"), ("noor_9", "B"), ("silent_11", "B"), ("sem_13", "C"), ("ada_16", "D"), ("jip_20", "E")],
)
def test_a_child_meets_as_many_questions_as_agreed_for_its_band(stem: str, band: str) -> None:
    fewest, most = (18, 20) if band == "A" else (23, 28)
    found = report(stem)
    assert found["band"] == band
    needed = 0 if stem == "jip_20" else fewest  # nobody ill at home: nothing about home is asked
    assert needed <= len(found["asked"]) <= most


@given(age=st.integers(4, 24), seed=st.integers(0, 10_000))
@settings(max_examples=12, deadline=None)
def test_whatever_is_answered_the_number_of_questions_is_as_agreed(age: int, seed: int) -> None:
    answers: dict[str, Any] = {
        step.id: step.options[seed % len(step.options)].id
        for step in FLOW.steps
        if step.kind in ("choice", "scale")
        and step.options
        and step.id not in ("welcome.place", "consent.agree", "load.halfway")
    }
    answers |= {
        "welcome.place": "fine_here",
        "care.who": ["mother"],
        "care.tasks": ["worrying"],
        "network.closest": ["Lot"],
    }
    answers |= {"network.fun": ["Kees"], "load.halfway": "go_on", "happiness.now": seed % 11}
    found = asyncio.run(simulate(Persona(id="any", age=age, answers=answers), world()))
    fewest, most = (18, 20) if age < 8 else (23, 28)
    assert fewest <= len(found["asked"]) <= most, found["asked"]


@pytest.mark.parametrize("path", SENDERS, ids=lambda path: path.stem)
class TestWhatIsSent:
    def test_has_the_form_of_the_handoff(self, path: Path) -> None:
        handoff = report(path.stem)["handoff"]
        assert {
            "id",
            "schema_version",
            "shared_at",
            "child",
            "safety",
            "sections",
            "network",
            "starters",
            "dont",
        } <= set(handoff)
        assert {"retention_until", "seen"} <= set(handoff)
        assert set(handoff["child"]) == {"name", "age", "language"}
        assert handoff["child"]["age"] == persona(path).age
        assert set(handoff["network"]) == {"people", "support"}
        assert set(handoff["network"]["support"]) <= set("EGPA")

    def test_has_its_sections_in_order_without_gaps_and_none_empty(self, path: Path) -> None:
        sections = report(path.stem)["handoff"]["sections"]
        assert [section["order"] for section in sections] == list(range(1, len(sections) + 1))
        keys = [section["key"] for section in sections]
        assert keys == [key for key in SECTIONS if key in keys]
        assert all(section["items"] for section in sections)
        assert all(set(item) <= {"question_id", "text", "quote"} for section in sections for item in section["items"])

    def test_quotes_no_more_than_three_lines_and_opens_with_no_more_than_four(self, path: Path) -> None:
        handoff = report(path.stem)["handoff"]
        own = [section["items"] for section in handoff["sections"] if section["key"] == "own_words"]
        assert all(len(items) <= 3 for items in own)
        assert len(handoff["starters"]) <= 4

    def test_leaves_out_what_was_withheld(self, path: Path) -> None:
        whole = json.dumps(report(path.stem)["handoff"], ensure_ascii=False)
        assert [link_id for link_id in persona(path).withhold if f'"{link_id}"' in whole] == []


def test_withheld_words_are_not_in_what_is_sent() -> None:
    whole = json.dumps(report("noor_9")["handoff"], ensure_ascii=False)
    assert "zwaar" not in whole
    assert report("noor_9")["handoff"]["network"]["support"] == {}
    assert "één avond niet koken" in whole


def test_keeping_and_throwing_away_send_nothing() -> None:
    assert report("ada_16")["handoff"] is None
    assert report("ada_16")["answers"]["review.send"] == "keep"
    assert report("jip_20")["handoff"] is None
    assert "Alles is weg" in report("jip_20")["transcript"][-1]["text"]


def test_who_does_not_agree_is_asked_nothing_more_and_sends_nothing() -> None:
    found = report("no_12")
    assert found["asked"] == ["welcome.place", "me.age", "consent.agree"]
    assert (found["handoff"], found["offered_courses"], found["answers"]["consent.agree"]) == (None, [], "decline")


def test_the_four_ways_of_passing_over_stay_apart() -> None:
    answers = report("noor_9")["answers"]
    assert (answers["care.good"], answers["strength.helps"], answers["load.cards"]) == (
        "dont_know",
        "later",
        "rather_not_say",
    )
    assert report("silent_11")["answers"]["happiness.now"] == "skip"


def test_after_a_signal_the_talk_goes_on_and_tells_where_it_was_noticed() -> None:
    found = report("sem_13")
    assert [(s["category"], s["link_id"]) for s in found["signals"]] == [("suicide", "happiness.sources")]
    assert found["signals"][0]["urgency"] in ("now", "soon")
    assert found["asked"][-1] == "review.send"
    assert found["answers"]["happiness.sources"] == "eigenlijk niks, ik wil niet meer leven"
    assert not any("niet meer leven" in starter for starter in found["handoff"]["starters"])
    assert found["handoff"]["safety"], "the wish for a call stands first"


@pytest.mark.parametrize("stem", ["mia_5", "noor_9", "silent_11", "ada_16", "jip_20"])
def test_an_ordinary_talk_raises_no_alarm(stem: str) -> None:
    assert report(stem)["signals"] == []


def test_the_courses_offered_are_those_of_the_age() -> None:
    assert report("mia_5")["offered_courses"] == ["schmink-circus", "sammie-schatkist"]
    assert report("noor_9")["offered_courses"] == ["schmink-circus", "kind-van-9-12", "samen-gamen"]
    assert report("sem_13")["offered_courses"] == ["kind-van-12-16", "brussen-12-16"]
    assert report("jip_20")["offered_courses"] == []


def test_with_somebody_watching_the_ties_are_not_asked() -> None:
    assert "network.ties" not in report("ada_16")["asked"]
    assert "care.what" not in report("ada_16")["asked"]


def test_a_persona_without_an_age_is_talked_to_in_the_words_of_b_until_it_is_told() -> None:
    found = asyncio.run(simulate(Persona(id="ageless"), world()))
    assert found["band"] is None
    assert found["answers"]["me.age"] == "skip"


@pytest.mark.parametrize("given", [{}, {"network.ties": {"Bas": "ordinary"}}, {"network.ties": {"Anna": "no such"}}])
def test_what_is_not_given_about_a_person_is_skipped_and_never_made_up(given: dict[str, Any]) -> None:
    named = {"network.closest": ["Anna", "Bas"], **given}
    found = asyncio.run(simulate(Persona(id="ties", age=14, language="en", answers=named), world()))
    ties = {"Anna": "skip", "Bas": given.get("network.ties", {}).get("Bas", "skip")}
    assert found["answers"]["network.ties"] == ties
    assert "really" not in json.dumps(found["handoff"])
    people = {person["label"]: person.get("line") for person in found["handoff"]["network"]["people"]}
    assert people == {name: None if how == "skip" else how for name, how in ties.items()}


def test_a_question_that_offers_no_way_round_is_passed_over_all_the_same() -> None:
    prompt = Prompt("any", "1.0", "buttons", choices=(Choice("one", "one"),))
    assert Respondent(Persona(id="any")).answer(prompt) == Commanded("skip")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("id: [", "no readable YAML"),
        ("age: 9", "id: Field required"),
        ("id: x\nage: nine", "age: Input should be a valid integer"),
        ("id: x\nsend: perhaps", "send: Input should be 'send', 'keep' or 'throw_away'"),
        ("id: x\nanswer: {}", "answer: Extra inputs are not permitted"),
        ("- a list", "valid dictionary"),
    ],
)
def test_a_persona_that_cannot_be_used_says_what_is_wrong(text: str, complaint: str) -> None:
    with pytest.raises(BadPersona, match=complaint):
        read_persona(text)


def test_with_the_youngest_the_transcript_says_whom_a_question_is_for() -> None:
    told = [line["text"] for line in report("mia_5")["transcript"] if line["from"] == "bot"]
    assert any(text.startswith("Voor de grote mens: Wie in jullie gezin") for text in told)
    assert any(text.startswith("Voor jou: Hoe help jij thuis?") for text in told)
