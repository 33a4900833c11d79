"""Somebody is watching, or the phone is shared: nothing alarming stays, what was said can leave, the page closes itself."""

from __future__ import annotations

import re

import pytest

from bot.channels.webchat.assets import asset
from bot.handlers.closing import CLOSES, OFFER, STAYS_OPEN
from bot.handlers.help import KEPT_UNSEEN
from bot.handlers.hiding import SAID
from bot.turn.messages import Entry, Outgoing
from tests.bot.channels.webchat.house import WORDS, Form, House, Visitor

DUTCH = WORDS.gettext("nl")
ALARMING = re.compile(r"0800|\b11[23]\b|Veilig Thuis|slaat|geweld|dood")


def spoken(html: str) -> str:
    """What stands in the talk itself: not in the closed dialog behind "help now"."""
    return html.split('id="talk"')[1].split("</ol>")[0]


def watched(visitor: Visitor) -> Visitor:
    """Somebody who said that somebody is watching, at a question for free words."""
    visitor.open("/?band=C")
    visitor.post("chose:being_watched")
    visitor.talk_until("happiness.more")
    return visitor


# --- nothing alarming stays -------------------------------------------------------------------------------------------


def test_danger_under_watching_eyes_is_answered_with_a_neutral_line(visitor: Visitor) -> None:
    watched(visitor).post("typed", words="mijn vader slaat me")
    bubbles = re.findall(r'<li class="bot.*?</li>', spoken(visitor.html), re.DOTALL)
    assert DUTCH(KEPT_UNSEEN).replace("'", "&#39;") in bubbles[-2]
    assert not ALARMING.search(spoken(visitor.html)), "what the child wrote itself does not stay either"
    assert not ALARMING.search(spoken(visitor.open("/").html))
    form = Form(visitor.html)
    assert form.control == "help"
    assert "chose:call_me" not in form.buttons
    assert "slaat" not in re.search(r"<title>(.*?)</title>", visitor.html)[1]  # type: ignore[index]


def test_nothing_on_a_watched_screen_tells_later_that_something_was_told(visitor: Visitor) -> None:
    watched(visitor).post("typed", words="mijn vader slaat me")
    assert visitor.html.count("data-fleeting") == 1, "an open page takes it away itself"
    visitor.post("chose:go_on")
    for page in (visitor.html, visitor.open("/").html):
        assert DUTCH(KEPT_UNSEEN).replace("'", "&#39;") not in spoken(page)
        assert "alleen bent" not in page


@pytest.mark.parametrize("step", ["care.who", "care.tasks"])
def test_where_only_buttons_are_offered_nobody_is_invited_to_write(visitor: Visitor, step: str) -> None:
    watched(visitor).talk_until(step)
    placeholder = re.search(r'<textarea[^>]*placeholder="([^"]*)"', visitor.html)
    assert placeholder is not None
    assert placeholder[1] == ""
    assert 'data-hint=""' in visitor.html
    visitor.post("typed", words="ik doe de was en de afwas")
    assert "afwas" not in spoken(visitor.html)
    assert "afwas" not in spoken(visitor.open("/").html)
    visitor.post("command:export")
    assert "de was en de afwas" in visitor.html, "kept, for whoever asks for it"


def test_where_own_words_are_asked_they_are_invited_and_stand_there_also_with_somebody_watching(
    visitor: Visitor,
) -> None:
    form = watched(visitor).talk_until("happiness.sources", "happiness.more")
    assert form.attributes["data-hint"]
    visitor.post("typed", words="paarden en regen")
    assert "paarden" in spoken(visitor.open("/").html)


@pytest.mark.parametrize("step", ["me.name", "happiness.sources"])
def test_names_and_chips_with_a_place_for_words_stay_too(visitor: Visitor, step: str) -> None:
    visitor.open("/?band=C")
    visitor.post("chose:being_watched")
    assert visitor.talk_until(step).attributes["data-hint"]
    visitor.post("typed", words="paardenmeisje")
    assert "paardenmeisje" in spoken(visitor.open("/").html)


def test_without_watching_eyes_words_are_welcome_there(visitor: Visitor) -> None:
    visitor.talk_until("care.tasks")
    assert 'placeholder="Of typ het in je eigen woorden"' in visitor.html
    visitor.post("typed", words="ik doe de was en de afwas")
    assert "afwas" in spoken(visitor.html)


def test_what_left_a_watched_screen_is_kept_as_an_answer(visitor: Visitor) -> None:
    watched(visitor).post("typed", words="mijn vader slaat me")
    visitor.post("command:export")
    assert "mijn vader slaat me" in visitor.html, "for whoever asks for it"


def test_an_open_page_takes_the_childs_own_words_away_too(visitor: Visitor) -> None:
    form = watched(visitor)
    post = {"kind": "typed", "words": "mijn vader slaat me", "token": Form(form.html).token, "delivery": "a" * 16}
    news = visitor.json(**post, seen=dict(Form(form.html).fields)["seen"])
    assert news["entries"]
    assert not any("slaat" in entry["html"] for entry in news["entries"])


def test_a_gentle_question_is_not_asked_under_watching_eyes(visitor: Visitor) -> None:
    form = watched(visitor).post("typed", words="ik voel me de laatste tijd heel alleen")
    assert form.control != "check"
    assert "Wil je nu hulp" not in spoken(visitor.html)


def test_help_that_was_asked_for_is_gone_from_the_screen_as_soon_as_the_talk_goes_on(visitor: Visitor) -> None:
    watched(visitor).post("command:help")
    assert "0800-0432" in spoken(visitor.html)
    assert "data-fleeting" in visitor.html, "an open page takes it away itself"
    visitor.post("chose:go_on")
    assert "0800" not in spoken(visitor.html)
    assert not ALARMING.search(spoken(visitor.open("/").html))


def test_without_watching_eyes_the_help_stays_where_it_was_shown(visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("command:help")
    visitor.post("chose:go_on")
    assert "0800-0432" in spoken(visitor.html)


def test_who_is_watched_only_later_finds_what_stood_above_gone(visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("typed", words="mijn vader slaat me")
    visitor.post("command:edit:welcome.place")
    assert "slaat" in spoken(visitor.html)
    visitor.post("chose:being_watched")
    assert not ALARMING.search(spoken(visitor.open("/").html))


def test_what_is_kept_leaves_a_watched_screen_as_soon_as_the_talk_goes_on(visitor: Visitor) -> None:
    watched(visitor).post("command:export")
    assert "Er kijkt iemand mee" in spoken(visitor.html)
    assert "data-fleeting" in visitor.html, "an open page takes it away itself"
    visitor.post("typed", words="paarden en regen")
    for html in (visitor.html, visitor.open("/").html):
        assert "kijkt iemand mee" not in spoken(html)
        assert 'href="/bewaard"' not in spoken(html)
    assert "kijkt iemand mee" in visitor.client.get("/bewaard").text, "on its own page, for whoever asks for that"


def test_without_watching_eyes_what_is_kept_stays_where_it_was_shown(visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("command:export")
    assert "data-fleeting" not in visitor.html
    visitor.post("typed", words="paarden en regen")
    assert 'href="/bewaard"' in spoken(visitor.html)


def test_a_bubble_of_which_nothing_is_left_is_not_shown(house: House, visitor: Visitor) -> None:
    watched(visitor).post("command:help")
    visitor.post("chose:go_on")
    entries = house.talk.transcript("web", visitor.client.cookies["m"])
    assert not any(isinstance(entry, Entry) and entry.message and entry.message.taken_away for entry in entries)
    assert Outgoing("hidden", "", "nl").taken_away


# --- hide what I said -------------------------------------------------------------------------------------------------


def test_what_was_said_leaves_the_screen_and_the_answers_stay(house: House, visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("typed", words="paarden en regen")
    before = Form(visitor.html).step
    visitor.post("command:hide")
    for html in (visitor.html, visitor.open("/").html):
        assert "paarden" not in html
        assert "Noor" not in spoken(html)
        assert DUTCH(SAID["web"]) in html
    assert Form(visitor.html).step == before
    visitor.post("command:export")
    assert "paarden" in visitor.html, "kept, and to be seen by whoever asks for it"


def test_an_open_page_is_told_to_empty_itself_in_every_tab(visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    seen = dict(Form(visitor.html).fields)["seen"]
    visitor.json(kind="typed", words="paarden en regen", token=Form(visitor.html).token, delivery="a" * 16, seen=seen)
    news = visitor.json(kind="command:hide", delivery="b" * 16, seen=seen)
    first, *_ = news["entries"]
    assert "data-clears" in first["html"]
    assert not any("paarden" in entry["html"] for entry in news["entries"])


def test_typing_it_hides_the_word_itself_too(visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("typed", words="verberg")
    assert ">verberg<" not in spoken(visitor.html)


def test_what_comes_after_is_shown_as_always(visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("command:hide")
    visitor.post("typed", words="tekenen")
    assert "tekenen" in spoken(visitor.open("/").html)


# --- a shared phone ---------------------------------------------------------------------------------------------------


def test_who_is_watched_is_offered_that_the_page_closes_itself_and_nobody_else(house: House, visitor: Visitor) -> None:
    visitor.open("/?band=C")
    visitor.post("chose:being_watched")
    assert DUTCH(OFFER) in visitor.html
    assert 'value="command:closing:5"' in visitor.html
    assert Form(visitor.html).step == "me.age", "the offer does not stand in the way of the next question"
    other = house.visitor()
    other.open("/?band=C")
    other.post("chose:fine_here")
    assert DUTCH(OFFER) not in other.html


def test_after_the_quiet_time_the_talk_is_gone_from_this_browser_and_words_open_it(
    house: House, visitor: Visitor
) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("command:closing:5")
    assert DUTCH(CLOSES).format(minutes=5) in visitor.html
    assert 'data-closes="5"' in visitor.html
    visitor.post("command:phrase")
    phrase = " ".join(re.findall(r"<span>(\w+)</span>", visitor.html.split('class="phrase"')[-1])[:4])
    house.moment.goes_on(minutes=5, seconds=2)
    closed = visitor.client.get("/")
    assert "Noor" not in closed.text
    assert "Tafels" in closed.text or "tafel" in closed.text
    assert "m" not in visitor.client.cookies
    assert 'class="door"' in visitor.client.get("/").text
    assert "Noor" not in visitor.client.post("/binnen").text, "behind the door a new talk begins"
    answer = visitor.client.post("/verder", data={"phrase": phrase})
    assert Form(answer.text).step == "happiness.more"
    assert 'data-closes="5"' in answer.text, "this phone is still shared"


def test_every_tap_begins_the_quiet_time_anew(house: House, visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("command:closing:15")
    for _ in range(4):
        house.moment.goes_on(minutes=14)
        visitor.post("command:why")
    assert "Noor" in visitor.open("/").html


def test_what_was_typed_after_the_quiet_time_is_kept_and_then_the_door_is_shut(house: House, visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("command:closing:5")
    address = visitor.client.cookies["m"]
    house.moment.goes_on(minutes=6)
    token = Form(visitor.html).token
    news = visitor.json(kind="typed", words="paarden en regen", token=token, delivery="c" * 16)
    assert news == {"closed": True}
    assert "m" not in visitor.client.cookies
    assert any("paarden" in entry.text for entry in house.talk.transcript("web", address))


def test_the_page_may_close_itself_only_when_it_was_quiet(house: House, visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("command:closing:5")
    visitor.client.get("/dicht")
    assert "m" in visitor.client.cookies, "an early call is an ordinary quick exit: nobody loses a talk by a link"
    visitor.client.post("/binnen")
    house.moment.goes_on(minutes=5)
    visitor.client.get("/dicht")
    assert "m" not in visitor.client.cookies


def test_it_can_be_switched_off_again(house: House, visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("command:closing:5")
    visitor.post("command:closing:0")
    assert DUTCH(STAYS_OPEN) in visitor.html
    house.moment.goes_on(hours=2)
    assert "Noor" in visitor.open("/").html
    assert "data-closes" not in visitor.html


def test_after_the_quiet_time_what_is_kept_is_not_shown_either(house: House, visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("command:closing:5")
    house.moment.goes_on(hours=3)
    looked = visitor.client.get("/bewaard")
    assert "Noor" not in looked.text
    assert "m" not in visitor.client.cookies
    assert 'class="door"' in visitor.client.get("/bewaard").text, "behind the door, as after the talk itself"


@pytest.mark.parametrize("form", ["json", "html"])
def test_after_the_quiet_time_nothing_is_given_to_take_along(house: House, visitor: Visitor, form: str) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("command:closing:5")
    house.moment.goes_on(hours=3)
    taken = visitor.client.post("/bewaard/mee", data={"form": form})
    assert "content-disposition" not in taken.headers
    assert "Noor" not in taken.text
    assert "m" not in visitor.client.cookies


def test_after_the_quiet_time_nothing_is_taken_back_by_whoever_holds_the_phone(house: House, visitor: Visitor) -> None:
    visitor.talk_until("review.send")
    visitor.post("chose:send")
    visitor.post("command:closing:5")
    house.moment.goes_on(hours=3)
    answer = visitor.client.post("/bewaard/terug", data={"what": "everything"})
    assert "Je haalde het terug" not in answer.text
    assert "m" not in visitor.client.cookies
    with house.store.read() as work:
        assert len(work.handoffs.list_open()) == 1


def test_what_is_kept_closes_itself_too_and_looking_at_it_is_a_sign_of_life(house: House, visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    assert "data-closes" not in visitor.client.get("/bewaard").text
    visitor.post("command:closing:5")
    for _ in range(3):
        house.moment.goes_on(minutes=4)
        assert 'data-closes="5"' in visitor.client.get("/bewaard").text
        house.moment.goes_on(minutes=4)
        assert "Noor" in visitor.client.post("/bewaard/mee", data={"form": "json"}).text
    assert "Noor" in visitor.open("/").html


def test_the_script_closes_every_page_that_asks_for_it_not_only_the_talk() -> None:
    script = asset("chat.js").body.decode()
    on_every_page, _, only_in_a_talk = script.partition("if (!talk) return;")
    assert "dataset.closes" in on_every_page
    assert "setInterval(() => { look()" in on_every_page
    assert only_in_a_talk


@pytest.mark.parametrize("nonsense", ["7", "-5", "5000", "ik wil dood", ""])
def test_a_time_nobody_offered_is_only_asked_about_again(visitor: Visitor, nonsense: str) -> None:
    visitor.talk_until("happiness.more")
    visitor.post(f"command:closing:{nonsense}")
    assert DUTCH(OFFER) in visitor.html
    assert "data-closes" not in visitor.html
