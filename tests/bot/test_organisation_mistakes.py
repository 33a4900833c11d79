"""Likely mistakes in the organisation's file: each is a sentence with line, key, and what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.organisation import BadOrganisation, load_organisation, put_courses
from care.safety.signal import CATEGORIES

OWN = "name: Stichting Voorbeeld\nconsultant: Amina\n"
LINE = 'id: x, name: X, number: "1", href: "tel:1", open: always, source: x, checked_on: null'


def complaint(folder: Path, more: str) -> str:
    """What is said about a file that has some more lines, from the third on."""
    path = folder / "ours.yaml"
    path.write_text(OWN + more, "utf-8")
    with pytest.raises(BadOrganisation) as caught:
        load_organisation(str(path))
    said = str(caught.value)
    assert "\n" not in said
    assert "Input should be" not in said
    assert said.startswith(f"{path}: ")
    return said.removeprefix(f"{path}: ")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (
            "duty:\n  hours:\n    thursday: 09:00-17:00\n",
            "line 5: duty.hours.thursday: '09:00-17:00' is not understood; "
            'expected a list of hours such as ["09:00-17:00"]',
        ),
        (
            "duty:\n  fallback: wacht@example.invalid\n",
            "line 4: duty.fallback: 'wacht@example.invalid' is not understood; "
            'expected {name: "…", way: "name@example.org"}',
        ),
        ("phone: 0123456\n", 'line 3: phone: 0123456 is not read as a text; expected it in quotes: "0123456"'),
        ("days_kept: many\n", "line 3: days_kept: 'many' is not understood; expected a whole number"),
        ("days_kept: 400\n", "line 3: days_kept: 400 is too much; expected at most 365"),
        ("days_kept: 0\n", "line 3: days_kept: 0 is too little; expected at least 1"),
        ("demo: maybe\n", "line 3: demo: 'maybe' is not understood; expected true or false"),
        ("languages: nl\n", "line 3: languages: 'nl' is not understood; expected a list such as [nl, en]"),
        ("legal: {contact: 3}\n", 'line 3: legal.contact: 3 is not read as a text; expected it in quotes: "3"'),
        (
            "legal:\n  officer: [a]\n",
            'line 4: legal.officer: expected one text, or one for each language: {nl: "…", en: "…"}',
        ),
        (
            "policy: tell\n",
            "line 3: policy: 'tell' is not understood; expected only_if_shared or tell_and_notify",
        ),
        ("polcy: only_if_shared\n", "line 3: polcy: is no key here; is policy meant?"),
        ("duty:\n  huors: {}\n", "line 4: duty.huors: is no key here; is hours meant?"),
        (
            "duty:\n  fallback: {mobile: x, name: X}\n",
            "line 4: duty.fallback.mobile: is no key here; there are name, way, phone",
        ),
        ("duty: {holidays: [kerst]}\n", "line 3: duty.holidays: 'kerst' is not understood; expected days such as"),
        ("duty: {consultants: a@b.nl}\n", "'a@b.nl' is not understood; expected a list of e-mail addresses such as ["),
        (
            "agreements:\n- {purpose: cours, below_age: 9, legal_source: law}\n",
            "line 4: agreements[1].purpose: 'cours'",
        ),
        ("help_lines:\n", "line 3: help_lines: is empty; expected a list"),
    ],
)
def test_a_likely_mistake_is_named_with_its_line_and_what_was_expected(tmp_path: Path, more: str, says: str) -> None:
    assert says in complaint(tmp_path, more)


@pytest.mark.parametrize(
    ("slip", "says"),
    [
        (
            "open: [{days: [maandag], opens: 11:00, closes: 12:00}]",
            "line 5: help_lines.x.open[1].days: 'maandag' is not understood; expected mon, tue, wed, thu, fri, sat or sun",
        ),
        ("open: allways", "line 5: help_lines.x.open: 'allways' is not understood; expected always, or hours such as"),
        (
            "open: [{opens: noon, closes: 13:00}]",
            "help_lines.x.open[1].opens: 'noon' is not understood; expected a time",
        ),
        (
            "open: [{opens: 25:00, closes: 13:00}]",
            "help_lines.x.open[1].opens: 25:00 is not understood; expected a time",
        ),
        ("open: [{opens: 9, closes: 17}]", "help_lines.x.open[1].opens: 9 is not understood; expected a time"),
        ("number: 113", 'line 5: help_lines.x.number: 113 is not read as a text; expected it in quotes: "113"'),
        ("about: suicide", "line 5: help_lines.x.about: 'suicide' is not understood; expected a list such as ["),
        ("checked_on: never", "help_lines.x.checked_on: 'never' is not understood; expected a day such as"),
        ("time_zone: Mars", "help_lines.x.time_zone: 'Mars' is not understood; expected a time zone such as"),
        ("age_min: 18, age_max: 12", "line 4: help_lines.x: age_min 18 is above age_max 12, so nobody would get it"),
    ],
)
def test_a_slip_in_a_help_line_names_the_line_by_its_id(tmp_path: Path, slip: str, says: str) -> None:
    key = slip.partition(":")[0]
    kept = ", ".join(part for part in LINE.split(", ") if not part.startswith(f"{key}:"))
    assert says in complaint(tmp_path, f"help_lines:\n- {{{kept},\n   {slip}}}\n")


def test_what_a_help_line_lacks_is_named(tmp_path: Path) -> None:
    said = complaint(tmp_path, "help_lines:\n- id: x\n  name: X\n- odd\n")
    assert "line 4: help_lines.x.number: is not there; expected" in said
    assert "line 6: help_lines: 'odd' is not understood; expected a list" in said


def test_a_matter_that_is_none_is_refused_as_no_child_would_be_offered_that_line(tmp_path: Path) -> None:
    said = complaint(tmp_path, f"help_lines:\n- {{{LINE},\n   about: [general, suicde]}}\n")
    assert said.startswith("line 5: help_lines.x.about: 'suicde' is not understood; is suicide meant? expected ")
    assert all(one in said for one in ("danger", "general", *CATEGORIES))


def test_two_help_lines_with_one_id_are_refused(tmp_path: Path) -> None:
    said = complaint(tmp_path, f"help_lines:\n- {{{LINE}}}\n- {{{LINE}}}\n")
    assert said == "line 3: help_lines: the id 'x' stands twice; give every line its own"


def test_several_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    said = complaint(tmp_path, "polcy: x\nphone: 1\n")
    assert said.index("line 3: polcy") < said.index("; line 4: phone")


def test_a_merged_key_has_no_line_of_its_own_and_is_still_named(tmp_path: Path) -> None:
    said = complaint(tmp_path, "legal: &l {contact: a}\nduty:\n  fallback: {<<: *l, name: X}\n")
    assert "line 5: duty.fallback.contact: is no key here" in said


def test_lines_are_those_of_the_file_as_it_is_also_where_courses_are_put(tmp_path: Path) -> None:
    ours, offers = tmp_path / "ours.yaml", tmp_path / "offers.yaml"
    ours.write_text(OWN + "courses: []\nphone: 1\n", "utf-8")
    offers.write_text("offers:\n- {id: k, name: K, kind: activity, age_min: 8, age_max: 15}\n", "utf-8")
    with pytest.raises(BadOrganisation, match="line 4: phone: "):
        put_courses(str(ours), offers)


def test_a_catalogue_that_is_a_bare_list_is_told_to_begin_with_offers(tmp_path: Path) -> None:
    ours, offers = tmp_path / "ours.yaml", tmp_path / "offers.yaml"
    ours.write_text(OWN, "utf-8")
    offers.write_text("- {id: k, name: K, kind: activity, age_min: 8, age_max: 15}\n", "utf-8")
    with pytest.raises(BadOrganisation, match="offers.yaml: expected offers: with one course an entry below it"):
        put_courses(str(ours), offers)
