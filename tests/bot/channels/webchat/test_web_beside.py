"""Without scripts the box leaves the page with every button: what stood in it is screened, no answer, and not lost."""

from __future__ import annotations

import html
import re

import pytest

from storage.tables import answer
from tests.bot.channels.webchat.house import Form, House, Visitor

DANGER, ORDINARY = "ik wil niet meer leven", 'paarden & "regen" </textarea>'
HEARD = "niet meer willen leven"
PRESSED = (
    "skip", "rather_not_say", "dont_know", "later", "pause", "stop", "back", "why", "edit", "privacy", "phrase", "review", "hide",
    "easier", "language:en", "closing", "delete", "withdraw", "repeat", "frobnicate",
)  # fmt: skip


def spoken(page: str) -> str:
    return page.split('id="talk"')[1].split("</ol>")[0]


def box(page: str) -> str:
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def stored(house: House) -> str:
    with house.store.read() as work:
        person = work.people.by_identity("web", house.clients[-1].cookies["m"])
        (row,) = work.sessions.of_person(person or "")
        return repr(work.answers.load(row.id))


@pytest.mark.parametrize("command", PRESSED)
def test_danger_in_the_box_is_met_whatever_is_pressed_and_stays_in_the_box(visitor: Visitor, command: str) -> None:
    visitor.talk_until("happiness.more")
    form = visitor.post(f"command:{command}", words=DANGER)
    assert "tel:113" in spoken(visitor.html)
    assert form.control == "help"
    assert box(visitor.html) == DANGER


@pytest.mark.parametrize("command", ["skip", "stop", "back", "why", "pause", "edit", "language:en"])
def test_ordinary_words_stay_in_the_box_and_are_nobodys_answer(house: House, visitor: Visitor, command: str) -> None:
    visitor.talk_until("happiness.more")
    visitor.post(f"command:{command}", words=ORDINARY)
    assert box(visitor.html) == ORDINARY
    assert "paarden" not in spoken(visitor.html) + stored(house)
    assert box(visitor.open("/").html) == "", "they are written down nowhere"


def test_what_stayed_in_the_box_can_still_be_sent(house: House, visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("command:why", words=ORDINARY)
    visitor.post("typed", words=box(visitor.html))
    assert box(visitor.html) == ""
    assert "paarden" in stored(house)


def test_a_name_that_is_half_typed_stays_when_another_is_taken_away(visitor: Visitor) -> None:
    visitor.talk_until("network.closest")
    visitor.post("typed", words="Sam, Bo")
    visitor.post("chose:remove:Sam", words="mijn oma")
    assert "chose:remove:Sam" not in Form(visitor.html).buttons
    assert box(visitor.html) == "mijn oma"
    visitor.post("chose:remove:Bo", words=DANGER)
    assert HEARD in spoken(visitor.html)


@pytest.mark.parametrize("command", ["skip", "stop", "delete", "edit:happiness.now"])
def test_a_safe_word_in_the_box_is_what_was_meant(visitor: Visitor, command: str) -> None:
    visitor.talk_until("happiness.more")
    form = visitor.post(f"command:{command}", words="HULP")
    assert (form.step, form.control, box(visitor.html)) == ("happiness.more", "help", "")
    assert "0800-0432" in spoken(visitor.html)


def test_a_change_at_the_review_looks_at_the_box_too(visitor: Visitor) -> None:
    form = visitor.talk_until("review.items")
    visitor.post(next(button for button in form.buttons if button.startswith("command:edit")), words=DANGER)
    assert HEARD in spoken(visitor.html)


def test_with_everything_thrown_away_nothing_stays_in_any_box(house: House, visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("command:delete", words=ORDINARY)
    visitor.post("chose:erase_yes", words=box(visitor.html))
    assert "paarden" not in visitor.html
    with house.store.read() as work:
        assert work.connection.execute(answer.select()).first() is None
