"""Nobody is promised that somebody is told while nobody can be; and a service that can tell somebody comes back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.organisation import BadOrganisation
from bot.running.build import open_data, open_parts
from bot.running.doctor import examine
from bot.running.edges import clock
from bot.settings import Settings
from portal import consultants
from tests.bot.alarms.house import PEOPLE, WATCH

AMINA, BAS, _ = PEOPLE
NOWHERE = "wacht@voorbeeld.invalid"
MAIL = {"smtp_url": "smtp://127.0.0.1:1", "mail_from": "m@example.org", "public_url": "https://chat.example.org"}
House = Callable[..., Settings]


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An installation that promises, with Amina on its list; `people` maps an address to whether it is enabled."""

    def build(people: dict[str, bool], settings: dict[str, str] = MAIL, way: str = WATCH, **more: Any) -> Settings:
        fallback = {"name": "Wacht", "way": way}
        duty = {"hours": {"monday": ["09:00-17:00"]}, "consultants": [more.pop("listed", AMINA)], "fallback": fallback}
        duty["portal_watched"] = not settings.get("smtp_url")
        own = {"name": "V", "consultant": "Amina", "policy": "tell_and_notify", "duty": duty, **more}
        (tmp_path / "ours.yaml").write_text(yaml.safe_dump(own), "utf-8")
        found = Settings(
            database_url=f"sqlite:///{tmp_path / 'maatje.db'}",
            organisation_file=str(tmp_path / "ours.yaml"),
            safety_model=False,
            **settings,  # type: ignore[arg-type]
        )
        with closing(open_data(found)) as store:
            for address, enabled in people.items():
                consultants.add(store, address, address, clock)
                if not enabled:
                    consultants.disable(store, address, clock)
        return found

    return build


def refused(settings: Settings) -> str:
    """Why a start is refused, which the doctor says too; "" when it is not."""
    doctor = [finding.text for finding in examine(settings) if finding.bad and "cannot be kept yet" in finding.text]
    try:
        open_parts(settings).store.close()
    except BadOrganisation as problem:
        assert f"Alarms: {problem}" in doctor
        return str(problem)
    assert doctor == []
    return ""


def test_a_fresh_installation_without_any_consultant_is_refused_until_one_is_added(house: House) -> None:
    settings = house({})
    assert "add those of duty.consultants with `maatje consultant add`" in refused(settings)
    with closing(open_data(settings)) as store:
        consultants.add(store, "Amina", AMINA, clock)
    assert refused(settings) == ""


def test_who_was_told_last_can_be_disabled_and_the_service_comes_back_while_the_fallback_is_told(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    settings = house({AMINA: False})
    assert refused(settings) == ""
    assert "so only duty.fallback is told of alarms" in caplog.text
    texts = [finding.text for finding in examine(settings) if finding.bad]
    assert any(f"{AMINA} of duty.consultants is disabled and cannot sign in" in text for text in texts)


@pytest.mark.parametrize("people", [{AMINA: False}, {BAS: False}, {AMINA: False, NOWHERE: True}])
def test_when_neither_a_consultant_nor_the_fallback_can_be_told_it_is_refused(
    house: House, people: dict[str, bool]
) -> None:
    assert "neither can duty.fallback" in refused(house(people, way=NOWHERE))


def test_an_invented_address_on_the_list_is_nobody_who_can_be_told(house: House) -> None:
    assert "neither can duty.fallback" in refused(house({NOWHERE: True}, way=NOWHERE, listed=NOWHERE))
    assert refused(house({}, listed=NOWHERE)) == ""


@pytest.mark.parametrize(
    ("people", "ok"),
    [({AMINA: True}, True), ({AMINA: False}, False), ({AMINA: False, BAS: True}, True), ({NOWHERE: True}, True)],
)
def test_without_mail_somebody_must_be_able_to_have_the_portal_open(
    house: House, people: dict[str, bool], ok: bool
) -> None:
    assert (refused(house(people, settings={})) == "") is ok


def test_a_demo_on_ones_own_machine_is_left_alone_and_one_for_everybody_is_not(house: House) -> None:
    assert refused(house({}, settings={}, demo=True)) == ""
    assert "no consultant yet" in refused(house({}, demo=True))


def test_what_is_kept_of_somebody_can_be_looked_up_all_the_same(house: House) -> None:
    open_parts(house({}), serves=False).store.close()


def test_without_the_promise_nobody_is_needed(house: House) -> None:
    assert refused(house({}, policy="only_if_shared")) == ""


@pytest.mark.parametrize(("public_url", "bad"), [(None, False), ("https://chat.example.org", True)])
def test_the_demo_for_everybody_must_be_mended(tmp_path: Path, public_url: str | None, bad: bool) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'maatje.db'}", public_url=public_url)
    assert [finding.bad for finding in examine(settings) if "demo" in finding.text] == [bad]
