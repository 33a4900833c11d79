"""Laws of taking back: what is off stays off, nothing is asked again, and a yes that comes back brings everything back."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from flows.engine.events import AnswerRevised, Chose, Commanded, ConsentGiven, HandoffAsked, HelpShown, TakenBack
from flows.engine.path import path
from flows.engine.session import Session
from flows.engine.step import Outcome
from tests.flows.playing import AGES, FLOW, open_prompt, picks_from, played, sensible, walk

# Many random talks end before anything was sent; those are passed over on purpose.
SELECTIVE = (HealthCheck.filter_too_much, HealthCheck.too_slow)
talks = st.tuples(st.integers(0, 2**32).map(picks_from), st.sampled_from(AGES))


def shared(talk: tuple[list[int], int]) -> Session:
    """A talk whose child has sent everything; talks that end otherwise are not looked at."""
    session, _said = walk(talk[0], talk[1])
    assume(session.life not in ("declined", "outside", "parked"))
    for _ in range(12):
        if session.life == "shared":
            return session
        prompt = open_prompt(session)
        if prompt.control == "send":
            session = played(session, Chose(prompt.token, "send")).session
        elif prompt.control == "cards":
            session = played(session, Chose(prompt.token, "done")).session
        elif prompt.control == "end":
            session = played(session, Commanded("review")).session
        else:
            session = played(session, sensible(prompt, lambda count: 0, talk[1])).session
    assume(session.life == "shared")
    return session


def cards_on(session: Session) -> list[str]:
    return [link_id for link_id, on in session.answers["review.items"].value.items() if on]


def facts(outcome: Outcome, kind: type) -> list[object]:
    return [event for event in outcome.events if isinstance(event, kind)]


@given(talks, st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=SELECTIVE)
def test_one_card_goes_off_nothing_is_sent_and_nothing_is_asked_again(
    talk: tuple[list[int], int], data: st.DataObject
) -> None:
    session = shared(talk)
    on = cards_on(session)
    assume(len(on) > 1)
    link_id = data.draw(st.sampled_from(on))
    outcome = played(session, Commanded("take_back", link_id))
    assert facts(outcome, TakenBack) == [TakenBack(link_id)]
    assert facts(outcome, HandoffAsked) == []
    assert cards_on(outcome.session) == [each for each in on if each != link_id]
    assert (outcome.session.life, outcome.session.at) == ("shared", session.at)
    assert path(FLOW, outcome.session).rest.name == path(FLOW, session).rest.name
    revised = {event.link_id for event in outcome.events if isinstance(event, AnswerRevised)}
    assert revised <= {"review.items", "review.send"}


@given(talks)
@settings(max_examples=25, deadline=None, suppress_health_check=SELECTIVE)
def test_taking_back_the_last_card_is_taking_back_everything(talk: tuple[list[int], int]) -> None:
    session = shared(talk)
    on = cards_on(session)
    assume(on)
    for link_id in on:
        outcome = played(session, Commanded("take_back", link_id))
        session = outcome.session
    assert facts(outcome, TakenBack) == [TakenBack("everything")]
    assert session.life == "kept"


@given(talks, st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=SELECTIVE)
def test_a_yes_taken_back_ends_kindly_and_given_again_brings_everything_back(
    talk: tuple[list[int], int], keep: bool
) -> None:
    session = shared(talk)
    before = {link_id: (answer.value, answer.words) for link_id, answer in session.answers.items() if answer.active}
    asked = played(session, Commanded("withdraw")).session
    outcome = played(asked, Chose(asked.token, "withdraw_keep" if keep else "withdraw"))
    assert facts(outcome, ConsentGiven) == [ConsentGiven("consent.agree", "withdrawn")]
    assert [event.reason for event in facts(outcome, HelpShown)] == ["declined"]  # type: ignore[attr-defined]
    assert facts(outcome, TakenBack) == ([] if keep else [TakenBack("everything")])
    assert outcome.session.at == "end.declined"
    assert outcome.session.life == ("shared" if keep else "declined")
    again = played(outcome.session, Chose(outcome.session.token, "change_my_mind")).session
    back = played(again, Chose(again.token, "agree")).session
    after = {link_id: (answer.value, answer.words) for link_id, answer in back.answers.items() if answer.active}
    assert after == before


@given(talks, st.sampled_from([1, 2]))
@settings(max_examples=25, deadline=None, suppress_health_check=SELECTIVE)
def test_the_list_of_shared_things_is_offered_as_long_as_there_is_a_choice(
    talk: tuple[list[int], int], left: int
) -> None:
    session = shared(talk)
    on = cards_on(session)
    assume(len(on) > left)
    for link_id in on[left:]:
        session = played(session, Commanded("take_back", link_id)).session
    asked = open_prompt(played(session, Commanded("take_back")).session)
    things = [choice.id for choice in asked.choices if choice.id.startswith("one:")]
    assert things == ([f"one:{link_id}" for link_id in on[:left]] if left > 1 else [])
