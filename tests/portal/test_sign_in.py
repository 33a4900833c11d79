"""A link works once and not for long; a session ends when it should; of neither the secret is kept."""

from __future__ import annotations

import pytest

from portal.desk import SESSION_COOKIE
from portal.sign_in import FIRST_LINK_LIFE, LINK_LIFE, UnknownConsultant
from tests.portal.invented import OURS, Portal, everything_stored

HOME = "/portal/"


@pytest.fixture
def database_kind() -> str:
    """What differs between databases is shown where storage is tested."""
    return "sqlite"


def test_a_link_signs_in_once(portal: Portal) -> None:
    link = portal.link()
    first, second = portal.visitor(), portal.visitor()
    assert first.post(link, headers=OURS).headers["location"] == HOME
    assert first.get(HOME).status_code == 200
    refused = second.post(link, headers=OURS)
    assert refused.status_code == 403
    assert "does not work any more" in refused.text
    assert second.get(HOME).status_code == 303


def test_looking_at_a_link_does_not_use_it_up(portal: Portal) -> None:
    link, preview = portal.link(), portal.visitor()
    assert [preview.get(link).status_code, preview.head(link).status_code] == [200, 200]
    assert SESSION_COOKIE not in preview.cookies
    assert portal.visitor().post(link, headers=OURS).status_code == 303


def test_a_link_that_never_was_looks_like_any_other_until_it_is_pressed(portal: Portal) -> None:
    visitor, wrong = portal.visitor(), "/portal/in/" + "x" * 43
    right = portal.link()
    assert visitor.get(wrong).text == visitor.get(right).text
    assert visitor.post(wrong, headers=OURS).status_code == 403


def test_a_link_grows_old_after_a_quarter_of_an_hour(portal: Portal) -> None:
    link = portal.link()
    portal.clock.now += LINK_LIFE
    assert portal.visitor().post(link, headers=OURS).status_code == 403


def test_the_link_printed_at_the_start_lasts_a_day(portal: Portal) -> None:
    link = portal.link(life=FIRST_LINK_LIFE)
    portal.clock.pass_by(hours=23, minutes=59)
    assert portal.visitor().post(link, headers=OURS).status_code == 303


def test_a_new_link_puts_the_older_one_out_of_use(portal: Portal) -> None:
    old, new = portal.link(), portal.link()
    assert portal.visitor().post(old, headers=OURS).status_code == 403
    assert portal.visitor().post(new, headers=OURS).status_code == 303


def test_links_of_two_consultants_do_not_touch_each_other(portal: Portal) -> None:
    first, _second = portal.link(portal.amina), portal.link(portal.bas)
    assert portal.visitor().post(first, headers=OURS).status_code == 303


def test_there_is_no_link_for_whoever_is_unknown(portal: Portal) -> None:
    with pytest.raises(UnknownConsultant, match="consultant list"):
        portal.link("nobody")


def test_a_session_ends_after_twelve_hours(portal: Portal) -> None:
    browser = portal.browser()
    portal.clock.pass_by(hours=11, minutes=59)
    assert browser.get(HOME).status_code == 200
    portal.clock.pass_by(minutes=1)
    assert browser.get(HOME).status_code == 303


def test_the_cookie_is_for_the_portal_alone_and_no_script_can_read_it(portal: Portal) -> None:
    cookie = portal.visitor().post(portal.link(), headers=OURS).headers["set-cookie"]
    parts = {part.strip().lower() for part in cookie.split(";")}
    assert {"httponly", "secure", "samesite=strict", "path=/portal", "max-age=43200"} <= parts


def test_signing_out_ends_the_session_on_the_server_too(portal: Portal) -> None:
    browser = portal.browser()
    kept = browser.cookies[SESSION_COOKIE]
    assert browser.post("/portal/out", headers=OURS).headers["location"] == "/portal/sign-in"
    thief = portal.visitor()
    thief.cookies.set(SESSION_COOKIE, kept, domain="chat.example.org", path="/portal")
    assert thief.get(HOME).status_code == 303


def test_signing_in_again_ends_the_session_before(portal: Portal) -> None:
    browser = portal.browser()
    kept = browser.cookies[SESSION_COOKIE]
    browser.post(portal.link(), headers=OURS)
    thief = portal.visitor()
    thief.cookies.set(SESSION_COOKIE, kept, domain="chat.example.org", path="/portal")
    assert thief.get(HOME).status_code == 303
    assert browser.get(HOME).status_code == 200


def test_neither_secret_is_kept(portal: Portal) -> None:
    link = portal.link(portal.bas)
    browser = portal.browser()
    stored = everything_stored(portal.store)
    for secret in (link.rsplit("/", 1)[1], browser.cookies[SESSION_COOKIE]):
        assert secret.encode() not in stored


def test_coming_and_going_is_logged_without_a_client(portal: Portal) -> None:
    portal.browser().post("/portal/out", headers=OURS)
    assert portal.log() == [
        ("sign_in", None, portal.amina, portal.amina),
        ("sign_out", None, portal.amina, portal.amina),
    ]


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {},
    ],
)
def test_another_site_cannot_press_our_buttons(portal: Portal, headers: dict[str, str]) -> None:
    browser = portal.browser()
    refused = browser.post("/portal/out", headers=headers)
    assert refused.status_code == 403
    assert "Nothing was changed" in refused.text
    assert browser.get(HOME).status_code == 200


def test_an_old_browser_that_only_names_its_origin_may_come_in(portal: Portal) -> None:
    assert portal.visitor().post(portal.link(), headers={"origin": "https://chat.example.org"}).status_code == 303
