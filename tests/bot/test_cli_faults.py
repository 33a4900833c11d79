"""A known fault is one plain sentence and exit code 1; a wrong use names the choices."""

from __future__ import annotations

import errno
import re
import sys
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from bot.cli import app, main
from bot.settings import PREFIX

pytestmark = pytest.mark.usefixtures("installation")


class Typed:
    """Types a command as somebody does, and says what came of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch, self._read = monkeypatch, capsys

    def __call__(self, *words: str) -> tuple[int, str]:
        """Exit code and standard error."""
        self._patch.setattr(sys, "argv", ["maatje", *words])
        with pytest.raises(SystemExit) as done:
            main()
        code = done.value.code
        return (code if isinstance(code, int) else 0), self._read.readouterr().err


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """The program itself, without a process of its own."""
    return Typed(monkeypatch, capsys)


@pytest.mark.parametrize(
    ("name", "email", "says"),
    [
        ("Amina", "amina", "this is no e-mail address; expected something like amina@example.org"),
        (" ", "amina@example.org", "give the name that children and colleagues know them by"),
        ("Bas", "bas@example.org", "somebody has this e-mail address already; `maatje consultant list` shows who"),
    ],
)
def test_a_consultant_who_cannot_be_added(typed: Typed, name: str, email: str, says: str) -> None:
    assert typed("consultant", "add", "Bas", "bas@example.org") == (0, "")
    assert typed("consultant", "add", name, email) == (1, f"maatje: {says}\n")


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("LOG_LEVEL", "LOUD", "MAATJE_LOG_LEVEL is 'LOUD'; expected DEBUG, INFO, WARNING or ERROR"),
        ("DATABASE_URL", "foo", "MAATJE_DATABASE_URL must look like sqlite:///var/maatje.db or postgresql+psycopg://u"),
        (
            "DATABASE_URL",
            "sqlite:///file/in/m.db",
            "MAATJE_DATABASE_URL lies in file/in, which cannot be made: Not a dir",
        ),
        ("ORGANISATION_FILE", ".", "MAATJE_ORGANISATION_FILE is ., which cannot be read: Is a directory"),
        ("ORGANISATION_FILE", "file", "file: found a sign on line 1 that is not in UTF-8; save the file as UTF-8"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_sentence_that_names_it(
    typed: Typed, installation: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, says: str
) -> None:
    (installation / "file").write_bytes(b"\xff")
    monkeypatch.setenv(PREFIX + setting, value)
    code, said = typed("doctor")
    assert (code, said.count("\n")) == (1, 1)
    assert said.startswith(f"maatje: {says}")


@pytest.mark.parametrize("command", [("simulate",), ("courses", "import")])
def test_a_folder_or_a_file_in_another_coding_is_one_sentence(
    typed: Typed, installation: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    (installation / "ours.yaml").write_text("name: x\nconsultant: y\n")
    (installation / "old").write_bytes("id: é\n".encode("latin-1"))
    monkeypatch.setenv("MAATJE_ORGANISATION_FILE", "ours.yaml")
    said = "old: found a sign on line 1 that is not in UTF-8; save the file as UTF-8"
    assert typed(*command, "old") == (1, f"maatje: {said}\n")
    assert typed(*command, ".") == (1, "maatje: .: is a directory\n")
    assert typed(*command, "nowhere") == (1, "maatje: nowhere: no such file or directory\n")


def test_a_damaged_master_key_is_to_be_put_back_and_not_to_be_saved_in_another_coding(
    typed: Typed, installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAATJE_DATABASE_URL", "sqlite:///m.db")
    (installation / "master.key").write_bytes(b"\xff")
    said = "master.key is damaged: put your copy of it there, or set MAATJE_MASTER_KEY"
    assert typed("db", "upgrade") == (1, f"maatje: {said}\n")


OTHERS = [
    ("consultant", "list"),
    ("consultant", "disable", "a@b.nl"),
    ("consultant", "reset", "a@b.nl"),
    ("person", "list"),
    ("person", "export", "x"),
    ("person", "delete", "x", "--yes"),
    ("person", "deleted"),
    ("person", "redelete"),
    ("keys", "rotate"),
    ("retention",),
    ("backup", "copy"),
    ("access",),
]
MAKERS = {"run", "doctor", "consultant add", "db upgrade"}
"""Those that may begin an installation: see docs/operating.md."""
WITHOUT = [
    ("talk",),
    ("simulate", str(Path(__file__).parent.with_name("personas") / "noor_9.yaml")),
    ("screen",),
    ("restore", "x"),
    ("flows", "check"),
    ("flows", "graph"),
    ("flows", "words"),
    ("courses", "list"),
    ("courses", "import", "x"),
]


def every_command() -> set[str]:
    """The name of everything that can be typed after `maatje`."""
    top = get_command(app)
    assert isinstance(top, TyperGroup)
    found = set()
    for name, one in top.commands.items():
        below = one.commands if isinstance(one, TyperGroup) else {"": one}
        found |= {f"{name} {inner}".strip() for inner in below}
    return found


def name_of(words: tuple[str, ...]) -> str:
    """The command that these words are."""
    return next(name for name in every_command() if words[: len(name.split())] == tuple(name.split()))


def test_it_is_known_of_every_command_whether_it_may_begin_an_installation() -> None:
    assert {name_of(words) for words in (*OTHERS, *WITHOUT)} | MAKERS == every_command()
    operating = " ".join((Path(__file__).parents[2] / "docs" / "operating.md").read_text("utf-8").split())
    (documented,) = re.findall(r"Only ([^.]+) make a database where there is none", operating)
    assert set(re.findall(r"`([^`]+)`", documented)) == MAKERS


@pytest.mark.parametrize("words", WITHOUT, ids=lambda words: " ".join(words[:2]))
def test_what_needs_no_data_makes_none(
    typed: Typed, installation: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("MAATJE_DATABASE_URL", "sqlite:///var/m.db")
    typed(*words)
    assert list(installation.iterdir()) == []


@pytest.mark.parametrize("words", OTHERS, ids=lambda words: " ".join(words))
def test_in_the_wrong_folder_a_command_begins_no_new_installation(
    typed: Typed, installation: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("MAATJE_DATABASE_URL", "sqlite:///var/m.db")
    code, said = typed(*words)
    assert (code, said.partition(";")[0]) == (1, f"maatje: there is no database at {installation / 'var' / 'm.db'}")
    assert list(installation.iterdir()) == []


@pytest.mark.parametrize("barred", ["var", "var/m.db", "var/m.db-wal", "var/master.key"])
def test_who_may_not_write_the_data_is_told_to_be_the_user_of_the_service(
    typed: Typed, installation: Path, monkeypatch: pytest.MonkeyPatch, barred: str
) -> None:
    monkeypatch.setenv("MAATJE_DATABASE_URL", "sqlite:///var/m.db")
    assert typed("db", "upgrade") == (0, "")
    (installation / "var" / "m.db-wal").touch()
    monkeypatch.setattr("bot.running.keys.os.access", lambda path, _mode: path != Path(barred))  # root may do anything
    said = f"maatje: you may not write {installation / barred}: run this as the user of the service\n"
    for words in (*OTHERS, ("consultant", "add", "A", "a@b.nl"), ("doctor",), ("db", "upgrade"), ("restore", "x")):
        assert typed(*words) == (1, said)


def test_a_misspelt_setting_is_told_and_stops_nothing(typed: Typed, installation: Path) -> None:
    (installation / ".env").write_text("MAATJE_DATABASE=x\n")
    said = "MAATJE_DATABASE is no setting and does nothing; is MAATJE_DATABASE_URL meant?"
    assert typed("db", "upgrade") == (0, f"maatje: {said}\n")


def test_the_doctor_tells_of_a_misspelt_setting_too(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAATJE_PUBLIC_ULR", "https://chat.example.org")
    monkeypatch.setattr(sys, "argv", ["maatje", "doctor"])
    with pytest.raises(SystemExit):
        main()
    said = "! Settings: MAATJE_PUBLIC_ULR is no setting and does nothing; is MAATJE_PUBLIC_URL meant?\n"
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("talk", "--age", "99"), "there are words from 4 to 24 years"),
        (("talk", "--age", "3"), "there are words from 4 to 24 years"),
        (("talk", "--language", "zz"), "no words in 'zz'; there are nl, en"),
        (("flows", "graph", "--band", "Z"), "there is no band 'Z'; there are A, B, C, D, E"),
        (("run", "--port", "70000"), "Invalid value for '--port'"),
    ],
)
def test_a_wrong_use_names_the_choices(typed: Typed, words: tuple[str, ...], says: str) -> None:
    code, said = typed(*words)
    assert (code, says in said) == (2, True)


def test_the_doctor_sees_that_the_disk_is_nearly_full(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.running.doctor.examining.MEGABYTES_NEEDED", 2**40)
    monkeypatch.setattr(sys, "argv", ["maatje", "doctor"])
    with pytest.raises(SystemExit):
        main()
    assert re.search(r"^! Disk: \d+ MB is left in /.*; make room\.", capsys.readouterr().out, re.MULTILINE)


def test_a_command_that_finds_the_disk_full_says_so(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "var/maatje.db")

    monkeypatch.setattr("bot.running.build.open_store", full)
    assert typed("db", "upgrade") == (1, "maatje: the disk is full; make room\n")
