"""Who is asked what: the branches of the intake, seen through the questions a child meets."""

from __future__ import annotations

from typing import Any

import pytest

from flows.engine.compiling import CompiledFlow
from flows.library import packaged
from tests.content.routes import SKIP, route

ABOUT_CARE = {"care.what", "care.tasks", "care.often", "care.good", "care.who_knows", "care.word"}
AFTER_HALF_WAY = {"goal.wish", "goal.first_step", "goal.helpers", "courses.interest", "meeting.place"}
AGES = [4, 7, 8, 11, 12, 15, 16, 17, 18, 24]


@pytest.fixture(scope="module")
def intake() -> CompiledFlow:
    return packaged().newest("intake")


def counted(intake: CompiledFlow, asked: tuple[str, ...]) -> int:
    return sum(1 for link_id in asked if intake.flow.by_id[link_id].counted)


@pytest.mark.parametrize("age", AGES)
def test_every_age_comes_to_the_end(intake: CompiledFlow, age: int) -> None:
    assert route(intake, age).end == "end.finished"


@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize("place", ["school", "not_yet"])
@pytest.mark.parametrize("weight", ["light", "far_too_heavy"])
def test_a_child_meets_the_agreed_number_of_questions(intake: CompiledFlow, age: int, place: str, weight: str) -> None:
    found = route(intake, age, meeting__place=place, load__weight=weight)
    fewest, most = (18, 20) if age < 8 else (23, 28)
    assert fewest <= counted(intake, found.asked) <= most


def test_an_entry_before_its_time_can_wait(intake: CompiledFlow) -> None:
    assert route(intake, 9, welcome__place="later").end == "end.later"


@pytest.mark.parametrize(("age", "end"), [(3, "end.younger"), (25, "end.older"), (70, "end.older")])
def test_outside_the_ages_the_talk_ends_kindly(intake: CompiledFlow, age: int, end: str) -> None:
    assert route(intake, age).end == end


@pytest.mark.parametrize("said", ["decline", SKIP])
def test_without_a_yes_nothing_more_is_asked(intake: CompiledFlow, said: Any) -> None:
    found = route(intake, 13, consent__agree=said)
    assert found.end == "end.declined"
    assert found.asked == ("welcome.place", "me.age", "consent.agree")


@pytest.mark.parametrize("who", [["not_with_me"], SKIP])
@pytest.mark.parametrize("age", [5, 9, 13, 20])
def test_a_child_with_nobody_ill_is_asked_nothing_about_care(intake: CompiledFlow, age: int, who: Any) -> None:
    found = route(intake, age, more=True, care__who=who)
    assert not ABOUT_CARE & set(found.asked)
    assert found.end == "end.finished"


def test_who_would_rather_not_say_is_not_asked_what_it_is(intake: CompiledFlow) -> None:
    assert "care.what" in route(intake, 13, more=True).asked
    found = route(intake, 13, more=True, care__who=["rather_not_say"])
    assert {"care.tasks", "care.who_knows"} <= set(found.asked)
    assert "care.what" not in found.asked


@pytest.mark.parametrize("tasks", [SKIP, ["nothing_special"]])
def test_without_tasks_nobody_asks_how_often(intake: CompiledFlow, tasks: Any) -> None:
    assert "care.often" not in route(intake, 13, care__tasks=tasks).asked


def test_with_somebody_watching_the_ties_are_not_asked(intake: CompiledFlow) -> None:
    assert "network.ties" in route(intake, 13).asked
    watched = route(intake, 13, welcome__place="being_watched").asked
    assert "network.ties" not in watched
    assert "load.urgent" in watched


def test_without_names_there_are_no_ties_and_no_picture(intake: CompiledFlow) -> None:
    found = set(route(intake, 13, network__closest=[], network__fun=[]).asked)
    assert not {"network.ties", "network.people"} & found


def test_who_wants_a_call_is_asked_at_once_how_to_be_reached(intake: CompiledFlow) -> None:
    asked = route(intake, 13, load__urgent="call_me_soon").asked
    assert asked[asked.index("load.urgent") + 1] == "meeting.contact"
    assert asked.count("meeting.contact") == 1


@pytest.mark.parametrize("age", [5, 9, 13, 16, 20])
def test_half_way_a_child_can_go_straight_to_what_it_shares(intake: CompiledFlow, age: int) -> None:
    found = route(intake, age, load__halfway="stop_here")
    assert not AFTER_HALF_WAY & set(found.asked)
    assert found.asked[found.asked.index("load.halfway") + 1] == "review.items"


def test_half_way_a_child_can_rest(intake: CompiledFlow) -> None:
    assert route(intake, 13, load__halfway="pause").end == "end.paused"


def test_a_wish_for_a_call_survives_stopping_half_way(intake: CompiledFlow) -> None:
    found = route(intake, 13, load__urgent="call_me_soon", load__halfway="stop_here")
    assert "meeting.contact" in found.asked
    assert found.end == "end.finished"


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"meeting__place": "not_yet"}, False),
        ({"meeting__place": SKIP}, False),
        ({"meeting__place": "school"}, True),
        ({"courses__interest": ["some-course"]}, True),
        ({"load__urgent": "call_me_soon"}, True),
    ],
)
def test_contact_is_asked_only_when_somebody_is_to_come(
    intake: CompiledFlow, changes: dict[str, Any], asked: bool
) -> None:
    found = route(intake, 13, **changes).asked
    assert ("meeting.contact" in found) is asked
    assert ("home.knows" in found) is asked


@pytest.mark.parametrize(("age", "asked"), [(7, False), (8, True), (15, True), (16, False), (24, False)])
def test_only_who_is_alone_and_under_16_is_asked_whether_home_knows(
    intake: CompiledFlow, age: int, asked: bool
) -> None:
    assert ("home.knows" in route(intake, age, meeting__place="school").asked) is asked


@pytest.mark.parametrize(
    ("changes", "extra"),
    [
        ({"happiness__now": 4}, "strength.helps"),
        ({"load__weight": "heavy"}, "strength.helps"),
        ({"network__support": {"talk": "nobody"}}, "network.would_help"),
        ({"network__closest": ["Lot"], "network__fun": ["Kees", "Rian", "Sam"]}, "network.would_help"),
        ({"network__closest": ["Lot", "Bram"], "network__fun": []}, "network.others"),
        ({"meeting__place": "school"}, "meeting.company"),
        ({"courses__interest": ["some-course"]}, "courses.needs"),
    ],
)
def test_the_one_extra_of_band_c_is_the_one_that_matters_most(
    intake: CompiledFlow, changes: dict[str, Any], extra: str
) -> None:
    found = route(intake, 13, **changes)
    assert [name.partition("/")[2] for name in found.slots] == [extra]


def test_a_skipped_circle_does_not_lead_to_more_questions_about_it(intake: CompiledFlow) -> None:
    found = route(intake, 13, network__closest=SKIP, network__fun=SKIP)
    assert not {"network.would_help", "network.others"} & set(found.asked)


def test_after_two_heavy_answers_something_light_comes_next(intake: CompiledFlow) -> None:
    found = route(intake, 16, network__support={"talk": "nobody"}, load__weight="heavy")
    after = found.asked[found.asked.index("load.weight") + 1]
    assert intake.flow.by_id[after].topic in ("happiness", "strength")


def test_after_a_heavy_weight_and_heavy_cards_something_light_comes_next(intake: CompiledFlow) -> None:
    found = route(intake, 16, load__weight="heavy", load__cards=["i_feel_alone"])
    after = found.asked[found.asked.index("load.cards") + 1]
    assert intake.flow.by_id[after].topic in ("happiness", "strength")


@pytest.mark.parametrize(
    "changes",
    [
        {"load__weight": "far_too_heavy"},
        {"load__weight": "light", "strength__helps": ["nothing_helps_then"]},
        {"load__weight": "light", "load__pause": ["nowhere"]},
    ],
)
def test_who_carries_a_lot_is_not_asked_to_give_back(intake: CompiledFlow, changes: dict[str, Any]) -> None:
    assert "network.give_back" in route(intake, 20, more=True).asked
    assert "network.give_back" not in route(intake, 20, more=True, **changes).asked


def test_who_asks_for_more_meets_every_question_there_is_for_its_age(intake: CompiledFlow) -> None:
    found = route(intake, 20, more=True, meeting__place="school", courses__interest=["some-course"])
    expected = {step.id for step in intake.flow.steps if step.extra and "E" in step.extra.bands}
    assert expected - set(found.asked) == {"goal.needs"}, "who thinks up a step together needs nothing for it yet"
    assert "goal.needs" in route(intake, 20, more=True, goal__first_step="iets kleins").asked


def test_the_youngest_are_not_asked_about_ties_cards_or_urgent_things(intake: CompiledFlow) -> None:
    found = route(intake, 5, meeting__place="home", load__weight="heavy")
    assert not {"network.ties", "load.cards", "load.urgent"} & set(found.asked)
    assert found.slots == ()
