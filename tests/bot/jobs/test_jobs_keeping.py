"""What is past its term goes, a dry run says exactly how much, and what is not past it stays."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, update

from bot.cli.retention import LABELS, report
from bot.jobs import Forgotten, keep
from bot.organisation import load_organisation
from care.keeping import Terms
from storage import Store
from storage.errors import UnknownPerson
from storage.sharing.alarm_notices import Notice
from storage.tables import data_key, metadata, session, share_package
from storage.work import Work
from tests.bot.jobs.left_behind import commit_talk
from tests.records import deleted_at

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 3, 12, 4, 0, tzinfo=UTC)
TERMS = Terms(days_unsent=30)
OLD = NOW - timedelta(days=31)
RECENT = NOW - timedelta(days=29)


def _share(work: Work, name: str, until: date) -> None:
    work.handoffs.put(f"h-{name}", f"person-{name}", f"session-{name}", "summary", {"a": 1}, OLD, until)


@pytest.fixture
def house(store: Store) -> Store:
    """Talks in every state there is."""
    with store.begin() as work:
        for name in ("old", "older", "oldest", "shared", "past"):
            commit_talk(work, name, ["hoi"], OLD)
        commit_talk(work, "recent", ["hoi"], RECENT)
        commit_talk(work, "twice", ["hoi"], OLD)
        work.sessions.create("session-twice-again", "person-twice", "check_in", "v1", "nl", {}, RECENT)
        _share(work, "shared", NOW.date() + timedelta(days=1))
        _share(work, "past", NOW.date() - timedelta(days=1))
        work.people.create("person-silent", OLD)
        work.people.create("person-new", RECENT)
        work.links.put(b"1" * 32, "handover", {}, NOW - timedelta(hours=1))
        work.links.put(b"2" * 32, "handover", {}, NOW + timedelta(hours=1))
        work.attempts.note(b"1" * 32, NOW - timedelta(days=3))
        work.attempts.note(b"1" * 32, NOW - timedelta(hours=1))
        work.inbox.claim("web", "old", NOW - timedelta(days=15))
        work.inbox.claim("web", "new", NOW - timedelta(days=13))
    return store


# Of each kind exactly what is past its term.
EXPECTED = Forgotten(handoffs=1, talks=5, people=5, links=1, attempts=1, deliveries=1)
ALL_OVER = Terms(days_unsent=30, days_alarms=10, days_access_log=20, days_deletions=5)


def _raise_alarm(work: Work, name: str, raised: datetime, taken_up: datetime | None) -> None:
    work.alarms.put(f"al-{name}", f"person-{name}", f"session-{name}", "now", {"quote": "x"}, raised)
    if taken_up is not None:
        work.alarms.take(f"al-{name}", "amina", taken_up)


def test_an_alarm_is_kept_by_its_own_term_and_keeps_its_person(house: Store) -> None:
    with house.begin() as work:
        work.consultants.add("amina", "Amina", "amina@example.org", OLD)
        _raise_alarm(work, "old", OLD, OLD)
        _raise_alarm(work, "older", OLD, None)
    assert keep(house, TERMS, NOW).people == EXPECTED.people - 2  # the term of an alarm is two years
    with house.read() as work:
        assert work.people.exists("person-old")
        assert work.sessions.of_person("person-old") == []
    went = keep(house, ALL_OVER, NOW)
    assert (went.alarms, went.people) == (1, 1)
    with house.read() as work:
        assert not work.people.exists("person-old")
        assert work.people.exists("person-older")  # nobody ever took it up: it is not forgotten in silence
        assert work.keeping.unanswered_alarms(NOW) == 1


@pytest.mark.parametrize(
    ("now", "gone"),
    [
        (datetime(2031, 6, 30, 23, 59, tzinfo=AMSTERDAM), 0),
        (datetime(2031, 7, 1, 0, 1, tzinfo=AMSTERDAM), 1),
    ],
)
def test_the_last_day_of_what_was_shared_ends_at_midnight_where_the_organisation_is(
    store: Store, now: datetime, gone: int
) -> None:
    with store.begin() as work:
        commit_talk(work, "somebody", ["hoi"], OLD)
        _share(work, "somebody", date(2031, 6, 30))
    assert keep(store, Terms(zone=AMSTERDAM), now).handoffs == gone


def test_who_was_told_of_an_alarm_that_is_gone_is_counted_as_no_alarm(house: Store) -> None:
    with house.begin() as work:
        _raise_alarm(work, "recent", OLD, None)
        for level in (1, 2, 3):
            notice = Notice("al-recent", level, "fallback", None, "mail", "sent", 1, None, OLD, OLD, OLD)
            work.alarm_notices.add(notice)
        work.people.delete("person-recent", NOW, "asked")
    went = keep(house, TERMS, NOW)
    assert (went.alarms, went.untaken, went.notices) == (0, 0, 3)
    said = "\n".join(report(went, load_organisation(None), 0, False))
    assert "     3  notes of who was told of an alarm that is gone" in said
    assert "alarms that" not in said


def test_every_count_of_the_report_has_its_label() -> None:
    assert set(LABELS) == {one.name for one in fields(Forgotten)} - {"unreadable"}


@pytest.mark.parametrize(("days", "gone"), [(19, 0), (21, 1)])
def test_the_access_log_ends_at_its_own_term(house: Store, days: int, gone: int) -> None:
    with house.begin() as work:
        work.access_log.add("view", NOW - timedelta(days=days), person_id="p", user_id="c", responsible_id="c")
    assert keep(house, ALL_OVER, NOW).looks == gone


@pytest.mark.parametrize(("days", "gone"), [(4, 0), (6, 1)])
def test_a_deletion_is_remembered_for_its_own_term(house: Store, days: int, gone: int) -> None:
    with house.begin() as work:
        work.deletions.note_person("somebody", "asked", NOW - timedelta(days=days))
    assert keep(house, ALL_OVER, NOW).deletions == gone


def test_a_phrase_ends_and_a_wording_goes_with_the_last_who_saw_it(house: Store) -> None:
    with house.begin() as work:
        for name in ("old", "recent"):
            work.phrases.put(f"person-{name}", name[:1].encode() * 32, OLD, NOW - timedelta(hours=1))
        work.consents.add("person-old", "consent.agree", "Is dat goed?", "nl", "agree", "web", OLD)
        work.consents.add("person-recent", "consent.agree", "Mag dat?", "nl", "agree", "web", OLD)
    went = keep(house, TERMS, NOW)
    assert (went.phrases, went.wordings) == (1, 1)
    with house.read() as work:
        assert work.phrases.has("person-recent"), "it works as long as there is a talk to open"


@pytest.mark.parametrize("batch", [2, 100])
def test_a_dry_run_counts_what_the_real_run_deletes_and_deletes_nothing(house: Store, batch: int) -> None:
    before = _rows(house)
    assert keep(house, TERMS, NOW, dry_run=True, batch=batch) == EXPECTED
    assert _rows(house) == before
    assert keep(house, TERMS, NOW, batch=batch) == EXPECTED
    assert keep(house, TERMS, NOW, batch=batch) == Forgotten()


def test_what_is_past_its_term_goes_with_the_key_and_the_rest_stays(house: Store) -> None:
    keep(house, TERMS, NOW)
    with house.read() as work:
        gone = ["old", "older", "oldest", "past", "silent"]
        assert [name for name in gone if work.people.exists(f"person-{name}")] == []
        for name in gone:
            with pytest.raises(UnknownPerson):
                work.key_of(f"person-{name}")
        kept = ["shared", "recent", "twice", "new"]
        assert [name for name in kept if work.people.exists(f"person-{name}")] == kept
        assert [row.id for row in work.sessions.of_person("person-twice")] == ["session-twice-again"]
        assert work.handoffs.get("h-shared") == {"a": 1}
        assert work.handoffs.find("h-past") is None
        assert deleted_at(work, "person-old") == NOW


def test_the_term_is_the_organisations(house: Store) -> None:
    assert keep(house, Terms(days_unsent=90), NOW, dry_run=True).talks == 0
    assert keep(house, Terms(days_unsent=7), NOW, dry_run=True).talks == 7


def test_a_job_does_a_limited_part_and_the_next_one_goes_on(house: Store) -> None:
    first = keep(house, TERMS, NOW, batch=2, most_batches=1)
    assert first.talks == 2
    assert first + keep(house, TERMS, NOW, batch=2) == EXPECTED


def test_a_child_who_comes_back_at_that_moment_keeps_the_talk(house: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def come_back(work: Work, person_id: str) -> bool:
        held: bool = lock(work, person_id)
        if person_id == "person-old":
            row = work.sessions.get("session-old")
            work.sessions.save(row, {}, 2, "talking", "nl", NOW)
        return held

    lock: Any = Work.lock
    monkeypatch.setattr(Work, "lock", come_back)
    went = keep(house, TERMS, NOW)
    assert (went.talks, went.people) == (EXPECTED.talks - 1, EXPECTED.people - 1)


def test_somebody_who_begins_a_talk_at_that_moment_is_not_deleted(
    house: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin(work: Work, person_id: str) -> bool:
        held: bool = lock(work, person_id)
        if person_id == "person-silent":
            work.sessions.create("session-silent", person_id, "intake", "v1", "nl", {}, NOW)
        return held

    lock: Any = Work.lock
    monkeypatch.setattr(Work, "lock", begin)
    assert keep(house, TERMS, NOW).people == EXPECTED.people - 1
    with house.read() as work:
        assert work.people.exists("person-silent")


DAMAGE = ["no key at all", "a key that opens nothing", "the key of another", "a key cut off", "content"]


def _damage(store: Store, person: str, how: str) -> None:
    """Make everything of a person unreadable."""
    theirs = data_key.c.person_id == person
    with store.begin() as work:
        wrapped = work.connection.execute(select(data_key.c.wrapped).where(theirs)).scalar_one()
        if how == "no key at all":
            work.connection.execute(data_key.delete().where(theirs))
        elif how == "content":
            work.connection.execute(update(session).where(session.c.person_id == person).values(state=b"x"))
            work.connection.execute(update(share_package).values(document=b"x"))
        else:
            another = work.keys.wrap("another place", b"k" * 32)
            broken = {"a key that opens nothing": b"x", "the key of another": another, "a key cut off": wrapped[:9]}[
                how
            ]
            work.connection.execute(update(data_key).where(theirs).values(wrapped=broken))
    store.keys.forget_opened()


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize("how", DAMAGE)
def test_what_cannot_be_read_goes_at_its_term_too_and_keeps_nobody_elses(house: Store, how: str, dry_run: bool) -> None:
    people = ("person-old", "person-past", "person-silent")
    for person in people:
        _damage(house, person, how)
    went = keep(house, TERMS, NOW, dry_run=dry_run)
    still_there = len(people) if dry_run and how != "content" else 0
    assert went == replace(EXPECTED, unreadable=0 if not dry_run else still_there)
    with house.read() as work:
        assert [work.people.exists(person) for person in people] == [dry_run] * len(people)
        assert work.people.exists("person-recent")


@pytest.mark.parametrize("how", DAMAGE)
def test_what_cannot_be_read_and_is_not_due_stays_and_is_counted(house: Store, how: str) -> None:
    for person in ("person-recent", "person-shared"):
        _damage(house, person, how)
    went = keep(house, TERMS, NOW)
    assert went == replace(EXPECTED, unreadable=0 if how == "content" else 2)
    with house.read() as work:
        assert work.people.exists("person-recent")
        assert work.people.exists("person-shared")


def test_a_date_that_cannot_be_read_stops_nothing(house: Store) -> None:
    with house.begin() as work:
        if work.connection.dialect.name != "sqlite":
            pytest.skip("PostgreSQL takes no such date")
        for name, broken in (("old", "0000 broken"), ("recent", "broken")):
            text = "UPDATE session SET updated_at = ? WHERE id = ?"
            work.connection.exec_driver_sql(text, (broken, f"session-{name}"))
    assert keep(house, TERMS, NOW) == EXPECTED


def _rows(store: Store) -> dict[str, int]:
    with store.begin() as work:
        tables = metadata.sorted_tables
        return {
            table.name: work.connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables
        }
