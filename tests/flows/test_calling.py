"""The wish to be called: it leaves only with a way to reach the child, and is forgotten by whoever turns away from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from flows.engine.events import (
    CallAsked,
    Chose,
    Commanded,
    Event,
    HelpShown,
    Incoming,
    Line,
    Said,
    TakenBack,
    Wrote,
)
from flows.engine.path import by_machine, path
from flows.engine.phrases import CALL_PASSED_ON, CALL_STILL_STANDS
from flows.engine.session import Session
from flows.engine.step import Outcome
from tests.flows.playing import FLOW, begun, open_prompt, played, sensible

CONTACT = "meeting.contact"
NUMBER = "06 00 00 00 00"


def until(session: Session, link_id: str, age: int = 13, **taps: str) -> Session:
    """A sensible child goes on until a question is open; `taps` says what it picks on the way (`__` for a dot)."""
    wished = {key.replace("__", "."): option for key, option in taps.items()}
    for _ in range(80):
        prompt = open_prompt(session)
        if prompt.step == link_id:
            return session
        wish = wished.get(prompt.step)
        event = Chose(prompt.token, wish) if wish else sensible(prompt, lambda _count: 0, age)
        session = played(session, event).session
    raise AssertionError(f"{link_id} was never asked")


def does(session: Session, *events: Incoming | str) -> Outcome:
    """What follows from a few things in a row; a word is a tap on what is open. All facts together."""
    facts: list[Event] = []
    for event in events:
        said = Chose(open_prompt(session).token, event) if isinstance(event, str) else event
        outcome = played(session, said)
        session, facts = outcome.session, [*facts, *outcome.events]
    return Outcome(session, tuple(facts))


def asks_for_a_call(age: int = 13) -> Session:
    """A child in the middle of the talk who wants to be called, at the question how."""
    here = until(begun().session, "strength.good_at", age)
    return does(here, Commanded("help"), "call_me").session


def calls(facts: Sequence[Event]) -> int:
    """How often a call was asked for; it is said as often."""
    said = sum(fact == Said(Line(CALL_PASSED_ON)) for fact in facts)
    asked = sum(isinstance(fact, CallAsked) for fact in facts)
    assert said == asked
    return asked


def told_who_helps(facts: Sequence[Event]) -> bool:
    """True when it was said that nobody can call, and who is there instead."""
    return HelpShown("uncalled") in facts


def test_with_a_number_the_wish_leaves_once() -> None:
    facts = does(asks_for_a_call(), "call", Wrote(NUMBER), Wrote("Utrecht"), Wrote("nooit")).events
    assert calls(facts) == 1
    assert not told_who_helps(facts)


@pytest.mark.parametrize(
    "ways",
    [
        (Commanded("skip"),),
        (Commanded("dont_know"),),
        (Commanded("rather_not_say"),),
        (Commanded("later"),),
        ("skip",) * 4,
    ],
    ids=["skip", "dont_know", "rather_not_say", "later", "field by field"],
)
def test_without_a_way_nothing_leaves_and_the_child_is_told_who_is_there(ways: tuple[Incoming | str, ...]) -> None:
    found = does(asks_for_a_call(), *ways)
    assert calls(found.events) == 0
    assert told_who_helps(found.events)
    assert open_prompt(found.session).step == "strength.good_at"


def test_a_way_without_a_number_is_no_way() -> None:
    found = does(asks_for_a_call(), "call", "skip", Wrote("Utrecht"), "skip")
    assert calls(found.events) == 0
    assert told_who_helps(found.events)
    assert found.session.answers[CONTACT].value == {"way": "call", "place": "Utrecht"}


def test_whoever_asks_again_is_asked_for_the_number_again() -> None:
    passed = does(asks_for_a_call(), Commanded("skip")).session
    again = does(passed, Commanded("help"), "call_me").session
    assert open_prompt(again).step == CONTACT
    assert calls(does(again, "call", Wrote(NUMBER), "skip", "skip").events) == 1


def test_a_way_passed_over_at_a_call_is_asked_once_more_in_its_own_place() -> None:
    passed = does(asks_for_a_call(), Commanded("skip")).session
    there = until(passed, CONTACT)
    assert there.at == CONTACT
    given = does(there, "mail", Wrote("noor@example.org"), "skip", "skip")
    assert calls(given.events) == 0
    assert open_prompt(given.session).step != CONTACT


@pytest.mark.parametrize("how", ["skip", "later", "leave"])
def test_a_way_passed_over_twice_is_let_go(how: Any) -> None:
    there = until(does(asks_for_a_call(), Commanded("skip")).session, CONTACT)
    found = does(there, Commanded(how))
    assert not told_who_helps(found.events)
    assert open_prompt(found.session).step != CONTACT
    assert path(FLOW, found.session).rest.name == found.session.at


def test_the_urgent_question_without_a_number_raises_nothing_and_with_one_later_it_does() -> None:
    here = until(begun().session, CONTACT, load__urgent="call_me_soon")
    assert here.at == "load.call_now"
    passed = does(here, Commanded("skip"))
    assert calls(passed.events) == 0
    assert told_who_helps(passed.events)
    assert open_prompt(passed.session).step == "load.halfway"
    there = until(passed.session, CONTACT)
    assert there.at == CONTACT
    assert by_machine(FLOW, there).rest == path(FLOW, there).rest
    assert calls(does(there, "call", Wrote(NUMBER), "skip", "skip").events) == 1


def test_back_from_the_second_asking_leads_to_the_question_before_it() -> None:
    here = until(begun().session, CONTACT, load__urgent="call_me_soon")
    there = until(does(here, Commanded("skip")).session, CONTACT)
    before = [link_id for link_id in path(FLOW, there).link_ids if link_id in there.answers and link_id != CONTACT]
    assert open_prompt(does(there, Commanded("back")).session).step == before[-1]


@pytest.mark.parametrize(
    "away",
    [
        (Commanded("back"), Commanded("leave")),
        (Commanded("edit", "care.who"), Commanded("leave")),
        (Commanded("back"), Commanded("skip")),
        (Commanded("take_back", "call"),),
    ],
    ids=["back", "edit", "back and on", "taken back"],
)
def test_whoever_turns_away_no_longer_waits_for_a_call(away: tuple[Incoming | str, ...]) -> None:
    gone = does(asks_for_a_call(), *away).session
    there = gone if open_prompt(gone).step == CONTACT else until(gone, CONTACT)
    assert calls(does(there, "mail", Wrote("noor@example.org"), "skip", "skip").events) == 0


@pytest.mark.parametrize("command", ["review", "more"])
def test_whoever_goes_to_the_review_no_longer_waits_for_a_call(command: Any) -> None:
    gone = does(asks_for_a_call(), Commanded(command)).session
    again = does(gone, Commanded("more")).session
    there = again if open_prompt(again).step == CONTACT else until(again, CONTACT)
    assert calls(does(there, "mail", Wrote("noor@example.org"), "skip", "skip").events) == 0


def test_a_call_passed_over_after_its_own_place_is_not_asked_for_at_once_again() -> None:
    here = until(begun().session, CONTACT)
    after = does(here, Commanded("skip"), Commanded("help"), "call_me", Commanded("skip"))
    assert told_who_helps(after.events)
    assert open_prompt(after.session).step != CONTACT


def test_whoever_rests_at_the_question_still_waits_for_a_call() -> None:
    rested = does(asks_for_a_call(), Commanded("pause"), Commanded("start")).session
    assert open_prompt(rested).step == CONTACT
    assert calls(does(rested, "call", Wrote(NUMBER), "skip", "skip").events) == 1


def test_a_way_that_is_known_already_is_not_asked_again_and_one_without_a_number_is() -> None:
    known = does(asks_for_a_call(), "call", Wrote(NUMBER), "skip", "skip").session
    again = does(known, Commanded("help"), "call_me")
    assert calls(again.events) == 1
    vague = does(asks_for_a_call(), "call", "skip", "skip", "skip").session
    again = does(vague, Commanded("help"), "call_me")
    assert calls(again.events) == 0
    assert open_prompt(again.session).step == CONTACT


def test_skipping_over_a_number_that_left_before_says_nothing_untrue() -> None:
    called = does(
        until(begun().session, CONTACT, load__urgent="call_me_soon"), "call", Wrote(NUMBER), "skip", "skip"
    ).session
    facts = does(called, Commanded("edit", CONTACT), Commanded("skip")).events
    assert calls(facts) == 0
    assert not told_who_helps(facts)


TAKE_BACK = Commanded("take_back")


def reachable(age: int = 13) -> Session:
    """A child that said no to a call, gave its number in its own place, and looks at the review."""
    here = until(begun().session, CONTACT, age, load__urgent="no_need", meeting__place="home")
    here = does(here, "call", Wrote(NUMBER), Wrote("Utrecht"), Wrote("nooit")).session
    return until(here, "review.items", age)


def test_a_wish_that_comes_when_the_number_is_known_leaves_at_once() -> None:
    facts = does(reachable(), Commanded("edit", "load.urgent"), "call_me_soon").events
    assert calls(facts) == 1


def test_a_wish_that_goes_takes_the_request_back() -> None:
    called = does(reachable(), Commanded("edit", "load.urgent"), "call_me_soon").session
    facts = does(called, Commanded("edit", "load.urgent"), "no_need").events
    assert (calls(facts), facts.count(TakenBack("call"))) == (0, 1)


@pytest.mark.parametrize("taken", [Commanded("take_back", "call"), TAKE_BACK, Commanded("take_back", "everything")])
def test_correcting_the_number_of_a_call_that_was_taken_back_is_not_asking_again(taken: Incoming) -> None:
    called = does(reachable(), Commanded("edit", "load.urgent"), "call_me_soon").session
    gone = does(called, taken)
    assert TakenBack("call") in gone.events
    again = does(
        gone.session, Commanded("edit", CONTACT), "call", Wrote("06 11 11 11 11"), Wrote("Utrecht"), Wrote("nooit")
    )
    assert calls(again.events) == 0
    assert calls(does(again.session, Commanded("help"), "call_me").events) == 1


def test_correcting_the_number_of_an_open_request_sends_the_new_one() -> None:
    called = does(reachable(), Commanded("edit", "load.urgent"), "call_me_soon").session
    again = does(called, Commanded("edit", CONTACT), "call", Wrote("06 11 11 11 11"), Wrote("Utrecht"), Wrote("nooit"))
    assert calls(again.events) == 1


def test_who_takes_the_yes_back_before_sharing_takes_the_call_back() -> None:
    called = does(asks_for_a_call(), "call", Wrote(NUMBER), Wrote("Utrecht"), Wrote("nooit")).session
    assert TakenBack("call") in does(called, Commanded("withdraw"), "withdraw").events


@pytest.mark.parametrize("called", [True, False])
def test_who_keeps_the_rest_is_told_that_the_request_stands(called: bool) -> None:
    wish = "call_me_soon" if called else "no_need"
    here = does(reachable(), Commanded("edit", "load.urgent"), wish).session
    facts = does(until(here, "review.send"), "keep").events
    assert (Said(Line(CALL_STILL_STANDS)) in facts) == called


def test_under_watching_eyes_it_is_not_said_that_somebody_will_call() -> None:
    here = until(begun().session, "strength.good_at", welcome__place="being_watched")
    facts = does(here, Commanded("call_me"), "call", Wrote(NUMBER), "skip", "skip").events
    assert sum(isinstance(fact, CallAsked) for fact in facts) == 1
    assert Said(Line(CALL_PASSED_ON)) not in facts
