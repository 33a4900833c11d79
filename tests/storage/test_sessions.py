"""Sessions: loaded by one, saved by whoever loaded last."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storage import Store
from storage.errors import StaleSession, UnknownPerson, UnknownSession


def test_a_session_comes_back_as_it_was_saved(store: Store, talk: Any, noon: datetime) -> None:
    with store.begin() as work:
        loaded = work.sessions.load_for_turn(talk.person)
        assert loaded is not None
        saved = work.sessions.save(loaded, {"at": "goodbye"}, 1, "talking", "en", noon + timedelta(minutes=1))
    with store.read() as work:
        assert work.sessions.get(talk.session) == saved
    assert (saved.state, saved.seq, saved.life, saved.language, saved.row_version) == (
        {"at": "goodbye"},
        1,
        "talking",
        "en",
        2,
    )


def test_the_newest_open_session_is_the_one_for_a_turn(store: Store, talk: Any, noon: datetime) -> None:
    with store.begin() as work:
        work.sessions.create("later", talk.person, "check_in", "v1", "nl", {}, noon + timedelta(days=1))
        newest = work.sessions.load_for_turn(talk.person)
        assert newest is not None
        assert newest.id == "later"
        work.sessions.save(newest, {}, 1, "kept", "nl", noon, ended=True)
        left = work.sessions.load_for_turn(talk.person)
    assert left is not None
    assert left.id == talk.session


def test_nobody_has_no_session(store: Store) -> None:
    with store.begin() as work:
        assert work.sessions.load_for_turn("nobody") is None
        with pytest.raises(UnknownSession):
            work.sessions.get("nothing")
        with pytest.raises(UnknownPerson):
            work.sessions.create("s", "nobody", "intake", "v1", "nl", {}, datetime.now(UTC))


def test_a_session_saved_by_somebody_else_is_stale(store: Store, talk: Any, noon: datetime) -> None:
    with store.read() as work:
        seen = work.sessions.get(talk.session)
    with store.begin() as work:
        work.sessions.save(seen, {"at": "first"}, 1, "talking", "nl", noon)
    with pytest.raises(StaleSession), store.begin() as work:
        work.sessions.save(seen, {"at": "second"}, 1, "talking", "nl", noon)
    with store.read() as work:
        assert work.sessions.get(talk.session).state == {"at": "first"}


def test_leaving_by_an_exception_keeps_nothing(store: Store, talk: Any, noon: datetime) -> None:
    with pytest.raises(ZeroDivisionError), store.begin() as work:
        assert work.sessions.create("lost", talk.person, "intake", "v1", "nl", {}, noon).seq / 0
    with store.read() as work:
        assert [session.id for session in work.sessions.of_person(talk.person)] == [talk.session]


def test_a_naive_moment_is_refused(store: Store, talk: Any) -> None:
    with pytest.raises(ValueError, match="time zone"), store.begin() as work:
        work.sessions.create("s", talk.person, "intake", "v1", "nl", {}, datetime(2026, 3, 12))


def test_moments_come_back_in_utc_whatever_zone_they_went_in_with(store: Store, talk: Any) -> None:
    summer = datetime.fromisoformat("2026-07-01T14:00:00.000001+02:00")
    with store.begin() as work:
        work.sessions.create("s", talk.person, "intake", "v1", "nl", {}, summer)
    with store.read() as work:
        found = work.sessions.get("s").created_at
    assert found == summer
    assert found.utcoffset() == timedelta(0)
