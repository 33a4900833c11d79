"""Whatever way a yes becomes a no: what was shared is asked about, nothing is lost by it, and it is a yes taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.engine.events import Answered, AnswerRevised, Chose, Commanded, ConsentGiven, Incoming, TakenBack, Wrote
from flows.engine.phrases import WITHDRAW_CHOICE, WITHDRAW_SHARED_CHOICE
from flows.engine.session import Session
from flows.engine.step import Outcome
from tests.flows.playing import begun, open_prompt, played
from tests.flows.test_calling import NUMBER, asks_for_a_call, does, until

CONSENT = "consent.agree"
NO_YES: tuple[Incoming | str, ...] = (
    "decline",
    "skip",
    Commanded("dont_know"),
    Commanded("rather_not_say"),
    Commanded("later"),
)


def shared() -> Session:
    """A child of thirteen who shared everything."""
    session = until(begun().session, "review.items")
    return does(session, Chose(open_prompt(session).token, "done"), "send").session


def called() -> Session:
    """A child who is to be called and shared nothing else."""
    return does(asks_for_a_call(), "call", Wrote(NUMBER), Wrote("Utrecht"), Wrote("nooit")).session


def went_back(session: Session) -> Session:
    """Back onto the question that was agreed with."""
    here = does(session, Commanded("edit", "me.name"), Commanded("back")).session
    assert open_prompt(here).step == CONSENT
    return here


def decisions(outcome: Outcome) -> list[str]:
    """What the proof will say."""
    return [event.decision for event in outcome.events if isinstance(event, ConsentGiven)]


def asks_to_withdraw(outcome: Outcome) -> bool:
    """True when it is asked what becomes of it all, and nothing was decided yet."""
    kept = outcome.session.answers[CONSENT].value == "agree"
    settled = [e for e in outcome.events if isinstance(e, AnswerRevised | Answered | TakenBack | ConsentGiven)]
    return kept and not settled and open_prompt(outcome.session).control == "withdraw"


def test_changing_the_yes_is_taking_it_back() -> None:
    for session in (until(begun().session, "happiness.now"), called(), shared()):
        edited, withdrawn = played(session, Commanded("edit", CONSENT)), played(session, Commanded("withdraw"))
        assert asks_to_withdraw(edited)
        assert edited == withdrawn


@pytest.mark.parametrize("no", NO_YES, ids=str)
@pytest.mark.parametrize("at", [shared, called])
def test_what_is_no_yes_any_more_asks_what_becomes_of_what_was_shared(at: object, no: Incoming | str) -> None:
    here = went_back(at())  # type: ignore[operator]
    asked = played(here, Chose(open_prompt(here).token, no) if isinstance(no, str) else no)
    assert asks_to_withdraw(asked)
    assert "withdraw_keep" in [choice.id for choice in open_prompt(asked.session).choices]
    assert asked.session.life == here.life
    assert asked.session.facts == here.facts


@pytest.mark.parametrize("no", NO_YES, ids=str)
def test_the_proof_says_withdrawn_whatever_way_it_went(no: Incoming | str) -> None:
    outcome = does(went_back(shared()), no, "withdraw")
    assert decisions(outcome) == ["withdrawn"]
    assert TakenBack("everything") in outcome.events
    assert (outcome.session.at, outcome.session.life) == ("end.declined", "declined")


def test_with_nothing_shared_a_no_is_a_no_and_still_a_yes_taken_back() -> None:
    outcome = does(went_back(until(begun().session, "happiness.now")), "decline")
    assert decisions(outcome) == ["withdrawn"]
    assert outcome.session.at == "end.declined"


@pytest.mark.parametrize("no", NO_YES[1:], ids=str)
def test_with_nothing_shared_what_is_no_clear_no_is_asked_about(no: Incoming | str) -> None:
    here = went_back(until(begun().session, "happiness.now"))
    assert asks_to_withdraw(does(here, no))


def test_a_yes_is_never_ticked_beforehand() -> None:
    here = went_back(shared())
    assert [choice.id for choice in open_prompt(here).choices if choice.picked] == []
    typed = played(here, Wrote("nee want mama leest mee"))
    assert decisions(typed) == []
    assert open_prompt(typed.session).step == CONSENT


def test_words_beside_the_no_stay_with_it() -> None:
    outcome = does(went_back(shared()), Wrote("nee want mama leest mee"), "decline", "withdraw")
    answer = outcome.session.answers[CONSENT]
    assert (answer.value, answer.words) == ("decline", "nee want mama leest mee")
    assert CONSENT not in outcome.session.drafts


def test_going_on_after_all_goes_on_where_the_talk_was() -> None:
    for session in (until(begun().session, "happiness.now"), called(), shared()):
        here = does(went_back(session), Commanded("skip"), "go_on")
        assert open_prompt(here.session).step == open_prompt(session).step
        assert decisions(here) == []
        assert here.session.answers[CONSENT] == session.answers[CONSENT]
        assert CONSENT not in here.session.drafts


def test_a_request_to_be_called_may_stay_when_the_yes_goes() -> None:
    outcome = does(called(), Commanded("withdraw"), "withdraw_keep")
    assert not [event for event in outcome.events if isinstance(event, TakenBack)]
    assert decisions(outcome) == ["withdrawn"]
    assert outcome.session.facts["call_request"] == "open"


def test_under_watching_eyes_a_request_to_be_called_is_not_named() -> None:
    session = called()
    place = replace(session.answers["welcome.place"], value="being_watched")
    watched = session.but(answers={**session.answers, "welcome.place": place})
    prompt = open_prompt(played(watched, Commanded("withdraw")).session)
    assert [line.text for line in prompt.lines] == [WITHDRAW_CHOICE]
    plain = open_prompt(played(session, Commanded("withdraw")).session)
    assert [line.text for line in plain.lines] == [WITHDRAW_SHARED_CHOICE]


def test_a_no_that_stays_a_no_is_not_taken_back_once_more() -> None:
    declined = does(shared(), Commanded("withdraw"), "withdraw_keep", "change_my_mind").session
    outcome = does(declined, "decline")
    assert decisions(outcome) == ["decline"]
    assert outcome.session.at == "end.declined"
