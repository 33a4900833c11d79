"""The word lists are there, or nothing is served: what is wrong in one is a sentence with its file and line."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.safety import word_lists as reading
from bot.safety.screening import load_screener
from bot.safety.word_lists import BadWordList, folder, word_lists

ROOT = str(Path(__file__).resolve().parents[2])


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the word lists that may be spoilt."""
    copy = tmp_path / "lists"
    shutil.copytree(str(folder()), copy)
    monkeypatch.setattr(reading, "folder", lambda: copy)
    for cached in (word_lists, load_screener):
        cached.cache_clear()
    yield copy
    for cached in (word_lists, load_screener):
        cached.cache_clear()


def spoilt(file: Path, old: str, new: str) -> int:
    """Put something else in a place; the line where the new begins."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def said() -> str:
    """What is complained about."""
    with pytest.raises(BadWordList) as problem:
        word_lists()
    return str(problem.value)


SUICIDE = "  suicide:\n    now: |\n"


@pytest.mark.parametrize(
    ("old", "new", "further", "says"),
    [
        (
            SUICIDE,
            f"{SUICIDE}      papa + [nogroup]  # new\n",
            2,
            "'papa + [nogroup]': there is no group [nogroup]; add ",
        ),
        (
            "  suicide:\n",
            "  abuse_fysical:\n    now: |\n      a b\n  suicide:\n",
            0,
            "unknown category 'abuse_fysical'; u",
        ),
        (
            "  suicide:\n",
            "  suicide:\n    later: |\n      a b\n",
            1,
            "unknown urgency 'later'; use one of now, soon, che",
        ),
        ("danger:\n", "dangers: {}\ndanger:\n", 0, "unknown part 'dangers'; use one of common, short, words, danger"),
        ("words:\n", "words:\n  soon:\n", 1, "found no words in soon; write some"),
    ],
)
def test_a_wrong_line_is_named_with_its_file_and_what_to_change(
    lists: Path, old: str, new: str, further: int, says: str
) -> None:
    line = spoilt(lists / "nl.yaml", old, new) + further
    assert said().startswith(f"{lists / 'nl.yaml'}:{line}: {says}")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("\ta b\n", "found a tab character where an indentation space is expected"),
        ("    a b\n", "could not find expected ':'"),
        ("     a b\n", "did not find expected key"),
    ],
)
def test_a_tab_or_a_line_that_begins_too_far_to_the_left_is_named(lists: Path, wrong: str, says: str) -> None:
    line = spoilt(lists / "en.yaml", SUICIDE, f"{SUICIDE}      one line\n{wrong}") + 3
    told = (
        f"{lists / 'en.yaml'}: this is no readable YAML (line {line}: {says}); a line begins with spaces, as far in as"
    )
    assert said().startswith(told)


@pytest.mark.parametrize(
    ("first", "again"), [("danger:\n", "danger:\n  suicide: {}\n"), ("  suicide:\n", "  suicide: {}\n")]
)
def test_a_key_that_stands_twice_is_named_as_the_first_one_would_be_lost(lists: Path, first: str, again: str) -> None:
    line = spoilt(lists / "nl.yaml", first, again + first)
    second = line + again.count("\n")
    key = first.strip(": \n")
    assert said() == f"{lists / 'nl.yaml'}: the key {key!r} stands twice, on lines {line} and {second}; keep one"


def test_a_wrong_line_in_the_shared_list_is_named_there(lists: Path) -> None:
    line = spoilt(lists / "shared.yaml", "      [home_person]/[friend] [want] [die]\n", "      [want]/ [die]\n")
    assert said() == f"{lists / 'shared.yaml'}:{line}: '[want]/ [die]': a word is missing before or after '/'"


def test_a_shared_line_that_no_language_fills_would_find_nothing_and_is_named(lists: Path) -> None:
    line = spoilt(lists / "shared.yaml", "[bruise] + [hide]", "[bruize] + [hide]")
    assert said().startswith(
        f"{lists / 'shared.yaml'}:{line}: '[bruize] + [hide]': no language has a group [bruize]; add"
    )


def test_an_empty_list_and_one_that_is_gone_stop_the_start_too(lists: Path) -> None:
    (lists / "ar.yaml").write_text("", "utf-8")
    assert said().startswith(f"{lists / 'ar.yaml'}: found no parts; expected common, ")
    (lists / "ar.yaml").unlink()
    with pytest.raises(FileNotFoundError):
        word_lists()


def test_the_doctor_reads_the_lists(lists: Path, installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAATJE_DATABASE_URL", "sqlite:///m.db")
    line = spoilt(lists / "nl.yaml", SUICIDE, f"{SUICIDE}      papa + [nogroup]\n") + 2
    done = CliRunner().invoke(app, ["doctor"], catch_exceptions=False)
    assert done.exit_code == 1
    assert f"\n! Safety layer: {lists / 'nl.yaml'}:{line}: 'papa + [nogroup]': there is no group" in done.output
    assert "complete" not in done.output


def test_screen_says_beside_the_answers_which_lists_it_reads() -> None:
    done = CliRunner().invoke(app, ["screen"], input='{"id": 1, "text": "hoi"}\n', catch_exceptions=False)
    assert done.stderr == f"reading {folder()}\n"
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1]


# --- the program itself -----------------------------------------------------------------------------------------------

WITH_COPY = "import bot.safety.word_lists as w; from pathlib import Path; w.folder = lambda: Path('lists')"
DAMAGED = """
import bot.safety.later, bot.safety.screening
def damaged(with_model): raise OSError(5, "cannot be read", "trained.json")
bot.safety.screening.load_screener = damaged
bot.safety.later.FIRST_PAGE_SECONDS = 0.1
"""


def maatje(before: str, *words: str) -> subprocess.CompletedProcess[str]:
    """The program as a process, with something changed beforehand."""
    code = f"{before}\nfrom bot.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": ROOT, "MAATJE_DATABASE_URL": "sqlite:///m.db"}
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False, env=environment, timeout=300
    )


@pytest.mark.parametrize("words", [("run", "--port", "1"), ("screen",), ("talk",)])
def test_with_a_line_that_cannot_be_read_nothing_starts(
    lists: Path, installation: Path, words: tuple[str, ...]
) -> None:
    line = spoilt(lists / "nl.yaml", SUICIDE, f"{SUICIDE}      papa + [nogroup]\n") + 2
    done = maatje(WITH_COPY, *words)
    assert (done.returncode, done.stdout) == (1, "")
    sentence = done.stderr.splitlines()[-1]
    assert sentence.startswith(f"maatje: lists/nl.yaml:{line}: 'papa + [nogroup]': there is no group [nogroup]; add it")
    assert "Traceback" not in done.stderr
    assert not (installation / "m.db").exists(), "not even the database was opened"


def test_a_server_whose_safety_layer_cannot_be_loaded_ends_and_says_why(installation: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    done = maatje(DAMAGED, "run", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "maatje: trained.json: cannot be read"
    assert "Traceback" not in done.stderr
