"""What we keep about me: only for whoever has the cookie; everything is there; taking back, along and away work."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from bot.channels.webchat.pace import TAPS_AT_ONCE
from bot.kept import words
from storage.people.export import personal_tables
from storage.tables import person, session
from tests.bot.channels.webchat.house import House, Visitor

HERE = "/bewaard"


def shared(visitor: Visitor) -> None:
    """Walk to the end and send."""
    visitor.talk_until("review.send")
    visitor.post("chose:send")


def kept(visitor: Visitor) -> str:
    visitor.open(HERE)
    return visitor.html


def test_everything_that_was_told_stands_there_with_when_it_goes(visitor: Visitor) -> None:
    visitor.talk_until("strength.good_at")
    html = kept(visitor)
    for said in (
        "Wat ik van jou bewaar",
        "Noor",
        "13",
        "Je zei ja op",
        "In deze webchat, sinds",
        "dan is alles weg op",
    ):
        assert said in html, said
    assert "Je hebt niets gedeeld. Niemand leest je antwoorden." in html
    assert "To be honest" not in html
    assert "jij beslist wat je vertelt" in html  # the wording that was agreed to, in full


def test_whoever_comes_without_the_cookie_sees_nothing_of_anybody(house: House, visitor: Visitor) -> None:
    visitor.talk_until("strength.good_at")
    stranger = house.visitor()
    assert "Noor" not in kept(stranger)
    assert "Ik bewaar nog geen antwoorden van jou" in stranger.html
    taken = stranger.client.post(f"{HERE}/mee", data={"form": "json"}, follow_redirects=False)
    assert (taken.status_code, taken.headers["location"]) == (303, HERE)


def test_behind_the_door_of_leave_now_nothing_is_shown_or_given(visitor: Visitor) -> None:
    visitor.talk_until("strength.good_at")
    visitor.client.get("/weg")
    looked = visitor.client.get(HERE, follow_redirects=False)
    assert (looked.status_code, looked.headers["location"]) == (303, "/")
    taken = visitor.client.post(f"{HERE}/mee", data={"form": "html"}, follow_redirects=False)
    assert taken.status_code == 303
    assert "Noor" not in taken.text


def test_the_title_the_address_and_the_files_say_nothing(visitor: Visitor) -> None:
    visitor.talk_until("strength.good_at")
    assert re.search(r"<title>(.*)</title>", kept(visitor))[1] == "Maatje"  # type: ignore[index]
    for form, name in (("json", "data.json"), ("html", "data.html")):
        taken = visitor.client.post(f"{HERE}/mee", data={"form": form})
        assert taken.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert taken.headers["cache-control"] == "no-store"


def test_the_file_is_complete_and_the_readable_one_needs_nothing_else(visitor: Visitor) -> None:
    shared(visitor)
    taken = json.loads(visitor.client.post(f"{HERE}/mee", data={"form": "json"}).text)
    assert {"person", "session", "answer", "turn", "outbox", "consent", "handoff", "share_package"} <= set(taken)
    assert set(taken) <= {table.name for table, _ in personal_tables()}
    assert "tekenen met mijn hond" in json.dumps(taken["answer"], ensure_ascii=False)
    page = visitor.client.post(f"{HERE}/mee", data={"form": "html"}).text
    assert "tekenen met mijn hond" in page
    assert "<script" not in page
    assert not re.search(r"""(src|href)=["']?(?!#)""", page)


def test_markup_in_an_answer_stays_text_in_the_page_and_in_the_file(visitor: Visitor) -> None:
    visitor.talk_until("me.name")
    visitor.post("typed", words="<b>Noor</b>")
    taken = visitor.client.post(f"{HERE}/mee", data={"form": "html"}).text
    for text in (kept(visitor), taken):
        assert "<b>Noor" not in text
        assert "&lt;b&gt;Noor" in text


def test_an_answer_is_changed_from_here(visitor: Visitor) -> None:
    visitor.talk_until("strength.good_at")
    assert 'value="command:edit:me.name"' in kept(visitor)
    form = visitor.post("command:edit:me.name")
    assert form.step == "me.name"


def test_one_thing_is_taken_back_and_the_consultant_has_a_page_without_it(house: House, visitor: Visitor) -> None:
    shared(visitor)
    assert 'value="happiness.sources"' in kept(visitor)
    answer = visitor.client.post(f"{HERE}/terug", data={"what": "happiness.sources", "delivery": "d" * 16})
    assert answer.status_code == 200
    assert 'value="happiness.sources"' not in answer.text
    assert "Er is een nieuwere" in answer.text
    with house.store.read() as work:
        (row,) = work.handoffs.list_open()
        assert row.updates == 1
        assert "happiness.sources" not in json.dumps(work.handoffs.get(row.id))


def test_the_same_tap_twice_takes_back_once(house: House, visitor: Visitor) -> None:
    shared(visitor)
    for _ in range(2):
        visitor.client.post(f"{HERE}/terug", data={"what": "happiness.sources", "delivery": "e" * 16})
    with house.store.read() as work:
        assert [row.updates for row in work.handoffs.list_open()] == [1]


def test_everything_is_taken_back_at_once(house: House, visitor: Visitor) -> None:
    shared(visitor)
    answer = visitor.client.post(f"{HERE}/terug", data={"what": "everything"})
    assert "Je haalde het terug" in answer.text
    with house.store.read() as work:
        assert work.handoffs.list_open() == []


def test_another_site_can_take_nothing_back_and_start_no_download(house: House, visitor: Visitor) -> None:
    shared(visitor)
    for path, data in ((f"{HERE}/terug", {"what": "everything"}), (f"{HERE}/mee", {"form": "json"})):
        refused = visitor.client.post(path, data=data, headers={"Sec-Fetch-Site": "cross-site"})
        assert refused.status_code == 403
        assert "tekenen met mijn hond" not in refused.text
    with house.store.read() as work:
        assert len(work.handoffs.list_open()) == 1


def test_who_looked_and_when_stands_there_without_a_name(house: House, visitor: Visitor) -> None:
    shared(visitor)
    assert "Nog niemand heeft het geopend." in kept(visitor)
    with house.store.begin() as work:
        (row,) = work.handoffs.list_open()
        work.consultants.add("amina-id", "Amina Geheim", "a@example.org", row.at)
        for event in ("list", "view", "view", "download_pdf"):
            at = row.at
            work.access_log.add(event, at, person_id=row.person_id, user_id="amina-id", responsible_id="amina-id")
    html = kept(visitor)
    assert html.count("Iemand van Stichting Voorbeeld, ") == 1
    assert html.count("Op de lijst zag Stichting Voorbeeld je naam, je leeftijd") == 1
    assert "Amina Geheim" not in html
    assert "amina-id" not in html


def test_who_was_only_seen_on_the_list_is_told_that(house: House, visitor: Visitor) -> None:
    shared(visitor)
    with house.store.begin() as work:
        (row,) = work.handoffs.list_open()
        work.consultants.add("amina-id", "Amina Geheim", "a@example.org", row.at)
        for number in range(30):
            at = row.at + timedelta(hours=number)
            work.access_log.add("list", at, person_id=row.person_id, user_id="amina-id", responsible_id="amina-id")
    html = kept(visitor)
    assert "Nog niemand heeft het geopend." in html
    assert html.count("Op de lijst zag Stichting Voorbeeld je naam") == 1


def test_throwing_away_begins_here_and_is_asked_once_more(house: House, visitor: Visitor) -> None:
    visitor.talk_until("strength.good_at")
    assert "command:delete" in kept(visitor)
    form = visitor.post("command:delete")
    assert form.control == "erase"
    visitor.post("chose:erase_yes")
    assert words.NOTHING  # the page has a sentence for whoever has nothing
    assert "Ik bewaar nog geen antwoorden van jou" in kept(visitor)


def test_a_half_finished_answer_and_one_off_the_path_are_told_too(visitor: Visitor) -> None:
    visitor.talk_until("strength.good_at")
    visitor.post("command:withdraw")
    visitor.post("chose:withdraw")
    html = kept(visitor)
    assert "Dit telt nu niet mee. Ik bewaar het, voor als je je bedenkt." in html
    assert "Noor" in html


def rows(house: House) -> tuple[int, int]:
    """How many people and talks there are."""
    with house.store.read() as work:
        return len(work.connection.execute(person.select()).all()), len(work.connection.execute(session.select()).all())


@pytest.fixture
def still(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house whose clock only moves by hand."""
    now = house.moment()
    monkeypatch.setattr(type(house.moment), "__call__", lambda self: now + self.moved)
    return house


@pytest.mark.parametrize("what", ["everything", "happiness.sources"])
def test_taking_back_with_an_invented_cookie_begins_no_talk(house: House, visitor: Visitor, what: str) -> None:
    planted = {"cookie": f"m={'A' * 43}"}
    answer = visitor.client.post(f"{HERE}/terug", data={"what": what}, headers=planted, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}#shared")
    assert rows(house) == (0, 0)
    assert "A" * 43 not in visitor.client.get("/", headers=planted).headers["set-cookie"]


def test_taking_back_too_fast_waits_kindly_and_nothing_is_lost(still: House) -> None:
    child = still.visitor("203.0.113.7")
    shared(child)
    still.moment.goes_on(minutes=5)
    for n in range(TAPS_AT_ONCE):
        child.json(kind="command:repeat", delivery=f"flood-{n:08}")
    answer = child.client.post(f"{HERE}/terug", data={"what": "everything", "delivery": "d" * 16})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert "niets weg" in answer.text
    with still.store.read() as work:
        assert len(work.handoffs.list_open()) == 1
    still.moment.goes_on(seconds=2)
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.text))
    action = re.search(r'<form method="post" action="([^"]+)" class="again">', answer.text)
    assert action is not None
    child.client.post(action[1], data=again)
    with still.store.read() as work:
        assert work.handoffs.list_open() == []


def test_taking_back_all_the_time_is_given_a_rest(still: House) -> None:
    child = still.visitor("203.0.113.7")
    child.open("/?band=C")
    data = [{"what": "everything", "delivery": f"{n:016}"} for n in range(TAPS_AT_ONCE + 1)]
    codes = [child.client.post(f"{HERE}/terug", data=each, follow_redirects=False).status_code for each in data]
    assert codes == [303] * TAPS_AT_ONCE + [429]


def test_the_page_and_the_file_are_paced_like_the_talk(still: House) -> None:
    child = still.visitor("203.0.113.7")
    child.open("/?band=C")
    still.moment.goes_on(minutes=1)
    codes = [child.client.get(HERE).status_code for _ in range(TAPS_AT_ONCE + 1)]
    assert codes == [200] * TAPS_AT_ONCE + [429]
    assert child.client.post(f"{HERE}/mee", data={"form": "json"}).status_code == 429
    assert child.client.get("/hulp").status_code == 200
    still.moment.goes_on(seconds=1)
    assert child.client.post(f"{HERE}/mee", data={"form": "json"}).status_code == 200
    assert child.client.get(HERE).status_code == 200


def test_changing_the_yes_on_this_page_asks_what_becomes_of_what_was_shared(house: House, visitor: Visitor) -> None:
    shared(visitor)
    assert 'value="command:edit:consent.agree"' in kept(visitor)
    form = visitor.post("command:edit:consent.agree")
    assert form.control == "withdraw"
    assert "chose:withdraw_keep" in form.buttons
    visitor.post("chose:withdraw")
    with house.store.read() as work:
        assert work.handoffs.list_open() == []
    assert "Je nam je ja terug op" in kept(visitor)
