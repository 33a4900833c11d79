"""The organisation's file: what would break a page or a promise later is refused at the start, in one sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from bot.authoring.persona import BadPersona, read_persona
from bot.organisation import BadOrganisation, load_organisation, put_courses
from bot.running.build import open_parts
from bot.running.doctor import examine
from bot.settings import Settings

OWN = "name: Stichting Voorbeeld\nconsultant: Amina\n"


def written(folder: Path, more: str = "") -> str:
    """An organisation's file with some more lines."""
    path = folder / "ours.yaml"
    path.write_text(OWN + more, "utf-8")
    return str(path)


def complaint(folder: Path, more: str) -> str:
    """What is said about a file; one line."""
    with pytest.raises(BadOrganisation) as caught:
        load_organisation(written(folder, more))
    assert "\n" not in str(caught.value)
    return str(caught.value)


# --- help lines and courses ---------------------------------------------------------------------------------------


def test_only_a_demo_offers_courses_that_nobody_named(tmp_path: Path) -> None:
    for none in ("", "courses:\n", "demo: false\n"):
        assert load_organisation(written(tmp_path, none)).courses == ()
    assert load_organisation(written(tmp_path, "demo: true\n")).courses == load_organisation(None).courses != ()
    own = written(tmp_path)
    told = [one.text for one in examine(Settings(database_url=f"sqlite:///{tmp_path}/m.db", organisation_file=own))]
    assert any(text.startswith("There are no courses, so none is offered") for text in told)


@pytest.mark.parametrize(
    ("key", "address"),
    [
        *(
            ("href", bad)
            for bad in ("0800-0432", "tel:", "http://x.org", "javascript:alert(1)", "mailto:a@b.nl", "https://")
        ),
        *(("chat", bad) for bad in ("www.x.org", "http://x.org", "javascript:alert(1)", "https:// x.org")),
    ],
)
def test_a_help_line_that_reaches_nobody_is_refused(tmp_path: Path, key: str, address: str) -> None:
    line = {"id": "x", "name": "X", "number": "1", "href": "tel:1", "source": "x", "checked_on": None, key: address}
    said = complaint(tmp_path, yaml.safe_dump({"help_lines": [line]}))
    assert f"help_lines.x.{key}: {address!r} " in said


# --- languages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["NL", "nl-NL", "de", "dutch"])
def test_a_language_without_words_is_refused_at_the_start_and_by_the_doctor(tmp_path: Path, code: str) -> None:
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'maatje.db'}",
        organisation_file=written(tmp_path, f"languages: [{code}]\n"),
    )
    for look in (open_parts, examine):
        with pytest.raises(BadOrganisation, match=f"^languages: no words in '{code}'; there are nl, en$"):
            look(settings)
    assert not (tmp_path / "maatje.db").exists()


def test_no_language_at_all_is_refused(tmp_path: Path) -> None:
    assert "languages: name at least one" in complaint(tmp_path, "languages: []\n")


# --- where "leave now" goes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["buienradar.nl", "www.buienradar.nl", "/", "//buienradar.nl", "/weer", "https://", "https:///x", "ftp://x.nl"]
    + ["javascript:alert(1)", "https://buien radar.nl", "http://[x", ""],
)
def test_a_page_to_leave_to_is_a_whole_address(tmp_path: Path, address: str) -> None:
    said = complaint(tmp_path, yaml.safe_dump({"leave_to": address}))
    assert f"leave_to: {address!r} is no page to leave to; write the whole address: https://www.…" in said


@pytest.mark.parametrize("address", ["/weg", "https://www.buienradar.nl", "http://example.org/a?b=c", "HTTPS://x.nl/"])
def test_our_own_page_and_whole_addresses_can_be_left_to(tmp_path: Path, address: str) -> None:
    assert load_organisation(written(tmp_path, yaml.safe_dump({"leave_to": address}))).leave_to == address


@pytest.mark.parametrize("empty", ['bot_name: ""', "bot_name: '  '", 'duty:\n  fallback: {name: " "}'])
def test_what_people_read_is_not_empty(tmp_path: Path, empty: str) -> None:
    assert "is empty; write what people shall read there" in complaint(tmp_path, empty)


# --- YAML -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (
            "policy: tell_and_notify\npolicy: only_if_shared\n",
            "the key 'policy' stands twice, on lines 3 and 4; keep one",
        ),
        ('legal:\n  contact: a\n  "contact": b\n', "the key 'contact' stands twice, on lines 4 and 5; keep one"),
        ("help_lines:\n- {id: a, id: b}\n", "the key 'id' stands twice, on lines 4 and 4; keep one"),
        ("\tphone: x\n", "this is no readable YAML (line 3: "),
        ("duty: [\n", "this is no readable YAML (line 4: "),
        ("phone: *nobody\n", "this is no readable YAML (line 3: "),
        ("duty:\n  holidays: [2026-13-01]\n", "this is no readable YAML (line 4: month must be in 1..12)"),
        ("phone: a\a\n", "this is no readable YAML (control characters are not allowed)"),
    ],
)
def test_what_is_written_by_mistake_is_one_sentence_with_the_line(tmp_path: Path, more: str, says: str) -> None:
    said = complaint(tmp_path, more)
    assert said.startswith(f"{tmp_path / 'ours.yaml'}: ")
    assert says in said


def test_two_keys_that_only_come_from_an_anchor_are_none_that_stand_twice(tmp_path: Path) -> None:
    more = "legal: &l {contact: a}\nagreements: []\nduty: {escalate_after: &m {now: 5}}\n"
    assert load_organisation(written(tmp_path, more)).legal.contact == "a"


def test_a_file_in_another_coding_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_bytes("consultant: Bo\nname: Café\n".encode("latin-1"))
    with pytest.raises(BadOrganisation, match="found a sign on line 2 that is not in UTF-8"):
        load_organisation(str(path))
    path.write_bytes(OWN.encode("utf-8-sig"))
    assert load_organisation(str(path)).name == "Stichting Voorbeeld"


@pytest.mark.parametrize("path", [".", "nowhere.yaml"])
def test_a_file_that_cannot_be_read_names_the_setting(tmp_path: Path, path: str) -> None:
    with pytest.raises(BadOrganisation, match="^MAATJE_ORGANISATION_FILE is .*, which cannot be read: "):
        load_organisation(str(tmp_path / path))


def test_a_persona_with_a_key_twice_is_refused() -> None:
    with pytest.raises(BadPersona, match="the key 'age' stands twice, on lines 2 and 3; keep one"):
        read_persona("id: x\nage: 9\nage: 12\n")
    with pytest.raises(BadPersona, match=r"^this is no readable YAML \(line \d: [^\n]*\)$"):
        read_persona("id: [\n")


# --- courses ----------------------------------------------------------------------------------------------------------

OFFER = "- {id: klimmen, name: Klimmen, kind: activity, age_min: 8, age_max: 15}\n"
BEFORE = "# Ours.\nname: V  # children read it\nconsultant: B\n"
AFTER = "\n# Who looks at alarms.\nphone: null  # none\n"
NEW = "courses:\n- id: klimmen\n  name: Klimmen\n  kind: activity\n  age_min: 8\n  age_max: 15\n"


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """One course on offer."""
    path = tmp_path / "offers.yaml"
    path.write_text("offers:\n" + OFFER, "utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "then"),
    [
        (BEFORE, BEFORE + NEW),
        (BEFORE.rstrip(), BEFORE + NEW),
        (BEFORE + "courses: []" + AFTER, BEFORE + NEW + AFTER.removeprefix("\n")),
        (BEFORE + "courses: []  # none yet\n" + AFTER, BEFORE + NEW + AFTER),
        (BEFORE + "courses:\n" + OFFER + AFTER, BEFORE + NEW + AFTER),
        (BEFORE + "courses:\n  # old ones\n  " + OFFER.replace("klimmen", "x") + AFTER, BEFORE + NEW + AFTER),
        (
            BEFORE
            + "courses:\n- id: x\n  name: X\n  kind: course\n  age_min: 1\n  age_max: 9\n  goal: |\n    a\n    # b\n"
            + AFTER,
            BEFORE + NEW + AFTER,
        ),
        (BEFORE + "courses:\n" + AFTER, BEFORE + NEW + AFTER),
        (BEFORE + "courses: [\n# a\n]\n# end\n", BEFORE + NEW + "# end\n"),
    ],
)
def test_a_catalogue_takes_the_place_of_the_courses_and_every_other_line_stays(
    tmp_path: Path, catalogue: Path, text: str, then: str
) -> None:
    ours = tmp_path / "ours.yaml"
    ours.write_text(text, "utf-8")
    ours.chmod(0o640)
    for _ in range(2):
        assert put_courses(str(ours), catalogue) == 1
        assert ours.read_text("utf-8") == then
    assert ours.stat().st_mode & 0o777 == 0o640
    assert [course.id for course in load_organisation(str(ours)).courses] == ["klimmen"]
    assert sorted(os.listdir(tmp_path)) == ["offers.yaml", "ours.yaml"]


def test_ends_of_lines_stay_as_they_are_and_a_link_stays_a_link(tmp_path: Path, catalogue: Path) -> None:
    (tmp_path / "real.yaml").write_bytes((BEFORE + AFTER).replace("\n", "\r\n").encode("utf-8-sig"))
    (tmp_path / "ours.yaml").symlink_to(tmp_path / "real.yaml")
    put_courses(str(tmp_path / "ours.yaml"), catalogue)
    assert (tmp_path / "ours.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == (BEFORE + AFTER + NEW).replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{name: V, consultant: B}\n", "write them there by hand"),
        (BEFORE + "...\n", "write them there by hand"),
        (BEFORE + "courses: &c []\nagreements: *c\n", "write them there by hand"),
        (BEFORE + "days_kept: many\n", "days_kept: "),
    ],
)
def test_where_something_else_would_change_or_is_wrong_nothing_is_changed(
    tmp_path: Path, catalogue: Path, text: str, says: str
) -> None:
    ours = tmp_path / "ours.yaml"
    ours.write_text(text, "utf-8")
    with pytest.raises(BadOrganisation, match=says):
        put_courses(str(ours), catalogue)
    assert ours.read_text("utf-8") == text
    assert sorted(os.listdir(tmp_path)) == ["offers.yaml", "ours.yaml"]


def test_whoever_is_stopped_while_it_is_written_leaves_the_old_file(
    tmp_path: Path, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    ours = tmp_path / "ours.yaml"
    ours.write_text(BEFORE, "utf-8")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        put_courses(str(ours), catalogue)
    assert ours.read_text("utf-8") == BEFORE
    assert sorted(os.listdir(tmp_path)) == ["offers.yaml", "ours.yaml"]
