"""Handoffs replace each other without a trace; my people and wishes are what was said last."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from storage import Store
from storage.sharing.networks import Alter, Tie
from storage.tables import share_package

TERM = date(2026, 12, 31)


def _put(store: Store, talk: Any, handoff_id: str, at: datetime, kind: Any = "summary") -> None:
    with store.begin() as work:
        work.handoffs.put(handoff_id, talk.person, talk.session, kind, {"says": handoff_id}, at, TERM)


def test_a_newer_handoff_takes_the_place_of_the_old_whose_content_is_gone(
    store: Store, talk: Any, noon: datetime
) -> None:
    _put(store, talk, "first", noon)
    _put(store, talk, "second", noon + timedelta(hours=1))
    with store.read() as work:
        (listed,) = work.handoffs.list_open()
        assert (listed.id, listed.updates) == ("second", 1)
        assert work.handoffs.get("first") is None
        assert work.handoffs.get("second") == {"says": "second"}
        assert work.connection.execute(select(func.count()).select_from(share_package)).scalar_one() == 1
        assert [event.kind for event in work.handoffs.events("first")] == ["shared", "replaced"]
        assert [event.kind for event in work.handoffs.events("second")] == ["updated"]


def test_a_call_request_leaves_the_summary_alone(store: Store, talk: Any, noon: datetime) -> None:
    _put(store, talk, "summary", noon)
    _put(store, talk, "call", noon + timedelta(hours=1), "call_request")
    with store.read() as work:
        assert [each.id for each in work.handoffs.list_open()] == ["call", "summary"]


def test_a_handoff_that_was_taken_back_cannot_be_read(store: Store, talk: Any, noon: datetime) -> None:
    _put(store, talk, "mine", noon)
    with store.begin() as work:
        assert work.handoffs.withdraw("mine", noon)
        assert not work.handoffs.withdraw("mine", noon)
        assert work.handoffs.get("mine") is None
        assert work.handoffs.list_open() == []
        (row,) = work.handoffs.of_person(talk.person)
        assert row.status == "withdrawn"


def test_the_first_look_is_remembered_and_every_look_is_an_event(store: Store, talk: Any, noon: datetime) -> None:
    _put(store, talk, "mine", noon)
    with store.begin() as work:
        for hour in (1, 2):
            work.handoffs.mark_seen("mine", "c1", noon + timedelta(hours=hour))
        row = work.handoffs.find("mine")
        events = work.handoffs.events("mine")
    assert row is not None
    assert row.seen_at == noon + timedelta(hours=1)
    assert row.retention_until == TERM
    assert [(event.kind, event.who) for event in events] == [("shared", None), ("seen", "c1"), ("seen", "c1")]


def test_my_people_are_those_of_the_last_time(store: Store, talk: Any) -> None:
    lot = Alter(1, "Lot \u2615", 1, "friends", "network.close", emoji="\U0001f431", would_help=True)
    kees = Alter(2, "trainer Kees", 3, "sports", "network.others")
    with store.begin() as work:
        work.networks.replace(talk.session, [lot, kees], [Tie(1, "line", "really_good"), Tie(2, "talk", "nobody")])
        work.networks.replace(talk.session, [kees], [Tie(2, "line", "ordinary")])
    with store.read() as work:
        assert work.networks.load(talk.session) == ([kees], [Tie(2, "line", "ordinary")])


def test_a_course_is_wished_for_once(store: Store, talk: Any, noon: datetime) -> None:
    with store.begin() as work:
        work.wishes.put("w1", talk.person, talk.session, "samen-gamen", noon, {"needs": ["lift"]})
        work.wishes.put("w2", talk.person, talk.session, "samen-gamen", noon, {"needs": ["friend"]})
        work.wishes.put("w3", talk.person, talk.session, "brussen-9-12", noon)
        assert work.wishes.drop(talk.person, "brussen-9-12")
        assert not work.wishes.drop(talk.person, "brussen-9-12")
        (wish,) = work.wishes.of_person(talk.person)
    assert (wish.id, wish.course_id, wish.needs) == ("w2", "samen-gamen", {"needs": ["friend"]})


def test_keeping_finds_quiet_talks_that_were_not_shared(store: Store, make_talk: Any, noon: datetime) -> None:
    quiet, shared = make_talk("quiet"), make_talk("shared")
    _put(store, shared, "kept", noon)
    after = noon + timedelta(days=31)
    with store.begin() as work:
        assert [each.id for each in work.keeping.quiet_sessions(after)] == [quiet.session]
        assert work.keeping.quiet_sessions(noon) == []
        assert work.keeping.handoffs_past_term(TERM) == []
        assert work.keeping.handoffs_past_term(TERM + timedelta(1)) == ["kept"]
        work.sessions.delete(quiet.session)
        assert work.keeping.people_without_sessions(after) == [quiet.person]
