"""Words of another talk, typed where a talk stands of which something was sent: that one is not cut off unawares."""

from __future__ import annotations

import re
from datetime import date

import pytest

from care.alarms import Known
from tests.bot.channels.webchat.house import House, Visitor

HERE = "Hier staat al een gesprek."
YES = 'name="leave" value="yes"'


def words_on(html: str) -> str:
    """The four words that a page shows, or nothing."""
    return " ".join(re.findall(r"<span>(\w+)</span>", html.split('class="phrase"')[-1])[:4]) if "phrase" in html else ""


def words_of_another_talk(house: House) -> str:
    """Somebody else's talk, with words to go on."""
    other = house.visitor("203.0.113.9")
    other.talk_until("strength.good_at")
    other.post("command:phrase")
    return words_on(other.html)


def shared(visitor: Visitor) -> Visitor:
    """A talk of which a summary was sent."""
    visitor.talk_until("review.send")
    visitor.post("chose:send")
    return visitor


def type_words(visitor: Visitor, phrase: str, **more: str) -> str:
    """Type words on the page for it; what comes of it."""
    return visitor.client.post("/verder", data={"phrase": phrase, **more}).text


def may_take_back(visitor: Visitor) -> bool:
    """True while this browser can take back what was shared."""
    return "Terughalen" in visitor.client.get("/bewaard").text


def test_a_shared_talk_is_not_left_before_its_own_words_were_given(house: House, visitor: Visitor) -> None:
    phrase, address = words_of_another_talk(house), shared(visitor).client.cookies["m"]
    asked = visitor.client.post("/verder", data={"phrase": phrase})
    own = words_on(asked.text)
    assert (asked.status_code, HERE in asked.text, YES in asked.text, len(own.split())) == (409, True, True, 4)
    assert (visitor.client.cookies["m"], may_take_back(visitor)) == (address, True), "nothing has changed yet"
    for telling in ("gedeeld", "Noor", "alarm", "bellen", "samenvatting", "Amina"):
        assert telling not in asked.text.split("<main")[1], "whoever typed the words learns nothing of the talk"
    left = type_words(visitor, phrase, leave="yes")
    assert HERE not in left
    assert visitor.client.cookies["m"] != address
    assert not may_take_back(visitor)
    back = house.visitor("203.0.113.5")
    assert type_words(back, own)
    assert may_take_back(back), "with its own words what was shared can be taken back"


def test_a_talk_of_which_nothing_was_sent_is_left_at_once(house: House, visitor: Visitor) -> None:
    phrase = words_of_another_talk(house)
    visitor.talk_until("happiness.now")
    address = visitor.client.cookies["m"]
    assert HERE not in type_words(visitor, phrase)
    assert visitor.client.cookies["m"] != address


@pytest.mark.parametrize("what", ["alarm", "call_request"])
def test_an_alarm_or_a_call_counts_as_sent(house: House, visitor: Visitor, what: str) -> None:
    phrase = words_of_another_talk(house)
    visitor.talk_until("happiness.now")
    with house.store.begin() as work:
        person = work.people.by_identity("web", visitor.client.cookies["m"])
        assert person is not None
        (row,) = work.sessions.of_person(person)
        if what == "alarm":
            work.alarms.put("a1", person, row.id, "now", Known().to_data(), house.talk.clock())
        else:
            work.handoffs.put("h1", person, row.id, "call_request", {}, house.talk.clock(), date(2099, 1, 1))
    assert HERE in type_words(visitor, phrase)


def test_words_that_somebody_holds_keep_working_and_are_not_replaced(house: House, visitor: Visitor) -> None:
    phrase = words_of_another_talk(house)
    shared(visitor).open("/")
    visitor.post("command:phrase")
    own = words_on(visitor.html)
    page = type_words(visitor, phrase)
    assert words_on(page) == ""
    assert "De eigen woorden van dat gesprek werken nog." in page
    assert HERE not in type_words(visitor, phrase, leave="yes")
    type_words(visitor, own, leave="yes")
    assert may_take_back(visitor)


def test_a_button_pressed_twice_shows_words_that_work(house: House, visitor: Visitor) -> None:
    phrase = words_of_another_talk(house)
    shared(visitor)
    first, second = (words_on(type_words(visitor, phrase)) for _ in range(2))
    assert first
    assert second
    back = house.visitor("203.0.113.5")
    type_words(back, second)
    assert may_take_back(back)


def test_wrong_words_tell_nothing_of_the_talk_that_is_here(house: House, visitor: Visitor) -> None:
    page = type_words(shared(visitor), "fiets maan wolk boom")
    assert HERE not in page
    assert words_on(page) == ""


def test_its_own_words_open_the_talk_that_is_here_already(visitor: Visitor) -> None:
    shared(visitor).open("/")
    visitor.post("command:phrase")
    assert HERE not in type_words(visitor, words_on(visitor.html))
    assert may_take_back(visitor)


def test_a_link_from_another_channel_asks_first_too_and_is_not_used_up_by_that(house: House, visitor: Visitor) -> None:
    other = house.visitor("203.0.113.9")
    other.talk_until("strength.good_at")
    token = house.talk.hand_over("web", other.client.cookies["m"])
    address = shared(visitor).client.cookies["m"]
    asked = visitor.client.post("/verder", data={"t": token})
    assert HERE in asked.text
    assert f'name="t" value="{token}"' in asked.text
    assert HERE not in visitor.client.post("/verder", data={"t": token, "leave": "yes"}).text
    assert visitor.client.cookies["m"] != address


def test_on_a_shared_phone_the_page_with_the_words_closes_itself_and_after_that_nothing_is_given(
    house: House, visitor: Visitor
) -> None:
    phrase = words_of_another_talk(house)
    shared(visitor).open("/")
    visitor.post("command:closing:5")
    assert 'data-closes="5"' in type_words(visitor, phrase)
    house.moment.goes_on(minutes=6)
    page = type_words(visitor, phrase)
    assert HERE not in page
    assert not may_take_back(visitor)
