"""Sealed means: only with this key, only in this place, and rotation changes wrappers, not content."""

import base64
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from storage import KeyRing, Store, open_store
from storage.encryption import DataKey, new_key
from storage.errors import BadMasterKey, MissingMasterKey, NotUpgraded, Unreadable, WrongMasterKey
from storage.tables import answer as answer_table
from storage.tables import data_key, store_key


def test_what_was_sealed_opens_only_in_its_place() -> None:
    key = DataKey(new_key())
    sealed = key.seal_text("answer|content|s1|a|1", "geheim")
    assert key.open_text("answer|content|s1|a|1", sealed) == "geheim"
    with pytest.raises(Unreadable):
        key.open_text("answer|content|s1|a|2", sealed)
    with pytest.raises(Unreadable):
        DataKey(new_key()).open_text("answer|content|s1|a|1", sealed)


@pytest.mark.parametrize("at", [0, 1, 8, 20, -1])
def test_a_changed_byte_is_noticed(at: int) -> None:
    key = DataKey(new_key())
    sealed = bytearray(key.seal("place", b"geheim"))
    sealed[at] ^= 1
    with pytest.raises(Unreadable):
        key.open("place", bytes(sealed))


def test_the_same_text_never_looks_the_same() -> None:
    key = DataKey(new_key())
    assert key.seal("place", b"geheim") != key.seal("place", b"geheim")


def test_an_answer_moved_to_another_row_cannot_be_read(store: Store, talk: Any, answer: Any) -> None:
    with store.begin() as work:
        work.answers.write(talk.session, [answer("a", "one"), answer("b", "two")])
        content = answer_table.c.content
        stolen = work.connection.execute(select(content).where(answer_table.c.link_id == "b")).scalar_one()
        work.connection.execute(update(answer_table).where(answer_table.c.link_id == "a").values(content=stolen))
    with store.read() as work, pytest.raises(Unreadable, match="moved"):
        work.answers.load(talk.session)


def test_somebody_elses_key_opens_nothing(store: Store, make_talk: Any, answer: Any) -> None:
    noor, sam = make_talk("noor"), make_talk("sam")
    with store.begin() as work:
        work.answers.write(noor.session, [answer("a", "one")])
        wrapped = data_key.c.wrapped
        theirs = work.connection.execute(select(wrapped).where(data_key.c.person_id == sam.person)).scalar_one()
        work.connection.execute(update(data_key).where(data_key.c.person_id == noor.person).values(wrapped=theirs))
    with store.read() as work, pytest.raises(Unreadable):
        work.answers.load(noor.session)


def test_the_wrong_master_key_is_refused_when_the_store_opens(database_url: str) -> None:
    with pytest.raises(WrongMasterKey, match="MAATJE_MASTER_KEY"):
        open_store(database_url, KeyRing.generate())


def test_a_missing_or_broken_master_key_says_what_to_do() -> None:
    for nothing in ("", b""):
        with pytest.raises(MissingMasterKey, match="MAATJE_MASTER_KEY"):
            KeyRing.from_master(nothing)
    for broken in ("not base64!", base64.b64encode(b"short").decode(), b"short"):
        with pytest.raises(BadMasterKey, match="openssl rand"):
            KeyRing.from_master(broken)


def test_a_master_key_may_be_base64_of_either_alphabet_or_raw_bytes() -> None:
    raw = bytes(range(224, 256))
    forms: list[str | bytes] = [
        raw,
        base64.b64encode(raw).decode(),
        base64.urlsafe_b64encode(raw).decode() + "\n",
        base64.b64encode(raw),
    ]
    assert {KeyRing.from_master(form).master_id for form in forms} == {KeyRing(raw).master_id}


def test_a_ring_without_a_store_makes_no_hashes() -> None:
    with pytest.raises(NotUpgraded):
        KeyRing.generate().keyed_hash("a", "b")


def test_rotation_wraps_keys_again_and_touches_no_content(
    database_url: str, store: Store, talk: Any, make_talk: Any, answer: Any, master_key: str
) -> None:
    make_talk("sam")
    with store.begin() as work:
        work.answers.write(talk.session, [answer("a", "one")])
        sealed = work.connection.execute(select(answer_table.c.content)).scalar_one()
        looked_up = work.hash("phrase", "appel boom")
    new_master = KeyRing.new_master()

    rotating = open_store(database_url, KeyRing.from_master(new_master, [master_key]))
    assert rotating.rotate_keys() == 2
    assert rotating.rotate_keys() == 0
    rotating.close()

    with pytest.raises(WrongMasterKey):
        open_store(database_url, KeyRing.from_master(master_key))
    after = open_store(database_url, KeyRing.from_master(new_master))
    with after.read() as work:
        assert [row.value for row in work.answers.load(talk.session)] == ["one"]
        assert work.connection.execute(select(answer_table.c.content)).scalar_one() == sealed
        assert work.hash("phrase", "appel boom") == looked_up
        ids = work.connection.execute(select(data_key.c.master_id).union(select(store_key.c.master_id))).scalars()
        assert set(ids) == {after.keys.master_id}
    after.close()


def test_work_goes_on_while_keys_rotate(database_url: str, store: Store, talk: Any, master_key: str) -> None:
    with store.begin() as work:
        for number in range(1200):
            work.people.create(f"more-{number}", talk_time(work))
    rotating = open_store(database_url, KeyRing.from_master(KeyRing.new_master(), [master_key]))
    turns = [rotating.submit(lambda work: work.sessions.load_for_turn(talk.person), "noor") for _ in range(5)]
    assert rotating.rotate_keys() == 1201
    assert all(turn.result() is not None for turn in turns)
    rotating.close()


def talk_time(work: Any) -> Any:
    """The moment at which the made-up person came."""
    return work.sessions.of_person("person-noor")[0].created_at


def test_only_the_owner_can_read_a_new_database_file(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'new' / 'maatje.db'}", KeyRing.generate())
    store.upgrade()
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "new").iterdir()}
    store.close()
    assert modes == {0o600}


def test_a_value_that_was_cut_off_anywhere_is_unreadable_and_nothing_worse() -> None:
    key = DataKey(new_key())
    sealed = key.seal("here", b"hello")
    for length in range(len(sealed)):
        with pytest.raises(Unreadable):
            key.open("here", sealed[:length])


def test_one_damaged_key_keeps_nobody_elses_from_being_wrapped_again(
    database_url: str, store: Store, talk: Any, make_talk: Any, master_key: str, caplog: pytest.LogCaptureFixture
) -> None:
    sam = make_talk("sam")
    with store.begin() as work:
        broken = data_key.update().where(data_key.c.person_id == talk.person)
        work.connection.execute(broken.values(wrapped=b"\x01\x02"))
    new_master = KeyRing.new_master()
    rotating = open_store(database_url, KeyRing.from_master(new_master, [master_key]))
    assert rotating.rotate_keys() == 1
    assert rotating.rotate_keys() == 0
    rotating.close()
    assert talk.person in caplog.text
    after = open_store(database_url, KeyRing.from_master(new_master))
    with after.read() as work:
        assert work.sessions.get(sam.session).state is not None
        assert work.people.unreadable() == 1
    after.close()
