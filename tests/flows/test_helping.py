"""Help over the talk: at any time, in every state; repeats do not nag; the talk goes on exactly where it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.safety.signal import CATEGORIES
from flows.engine.compiling import START
from flows.engine.events import (
    Asked,
    Chose,
    Commanded,
    DangerNoticed,
    Env,
    HelpShown,
    NotUnderstood,
    Said,
    Signal,
    Started,
    Wrote,
)
from flows.engine.limits import LETTERS_OF_AN_ANSWER, MINUTES_WITHOUT_NAGGING
from flows.engine.session import DANGER_AT, Session
from flows.engine.turns import new_session
from flows.engine.turns.helping import FOR_A_WHILE
from tests.flows.playing import AGES, FLOW, NOW, begun, open_prompt, picks_from, played, sensible, walk


def noticed(category: str, urgency: Any = "now", minutes: float = 0) -> Env:
    """A text in which something was noticed, some minutes later."""
    return Env(NOW.now + timedelta(minutes=minutes), Signal(category, urgency))


def cried(session: Session, env: Env) -> tuple[Session, str | None]:
    """Type something in which danger is noticed; the session after it, and why help was shown."""
    outcome = played(session, Wrote("iets"), env)
    assert any(isinstance(event, DangerNoticed) for event in outcome.events), "an alarm may come twice, never not"
    assert sum(isinstance(event, Asked) for event in outcome.events) == 1
    return outcome.session, next((e.reason for e in outcome.events if isinstance(e, HelpShown)), None)


def told(place: str = "fine_here") -> Session:
    """A child of thirteen who was asked what makes it happy."""
    session = begun("nl", "C").session
    for option in (place, "13", "agree"):
        session = played(session, Chose(session.token, option)).session
    session = played(session, Wrote("Noor")).session
    return played(session, Chose(session.token, "7")).session


def test_the_same_again_within_a_while_gets_one_line_and_the_talk_goes_on() -> None:
    session, reason = cried(told(), noticed("suicide"))
    assert (reason, session.overlay) == ("danger", "help:danger")
    session = played(session, Chose(session.token, "go_on")).session
    session, reason = cried(session, noticed("suicide", minutes=1))
    assert (reason, session.overlay) == ("again", None)


@pytest.mark.parametrize(
    ("first", "then", "reason"),
    [
        (("suicide", "soon"), ("suicide", "now"), "danger"),
        (("suicide", "now"), ("suicide", "soon"), "again"),
        (("suicide", "now"), ("self_harm", "now"), "again"),
        (("self_harm", "now"), ("suicide", "now"), "danger"),
        (("abuse_physical", "now"), ("domestic_violence", "now"), "again"),
        (("suicide", "now"), ("abuse_sexual", "soon"), "danger"),
        (("abuse_emotional", "soon"), ("severe_distress", "soon"), "again"),
        (("severe_distress", "soon"), ("suicide", "soon"), "danger"),
    ],
)
def test_what_is_graver_or_another_matter_gets_the_whole_card(first: Any, then: Any, reason: str) -> None:
    session, _ = cried(told(), noticed(*first))
    _, found = cried(session, noticed(*then, minutes=1))
    assert found == reason


def test_after_a_while_the_whole_card_comes_again_however_often_it_was_said_in_between() -> None:
    session, _ = cried(told(), noticed("suicide"))
    for minutes in range(1, MINUTES_WITHOUT_NAGGING):
        session, reason = cried(session, noticed("suicide", minutes=minutes))
        assert reason == "again"
    assert cried(session, noticed("suicide", minutes=MINUTES_WITHOUT_NAGGING))[1] == "danger"


def test_a_gentle_question_is_asked_once_and_then_only_a_line() -> None:
    session, reason = cried(told(), noticed("severe_distress", "check"))
    assert (reason, session.overlay) == (None, "check")
    session, reason = cried(session, noticed("severe_distress", "check", minutes=1))
    assert (reason, session.overlay) == ("again", None)


@pytest.mark.parametrize(("category", "urgency"), [("suicide", "now"), ("severe_distress", "check")])
def test_a_chatty_reaction_is_left_out_the_second_time_too(category: str, urgency: str) -> None:
    session = begun("nl", "C").session
    while open_prompt(session).step != "happiness.more":
        session = played(session, sensible(open_prompt(session), lambda count: 0, 13)).session
    chatty = played(session, Wrote("iets")).events
    assert any(isinstance(event, Said) and event.step for event in chatty), "else this shows nothing"
    session = session.but(facts=cried(session, noticed(category, urgency))[0].facts)
    outcome = played(session, Wrote("iets"), noticed(category, urgency, minutes=2))
    assert [event for event in outcome.events if isinstance(event, Said) and event.step] == []
    assert [event.reason for event in outcome.events if isinstance(event, HelpShown)] == ["again"]
    assert open_prompt(outcome.session).step != open_prompt(session).step


def test_whoever_tells_of_danger_again_is_not_corrected_either() -> None:
    session = begun("nl", "C").session
    for option in ("fine_here", "13", "agree"):
        session = played(session, Chose(session.token, option)).session
    session = played(session, Wrote("Noor")).session  # a number from 0 to 10 is asked
    assert any(isinstance(event, NotUnderstood) for event in played(session, Wrote("iets")).events)
    session = session.but(facts=cried(session, noticed("severe_distress", "check"))[0].facts)
    outcome = played(session, Wrote("iets"), noticed("severe_distress", "check", minutes=2))
    assert [event for event in outcome.events if isinstance(event, NotUnderstood)] == []
    assert open_prompt(outcome.session).step == "happiness.now"


def alone(session: Session) -> Session:
    """The watcher has left."""
    return session.but(
        answers={**session.answers, "welcome.place": replace(session.answers["welcome.place"], value="fine_here")}
    )


def test_what_was_answered_under_watching_eyes_is_not_taken_as_shown_once_they_are_gone() -> None:
    session, reason = cried(told("being_watched"), noticed("abuse_physical"))
    assert reason == "danger"
    session, reason = cried(session, noticed("abuse_physical", minutes=1))
    assert reason == "again", "while somebody watches it is not said anew"
    session, reason = cried(alone(session), noticed("abuse_physical", minutes=5))
    assert (reason, session.overlay) == ("danger", "help:danger")
    assert cried(session, noticed("abuse_physical", minutes=6))[1] == "again"


def test_what_was_shown_before_somebody_began_to_watch_stays_shown() -> None:
    session, _ = cried(told(), noticed("suicide"))
    watched = session.but(answers={**session.answers, "welcome.place": told("being_watched").answers["welcome.place"]})
    watched, _ = cried(watched, noticed("abuse_sexual", minutes=1))
    assert cried(watched, noticed("suicide", minutes=2))[1] == "again"
    assert cried(alone(watched), noticed("suicide", minutes=3))[1] == "again"
    assert cried(alone(watched), noticed("abuse_sexual", minutes=3))[1] == "danger"


def test_a_gentle_question_that_watching_eyes_kept_away_is_asked_once_they_are_gone() -> None:
    session, reason = cried(told("being_watched"), noticed("severe_distress", "check"))
    assert (reason, session.overlay) == ("again", None)
    session, reason = cried(alone(session), noticed("severe_distress", "check", minutes=5))
    assert (reason, session.overlay) == (None, "check")


def test_a_gentle_question_does_not_stand_in_the_way_of_a_signal() -> None:
    session, _ = cried(told(), noticed("suicide", "check"))
    assert cried(session, noticed("suicide", "soon", minutes=1))[1] == "danger"


def test_under_watching_eyes_there_is_no_gentle_question_and_nobody_calls() -> None:
    session, reason = cried(told("being_watched"), noticed("severe_distress", "check"))
    assert (reason, session.overlay) == ("again", None)
    session, _ = cried(session, noticed("suicide", minutes=1))
    prompt = open_prompt(session)
    assert [choice.id for choice in prompt.choices] == ["go_on", "break"]
    assert [line.text for line in prompt.lines] == ["What do you want to do now?"]


def test_words_that_were_put_aside_a_second_time_leave_the_question_standing() -> None:
    session = begun("nl", "C").session
    session = played(session, Chose(session.token, "fine_here")).session  # an age is asked: a cry is no answer to it
    session, _ = cried(session, noticed("suicide"))
    session = played(session, Chose(session.token, "go_on")).session
    session, reason = cried(session, noticed("suicide", minutes=1))
    assert reason == "again"
    assert open_prompt(session).step == "me.age"
    assert session.drafts["me.age"].words == "iets\niets", "nothing a child says is lost"


@given(
    seed=st.integers(0, 10_000),
    turns=st.integers(0, 70),
    age=st.sampled_from(AGES),
    way=st.sampled_from(["help", "signal"]),
)
def test_from_anywhere_help_comes_and_the_talk_goes_on_exactly_where_it_was(
    seed: int, turns: int, age: int, way: str
) -> None:
    before, _ = walk(picks_from(seed)[:turns], age)
    env = noticed(CATEGORIES[seed % len(CATEGORIES)]) if way == "signal" else NOW
    event = Commanded("help") if way == "help" else Commanded("repeat")
    outcome = played(before, event, env)
    assert [e.reason for e in outcome.events if isinstance(e, HelpShown)] == ["danger" if way == "signal" else "asked"]
    prompt = open_prompt(outcome.session)
    assert prompt.control == "help"
    assert "go_on" in [choice.id for choice in prompt.choices]
    after = played(outcome.session, Chose(outcome.session.token, "go_on")).session
    assert (after.at, after.part, after.answers, after.life) == (before.at, before.part, before.answers, before.life)
    assert dict(after.drafts) == dict(before.drafts)
    asked_before = open_prompt(before.but(overlay=None))
    assert replace(open_prompt(after), token="") == replace(asked_before, token="")


def test_the_safe_word_as_the_very_first_thing_shows_help_with_its_choice() -> None:
    outcome = played(new_session(FLOW, "nl", None), Commanded("help"))
    assert outcome.session.at != START
    assert open_prompt(outcome.session).control == "help"
    on = played(outcome.session, Chose(outcome.session.token, "go_on")).session
    assert open_prompt(on).step == "welcome.place"
    assert played(on, Started()).session.at == on.at


def test_who_was_erased_is_not_shown_anything() -> None:
    erased = told().but(life="erased")
    assert played(erased, Wrote("x"), noticed("suicide")).events == ()


def test_the_gentle_question_comes_again_when_the_last_one_was_asked_long_enough_ago() -> None:
    session, asked = told(), []
    for minutes in range(0, 81, 20):
        session, reason = cried(session, noticed("severe_distress", "check", minutes=minutes))
        asked.append(reason is None)
        if session.overlay == "check":
            session = played(session, Chose(session.token, "go_on")).session
    assert asked == [True, False, True, False, True]


def test_each_matter_is_remembered_for_its_own_while() -> None:
    session, _ = cried(told(), noticed("suicide"))
    session, reason = cried(session, noticed("abuse_physical", minutes=25))
    assert reason == "danger"
    assert cried(session, noticed("suicide", minutes=29))[1] == "again"
    assert cried(session, noticed("suicide", minutes=50))[1] == "danger"
    assert cried(session, noticed("abuse_physical", minutes=50))[1] == "again"


def test_what_was_remembered_with_one_time_for_all_is_still_known() -> None:
    known = {"at": NOW.now.isoformat(), "signals": [["suicide", "now"]]}
    session = told().but(facts={"help_shown": known})
    assert cried(session, noticed("suicide", minutes=5))[1] == "again"
    assert cried(session, noticed("suicide", minutes=31))[1] == "danger"
    session, _ = cried(session, noticed("abuse_physical", minutes=10))
    assert cried(session, noticed("suicide", minutes=20))[1] == "again"


@pytest.mark.parametrize("urgency", ["check", "soon", "now"])
@pytest.mark.parametrize("place", ["fine_here", "being_watched"])
def test_what_was_answered_is_forgotten_at_the_next_turn_after_its_while(place: str, urgency: str) -> None:
    session, _ = cried(told(place), noticed("suicide", urgency))
    remembered = FOR_A_WHILE & session.facts.keys()
    assert len(remembered) == (0 if (place, urgency) == ("being_watched", "check") else 1)
    soon = played(session, Commanded("repeat"), Env(NOW.now + timedelta(minutes=29))).session
    assert FOR_A_WHILE & soon.facts.keys() == remembered
    late = played(session, Commanded("repeat"), Env(NOW.now + timedelta(minutes=31))).session
    assert not FOR_A_WHILE & late.facts.keys()


def danger_at(session: Session) -> list[str]:
    """The questions where words of danger are known to stand."""
    return list(session.facts.get(DANGER_AT) or ())


def test_where_danger_stands_is_known_as_long_as_these_words_stand_there() -> None:
    session = played(told(), Wrote("iets ergs"), noticed("suicide")).session
    assert danger_at(session) == ["happiness.sources"]
    session = played(session, Chose(session.token, "go_on")).session
    session = played(session, Commanded("skip")).session
    assert danger_at(session) == ["happiness.sources"]
    session = played(session, Commanded("edit", "happiness.sources")).session
    assert danger_at(session) == ["happiness.sources"]
    session = played(session, Wrote("zwemmen")).session
    if open_prompt(session).step == "happiness.sources":
        session = played(session, Chose(session.token, "done")).session
    assert danger_at(session) == []


def test_words_that_are_kept_with_an_answer_are_known_to_stand_there() -> None:
    session = begun("nl", "C").session
    for option in ("fine_here", "13", "agree"):
        session = played(session, Chose(session.token, option)).session
    session = played(session, Wrote("Noor")).session
    session = played(session, Wrote("iets ergs"), noticed("suicide")).session
    session = played(session, Chose(session.token, "go_on")).session
    session = played(session, Chose(session.token, "7")).session
    assert session.answers["happiness.now"].words == "iets ergs"
    assert danger_at(session) == ["happiness.now"]


def test_words_that_went_nowhere_stand_nowhere() -> None:
    long = Wrote("a" * (LETTERS_OF_AN_ANSWER + 1))
    assert danger_at(played(told(), long, noticed("suicide")).session) == []


def at_feedback() -> Session:
    """A child that has sent what it told, and is asked how it was."""
    session = begun("nl", "C").session
    while open_prompt(session).step != "review.feedback":
        session = played(session, sensible(open_prompt(session), lambda count: 0, 13)).session
    return session


def cards(session: Session, env: Env) -> list[str]:
    """Which help cards come when something is said now, in order."""
    return [event.reason for event in played(session, Wrote("iets"), env).events if isinstance(event, HelpShown)]


def test_what_was_heard_at_the_end_is_met_instead_of_the_goodbye() -> None:
    session = at_feedback()
    assert cards(session, NOW) == ["finished"]
    assert cards(session, noticed("abuse_physical")) == ["danger"]
    assert cards(session, noticed("severe_distress", "check")) == []
    known = session.but(facts=cried(told(), noticed("abuse_physical"))[0].facts)
    assert cards(known, noticed("abuse_physical", minutes=1)) == ["again"]


def test_the_card_for_danger_stands_before_everything_else_that_is_said() -> None:
    outcome = played(at_feedback(), Wrote("x" * (LETTERS_OF_AN_ANSWER + 1)), noticed("suicide"))
    said = [event for event in outcome.events if isinstance(event, Said | NotUnderstood | HelpShown | Asked)]
    assert [type(event) for event in said] == [HelpShown, NotUnderstood, Asked]


@pytest.mark.parametrize(
    ("urgency", "reason", "overlay"), [("now", "danger", "help:danger"), ("check", "asked", "help")]
)
def test_who_asks_for_help_in_words_that_tell_of_danger_gets_one_card(urgency: str, reason: str, overlay: str) -> None:
    outcome = played(told(), Commanded("help"), noticed("severe_distress", urgency))
    assert [event.reason for event in outcome.events if isinstance(event, HelpShown)] == [reason]
    assert outcome.session.overlay == overlay
    assert any(isinstance(event, DangerNoticed) for event in outcome.events)


def test_an_answer_that_was_on_its_way_when_help_was_asked_for_still_counts() -> None:
    session = begun("nl", "C").session
    before = session.token
    helped = played(session, Commanded("help")).session
    assert played(helped, Chose(before, "fine_here")).session.answers["welcome.place"].value == "fine_here"
    again = played(helped, Commanded("help")).session
    assert played(again, Chose(helped.token, "go_on")).session.at == session.at
