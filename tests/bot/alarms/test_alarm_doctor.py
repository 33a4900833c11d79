"""What the operator is told: whom an alarm would not reach, and figures without anybody in them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY

from bot.notices import NoticeError
from bot.running.build import open_data
from bot.running.doctor import Finding, examine
from bot.running.edges import clock
from bot.settings import Settings
from portal import consultants
from storage.tables import consultant, data_key
from tests.bot.alarms.house import PEOPLE, WATCH, House, Post
from tests.bot.alarms.mail_server import MailServer, open_mail_server

DUTY = {
    "hours": {"monday": ["09:00-17:00"]},
    "consultants": [PEOPLE[0], PEOPLE[1]],
    "fallback": {"name": "Wacht Voorbeeld", "way": WATCH},
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation that promises, with one consultant of the two on duty, and no mail."""
    own = {"name": "Stichting Voorbeeld", "consultant": "Amina", "policy": "tell_and_notify", "duty": DUTY}
    (tmp_path / "organisation.yaml").write_text(yaml.safe_dump(own), "utf-8")
    found = Settings(
        database_url=f"sqlite:///{tmp_path / 'maatje.db'}", organisation_file=str(tmp_path / "organisation.yaml")
    )
    store = open_data(found)
    consultants.add(store, "Amina", PEOPLE[0], clock)
    consultants.add(store, "Bas", PEOPLE[1], clock)
    consultants.disable(store, PEOPLE[1], clock)
    store.close()
    return found


def alarms(settings: Settings) -> list[Finding]:
    """What is said about alarms."""
    return [finding for finding in examine(settings) if finding.text.startswith("Alarms: ")]


def with_(settings: Settings, **more: Any) -> Settings:
    """The same settings with something else."""
    return replace(settings, **more)


def test_a_calendar_without_holidays_ahead_is_worth_a_word(settings: Settings) -> None:
    assert [finding.bad for finding in alarms(settings) if "no holiday lies ahead" in finding.text] == [False]


@pytest.mark.parametrize(("days", "bad"), [(6, []), (8, [True])])
def test_what_nobody_took_up_for_a_week_must_be_looked_at(settings: Settings, days: int, bad: list[bool]) -> None:
    store = open_data(settings)
    then = clock() - timedelta(days=days)
    with store.begin() as work:
        work.people.create("noor", then)
        work.sessions.create("talk", "noor", "intake", "1", "nl", {}, then)
        work.alarms.put("a1", "noor", "talk", "now", {}, then)
    store.close()
    found = [finding for finding in alarms(settings) if "nobody took up" in finding.text]
    assert [finding.bad for finding in found] == bad
    assert all("Alarms: 1 that nobody" in one.text and "at the longest 730 days" in one.text for one in found)


def test_who_cannot_sign_in_and_what_is_missing_must_be_mended(settings: Settings) -> None:
    found = alarms(settings)
    assert all(finding.bad for finding in found if "holiday" not in finding.text)
    texts = "\n".join(finding.text for finding in found)
    assert "MAATJE_SMTP_URL is not set" in texts
    (disabled,) = (one.text for one in found if PEOPLE[1] in one.text)
    assert disabled.startswith(
        f"Alarms: {PEOPLE[1]} of duty.consultants is disabled and cannot sign in; let them in again"
    )
    assert "`maatje consultant reset`" in disabled
    assert "add" not in disabled, "whoever is added twice is refused"
    (unknown,) = (one.text for one in found if WATCH in one.text)
    assert unknown.endswith(
        f"{WATCH} of duty.fallback is no consultant who may sign in; add them with `maatje consultant add`"
    )
    assert PEOPLE[0] not in texts


async def test_a_mail_server_is_greeted(settings: Settings) -> None:
    async with open_mail_server(MailServer()) as server:
        url = f"smtp://127.0.0.1:{server.port}"
        mailed = with_(settings, smtp_url=url, mail_from="maatje@example.org", public_url="https://chat.example.org")
        found = await asyncio.to_thread(alarms, mailed)
    assert Finding("Alarms: mailed by 127.0.0.1, from maatje@example.org.") in found
    assert server.letters == []


@pytest.mark.parametrize(
    ("url", "sender", "says"),
    [
        ("smtp://127.0.0.1:1", "maatje@example.org", "the mail server does not take our mail (unreachable)"),
        ("mail.example.org", "maatje@example.org", "must look like smtp://"),
    ],
)
def test_a_mail_server_that_is_away_or_wrong_must_be_mended(
    settings: Settings, url: str, sender: str, says: str
) -> None:
    found = alarms(with_(settings, smtp_url=url, mail_from=sender))
    assert [finding.bad for finding in found if says in finding.text] == [True]


def test_without_a_promise_a_missing_duty_list_is_worth_a_word_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "organisation.yaml").write_text("name: x\nconsultant: y\n", "utf-8")
    url = f"sqlite:///{tmp_path / 'maatje.db'}"
    found = alarms(Settings(database_url=url, organisation_file=str(tmp_path / "organisation.yaml")))
    assert [finding.bad for finding in found] == [False]
    assert "duty: is not there" in found[0].text


@pytest.fixture
def counted() -> Iterator[Any]:
    """How much a figure has grown since the test began."""
    names = ("maatje_alarm_escalations_total", "maatje_alarm_notices_total")
    labels: list[dict[str, str]] = [{}, {"way": "mail", "outcome": "sent"}, {"way": "mail", "outcome": "failed"}]

    def now(name: str, label: dict[str, str]) -> float:
        return REGISTRY.get_sample_value(name, label) or 0.0

    before = {(name, str(label)): now(name, label) for name in names for label in labels}
    yield lambda name, label: now(name, label) - before[name, str(label)]


async def test_figures_say_how_many_and_never_of_whom(house: House, counted: Any) -> None:
    house.post = Post(trouble={PEOPLE[1]: NoticeError("unreachable", final=False)})
    house.raise_one()
    await house.live_through(minutes=6)
    assert REGISTRY.get_sample_value("maatje_alarms_open") == 1
    assert counted("maatje_alarm_escalations_total", {}) == 1
    assert counted("maatje_alarm_notices_total", {"way": "mail", "outcome": "sent"}) == 1
    assert counted("maatje_alarm_notices_total", {"way": "mail", "outcome": "failed"}) >= 1
    house.take()
    await house.look()
    assert REGISTRY.get_sample_value("maatje_alarms_open") == 0


def test_what_is_written_in_the_log_holds_ids_and_kinds_only(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.post = Post(trouble={"everybody": NoticeError("unreachable", final=False)})
    house.raise_one("0f0f")
    asyncio.run(house.look())
    assert "alarm_id=0f0f level=1 kind=unreachable" in caplog.text
    for secret in (*PEOPLE, "Noor", "slaat", "abuse"):
        assert secret not in caplog.text


def test_what_cannot_be_read_is_counted_and_nothing_of_it_is_said(settings: Settings) -> None:
    assert [one.text for one in examine(settings) if one.text.startswith("Database")] == ["Database: in order."]
    store = open_data(settings)
    with store.begin() as work:
        work.people.create("noor", clock())
        work.connection.execute(data_key.update().values(wrapped=b"\x01\x02"))
        bas = consultant.c.disabled_at.is_not(None)
        work.connection.execute(consultant.update().where(bas).values(card=b"\x01\x02"))
    store.close()
    found = [one for one in examine(settings) if one.text.startswith("Database: 1 ")]
    assert [one.bad for one in found] == [True, True]
    assert "people whose key cannot be opened" in found[0].text
    assert "consultants whose card cannot be read" in found[1].text
    assert "noor" not in found[0].text
