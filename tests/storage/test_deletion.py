"""Nothing readable in the files; deleting a person leaves no row, no key and no trace of content."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, make_url, select

from storage import KeyRing, Store, open_store
from storage.people.export import personal_tables
from storage.sharing.networks import Alter, Tie
from storage.tables import alarm, alarm_notice, data_key, deletion, meeting, metadata, place, share_package
from tests.records import deleted_at

MARK = "zeldzaamwoord"


@pytest.fixture
def marked(store: Store, talk: Any, answer: Any, noon: datetime) -> Any:
    """A person with something in every table that holds what people say."""
    with store.begin() as work:
        session, who = talk.session, talk.person
        loaded = work.sessions.load_for_turn(who)
        assert loaded is not None
        work.sessions.save(loaded, {"at": f"{MARK}-state"}, 1, "talking", "nl", noon)
        work.answers.write(session, [answer("a", f"{MARK}-value", words=f"{MARK}-words")])
        work.turns.add(session, 1, "Wrote", f"{MARK}-heard", noon)
        work.outbox.add(session, 1, [{"text": f"{MARK}-payload"}], "telegram", talk.recipient, noon)
        work.prompts.remember(session, "tok", 1, "telegram", "m1", noon)
        work.people.add_identity(who, "web", f"{MARK}-cookie", noon, keep_original=True)
        work.phrases.put(who, work.hash("phrase", f"{MARK}-phrase"), noon, noon.replace(year=2027))
        work.links.put(b"l" * 32, "hand over", {"x": f"{MARK}-link"}, noon.replace(year=2027), person_id=who)
        work.consents.add(who, "talk", "Is dat goed?", "nl", "given", "button", noon)
        work.networks.replace(session, [Alter(1, f"{MARK}-alter", 1, "family", "q")], [Tie(1, "line", "ordinary")])
        work.handoffs.put("h1", who, session, "summary", {"x": f"{MARK}-document"}, noon, None)
        work.wishes.put("w1", who, session, "samen-gamen", noon, {"needs": f"{MARK}-needs"})
        _later_tables(work, talk, noon)
    return talk


def _later_tables(work: Any, talk: Any, noon: datetime) -> None:
    key = work.key_of(talk.person)
    content = key.seal_json(place("alarm", "content", "al1"), {"quote": f"{MARK}-quote"})
    ids = {"person_id": talk.person, "session_id": talk.session}
    work.connection.execute(
        alarm.insert().values(id="al1", **ids, urgency="now", content=content, status="open", level=0, raised_at=noon)
    )
    told = {"alarm_id": "al1", "level": 1, "kind": "fallback", "way": "mail", "status": "sent", "attempts": 1}
    work.connection.execute(alarm_notice.insert().values(**told, at=noon))
    where = key.seal_text(place("meeting", "place", "me1"), f"{MARK}-place")
    work.connection.execute(
        meeting.insert().values(id="me1", **ids, status="wished", way="school", place=where, sequence=0, at=noon)
    )


def _bytes_on_disk(url: str, store: Store) -> bytes:
    database = make_url(url)
    if database.get_backend_name() == "sqlite":
        folder = Path(str(database.database))
        return b"".join(path.read_bytes() for path in folder.parent.glob(f"{folder.name}*"))
    with store.read() as work:
        rows = (work.connection.execute(select(table)).all() for table in metadata.sorted_tables)
        return b"".join(
            repr(row).encode() + b"".join(x for x in row if isinstance(x, bytes)) for t in rows for row in t
        )


def test_nothing_that_was_said_is_readable_in_the_database(database_url: str, store: Store, marked: Any) -> None:
    raw = _bytes_on_disk(database_url, store)
    assert b"session-noor" in raw  # the search does find what is there
    for hidden in (MARK, "chat-noor"):
        assert hidden.encode() not in raw


def test_an_export_holds_every_word_we_keep(store: Store, marked: Any) -> None:
    with store.read() as work:
        exported = work.people.export(marked.person)
    expected = (
        "state",
        "value",
        "words",
        "heard",
        "payload",
        "cookie",
        "link",
        "alter",
        "document",
        "needs",
        "quote",
        "place",
    )
    assert [word for word in expected if f"{MARK}-{word}" not in repr(exported)] == []
    assert set(exported) == {table.name for table, _ in personal_tables()} - {"access_log"}


def test_deleting_a_person_leaves_a_record_without_content(
    database_url: str, store: Store, marked: Any, noon: datetime
) -> None:
    with store.read() as work:
        wrapped = work.connection.execute(select(data_key.c.wrapped)).scalar_one()
    with store.begin() as work:
        assert work.people.delete(marked.person, noon)
    with store.read() as work:
        full = {
            t.name
            for t in metadata.sorted_tables
            if work.connection.execute(select(func.count()).select_from(t)).scalar_one()
        }
        # A wording is our own text, of nobody. Whoever was told of an alarm may see for a while that it is gone.
        assert full == {"deletion", "store_key", "wording", "alarm_notice"}
        assert deleted_at(work, marked.person) == noon
        record = work.connection.execute(select(deletion)).one()
        assert marked.person not in repr(record)
    raw = _bytes_on_disk(database_url, store)
    assert wrapped not in raw
    assert marked.person.encode() not in raw


@pytest.mark.parametrize("way", ["alarm dropped", "call taken out", "page withdrawn", "page replaced"])
def test_of_what_was_taken_back_not_even_the_sealed_bytes_stay_in_the_files(
    database_url: str, store: Store, marked: Any, noon: datetime, way: str
) -> None:
    table, column = (share_package, "document") if way.startswith("page") else (alarm, "content")
    with store.begin() as work:
        sealed = bytes(work.connection.execute(select(table.c[column])).scalar_one())
    assert sealed in _bytes_on_disk(database_url, store)
    with store.begin() as work:
        match way:
            case "alarm dropped":
                assert work.alarms.drop("al1", noon)
            case "call taken out":
                (row,) = work.alarms.list_open()
                work.alarms.amend(row, "now", {}, noon)
            case "page withdrawn":
                assert work.handoffs.withdraw("h1", noon)
            case _:
                work.handoffs.put("h2", marked.person, marked.session, "summary", {}, noon, None)
    assert sealed not in _bytes_on_disk(database_url, store)


def test_the_others_keep_everything(store: Store, marked: Any, make_talk: Callable[[str], Any], noon: datetime) -> None:
    sam = make_talk("sam")
    with store.begin() as work:
        work.people.delete(marked.person, noon)
        loaded = work.sessions.load_for_turn(sam.person)
    assert loaded is not None
    assert loaded.state == {"at": "hello"}


def test_a_deletion_that_fails_deletes_nothing(store: Store, marked: Any, noon: datetime) -> None:
    with pytest.raises(ZeroDivisionError), store.begin() as work:
        assert work.people.delete(marked.person, noon) / 0
    with store.read() as work:
        assert f"{MARK}-words" in repr(work.people.export(marked.person))


def test_the_journal_is_emptied_later_when_a_reader_is_in_the_way(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'maatje.db'}", KeyRing.generate())
    store.upgrade()
    with store.read() as work:
        assert work.people.by_identity("web", "x") is None
        with store.begin() as writing:
            writing.people.create("p", datetime.fromisoformat("2026-03-12T12:00:00Z"))
        assert not store.scrub()
    assert store.scrub()
    store.close()
