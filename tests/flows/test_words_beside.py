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


HEAVY = Env(NOW.now, Signal("severe_distress", "check"))


@pytest.mark.parametrize("words", ["ik geef het op", "niemand geeft om mij", "ik voel me zo alleen"])
def test_a_heavy_sentence_is_nobodys_name_either(words: str) -> None:
    outcome = played(after(), Wrote(words), HEAVY)
    assert (prompt_at(FLOW, outcome.session).control, "me.name" in outcome.session.answers) == ("check", False)
    session = going_on(outcome.session, "go_on", Wrote("Noor"))
    assert (session.answers["me.name"].value, session.answers["me.name"].words) == ("Noor", words)


def test_a_heavy_sentence_is_nobody_close_and_who_was_named_stays() -> None:
    session = going_on(at("network.closest"), Wrote("Lot"))
    session = going_on(played(session, Wrote("ik geef het op"), HEAVY).session, "go_on", "done")
    answer = session.answers["network.closest"]
    assert (answer.value, answer.words) == (["Lot"], "ik geef het op")


@pytest.mark.parametrize("name", ["Jan Dood", "Dood", "Doodeman"])
def test_a_real_name_that_sounds_heavy_is_kept(name: str) -> None:
    assert played(after(), Wrote(name), HEAVY).session.answers["me.name"].value == name


def test_real_names_in_a_row_are_kept() -> None:
    session = played(at("network.closest"), Wrote("Jan Dood, Lot en Bram de"), HEAVY).session
    assert session.drafts["network.closest"].value == ["Jan Dood", "Lot", "Bram de"]


def test_a_number_with_a_heavy_sentence_beside_it_is_still_the_number() -> None:
    session = played(after(Wrote("Noor")), Wrote("een 3, ik voel me zo alleen"), HEAVY).session
    answer = session.answers["happiness.now"]
    assert (answer.value, answer.words) == (3, "een 3, ik voel me zo alleen")


def test_a_heavy_sentence_without_the_number_waits_beside_it() -> None:
    session = going_on(played(after(Wrote("Noor")), Wrote("ik voel me leeg"), HEAVY).session, "go_on", "4")
    assert (session.answers["happiness.now"].value, session.answers["happiness.now"].words) == (4, "ik voel me leeg")


FIELDS = {"way": "call", "address": Wrote("06 00 00 00 00"), "place": Wrote("Utrecht"), "not_at": Wrote("na acht uur")}


@pytest.mark.parametrize("env", [DANGER, HEAVY], ids=["danger", "heavy"])
@pytest.mark.parametrize("field", [field for field in FIELDS if field != "not_at"])
def test_what_is_cried_out_where_somebody_may_be_reached_is_no_field_of_it(field: str, env: Env) -> None:
    before = list(FIELDS).index(field)
    session = going_on(after(Wrote("Noor")), Commanded("call_me"), *list(FIELDS.values())[:before])
    cry = "ik trek dit niet meer"
    session = going_on(played(session, Wrote(cry), env).session, "go_on")
    assert prompt_at(FLOW, session).part == field
    session = going_on(session, *list(FIELDS.values())[before:])
    answer = session.answers["meeting.contact"]
    assert answer.value == {"way": "call", "address": "06 00 00 00 00", "place": "Utrecht", "not_at": "na acht uur"}
    assert answer.words == cry


@pytest.mark.parametrize("how", ["skip", "dont_know", "rather_not_say", "later", "field by field"])
def test_words_alone_are_no_way_to_be_reached(how: Any) -> None:
    session = cried(going_on(after(Wrote("Noor")), Commanded("call_me")))
    session = going_on(session, *(["skip"] * 4 if how == "field by field" else [Commanded(how)]))
    answer = session.answers["meeting.contact"]
    assert (answer.how != "answered", answer.value, answer.words) == (True, None, CRY)
    assert "call_request" not in session.facts


def test_words_beside_the_way_stay_when_the_number_comes_later() -> None:
    session = cried(going_on(after(Wrote("Noor")), Commanded("call_me"), "call"))
    session = going_on(session, "skip", "skip", "skip", Commanded("call_me"), *FIELDS.values())
    assert session.answers["meeting.contact"].words == CRY


def test_what_is_told_beside_a_rung_stays_beside_it_and_is_no_number() -> None:
    session = after(Wrote("Noor"))
    session = played(session, Chose(session.token, "7", "papa slaat mij 3 keer per dag")).session
    answer = session.answers["happiness.now"]
    assert (answer.value, answer.words) == (7, "papa slaat mij 3 keer per dag")


def test_a_cry_beside_a_rung_leaves_the_rung_and_gets_help() -> None:
    session = after(Wrote("Noor"))
    outcome = played(session, Chose(session.token, "2", CRY), DANGER)
    answer = outcome.session.answers["happiness.now"]
    assert (answer.value, answer.words) == (2, CRY)
    assert outcome.session.overlay is not None


def test_words_beside_a_button_stay_beside_what_was_tapped() -> None:
    session = at("care.who")
    while FLOW.places[session.at].step.kind != "choice":
        session = played(session, Commanded("skip")).session
    step = FLOW.places[session.at].step
    option = prompt_at(FLOW, session).choices[0].id
    answer = played(session, Chose(session.token, option, "elke dag")).session.answers[step.id]
    assert (answer.value, answer.words) == (option, "elke dag")


def at_the_review() -> Session:
    session = after(Wrote("Noor"), "7")
    for _ in range(90):
        if FLOW.places[session.at].step.kind == "cards":
            return session
        event = Chose(session.token, "fits") if FLOW.places[session.at].step.kind == "picture" else Commanded("skip")
        session = played(session, event).session
    raise AssertionError("never at the review")


def test_words_with_the_switches_are_told_that_they_are_shared_with_nobody_and_kept() -> None:
    session = at_the_review()
    switches = {"happiness.now": False}
    outcome = played(session, Picked(session.token, words="en nog iets", switches=switches))
    assert [event.reason for event in outcome.events if isinstance(event, NotUnderstood)] == []
    assert outcome.session.at == session.at
    answer = going_on(outcome.session, "done").answers["review.items"]
    assert (answer.value["happiness.now"], answer.words) == (False, "en nog iets")


def test_a_cry_at_the_review_is_kept_with_what_was_switched() -> None:
    session = at_the_review()
    cried_out = played(session, Picked(session.token, words=CRY, switches={"happiness.now": False}), DANGER).session
    assert cried_out.overlay is not None
    answer = going_on(cried_out, "go_on", "done").answers["review.items"]
    assert (answer.value["happiness.now"], answer.words) == (False, CRY)
