"""What the single pages promise: every category, table, key and word is there, and recipes work."""

from __future__ import annotations

import re
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
import yaml
from pydantic import BaseModel

from bot.channels.telegram import turns
from bot.channels.telegram.channel import MOST_TAKEN_AWAY
from bot.channels.webchat import hub, pace
from bot.channels.webchat.pages.resume import TRIES_A_NETWORK, TRIES_A_SITE
from bot.channels.webchat.security import BODY_LIMIT
from bot.handlers.closing import MINUTES
from bot.organisation import Organisation, load_organisation
from bot.organisation.duty import DutyList, Minutes, Stand, Week, missing
from bot.organisation.legal import Agreement, Legal
from bot.running.body_in_time import SECONDS_FOR_A_BODY
from bot.running.network import BITS_OF_A_SITE
from bot.turn import doors
from bot.turn.listening.lookout import LETTERS_OF_A_SHORT_TEXT
from care.answering.policy import POLICIES, PolicyName
from care.courses import Course
from care.help_lines import HelpLine
from care.opening_hours import Span
from care.safety.signal import CATEGORIES, URGENCIES
from flows.engine import limits
from flows.engine.compiling.definition import Kind
from flows.engine.life import STATES
from storage.tables import metadata
from tests.docs.pages import all_code, blocks, code_words, text_of

PRIVACY = "docs/privacy/README.md"
WORD = re.compile(r"^\| ([^|]+?) \|", re.MULTILINE)


@pytest.mark.parametrize("category", [*CATEGORIES, *URGENCIES])
def test_every_signal_category_and_urgency_stands_in_the_page_about_safety(category: str) -> None:
    assert re.search(rf"\b{category}\b", text_of("docs/safety/README.md"))


@pytest.mark.parametrize("part", [Organisation, HelpLine, Span, Legal, Agreement])
def test_every_key_of_the_organisations_file_is_explained(part: type[BaseModel]) -> None:
    assert sorted(set(part.model_fields) - code_words(text_of("docs/operating.md"))) == []


@pytest.mark.parametrize("part", [DutyList, Week, Stand, Minutes])
def test_every_key_of_the_duty_list_is_explained(part: type[BaseModel]) -> None:
    assert sorted(set(part.model_fields) - code_words(text_of("docs/alarms.md"))) == []


def test_the_duty_list_of_the_handbook_is_one_that_would_be_taken() -> None:
    (example,) = blocks(text_of("docs/alarms.md"), "yaml")
    given = yaml.safe_load(example)
    assert list(missing(DutyList.model_validate(given["duty"]))) == []
    minutes = Minutes()
    assert f"`now` ({minutes.now}), `soon` ({minutes.soon}), `call` ({minutes.call})" in text_of("docs/alarms.md")


def test_every_policy_and_every_key_of_a_course_is_explained() -> None:
    words = {word.partition(":")[0] for word in code_words(text_of("docs/operating.md"))}
    assert sorted({*get_args(PolicyName), *Course.__dataclass_fields__} - words) == []


def test_the_terms_that_are_named_are_those_of_the_program() -> None:
    organisation = Organisation(name="x", consultant="y")
    page = text_of("docs/operating.md")
    assert f"({organisation.days_kept}; from 1 to 365)" in page
    assert f"how long a summary is kept ({organisation.years_kept_after_sharing})" in page
    assert f"somebody gets in touch ({organisation.answer_within_days})" in page
    privacy = text_of(PRIVACY)
    assert f"after {organisation.days_kept} days" in privacy
    for term in ("days_alarms_kept", "days_access_log_kept", "days_deletions_kept"):
        assert f"`{term}` ({getattr(organisation, term)})" in privacy
        assert f"`{term}`" in page


def test_the_limits_that_are_told_are_those_of_the_program() -> None:
    page = text_of("docs/answering.md")
    told = [
        f"{pace.TAPS_AT_ONCE} at once, then {pace.TAPS_A_SECOND:g} a second",
        f"{pace.NETWORK_TAPS_AT_ONCE} at once, then {pace.NETWORK_TAPS_A_SECOND:g} a second",
        f"{pace.NEW_TALKS_AT_ONCE} at once, then {pace.NEW_TALKS_AN_HOUR} an hour",
        f"{pace.PHRASES_AT_ONCE} at once, then {pace.PHRASES_A_SECOND:g} a second for a network address (an IPv6 /{BITS_OF_A_SITE} is one)",
        f"{pace.STREAMS_AT_ONCE} at once, then {pace.STREAMS_A_SECOND:g} a second; {hub.STREAMS_A_NETWORK} open together, in all {hub.STREAMS_IN_ALL:,}",
        f"{pace.LETTERS_AT_ONCE:,} at once, then {pace.LETTERS_A_SECOND:g} a second; {pace.NETWORK_LETTERS_AT_ONCE:,} at once, then {pace.NETWORK_LETTERS_A_SECOND:,g} a second",
        f"short ones ({LETTERS_OF_A_SHORT_TEXT:,} letters)",
        f"{turns.MESSAGES_AT_ONCE} at once, then {turns.MESSAGES_A_SECOND:g} a second",
        f"{BODY_LIMIT:,} bytes, {SECONDS_FOR_A_BODY:g} seconds to come in; one text {limits.LETTERS_OF_AN_ANSWER:,} letters",
        f"{doors.TRIES_AN_ADDRESS} an hour for a Telegram chat, {TRIES_A_NETWORK} for a network address, {TRIES_A_SITE} for an IPv6 /{BITS_OF_A_SITE}, {doors.TRIES_IN_ALL:,} in all",
        f"with {-(-doors.TRIES_IN_ALL // TRIES_A_SITE)} such homes or {-(-doors.TRIES_IN_ALL // TRIES_A_NETWORK)} IPv4\naddresses",
        f"Within {limits.MINUTES_WITHOUT_NAGGING} minutes",
        f"at most the last {MOST_TAKEN_AWAY}",
        ", ".join(MINUTES[:-1]) + f" or {MINUTES[-1]} quiet minutes",
    ]
    assert [limit for limit in told if limit not in page] == []


def test_what_is_promised_about_danger_stands_in_the_page_word_by_word() -> None:
    page = text_of("docs/answering.md")
    assert [found.promise for found in POLICIES.values() if found.promise not in page] == []


def test_the_demo_organisation_says_where_it_is_explained() -> None:
    assert load_organisation(None).demo
    assert "docs/operating.md" in text_of("bot/data/organisation.yaml")


def _recipe(wanted: str) -> str:
    """A command of the handbook that Python carries out."""
    found = [
        line for block in blocks(text_of("docs/operating.md"), "sh") for line in block.splitlines() if wanted in line
    ]
    assert len(found) == 1
    return found[0]


def _run(recipe: str, folder: Path) -> str:
    program, *arguments = shlex.split(recipe)
    assert program == "python3"
    done = subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_person_behind_a_summary_is_found_as_the_handbook_says(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    with sqlite3.connect(tmp_path / "var" / "maatje.db") as database:
        database.execute("CREATE TABLE handoff (id TEXT, person_id TEXT)")
        database.execute("INSERT INTO handoff VALUES ('h1', 'p1')")
    assert {"id", "person_id"} <= set(metadata.tables["handoff"].c.keys())
    assert _run(_recipe("SELECT person_id").replace("THE-ID", "h1"), tmp_path) == "p1"


def test_every_table_stands_in_the_page_about_privacy() -> None:
    page = text_of(PRIVACY)
    assert sorted(name for name in metadata.tables if f"| `{name}` |" not in page) == []


def test_what_is_said_to_be_sealed_is_what_a_child_said() -> None:
    """The columns that hold content are sealed; a new readable text column of a talk has to be looked at first."""
    readable = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.c
        if not {"sealed", "hashed", "secret"} & set(column.info)
        and column.name in ("words", "value", "text", "content")
    }
    assert readable == {"tie.value", "wording.text"}
    assert "`tie`" in text_of(PRIVACY)
    assert "`wording`" in text_of(PRIVACY)


def test_the_glossary_is_in_order_and_has_every_word_once() -> None:
    words = WORD.findall(text_of("docs/glossary.md"))[2:]
    assert len(words) > 90
    assert words == sorted(dict.fromkeys(words), key=str.casefold)


def test_the_glossary_has_our_kinds_and_states() -> None:
    text = text_of("docs/glossary.md")
    words = set(WORD.findall(text))
    assert sorted({*get_args(Kind)} - words - {"extras", "picture"}) == []
    assert {"extra", "picture"} <= words
    assert [state for state in STATES if state not in text] == []


def test_the_readme_says_the_two_commands_and_contributing_is_short() -> None:
    readme = all_code(text_of("README.md"))
    assert "make run" in readme
    assert "make test" in readme
    assert len(text_of("CONTRIBUTING.md").split()) < 1_000


def test_the_changelog_knows_this_version() -> None:
    version = re.search(r'^version = "([^"]+)"', text_of("pyproject.toml"), re.MULTILINE)
    assert version is not None
    assert f"\n## {version[1]}\n" in text_of("CHANGELOG.md")
