"""Words beside an answer: nothing a child says is lost, and nothing it cries out becomes a name, a number or a chip."""

from __future__ import annotations

from typing import Any

import pytest

from flows.engine.events import Chose, Commanded, Env, NotUnderstood, Picked, Signal, Wrote
from flows.engine.prompts import prompt_at
from flows.engine.session import Session
from flows.engine.view import view_of
from tests.flows.playing import FLOW, NOW, begun, played

CRY = "ik wil dood"
DANGER = Env(NOW.now, Signal("suicide", "soon"))


def after(*inputs: Any) -> Session:
    """A child of thirteen, after these taps (option ids) and typed words."""
    session = begun("nl", "C").session
    for option in ("fine_here", "13", "agree"):
        session = played(session, Chose(session.token, option)).session
    return going_on(session, *inputs)


def going_on(session: Session, *inputs: Any) -> Session:
    """Play what comes next: an option id is a tap, a list of them a form with these chips."""
    for one in inputs:
        tap = Chose(session.token, one) if isinstance(one, str) else one
        event = Picked(session.token, tuple(one)) if isinstance(one, list) else tap
        session = played(session, event).session
    return session


def at(link_id: str) -> Session:
    """The same child, skipping until it is asked this."""
    session = after(Wrote("Noor"))
    while FLOW.places[session.at].step.id != link_id:
        session = played(session, Commanded("skip")).session
    return session


def cried(session: Session) -> Session:
    """Cry out, read who can help, and go on."""
    session = played(session, Wrote(CRY), DANGER).session
    return going_on(session, "go_on")


@pytest.mark.parametrize("link_id", ["network.closest", "network.fun"])
@pytest.mark.parametrize("how", ["skip", "dont_know", "rather_not_say", "later"])
def test_a_cry_where_names_are_asked_for_makes_nobody(link_id: str, how: Any) -> None:
    session = played(cried(at(link_id)), Commanded(how)).session
    answer = session.answers[link_id]
    assert (answer.how != "answered", answer.words) == (True, CRY)
    assert view_of(session).names() == ()


def test_a_cry_where_nobody_is_named_is_no_card_and_nobody() -> None:
    session = going_on(cried(at("network.closest")), "nobody", "nobody")
    assert session.answers["network.closest"].words == CRY
    assert view_of(session).names() == ()


@pytest.mark.parametrize("cry", [CRY, "ik wil niet meer leven en niemand ziet dat"])
def test_a_cry_is_nobodys_name(cry: str) -> None:
    outcome = played(after(), Wrote(cry), DANGER)
    assert not [event for event in outcome.events if isinstance(event, NotUnderstood)]
    session = going_on(outcome.session, "go_on", Wrote("Noor"))
    assert (session.answers["me.name"].value, session.answers["me.name"].words) == ("Noor", cry)


def test_what_is_told_beside_a_number_stays_beside_it() -> None:
    session = after(Wrote("Noor"), Wrote("een 3 omdat mama weer in het ziekenhuis ligt"))
    answer = session.answers["happiness.now"]
    assert (answer.value, answer.words) == (3, "een 3 omdat mama weer in het ziekenhuis ligt")


def test_a_number_in_a_few_words_is_only_a_number() -> None:
    answer = after(Wrote("Noor"), Wrote("ik denk een 7")).answers["happiness.now"]
    assert (answer.value, answer.words) == (7, None)


def test_words_where_a_number_was_asked_wait_for_the_number() -> None:
    session = after(Wrote("Noor"), Wrote("vandaag is alles anders dan gisteren"), "4")
    answer = session.answers["happiness.now"]
    assert (answer.value, answer.words) == (4, "vandaag is alles anders dan gisteren")


def sources(session: Session) -> Any:
    answer = session.answers["happiness.sources"]
    return answer.value, answer.words


def test_typed_words_stay_when_one_more_chip_is_picked_later() -> None:
    session = at("happiness.sources")
    session = going_on(session, Picked(session.token, ("gaming",), "mijn hond uitlaten"))
    session = going_on(session, Commanded("edit", "happiness.sources"), "sports", "done")
    assert sources(session) == (["gaming", "sports"], "mijn hond uitlaten")


def test_new_words_take_the_place_of_those_that_are_changed() -> None:
    session = at("happiness.sources")
    session = going_on(session, Picked(session.token, ("gaming",), "mijn hond"))
    session = going_on(session, Commanded("edit", "happiness.sources"))
    session = going_on(session, Picked(session.token, ("gaming",), "mijn kat"))
    assert sources(session) == (["gaming"], "mijn kat")


def test_a_chip_that_an_earlier_change_took_away_is_in_nobodys_way() -> None:
    session = going_on(at("happiness.sources"), ["gaming"], ["gaming"])
    session = going_on(session, Commanded("edit", "happiness.sources"), ["sports"], Commanded("edit", "happiness.more"))
    assert prompt_at(FLOW, session).picked == ()
    session = going_on(session, "sports", "done")
    assert session.answers["happiness.more"].value == ["sports"]
