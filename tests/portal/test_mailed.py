"""A link by mail: for whoever may sign in and nobody else, and nobody else learns who that is."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event

import pytest
from starlette.testclient import TestClient

from portal.consultants import disable, reset
from portal.mailed import ASKED_AT_ONCE, LINKS_AN_ADDRESS, MailedLinks
from portal.sign_in import LINK_LIFE
from storage import Store
from tests.portal.invented import BASE, OURS, Clock, Portal, everything_stored

PAGE, HOME = "/portal/sign-in", "/portal/"
AMINA, BAS, NOBODY = "amina@example.org", "bas@example.org", "nobody@example.org"


@pytest.fixture
def database_kind() -> str:
    """What differs between databases is shown where storage is tested."""
    return "sqlite"


@dataclass
class Post:
    """Everything that was mailed, and a mail server that answers when it is `awake`."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    awake: Event = field(default_factory=Event)

    def send(self, to: str, link: str) -> None:
        """Keep a letter."""
        assert self.awake.wait(10)
        self.sent.append((to, link))


@pytest.fixture
def post() -> Post:
    post = Post()
    post.awake.set()
    return post


@pytest.fixture
def portal(store: Store, post: Post) -> Portal:
    """A portal from which mail can be sent."""
    clock = Clock()
    return Portal(store, clock, mailed=MailedLinks(store, clock, BASE, post.send))


def ask(portal: Portal, email: str, host: str = "203.0.113.7") -> tuple[int, str]:
    """Somebody asks for a link; the answer."""
    client = TestClient(portal.app, base_url=BASE, follow_redirects=False, client=(host, 50_000))
    client.cookies.set("portal_language", "en", domain="chat.example.org", path="/portal")
    answer = client.post(PAGE, data={"email": email}, headers=OURS)
    return answer.status_code, answer.text


def settled(portal: Portal, post: Post) -> list[tuple[str, str]]:
    """What was mailed, when all of it is."""
    assert portal.mailed is not None
    portal.mailed.settle()
    return post.sent


def test_the_page_asks_for_an_address_where_there_is_mail(portal: Portal) -> None:
    assert 'name="email"' in portal.visitor().get(PAGE).text
    assert "Mail me a link" in portal.visitor().post("/portal/in/" + "x" * 43, headers=OURS).text


def test_without_mail_nothing_is_asked_and_nothing_is_promised(store: Store) -> None:
    portal = Portal(store)
    visitor = portal.visitor()
    page = visitor.get(PAGE).text
    assert "e-mail" not in page
    assert visitor.post(PAGE, data={"email": AMINA}, headers=OURS).text == page


def test_a_mailed_link_signs_in_once_behind_the_same_button(portal: Portal, post: Post) -> None:
    assert "on its way" in ask(portal, "  Amina@EXAMPLE.org ")[1]
    ((to, link),) = settled(portal, post)
    assert (to, link.startswith(f"{BASE}/portal/in/")) == (AMINA, True)
    assert portal.visitor().get(link).status_code == 200, "who only looks, as a scanner of mail does, uses nothing up"
    browser = portal.visitor()
    assert browser.post(link, headers=OURS).headers["location"] == HOME
    assert browser.get(HOME).status_code == 200
    assert portal.visitor().post(link, headers=OURS).status_code == 403
    assert portal.log()[0] == ("sign_in", None, portal.amina, portal.amina)
    assert link.rsplit("/", 1)[1].encode() not in everything_stored(portal.store)


def test_whoever_asks_gets_the_same_answer_and_only_who_may_sign_in_gets_a_link(portal: Portal, post: Post) -> None:
    disable(portal.store, BAS, portal.clock)
    answers = {ask(portal, email) for email in (AMINA, BAS, NOBODY, "", "no address", "a" * 5_000, "a@b\x00c")}
    assert len(answers) == 1
    assert [to for to, _link in settled(portal, post)] == [AMINA]


def test_the_answer_waits_for_nothing_that_depends_on_who_it_is(portal: Portal, post: Post) -> None:
    post.awake.clear()
    answers = {ask(portal, email) for email in (AMINA, NOBODY)}
    assert len(answers) == 1
    assert post.sent == [], "the answer was there while the mail server still slept"
    post.awake.set()
    assert len(settled(portal, post)) == 1


def test_asking_ends_no_open_sign_in_and_no_other_link(portal: Portal, post: Post) -> None:
    printed, browser = portal.link(), portal.browser(portal.bas)
    ask(portal, AMINA)
    ask(portal, AMINA)
    ask(portal, BAS)
    links = [link for to, link in settled(portal, post) if to == AMINA]
    assert browser.get(HOME).status_code == 200
    for link in (printed, *links):
        assert portal.visitor().post(link, headers=OURS).status_code == 303


def test_a_mailed_link_grows_old_after_a_quarter_of_an_hour(portal: Portal, post: Post) -> None:
    ask(portal, AMINA)
    ((_to, link),) = settled(portal, post)
    portal.clock.now += LINK_LIFE
    assert portal.visitor().post(link, headers=OURS).status_code == 403


@pytest.mark.parametrize("ended", ["disabled", "reset", "both"])
def test_a_mailed_link_ends_with_disable_and_reset(portal: Portal, post: Post, ended: str) -> None:
    ask(portal, AMINA)
    ((_to, link),) = settled(portal, post)
    if ended != "reset":
        disable(portal.store, AMINA, portal.clock)
    if ended != "disabled":
        reset(portal.store, AMINA, BASE, portal.clock)
    assert portal.visitor().post(link, headers=OURS).status_code == 403


def test_one_mailbox_gets_a_few_links_and_each_of_them_works(portal: Portal, post: Post) -> None:
    answers = {ask(portal, AMINA, f"203.0.113.{n}") for n in range(LINKS_AN_ADDRESS + 3)}
    assert len(answers) == 1, "not even that tells whether somebody is known"
    links = settled(portal, post)
    assert len(links) == LINKS_AN_ADDRESS
    assert portal.visitor().post(links[0][1], headers=OURS).status_code == 303


def test_who_asks_on_and_on_is_given_a_rest_whoever_they_ask_for(portal: Portal, post: Post) -> None:
    codes = [ask(portal, NOBODY)[0] for _ in range(ASKED_AT_ONCE + 1)]
    assert codes == [200] * ASKED_AT_ONCE + [429]
    assert ask(portal, AMINA)[0] == 429
    assert ask(portal, AMINA, "198.51.100.9")[0] == 200
    portal.clock.pass_by(minutes=2)
    assert ask(portal, NOBODY)[0] == 200


def test_another_site_cannot_have_links_mailed(portal: Portal, post: Post) -> None:
    visitor = portal.visitor()
    assert visitor.post(PAGE, data={"email": AMINA}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert settled(portal, post) == []


def test_a_mail_server_that_refuses_is_a_kind_in_the_log_and_nothing_else(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(to: str, link: str) -> None:
        raise OSError(f"{to} {link}")

    clock = Clock()
    portal = Portal(store, clock, mailed=MailedLinks(store, clock, BASE, refuse))
    assert ask(portal, AMINA)[0] == 200
    assert portal.mailed is not None
    portal.mailed.settle()
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        "sign-in link not mailed: OSError"
    ]
