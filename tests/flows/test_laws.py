"""Laws of the engine over whole talks: replay, edits, languages, double taps, ends."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flows.engine.events import Asked, Chose, Commanded, EraseAsked, HandoffAsked, Picked
from flows.engine.path import by_machine, path
from flows.engine.session import Session
from tests.flows.playing import AGES, FLOW, begun, open_prompt, picks_from, played, sensible, told, walk

picks_of_a_talk = st.integers(0, 2**32).map(picks_from)
ages = st.sampled_from(AGES)


@given(picks_of_a_talk, ages)
@settings(max_examples=50, deadline=None)
def test_walking_the_answers_from_the_start_ends_where_the_live_talk_is(picks: list[int], age: int) -> None:
    session, _said = walk(picks, age)
    assume(not _is_being_changed(session))
    assert path(FLOW, session).rest.name == session.at


def _is_being_changed(session: Session) -> bool:
    """True while an earlier answer stands open for change: the talk is there, and goes back when it is settled."""
    step = FLOW.places[session.at].step
    return step.id in session.answers and step.kind not in ("cards", "send", "end")


@given(picks_of_a_talk, ages, st.integers(1, 80), st.data())
@settings(max_examples=80, deadline=None)
def test_the_path_and_the_machine_go_the_same_way(picks: list[int], age: int, when: int, data: st.DataObject) -> None:
    session, _said = walk(picks[:when], age)
    editable = [link_id for link_id in session.answers if _is_single(session, link_id)]
    if editable:
        session = _changed(session, data.draw(st.sampled_from(editable)), None)
    straight, edges = path(FLOW, session), by_machine(FLOW, session)
    assert (straight.rest, straight.link_ids, straight.complete) == (edges.rest, edges.link_ids, edges.complete)
    assert {place.name for place in straight.passed} == {place.name for place in edges.passed}


@given(picks_of_a_talk, ages)
@settings(max_examples=30, deadline=None)
def test_every_talk_comes_to_an_end(picks: list[int], age: int) -> None:
    session, _said = walk(picks * 3, age)
    assert FLOW.places[session.at].step.kind == "end" or session.life == "parked"


@given(picks_of_a_talk, ages, st.data())
@settings(max_examples=50, deadline=None)
def test_an_edit_and_the_same_edit_back_changes_nothing(picks: list[int], age: int, data: st.DataObject) -> None:
    session, _said = walk(picks[: data.draw(st.integers(10, 60))], age)
    editable = [link_id for link_id in session.answers if _is_single(session, link_id)]
    if not editable or session.overlay:
        return
    link_id = data.draw(st.sampled_from(editable))
    if _waits_for_words(session, link_id):
        return
    back = _changed(_changed(session, link_id, None), link_id, session.answers[link_id].value)
    assert told(back) == told(session)
    assert path(FLOW, back).rest.name == path(FLOW, session).rest.name


def _is_single(session: Session, link_id: str) -> bool:
    answer, step = session.answers[link_id], FLOW.flow.by_id[link_id]
    plain = answer.active and answer.how == "answered" and isinstance(answer.value, str) and answer.words is None
    return plain and step.kind in ("choice", "scale") and link_id not in ("consent.agree", "welcome.place")


def _waits_for_words(session: Session, link_id: str) -> bool:
    """What was chosen is "something else": tapped again, it is no answer before words come or "done" is tapped."""
    opened = played(session, Commanded("edit", link_id)).session
    return any(choice.own and choice.id == session.answers[link_id].value for choice in open_prompt(opened).choices)


def _changed(session: Session, link_id: str, wanted: str | None) -> Session:
    """Edit one answer to `wanted`, or to any other option."""
    opened = played(session, Commanded("edit", link_id)).session
    prompt = open_prompt(opened)
    old = session.answers[link_id].value
    other = next((choice.id for choice in prompt.choices if choice.id != old and not choice.own), old)
    return played(opened, Chose(prompt.token, wanted or other)).session


@given(picks_of_a_talk, ages, st.integers(1, 50))
@settings(max_examples=40, deadline=None)
def test_another_language_changes_no_answer_and_no_place(picks: list[int], age: int, when: int) -> None:
    session, _said = walk(picks[:when], age)
    other = played(session, Commanded("language", "en")).session
    assert told(other) == told(session)
    assert (other.at, other.token, other.part) == (session.at, session.token, session.part)
    assert other.language == "en"


@given(picks_of_a_talk, ages, st.integers(1, 60))
@settings(max_examples=40, deadline=None)
def test_a_second_tap_on_the_same_button_counts_once(picks: list[int], age: int, when: int) -> None:
    session, said = walk(picks[:when], age)
    taps = [event for event in said if isinstance(event, Chose | Picked)]
    if not taps:
        return
    again = played(session, taps[-1])
    assert told(again.session) == told(session)
    assert not any(isinstance(e, HandoffAsked | EraseAsked) for e in again.events)


@given(picks_of_a_talk, ages)
@settings(max_examples=25, deadline=None)
def test_every_turn_leaves_exactly_one_open_question(picks: list[int], age: int) -> None:
    outcome = begun()
    for pick in picks:
        asked = [e for e in outcome.events if isinstance(e, Asked)]
        assert len(asked) == 1 or outcome.session.life in ("parked", "erased")
        prompt = open_prompt(outcome.session)
        outcome = played(outcome.session, sensible(prompt, lambda count, pick=pick: pick % count, age))
