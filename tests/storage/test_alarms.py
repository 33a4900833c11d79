"""Alarms as rows: one taker, one rung at a time, kept while somebody has to look, and gone with the person."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.jobs import keep
from care.keeping import Terms
from storage import Store, Work
from storage.sharing.alarm_notices import Notice
from storage.sharing.alarms import AlarmRow
from storage.tables import alarm, alarm_notice

MARK = "zeldzaamwoord"


def notice(alarm_id: str, level: int, at: datetime, **more: Any) -> Notice:
    """Somebody to tell."""
    usual: dict[str, Any] = {"kind": "consultant", "consultant_id": "amina", "way": "mail", "status": "due"}
    rest: dict[str, Any] = {"attempts": 0, "error": None, "tried_at": None, "sent_at": None}
    return Notice(alarm_id, level, at=at, **{**usual, **rest, **more})


@pytest.fixture
def raised(store: Store, talk: Any, noon: datetime) -> str:
    """An alarm of Noor, and two consultants."""
    with store.begin() as work:
        for name in ("amina", "bas"):
            work.consultants.add(name, name.title(), f"{name}@example.org", noon)
        work.alarms.put("a1", talk.person, talk.session, "soon", {"said": MARK}, noon)
    return "a1"


def test_an_alarm_is_due_at_once_and_its_content_comes_back(
    store: Store, talk: Any, raised: str, noon: datetime
) -> None:
    with store.read() as work:
        (row,) = work.alarms.due(noon, 10)
        assert work.alarms.content(raised) == {"said": MARK}
    assert row == AlarmRow("a1", talk.person, talk.session, "soon", "open", 0, noon, noon, None, None)


def test_content_moved_to_another_alarm_does_not_open(store: Store, talk: Any, raised: str, noon: datetime) -> None:
    with store.begin() as work:
        work.alarms.put("a2", talk.person, talk.session, "soon", {}, noon)
        sealed = work.connection.execute(alarm.select().where(alarm.c.id == "a1")).one().content
        work.connection.execute(alarm.update().where(alarm.c.id == "a2").values(content=sealed))
    with store.read() as work, pytest.raises(Exception, match="moved here from another row"):
        work.alarms.content("a2")


def test_of_ten_who_take_it_at_once_one_wins(store: Store, raised: str, noon: datetime) -> None:
    def take(number: int) -> bool:
        who = "amina" if number % 2 else "bas"
        with store.begin() as work:
            return work.alarms.take(raised, who, noon + timedelta(seconds=number))

    with ThreadPoolExecutor(10) as pool:
        won = list(pool.map(take, range(10)))
    assert won.count(True) == 1
    with store.read() as work:
        row = work.alarms.find(raised)
    assert row is not None
    assert row.acknowledged_by == ("amina" if won.index(True) % 2 else "bas")
    assert row.acknowledged_at == noon + timedelta(seconds=won.index(True))


def test_of_ten_who_climb_at_once_one_does(store: Store, raised: str, noon: datetime) -> None:
    def climb(number: int) -> bool:
        with store.begin() as work:
            return work.alarms.advance(raised, 0, 1, noon + timedelta(minutes=number))

    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(climb, range(10))).count(True) == 1


def test_of_ten_who_claim_a_notice_one_has_it(store: Store, raised: str, noon: datetime) -> None:
    one = notice(raised, 1, noon)
    with store.begin() as work:
        work.alarm_notices.add(one)

    def claim(_number: int) -> bool:
        with store.begin() as work:
            return work.alarm_notices.claim(one, noon)

    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(claim, range(10))).count(True) == 1


def test_what_is_taken_is_not_due_not_updated_and_does_not_climb(store: Store, raised: str, noon: datetime) -> None:
    with store.begin() as work:
        row = work.alarms.find(raised)
        assert row is not None
        work.alarm_notices.add(notice(raised, 1, noon))
        assert work.alarms.take(raised, "amina", noon)
        assert work.alarm_notices.due_to(("consultant", "amina", "mail")) == []
        assert work.alarms.due(noon + timedelta(days=9), 10) == []
        assert not work.alarms.update(row, "now", {}, noon)
        assert not work.alarms.advance(raised, 0, 1, noon)
        assert not work.alarms.hurry(raised, 0, noon)
        assert work.alarms.count_open() == 0


def test_whoever_comes_late_hurries_no_later_rung(store: Store, raised: str, noon: datetime) -> None:
    later = noon + timedelta(minutes=5)
    with store.begin() as work:
        assert work.alarms.advance(raised, 0, 1, later)
        assert not work.alarms.hurry(raised, 0, noon)
        (row,) = work.alarms.list_open()
        assert row.escalates_at == later
        assert work.alarms.hurry(raised, 1, noon)


def test_a_notice_that_waits_makes_an_alarm_due_before_its_time(store: Store, raised: str, noon: datetime) -> None:
    with store.begin() as work:
        work.alarms.advance(raised, 0, 1, noon + timedelta(hours=1))
        assert work.alarms.due(noon, 10) == []
        work.alarm_notices.add(notice(raised, 1, noon))
        assert [row.id for row in work.alarms.due(noon, 10)] == [raised]
        assert work.alarm_notices.sent(work.alarm_notices.of(raised)[0], noon)
        assert work.alarms.due(noon, 10) == []


def test_a_notice_is_settled_once(store: Store, raised: str, noon: datetime) -> None:
    one = notice(raised, 1, noon)
    with store.begin() as work:
        work.alarm_notices.add(one)
        assert work.alarm_notices.failed(one, "unreachable", final=False)
        assert work.alarm_notices.sent(one, noon)
        assert not work.alarm_notices.failed(one, "unreachable", final=True)
        assert not work.alarm_notices.drop(one, "taken")
        (now,) = work.alarm_notices.of(raised)
    assert (now.status, now.error, now.sent_at) == ("sent", None, noon)


def test_deleting_the_person_leaves_only_that_somebody_was_told(
    store: Store, talk: Any, raised: str, noon: datetime
) -> None:
    with store.begin() as work:
        work.alarm_notices.add(notice(raised, 1, noon))
        work.people.delete(talk.person, noon)
    with store.read() as work:
        assert work.alarms.find(raised) is None
        assert work.alarms.content(raised) is None
        assert work.alarm_notices.taken_back(noon) == [(raised, noon)]
        assert work.alarm_notices.taken_back(noon + timedelta(seconds=1)) == []
        row = work.connection.execute(alarm_notice.select()).one()
    assert talk.person not in str(row)
    assert talk.session not in str(row)


def test_whom_it_is_about_is_in_the_export_with_who_was_told(
    store: Store, talk: Any, raised: str, noon: datetime
) -> None:
    with store.begin() as work:
        work.alarm_notices.add(notice(raised, 1, noon))
        work.alarm_notices.add(notice("of somebody else", 1, noon))
        exported = work.people.export(talk.person)
    assert exported["alarm"][0]["content"] == {"said": MARK}
    assert [row["alarm_id"] for row in exported["alarm_notice"]] == [raised]


def _kept(store: Store, now: datetime, days: int = 30) -> Any:
    return keep(store, Terms(days_unsent=days, days_alarms=days), now)


def test_nobody_is_deleted_while_an_alarm_of_theirs_is_kept(
    store: Store, talk: Any, raised: str, noon: datetime
) -> None:
    with store.begin() as work:
        work.sessions.delete(talk.session)
    _kept(store, noon + timedelta(days=90))
    with store.begin() as work:
        assert work.people.exists(talk.person)
        assert work.alarms.take(raised, "amina", noon + timedelta(days=90))
    _kept(store, noon + timedelta(days=91))
    with store.read() as work:
        assert work.people.exists(talk.person), "whoever took it up can look back for the term of alarms"
    _kept(store, noon + timedelta(days=121))
    with store.read() as work:
        assert not work.people.exists(talk.person)


def test_who_was_told_is_known_as_long_as_the_alarm_is_there(store: Store, raised: str, noon: datetime) -> None:
    with store.begin() as work:
        work.alarm_notices.add(notice(raised, 1, noon, status="sent", sent_at=noon))
    assert _kept(store, noon + timedelta(days=90)).notices == 0
    with store.read() as work:
        assert len(work.alarm_notices.of(raised)) == 1


def test_what_was_taken_goes_after_its_term_with_who_was_told(
    store: Store, talk: Any, raised: str, noon: datetime
) -> None:
    with store.begin() as work:
        work.alarm_notices.add(notice(raised, 1, noon, status="sent", sent_at=noon))
        work.alarms.take(raised, "amina", noon)
        work.handoffs.put("h1", talk.person, talk.session, "summary", {}, noon, None)  # so that the person stays
    assert _kept(store, noon + timedelta(days=29)).alarms == 0
    assert _kept(store, noon + timedelta(days=31)).alarms == 1
    with store.read() as work:
        assert work.people.exists(talk.person)
        assert work.alarm_notices.of(raised) == []


def test_the_trace_of_what_was_taken_back_goes_after_its_term(
    store: Store, talk: Any, raised: str, noon: datetime
) -> None:
    def told(work: Work) -> int:
        return len(work.alarm_notices.of(raised))

    with store.begin() as work:
        work.alarm_notices.add(notice(raised, 1, noon))
        work.people.delete(talk.person, noon)
    _kept(store, noon + timedelta(days=29))
    with store.read() as work:
        assert told(work) == 1
    _kept(store, noon + timedelta(days=31))
    with store.read() as work:
        assert told(work) == 0
