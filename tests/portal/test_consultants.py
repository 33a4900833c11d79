"""Looking after consultants: added once, shut out at once, let in again with a fresh link."""

from __future__ import annotations

import pytest

from portal import consultants
from portal.sign_in import UnknownConsultant
from tests.portal.invented import BASE, NOW, OURS, Portal, everything_stored


@pytest.fixture
def database_kind() -> str:
    """What differs between databases is shown where storage is tested."""
    return "sqlite"


def test_a_consultant_who_was_added_can_sign_in(portal: Portal) -> None:
    portal.clock.pass_by(seconds=1)
    cas = consultants.add(portal.store, " Cas ", "cas@example.org", portal.clock)
    assert portal.browser(cas).get("/portal/").status_code == 200
    assert [each.name for each in consultants.list_all(portal.store)][-1] == "Cas"


def test_a_name_is_one_line_of_the_access_log(portal: Portal) -> None:
    consultants.add(portal.store, "Cas\n2026-03-12  view\tBo", "cas@example.org", portal.clock)
    assert "Cas 2026-03-12 view Bo" in [each.name for each in consultants.list_all(portal.store)]


@pytest.mark.parametrize(
    ("name", "email", "hint"),
    [
        ("", "cas@example.org", "name"),
        (" Operator ", "cas@example.org", "whoever runs the machine"),
        ("Cas", "cas", "expected something like"),
        ("Cas", "@", "expected something like"),
        ("Cas", "a@b@example.org", "expected something like"),  # no duty list takes this one
        ("Cas", "AMINA@example.org ", "already"),
    ],
)
def test_what_cannot_be_added_says_what_to_change(portal: Portal, name: str, email: str, hint: str) -> None:
    with pytest.raises(consultants.BadConsultant, match=hint):
        consultants.add(portal.store, name, email, portal.clock)
    assert len(consultants.list_all(portal.store)) == 2


def test_disabling_stops_sessions_and_links(portal: Portal) -> None:
    browser, link = portal.browser(), portal.link()
    assert consultants.disable(portal.store, "amina@example.org", portal.clock).id == portal.amina
    assert browser.get("/portal/").status_code == 303
    assert portal.visitor().post(link, headers=OURS).status_code == 403
    with pytest.raises(UnknownConsultant):
        portal.link()
    found = {each.name: each.disabled_at for each in consultants.list_all(portal.store)}
    assert found == {"Amina": NOW, "Bas": None}


def test_a_link_from_before_does_not_come_back_with_a_reset(portal: Portal) -> None:
    old = portal.link()
    consultants.disable(portal.store, portal.amina, portal.clock)
    new = consultants.reset(portal.store, portal.amina, BASE, portal.clock)
    assert portal.visitor().post(old, headers=OURS).status_code == 403
    assert portal.visitor().post(new, headers=OURS).status_code == 303


def test_a_reset_signs_out_everywhere(portal: Portal) -> None:
    first, second = portal.browser(), portal.browser()
    consultants.reset(portal.store, portal.amina, BASE, portal.clock)
    assert [first.get("/portal/").status_code, second.get("/portal/").status_code] == [303, 303]


def test_somebody_unknown_is_said_to_be_unknown(portal: Portal) -> None:
    with pytest.raises(UnknownConsultant, match="consultant list"):
        consultants.disable(portal.store, "nobody@example.org", portal.clock)
    with pytest.raises(UnknownConsultant, match="consultant list"):
        consultants.reset(portal.store, "nobody@example.org", BASE, portal.clock)


def test_names_and_addresses_of_consultants_cannot_be_read_in_the_database(portal: Portal) -> None:
    stored = everything_stored(portal.store)
    assert b"amina@example.org" not in stored
    assert b"Amina" not in stored
