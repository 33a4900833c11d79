"""What `maatje doctor` says about help lines, flows and the address: slips that no start refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.running.doctor import Finding, examine
from bot.running.doctor.address import readable
from bot.running.doctor.help_lines import answered
from bot.settings import Settings
from care.help_lines import HelpLine
from flows.engine.errors import BrokenFlow

LINE = {
    "id": "x",
    "name": "Lijn X",
    "number": "0800-0432",
    "href": "tel:08000432",
    "open": "always",
    "about": ["danger"],
    "source": "x",
    "checked_on": "2026-11-20",
}


WITHOUT_HOURS = {key: value for key, value in LINE.items() if key != "open"}


def told(folder: Path, line: dict[str, Any], **settings: Any) -> list[Finding]:
    """What is found in an installation with one help line."""
    own = {"name": "Stichting Voorbeeld", "consultant": "Amina", "help_lines": [line]}
    (folder / "ours.yaml").write_text(yaml.safe_dump(own), "utf-8")
    url = f"sqlite:///{folder / 'maatje.db'}"
    return examine(Settings(database_url=url, organisation_file=str(folder / "ours.yaml"), **settings))


def doubts(line: dict[str, Any]) -> list[Finding]:
    """What is in doubt about one line."""
    return answered([HelpLine.model_validate(line)], date(2026, 11, 26))


@pytest.mark.parametrize(
    ("number", "href", "same"),
    [
        ("0800-0432", "tel:08000432", True),
        ("0800-0432", "tel:08000431", False),
        ("113", "tel:113", True),
        ("113", "tel:+31113", True),
        ("113", "tel:112", False),
        ("020 123 45 67", "tel:+31201234567", True),
        ("020 123 45 67", "tel:+31 (0)20-1234567", True),
        ("020 123 45 67", "tel:0031201234567", True),
        ("020 123 45 67", "tel:+310201234567", False),
        ("+31 20 123 45 67", "tel:0201234567", True),
        ("0800-0432 (gratis)", "tel:08000432", True),
        ("0800-0432 / 116 111", "tel:116111", True),
        ("(020) 123 45 67", "tel:0201234567", True),
        ("113", "sms:113?body=hoi%202", True),
        ("chat", "https://example.org/1", True),
        ("0800-0432", "https://example.org/1", True),
    ],
)
def test_a_number_that_is_shown_and_another_that_is_called_are_named(number: str, href: str, same: bool) -> None:
    found = doubts({**LINE, "number": number, "href": href})
    assert [one.bad for one in found] == ([] if same else [True])
    if not same:
        assert found[0].text.startswith(f"Help line Lijn X shows {number} and calls {href}")


def test_hours_that_are_left_out_are_named_as_day_and_night() -> None:
    (found,) = doubts(WITHOUT_HOURS)
    assert found.bad
    assert "Help line Lijn X has no hours, so it is shown as open day and night; write open: " in found.text
    assert doubts(LINE) == []


def test_everything_is_looked_at(tmp_path: Path) -> None:
    found = told(tmp_path, WITHOUT_HOURS, public_url="http://chat.example.org")
    assert Finding("Flows: intake, all is well.") in found
    for part in ("has no hours", "readable for others"):
        assert [one.bad for one in found if part in one.text] == [True]


def test_a_flow_that_stops_the_start_must_be_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise BrokenFlow(["intake.yaml:7: odd", "intake.yaml:9: odder"])

    monkeypatch.setattr("bot.running.doctor.examining.packaged", broken)
    found = [one for one in told(tmp_path, LINE) if one.text.startswith("Flows: ")]
    assert found == [Finding("Flows: intake.yaml:7: odd; intake.yaml:9: odder. It does not start like this", bad=True)]


@pytest.mark.parametrize(
    ("address", "bad"),
    [
        ("https://chat.example.org", []),
        (None, []),
        ("http://chat.example.org", [True]),
        ("http://localhost.example.org:8080", [True]),
        ("http://93.184.216.34", [True]),
        ("http://localhost:8080", []),
        ("http://127.0.0.1:8080", []),
        ("http://[::1]:8080", []),
        ("http://192.168.1.20:8080", [False]),
        ("http://[fd00::1]", [False]),
    ],
)
def test_words_that_would_cross_a_network_readable_are_named(address: str | None, bad: list[bool]) -> None:
    found = readable(address)
    assert [one.bad for one in found] == bad
    assert all(one.text.startswith(f"Settings: MAATJE_PUBLIC_URL is {address}: ") for one in found)
