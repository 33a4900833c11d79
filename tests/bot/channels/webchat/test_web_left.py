"""Coming back after a long time: to what was shared, and to an alarm whose talk is gone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.jobs import keep
from bot.running.edges import clock
from storage.tables import handoff, session
from tests.bot.channels.webchat.house import ORGANISATION, House, Visitor

DAYS = timedelta(days=1)


def person_of(house: House, visitor: Visitor) -> str:
    with house.store.read() as work:
        found = work.people.by_identity("web", visitor.client.cookies["m"])
    assert found is not None
    return found


def goes_by(house: House, days: int) -> datetime:
    """Time passes for what is kept, and what is past its term goes."""
    now = clock() + days * DAYS
    keep(house.store, ORGANISATION.terms, now)
    return now


def left_alone(house: House, visitor: Visitor) -> str:
    """Somebody of whom only an alarm is left."""
    visitor.talk_until("strength.good_at")
    person = person_of(house, visitor)
    with house.store.begin() as work:
        (row,) = work.sessions.of_person(person)
        work.alarms.put("a1", person, row.id, "now", {"said": "mijn vader slaat me", "name": "Noor"}, clock())
    goes_by(house, 32)
    with house.store.read() as work:
        assert work.sessions.of_person(person) == []
        assert work.people.exists(person)
    return person


def cookie_days(header: str, name: str) -> int:
    found = re.search(rf"\b{name}=[^;]*;.*?Max-Age=(\d+)", header)
    assert found is not None
    return int(found[1]) // 86_400


def test_what_we_keep_is_shown_to_whom_only_an_alarm_is_left_of(house: House, visitor: Visitor) -> None:
    left_alone(house, visitor)
    visitor.open("/bewaard")
    for said in ("Wat ik doorgaf", "Nog niemand heeft het opgepakt.", "gaat op een andere dag weg", "Je zei ja op"):
        assert said in visitor.html, said
    assert "slaat" not in visitor.html
    assert "command:withdraw" not in visitor.html
    taken = visitor.client.post("/bewaard/mee", data={"form": "json"})
    assert "mijn vader slaat me" in taken.text


def test_it_is_thrown_away_from_there(house: House, visitor: Visitor) -> None:
    person = left_alone(house, visitor)
    visitor.open("/bewaard")
    form = visitor.post("command:delete")
    assert form.control == "erase"
    visitor.post("chose:erase_yes")
    with house.store.read() as work:
        assert work.alarms.list_open() == []
        assert not work.people.exists(person)


def test_a_new_talk_is_begun_by_the_same_child(house: House, visitor: Visitor) -> None:
    person = left_alone(house, visitor)
    before = visitor.client.cookies["m"]
    visitor.open("/")
    assert (person_of(house, visitor), visitor.client.cookies["m"]) == (person, before)
    assert "Wat ik doorgaf" in visitor.client.get("/bewaard").text


def test_an_address_that_nobody_has_begins_as_somebody_new(house: House, visitor: Visitor) -> None:
    planted = "x" * 43
    answer = visitor.client.get("/", headers={"Cookie": f"m={planted}"})
    assert planted not in answer.headers["set-cookie"]
    assert "m=" in answer.headers["set-cookie"]


def test_words_bring_back_whom_only_an_alarm_is_left_of(house: House, visitor: Visitor) -> None:
    visitor.talk_until("happiness.now")
    visitor.post("command:phrase")
    phrase = " ".join(re.findall(r"<span>(\w+)</span>", visitor.html.split('class="phrase"')[-1])[:4])
    person = left_alone(house, visitor)
    other = house.visitor()
    other.client.post("/verder", data={"phrase": phrase})
    assert person_of(house, other) == person


def test_the_cookie_outlives_the_month_of_a_talk_and_is_the_same_for_everybody(house: House, visitor: Visitor) -> None:
    headers = [visitor.client.get("/").headers["set-cookie"]]
    visitor.talk_until("review.send")
    visitor.post("chose:send")
    headers.append(visitor.client.get("/").headers["set-cookie"])
    assert [cookie_days(header, "m") for header in headers] == [400, 400]
    assert cookie_days(visitor.client.get("/weg").headers["set-cookie"], "d") == 400, "the door stays as long"


def test_after_many_months_what_was_shared_is_still_taken_back(house: House, visitor: Visitor) -> None:
    visitor.talk_until("review.send")
    visitor.post("chose:send")
    goes_by(house, 390)
    assert "Verstuurd." in visitor.client.get("/").text
    answer = visitor.client.post("/bewaard/terug", data={"what": "everything"})
    assert "Je haalde het terug" in answer.text
    with house.store.read() as work:
        assert work.handoffs.list_open() == []
        assert work.connection.execute(session.select()).first() is not None
        assert work.connection.execute(handoff.select()).first() is not None
