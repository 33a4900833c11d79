"""The talk over HTTP, the way a browser without script has it."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest

from bot.channels.webchat.assets import TYPES, asset
from bot.channels.webchat.security import BODY_LIMIT
from tests.bot.channels.webchat.house import Form, House, Visitor, open_house

WIRE_BUDGET = 60_000
FILES = sum(len(asset(name).packed) for name in TYPES if name != "icon-512.png")


def test_the_first_page_shows_the_first_question_with_its_buttons(visitor: Visitor) -> None:
    form = visitor.open("/?lang=nl&band=C")
    assert form.step == "welcome.place"
    assert {"chose:fine_here", "chose:being_watched", "chose:later"} <= set(form.buttons)
    assert '<html lang="nl" dir="ltr">' in visitor.html
    assert "<title>Maatje</title>" in visitor.html


@pytest.mark.parametrize(("age", "band"), [(5, "A"), (16, "D")])
def test_a_whole_talk_needs_no_script(house: House, visitor: Visitor, age: int, band: str) -> None:
    form = visitor.talk_until("nothing", age=age, band=band)
    assert form.control == "end"
    address = visitor.client.cookies["m"]
    said = [entry.text for entry in house.talk.transcript("web", address)]
    assert all(line in visitor.html for line in ("Noor",))
    assert len(said) > 30
    with house.store.read() as work:
        person = work.people.by_identity("web", address)
        assert person is not None
        assert len(work.handoffs.of_person(person)) == 1


def test_a_link_may_choose_language_and_band(visitor: Visitor) -> None:
    visitor.open("/?lang=en&band=a&org=somewhere")
    assert '<html lang="en"' in visitor.html
    assert "Are you two sitting in a quiet spot?" in visitor.html


def test_a_reload_and_a_second_visit_lose_nothing(visitor: Visitor) -> None:
    visitor.talk_until("happiness.now")
    before = re.findall(r'id="e\d+--?\d+"', visitor.html)
    visitor.open()
    assert re.findall(r'id="e\d+--?\d+"', visitor.html) == before
    assert Form(visitor.html).step == "happiness.now"


def test_the_same_post_twice_counts_once(house: House, visitor: Visitor) -> None:
    visitor.open("/?band=C")
    page = visitor.html
    visitor.post("chose:fine_here")
    visitor.html = page
    form = visitor.post("chose:fine_here")
    assert form.step == "me.age"
    said = house.talk.transcript("web", visitor.client.cookies["m"])
    assert [entry.text for entry in said if entry.speaker == "child"] == ["Ja, ik zit goed"]


def test_an_old_page_asks_whether_to_change_the_answer(visitor: Visitor) -> None:
    visitor.open("/?band=C")
    page = visitor.html
    visitor.post("chose:fine_here")
    visitor.html = page
    assert visitor.post("chose:being_watched").control == "stale"


def test_names_become_chips_that_can_be_taken_away(house: House, visitor: Visitor) -> None:
    visitor.talk_until("network.closest")
    form = visitor.post("typed", words="Sam, <b>oma")
    assert {"chose:remove:Sam", "chose:remove:<b>oma"} <= set(form.buttons)
    form = visitor.post("chose:remove:Sam")
    assert "chose:remove:Sam" not in form.buttons
    assert "<b>oma" not in visitor.html
    heard = [e.text for e in house.talk.transcript("web", visitor.client.cookies["m"])]
    assert "Sam" not in heard, "taking a name away must not look like naming it again"


def test_changing_an_answer_after_a_switch_does_not_say_the_review_again(visitor: Visitor) -> None:
    form = visitor.talk_until("review.items")
    off, other = form.boxes[0][1], form.boxes[1][1]
    seen = dict(form.fields)["seen"]
    cards = [value for name, value in form.fields if name == "card"]
    shared = [value for name, value in form.fields if name == "share" and value != off]
    news = visitor.json(kind=f"command:edit:{other}", seen=seen, delivery="0123456789", card=cards, share=shared)
    assert [piece["by"] for piece in news["entries"]] == ["bot"]
    assert Form(news["answer"]).step == other


def test_the_preview_is_in_the_childs_own_language_and_says_which_one_is_read(house: House, visitor: Visitor) -> None:
    visitor.open("/?band=C&lang=en")
    visitor.talk_until("review.send")
    assert "Amina gets to read. (Amina reads it in Dutch.)" in visitor.html
    assert "wanted to share on" in visitor.html
    assert "Dit wilde Noor delen" not in visitor.html
    visitor.post("chose:send")
    with house.store.read() as work:
        sent = work.handoffs.get(work.handoffs.list_open()[0].id)
    assert sent is not None
    assert "Dit wilde Noor delen" in str(sent)
    other = house.visitor()
    other.talk_until("review.send")
    assert "Amina leest het in" not in other.html


def test_a_switch_turned_off_stays_off_when_an_answer_is_changed(visitor: Visitor) -> None:
    form = visitor.talk_until("review.items")
    off = form.boxes[0][1]
    other = form.boxes[1][1]
    fields = tuple((name, value) for name, value in form.fields if (name, value) != ("share", off))
    answer = visitor.client.post("/say", data=_lists((*fields, ("kind", f"command:edit:{other}"))))
    visitor.html = answer.text
    assert Form(answer.text).step == other
    visitor.post("command:leave")
    again = visitor.talk_until("review.items")
    assert ("share", off) in again.boxes
    assert ("share", off) not in again.fields
    assert ("share", other) in again.fields


def test_what_is_sent_is_shown_first_and_is_what_the_consultant_gets(house: House, visitor: Visitor) -> None:
    form = visitor.talk_until("review.items")
    off = next(value for name, value in form.boxes if value == "strength.good_at")
    kept = tuple((name, value) for name, value in form.fields if (name, value) != ("share", off))
    answer = visitor.client.post("/say", data=_lists((*kept, ("kind", "picked"))))
    assert Form(answer.text).control == "send"
    assert len(gzip.compress(answer.content)) + FILES < WIRE_BUDGET, "a page stays light, even at the end of a talk"
    paper = answer.text[answer.text.index('<section class="paper"') : answer.text.index("</section>")]
    visitor.html = answer.text
    visitor.post("chose:send")
    with house.store.read() as work:
        person = work.people.by_identity("web", visitor.client.cookies["m"])
        handoffs = work.handoffs.of_person(person or "")
        sent = work.handoffs.get(handoffs[0].id) or {}
    assert "Noor" in paper
    for section in sent["sections"]:
        assert section["title"] in paper
    assert "luisteren" not in paper
    assert not [i for s in sent["sections"] for i in s["items"] if i["question_id"] == "strength.good_at"]


@pytest.mark.parametrize("words", [
    "a" * 10_000, "😀😀😀", "\u202eمرحبا", "\u200b\u200b", "<script>alert(1)</script>", "'; DROP TABLE person; --",
    "a\x00b", "/unknown", "\ud83d", "   ", "-" * 60_000,
])  # fmt: skip
def test_odd_words_get_a_kind_sentence_and_the_talk_goes_on(visitor: Visitor, words: str) -> None:
    visitor.talk_until("me.name")
    answer = visitor.client.post(
        "/say",
        content=b"kind=typed&words=" + _quoted(words),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert Form(answer.text).step in ("me.name", "happiness.now")


def test_too_much_in_one_post_is_told_kindly(visitor: Visitor) -> None:
    visitor.talk_until("me.name")
    answer = visitor.client.post("/say", data={"kind": "typed", "words": "x" * (BODY_LIMIT + 1)})
    assert answer.status_code == 413
    assert "kleinere stukjes" in answer.text
    assert visitor.open().step == "me.name"
    assert "kleinere stukjes" in visitor.json(kind="typed", words="x" * (BODY_LIMIT + 1))["error"]


def test_throwing_everything_away_leaves_neither_talk_nor_cookie(house: House, visitor: Visitor) -> None:
    visitor.talk_until("happiness.now")
    address = visitor.client.cookies["m"]
    visitor.post("command:delete")
    visitor.post("chose:erase_yes")
    assert "Alles is weg" in visitor.html
    assert "m" not in visitor.client.cookies
    assert house.talk.transcript("web", address) == []
    assert visitor.open().step == "welcome.place"


def test_the_whole_first_visit_fits_in_the_budget(visitor: Visitor) -> None:
    page = visitor.client.get("/?band=C", headers={"Accept-Encoding": "gzip"})
    assert page.headers["content-encoding"] == "gzip"
    assert len(gzip.compress(page.content)) + FILES < WIRE_BUDGET / 2


def test_another_language_keeps_the_answers(visitor: Visitor) -> None:
    visitor.talk_until("happiness.now")
    form = visitor.post("command:language:en")
    assert '<html lang="en"' in visitor.html
    assert form.step == "happiness.now"
    assert "Noor" in visitor.html


def test_behind_https_the_cookie_is_tied_to_the_host(tmp_path: Path, chat_database: Path) -> None:
    other = open_house(Path(shutil.copy(chat_database, tmp_path / "other.db")), secure_cookies=True)
    cookie = other.visitor().client.get("/").headers["set-cookie"]
    assert cookie.startswith("__Host-m=")
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=34560000"))
    other.close()


def _lists(fields: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in fields:
        grouped.setdefault(name, []).append(value)
    return grouped


def _quoted(words: str) -> bytes:
    return b"".join(b"%%%02X" % byte for byte in words.encode("utf-8", "surrogatepass"))
