"""A backup brings back no call that a child took back, and lets in nobody who was shut out since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from care.alarms import Known, Said
from storage import Store
from storage.backup import Cleaned, delete_again, deletions_of
from storage.people.deletions import Deletion
from storage.sharing.alarms import AlarmRow
from storage.sharing.calls import withdraw_call
from storage.tables import alarm, data_key, deletion, place

SENTENCE = "een zin die is doorgegeven"


@pytest.fixture
def called(noon: datetime) -> Known:
    """Only a call was asked for."""
    return Known().with_call(noon).with_told("Er kijkt zo iemand.")


@pytest.fixture
def both(called: Known, noon: datetime) -> Known:
    """A call was asked for, and something was said."""
    return called.with_signal(Said("abuse_physical", "soon", SENTENCE, noon), None)


@pytest.fixture
def later(noon: datetime) -> datetime:
    """When the call is taken back."""
    return noon + timedelta(minutes=5)


def raise_alarm(store: Store, talk: Any, known: Known, at: datetime) -> None:
    with store.begin() as work:
        work.alarms.put("a1", talk.person, talk.session, "soon" if known.said else "call", known.to_data(), at)


def take_back(store: Store, at: datetime) -> None:
    with store.begin() as work:
        row = work.alarms.find("a1")
        assert row is not None and withdraw_call(work.alarms, row, at)


def bring_back(store: Store, talk: Any, known: Known, at: datetime) -> None:
    """As it stood in the backup."""
    with store.begin() as work:
        work.alarms.remove("a1")
    raise_alarm(store, talk, known, at)


def now_there(store: Store) -> tuple[AlarmRow, Known] | None:
    with store.read() as work:
        row, content = work.alarms.find("a1"), work.alarms.content("a1")
    return None if row is None or content is None else (row, Known.from_data(content))


def test_an_alarm_that_was_taken_back_is_not_due_again(
    store: Store, talk: Any, called: Known, noon: datetime, later: datetime
) -> None:
    raise_alarm(store, talk, called, noon)
    take_back(store, later)
    assert now_there(store) is None
    bring_back(store, talk, called, noon)
    assert delete_again(store, later) == Cleaned(alarms=1)
    assert now_there(store) is None
    assert delete_again(store, later) == Cleaned()


def test_what_was_said_beside_the_call_stays_due(
    store: Store, talk: Any, both: Known, noon: datetime, later: datetime
) -> None:
    raise_alarm(store, talk, both, noon)
    take_back(store, later)
    bring_back(store, talk, both, noon)
    assert delete_again(store, later + timedelta(days=1)) == Cleaned(alarms=1)
    found = now_there(store)
    assert found is not None
    row, known = found
    assert (row.open, row.urgency, row.escalates_at, known.called_at) == (True, "soon", noon, None)
    assert [said.text for said in known.said] == [SENTENCE]
    assert delete_again(store, later) == Cleaned()


def test_an_alarm_that_somebody_is_on_says_that_it_was_taken_back_and_when(
    store: Store, talk: Any, called: Known, noon: datetime, later: datetime
) -> None:
    raise_alarm(store, talk, called, noon)
    with store.begin() as work:
        work.consultants.add("amina", "Amina", "amina@example.org", noon)
        work.alarms.take("a1", "amina", noon)
    take_back(store, later)
    bring_back(store, talk, called, noon)  # the backup is older: nobody was on it then
    assert delete_again(store, later) == Cleaned(alarms=1)
    assert now_there(store) is None
    bring_back(store, talk, called, noon)
    with store.begin() as work:
        work.connection.execute(deletion.delete().where(deletion.c.reason == "withdrawn"))
        work.alarms.take("a1", "amina", noon)
    assert delete_again(store, later + timedelta(days=1)) == Cleaned(alarms=1)
    found = now_there(store)
    assert found is not None
    assert (found[0].urgency, found[1]) == ("withdrawn", Known(withdrawn_at=later))


def test_a_call_that_was_asked_for_again_stays_and_goes_when_it_is_taken_back_again(
    store: Store, talk: Any, both: Known, noon: datetime, later: datetime
) -> None:
    again, at_last = both.with_call(later + timedelta(minutes=1)), later + timedelta(minutes=2)
    raise_alarm(store, talk, both, noon)
    take_back(store, later)
    old = deletions_of(store)
    bring_back(store, talk, again, noon)
    assert delete_again(store, at_last) == Cleaned()
    take_back(store, at_last)
    bring_back(store, talk, again, noon)
    assert delete_again(store, at_last) == Cleaned(alarms=1)
    new = _only_with(store, old)
    bring_back(store, talk, again, noon)
    assert delete_again(store, at_last, new) == Cleaned(alarms=1), "the list may be newer than the backup"
    _only_with(store, new)
    bring_back(store, talk, again, noon)
    assert delete_again(store, at_last, old) == Cleaned(alarms=1), "or older"


def _only_with(store: Store, records: Sequence[Deletion]) -> Sequence[Deletion]:
    """Have the database know these records alone; what it knew."""
    known = deletions_of(store)
    with store.begin() as work:
        work.connection.execute(deletion.delete())
        work.deletions.add(records)
    return known


@pytest.mark.parametrize("damaged", ["alarm", "key", "newer program"])
def test_an_alarm_that_cannot_be_read_stops_nothing(
    store: Store, talk: Any, both: Known, noon: datetime, later: datetime, damaged: str
) -> None:
    raise_alarm(store, talk, both, noon)
    take_back(store, later)
    with store.begin() as work:
        work.handoffs.put("h1", talk.person, talk.session, "summary", {}, noon, None)
        newer = work.key_of(talk.person).seal_json(place("alarm", "content", "a1"), {"form": "newer"})
        work.connection.execute(alarm.update().values(content=b"\x01\x02" if damaged == "alarm" else newer))
        if damaged == "key":
            work.connection.execute(data_key.update().values(wrapped=b"\x01\x02"))
        work.deletions.note_handoff("h1", "withdrawn", noon)
    store.keys.forget_opened()
    assert delete_again(store, later) == Cleaned(handoffs=1)


def test_nobody_is_signed_in_and_no_link_works_after_a_backup_was_put_back(store: Store, noon: datetime) -> None:
    cookie, end = store.keys.keyed_hash("portal", "cookie"), noon + timedelta(hours=8)
    with store.begin() as work:
        work.consultants.add("amina", "Amina", "amina@example.org", noon)
        work.portal_sessions.create(cookie, "amina", noon, end)
        work.links.put(b"link", "portal sign-in", {"consultant": "amina"}, end)
    assert delete_again(store, noon) == Cleaned()
    with store.begin() as work:
        assert work.portal_sessions.find(cookie, noon) is None
        assert work.links.take(b"link", "portal sign-in", noon) is None


def test_who_was_shut_out_since_stays_shut_out_until_somebody_lets_them_in(store: Store, noon: datetime) -> None:
    with store.begin() as work:
        for name in ("amina", "bas"):
            work.consultants.add(name, name.title(), f"{name}@example.org", noon)
        work.consultants.disable("amina", noon)
    known = deletions_of(store)
    assert [(record.reason, record.at) for record in known] == [("disabled", noon)]
    assert b"amina" not in known[0].hash
    with store.begin() as work:  # as in the backup, with the chat on the lost telephone
        work.consultants.enable("amina")
        work.consultants.expect_telegram("amina", b"link")
        work.consultants.link_telegram("amina", b"link", "42")
    assert delete_again(store, noon, known) == Cleaned(consultants=1)
    with store.begin() as work:
        amina, bas = work.consultants.get("amina"), work.consultants.get("bas")
        assert amina is not None and (amina.disabled_at, amina.telegram) == (noon, None)
        assert bas is not None and bas.enabled
        work.consultants.enable("amina")
    assert deletions_of(store) == []
    assert delete_again(store, noon) == Cleaned(), "it is no record: who was let in again stays in"
