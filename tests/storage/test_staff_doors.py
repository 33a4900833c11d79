"""Consultants sign in, are disabled, and everything they look at is logged."""

from datetime import datetime, timedelta

import pytest

from storage import Store
from storage.errors import StatementFailed
from storage.tables import consultant


@pytest.fixture
def amina(store: Store, noon: datetime) -> str:
    """A made-up consultant."""
    with store.begin() as work:
        work.consultants.add("c1", "Amina Voorbeeld", "Amina@Example.org", noon)
    return "c1"


def test_a_consultant_is_found_by_address_whatever_its_capitals(store: Store, amina: str) -> None:
    with store.read() as work:
        found = work.consultants.by_email(" amina@example.ORG ")
        assert work.consultants.by_email("other@example.org") is None
        assert work.consultants.get(amina) == found
    assert found is not None
    assert (found.name, found.email, found.enabled) == (
        "Amina Voorbeeld",
        "Amina@Example.org",
        True,
    )


def test_an_address_belongs_to_one_consultant(store: Store, amina: str, noon: datetime) -> None:
    with pytest.raises(StatementFailed), store.begin() as work:
        work.consultants.add("c2", "Somebody Else", "amina@example.org", noon)


def test_a_disabled_consultant_is_signed_out_at_once(store: Store, amina: str, noon: datetime) -> None:
    token = store.keys.keyed_hash("portal", "cookie")
    with store.begin() as work:
        work.portal_sessions.create(token, amina, noon, noon + timedelta(hours=8))
        assert work.portal_sessions.find(token, noon) == amina
        assert work.portal_sessions.find(token, noon + timedelta(hours=8)) is None
        assert work.consultants.disable(amina, noon)
        assert work.portal_sessions.find(token, noon) is None
        assert work.consultants.enable(amina)
        assert work.portal_sessions.find(token, noon) == amina
        assert work.portal_sessions.revoke_all(amina) == 1
        assert work.portal_sessions.find(token, noon) is None


def test_credentials_come_back_and_can_be_taken_away(store: Store, amina: str) -> None:
    with store.begin() as work:
        assert work.consultants.credentials(amina) is None
        work.consultants.set_credentials(amina, {"totp": "ABC"})
        assert work.consultants.credentials(amina) == {"totp": "ABC"}
        work.consultants.set_credentials(amina, None)
        assert work.consultants.credentials(amina) is None


def test_every_look_is_logged_and_outlives_the_person(store: Store, talk: object, noon: datetime) -> None:
    with store.begin() as work:
        work.access_log.add("handoff opened", noon, person_id="person-noor", user_id="c1", responsible_id="c1")
        work.people.delete("person-noor", noon)
        (look,) = work.access_log.about("person-noor")
        assert (look.event, look.user_id) == ("handoff opened", "c1")
        assert list(work.access_log.since(noon)) == [look]
        assert work.access_log.forget_before(noon + timedelta(days=1)) == 1


def test_a_long_log_is_read_to_its_end(store: Store, noon: datetime) -> None:
    with store.begin() as work:
        for n in range(5):
            at = noon + timedelta(minutes=n)
            work.access_log.add("view", at, person_id=f"p{n}", user_id="c1", responsible_id="c1")
        read = work.access_log.since(noon + timedelta(minutes=1), page=2)
        assert [look.person_id for look in read] == ["p1", "p2", "p3", "p4"]


def test_a_card_that_cannot_be_read_hides_nobody_else_and_stays_shut_out(
    store: Store, amina: str, noon: datetime
) -> None:
    with store.begin() as work:
        work.consultants.add("c2", "Bas", "bas@example.org", noon)
        work.consultants.disable(amina, noon)
        work.connection.execute(consultant.update().where(consultant.c.id == amina).values(card=b"\x01\x02"))
    with store.read() as work:
        assert [one.id for one in work.consultants.list()] == ["c2"]
        assert work.consultants.get(amina) is None
        assert work.consultants.unreadable() == 1
        assert work.consultants.shut_out() == [(amina, noon)]
