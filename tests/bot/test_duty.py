"""The duty list in the organisation's file: kind complaints, and no promise that cannot be kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.organisation import BadOrganisation, load_organisation
from bot.organisation.duty import DutyList, missing, unkept
from bot.running.build import open_parts
from bot.settings import Settings

WHOLE: dict[str, Any] = {
    "hours": {"monday": ["09:00-17:00"]},
    "holidays": ["2026-12-25"],
    "consultants": ["amina@example.org"],
    "fallback": {"name": "Wacht Voorbeeld", "way": "wacht@example.org"},
}


def written(folder: Path, policy: str = "tell_and_notify", **duty: Any) -> str:
    """An organisation's file."""
    own = {"name": "Stichting Voorbeeld", "consultant": "Amina", "policy": policy}
    path = folder / "organisation.yaml"
    path.write_text(yaml.safe_dump({**own, "duty": duty} if duty else own), "utf-8")
    return str(path)


def test_a_whole_duty_list_is_taken_and_means_what_it_says(tmp_path: Path) -> None:
    rules = load_organisation(written(tmp_path, **WHOLE)).rules_of_duty(("amina",))
    assert rules.hours is not None
    assert rules.hours.week.keys() == {0}
    assert {day.isoformat() for day in rules.hours.holidays} == {"2026-12-25"}
    assert rules.minutes == {"now": 5, "soon": 15, "call": 60}
    assert rules.fallback is not None
    assert rules.fallback.address == "wacht@example.org"


def test_the_demo_has_an_invented_duty_list_that_is_complete() -> None:
    demo = load_organisation(None)
    assert list(missing(demo.duty)) == []
    assert demo.duty is not None
    assert demo.duty.fallback is not None
    assert {address.rpartition(".")[2] for address in (*demo.duty.consultants, demo.duty.fallback.way)} == {"invalid"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"hours": {"monday": ["9-17"]}}, r'"09:00-17:00"'),
        ({"hours": {"monday": ["17:00-09:00"]}}, "must end after it begins"),
        ({"hours": {"monday": ["09:00-24:30"]}}, "24:00 at the latest"),
        ({"hours": {"monday": ["09:00-12:75"]}}, "more than 59 minutes"),
        ({"hours": {"monday": ["09:00-13:00", "12:00-17:00"]}}, "overlap"),
        ({"hours": {"maandag": ["09:00-17:00"]}}, "duty.hours.maandag"),
        ({"holidays": ["kerst"]}, "duty.holidays"),
        ({"consultants": ["Amina"]}, "no e-mail address"),
        ({"consultants": ["a@example.org", "A@example.org"]}, "stands there twice"),
        ({"fallback": {"name": "Wacht", "way": "0800-1234"}}, "no e-mail address"),
        ({"fallback": {"name": "Wacht", "way": "w@example.org", "phone": "bel Kees"}}, "no telephone number"),
        ({"escalate_after": {"now": 0}}, "duty.escalate_after.now"),
        ({"escalate_after": {"later": 5}}, "duty.escalate_after.later"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_expected(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    with pytest.raises(BadOrganisation, match=says):
        load_organisation(written(tmp_path, **{**WHOLE, **change}))


@pytest.mark.parametrize("lacks", ["hours", "consultants", "fallback"])
def test_tell_and_notify_is_refused_while_something_is_missing_and_that_is_named(tmp_path: Path, lacks: str) -> None:
    duty = {key: value for key, value in WHOLE.items() if key != lacks}
    with pytest.raises(BadOrganisation, match=f"duty.{lacks}: ") as caught:
        load_organisation(written(tmp_path, **duty))
    assert "only_if_shared" in str(caught.value)
    assert load_organisation(written(tmp_path, "only_if_shared", **duty)).duty is not None


def test_tell_and_notify_without_any_duty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadOrganisation, match="duty: is not there"):
        load_organisation(written(tmp_path))
    assert load_organisation(written(tmp_path, "only_if_shared")).duty is None


@pytest.mark.parametrize(
    ("watched", "mail", "address", "says"),
    [
        (False, False, True, "MAATJE_SMTP_URL is not set"),
        (True, False, False, ""),
        (False, True, False, "MAATJE_PUBLIC_URL is not set"),
        (False, True, True, ""),
    ],
)
def test_this_installation_must_be_able_to_reach_somebody(watched: bool, mail: bool, address: bool, says: str) -> None:
    duty = DutyList.model_validate({**WHOLE, "portal_watched": watched})
    found = "; ".join(unkept(duty, mail=mail, address=address))
    assert says in found
    assert bool(found) is bool(says)


def test_serving_a_promise_that_cannot_be_kept_is_refused_before_the_first_child(tmp_path: Path) -> None:
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'maatje.db'}", organisation_file=written(tmp_path, **WHOLE)
    )
    with pytest.raises(BadOrganisation, match="MAATJE_SMTP_URL"):
        open_parts(settings)
    assert not (tmp_path / "maatje.db").exists()


def test_a_bot_does_not_stand_in_for_mail_as_every_consultant_can_end_it_at_any_moment(tmp_path: Path) -> None:
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'maatje.db'}",
        organisation_file=written(tmp_path, **WHOLE),
        telegram_token="1:test-token-of-nobody",
        telegram_minimum_age=18,
    )
    with pytest.raises(BadOrganisation, match="MAATJE_SMTP_URL"):
        open_parts(settings)


def test_a_time_zone_nobody_knows_is_named(tmp_path: Path) -> None:
    path = tmp_path / "organisation.yaml"
    path.write_text("name: x\nconsultant: y\ntime_zone: Mars/Olympus\n", "utf-8")
    with pytest.raises(BadOrganisation, match="time_zone: .*'Mars/Olympus' is no time zone"):
        load_organisation(str(path))
