"""A backup is whole and only its owner's; putting it back brings nobody and nothing back that was gone."""

from __future__ import annotations

import shutil
import stat
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from storage import KeyRing, Store, open_store
from storage.backup import Cleaned, back_up, delete_again, deletions_of, put_back
from storage.errors import BackupFailed, WrongMasterKey
from storage.people.deletions import TERM, Deletion
from tests.records import deleted_at

Dumped = list[tuple[list[str], str | None]]


@pytest.fixture
def two(store: Store, make_talk: Callable[[str], Any], noon: datetime, postgresql_programs: None) -> Store:
    """Two people who both shared something."""
    for name in ("noor", "sem"):
        talk = make_talk(name)
        with store.begin() as work:
            work.handoffs.put(f"h-{name}", talk.person, talk.session, "summary", {"x": name}, noon, None)
    return store


def test_a_backup_is_whole_while_work_goes_on_and_belongs_to_its_owner(
    two: Store, database_url: str, keys: KeyRing, tmp_path: Path, noon: datetime
) -> None:
    to = tmp_path / "backups" / "monday"  # a folder that is not there yet
    with two.begin() as work:  # a turn is open
        work.people.create("late", noon)
        back_up(database_url, to)
    assert (stat.S_IMODE(to.parent.stat().st_mode), stat.S_IMODE(to.stat().st_mode)) == (0o700, 0o600)
    if database_url.startswith("sqlite"):
        again = open_store(f"sqlite:///{shutil.copy(to, tmp_path / 'copy.db')}", keys)
        with again.read() as work:
            assert work.handoffs.get("h-noor") == {"x": "noor"}
            assert not work.people.exists("late")
        again.close()
    else:
        listed = subprocess.run(["pg_restore", "--list", str(to)], capture_output=True, text=True, check=True).stdout
        assert "TABLE DATA public share_package" in listed


@pytest.fixture
def dumped(monkeypatch: pytest.MonkeyPatch) -> Dumped:
    """What pg_dump was told, and the password that it got apart; it dumps nothing."""
    seen: Dumped = []

    def ran(command: list[str], **more: Any) -> Any:
        seen.append((command, more["env"].get("PGPASSWORD")))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr("storage.backup.writing.subprocess.run", ran)
    monkeypatch.setattr("storage.backup.writing.shutil.which", lambda program: f"/usr/bin/{program}")
    return seen


def test_a_password_never_stands_in_a_command_line(dumped: Dumped, tmp_path: Path) -> None:
    back_up("postgresql+psycopg://maatje:geheim@db.example/maatje", tmp_path / "dump")
    ((command, password),) = dumped
    assert "geheim" not in " ".join(command)
    assert password == "geheim"


@pytest.mark.parametrize("more", ["", ":old"], ids=["alone", "beside another"])
def test_a_password_behind_the_question_mark_does_not_either(dumped: Dumped, tmp_path: Path, more: str) -> None:
    back_up(f"postgresql+psycopg://u{more}@/maatje?host=db.example&password=geheim&port=5433", tmp_path / "dump")
    ((command, password),) = dumped
    assert command[-1] == "--dbname=postgresql://u@/maatje?host=db.example&port=5433"
    assert password == "geheim"


def test_a_secret_that_would_stand_in_a_command_line_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("storage.backup.writing.shutil.which", lambda program: f"/usr/bin/{program}")
    with pytest.raises(BackupFailed, match="pg_dump can be given sslpassword only where") as refused:
        back_up("postgresql+psycopg://u:p@db.example/maatje?sslpassword=geheim", tmp_path / "dump")
    assert "geheim" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_never_written_over(two: Store, database_url: str, tmp_path: Path) -> None:
    there = tmp_path / "precious"
    there.write_text("keep me")
    with pytest.raises(BackupFailed, match="is there already"):
        back_up(database_url, there)
    assert there.read_text() == "keep me"


def test_a_failed_backup_leaves_no_half_file(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="no database"):
        back_up(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []


def test_who_was_deleted_and_what_was_taken_back_since_stay_gone(
    two: Store, database_url: str, keys: KeyRing, tmp_path: Path, noon: datetime
) -> None:
    """The claim on both databases; on PostgreSQL the old rows are put back by hand, as pg_restore would."""
    if not database_url.startswith("sqlite"):
        _play_back_by_hand(two, noon)
        return
    back_up(database_url, tmp_path / "backup")
    with two.begin() as work:
        work.people.delete("person-noor", noon)
        work.handoffs.withdraw("h-sem", noon)
    known = deletions_of(two)
    two.close()
    assert put_back(database_url, tmp_path / "backup", keys, noon, known) == Cleaned(people=1, handoffs=1)
    again = open_store(database_url, keys)
    with again.read() as work:
        assert not work.people.exists("person-noor")
        assert deleted_at(work, "person-noor") == noon
        assert work.people.exists("person-sem")
        assert work.handoffs.get("h-sem") is None
        assert work.handoffs.list_open() == []
    again.close()
    assert sorted(path.name for path in tmp_path.glob("maatje.db*")) == ["maatje.db"]


def test_what_a_wrong_clock_deleted_at_its_term_comes_back_and_what_somebody_asked_for_does_not(
    two: Store, database_url: str, keys: KeyRing, noon: datetime
) -> None:
    with two.begin() as work:
        work.deletions.note_person("person-noor", TERM, noon)
        work.deletions.note_handoff("h-noor", TERM, noon)
        work.deletions.note_person("person-sem", TERM, noon)
    assert delete_again(two, noon, deletions_of(two)) == Cleaned()
    with two.begin() as work:
        work.deletions.note_person("person-sem", "asked", noon + timedelta(days=1))
        work.deletions.note_person("person-sem", TERM, noon + timedelta(days=2))
    assert delete_again(two, noon, [Deletion(b"x" * 32, TERM, noon)]) == Cleaned(people=1)
    with two.read() as work:
        assert work.people.exists("person-noor")
        assert all(record.hash != b"x" * 32 for record in work.deletions.all())


def _play_back_by_hand(store: Store, noon: datetime) -> None:
    with store.begin() as work:
        work.people.delete("person-noor", noon)
        work.people.create("person-noor", noon)
        work.handoffs.withdraw("h-sem", noon)
        work.handoffs.put("h-sem-2", "person-sem", "session-sem", "summary", {"x": "new"}, noon, None)
    assert delete_again(store, noon + timedelta(days=1)) == Cleaned(people=1, handoffs=0)
    with store.read() as work:
        assert [row.id for row in work.handoffs.list_open()] == ["h-sem-2"]
        assert deleted_at(work, "person-noor") == noon  # the day of the child's own deletion stays


def test_without_a_record_everything_is_there_again(
    two: Store, database_url: str, keys: KeyRing, tmp_path: Path, noon: datetime
) -> None:
    if not database_url.startswith("sqlite"):
        assert delete_again(two, noon) == Cleaned()
        return
    back_up(database_url, tmp_path / "backup")
    two.close()
    Path(str(make_url(database_url).database)).unlink()
    assert put_back(database_url, tmp_path / "backup", keys, noon) == Cleaned()
    again = open_store(database_url, keys)
    with again.read() as work:
        assert work.handoffs.get("h-noor") == {"x": "noor"}
    again.close()


@pytest.fixture
def embedded(tmp_path: Path, sqlite_template: Path) -> str:
    """An embedded database only: what follows is about its file."""
    shutil.copy(sqlite_template, tmp_path / "maatje.db")
    return f"sqlite:///{tmp_path / 'maatje.db'}"


def test_a_backup_of_another_key_changes_nothing(embedded: str, tmp_path: Path, noon: datetime) -> None:
    back_up(embedded, tmp_path / "backup")
    before = (tmp_path / "maatje.db").read_bytes()
    with pytest.raises(WrongMasterKey):
        put_back(embedded, tmp_path / "backup", KeyRing.generate(), noon)
    assert (tmp_path / "maatje.db").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup", "maatje.db"]


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\x00" + b"\x00" * 5_000])
def test_what_is_no_whole_database_changes_nothing(
    embedded: str, keys: KeyRing, tmp_path: Path, noon: datetime, content: bytes
) -> None:
    (tmp_path / "odd").write_bytes(content)
    before = (tmp_path / "maatje.db").read_bytes()
    with pytest.raises(BackupFailed):
        put_back(embedded, tmp_path / "odd", keys, noon)
    assert (tmp_path / "maatje.db").read_bytes() == before


def test_nothing_is_put_back_under_a_service_that_runs(
    embedded: str, keys: KeyRing, tmp_path: Path, noon: datetime
) -> None:
    back_up(embedded, tmp_path / "backup")
    store = open_store(embedded, keys)
    with store.read() as work:
        work.people.exists("anybody")
        with pytest.raises(BackupFailed, match="in use"):
            put_back(embedded, tmp_path / "backup", KeyRing.generate(), noon)
    store.close()


def _damage(file: Path, how: str) -> None:
    whole = file.read_bytes()
    damaged = {
        "header": b"\x00" * 100 + whole[100:],
        "kind of journal": whole[:18] + b"\xff\xff" + whole[20:],
        "cut": whole[:5_000],
        "another file": b"hello" * 2_000,
        "no text": whole.replace(b"CREATE TABLE", b"CREATE TABL\x8e"),
    }
    file.write_bytes(damaged[how])
    file.with_name("maatje.db-wal").write_bytes(b"left over")


@pytest.mark.parametrize("how", ["header", "kind of journal", "cut", "another file", "no text"])
def test_a_damaged_database_is_replaced(embedded: str, keys: KeyRing, tmp_path: Path, noon: datetime, how: str) -> None:
    back_up(embedded, tmp_path / "backup")
    _damage(tmp_path / "maatje.db", how)
    assert put_back(embedded, tmp_path / "backup", keys, noon) == Cleaned()
    again = open_store(embedded, keys)
    assert again.check() == []
    again.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup", "maatje.db"]


def test_when_it_cannot_take_the_place_the_old_one_is_there(
    embedded: str, keys: KeyRing, tmp_path: Path, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(embedded, tmp_path / "backup")
    store = open_store(embedded, keys)
    with store.begin() as work:
        work.people.create("new", noon)
    store.close()

    def fails(*_paths: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("storage.backup.replacing.os.replace", fails)
    with pytest.raises(BackupFailed, match="Input/output error"):
        put_back(embedded, tmp_path / "backup", keys, noon)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup", "maatje.db"]
    store = open_store(embedded, keys)
    with store.read() as work:
        assert work.people.exists("new")
    store.close()


def test_who_may_not_open_a_database_does_not_replace_it(
    embedded: str, keys: KeyRing, tmp_path: Path, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(embedded, tmp_path / "backup")
    monkeypatch.setattr("storage.backup.replacing.os.access", lambda *_asked: False)  # root may open everything
    with pytest.raises(BackupFailed, match="as the user of the service"):
        put_back(embedded, tmp_path / "backup", keys, noon)
