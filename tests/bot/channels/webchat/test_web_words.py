"""What is typed beside a button, at the ladder and at the review: looked at for danger first, and never lost."""

from __future__ import annotations

import re
from typing import Any

import pytest

from flows.engine.phrases import NOT_AT_THE_REVIEW
from tests.bot.channels.webchat.house import WORDS, Form, Visitor

DANGER = "papa slaat mij elke dag"
DUTCH = WORDS.gettext("nl")


def spoken(html: str) -> str:
    """What stands in the talk itself."""
    return html.split('id="talk"')[1].split("</ol>")[0]


@pytest.mark.parametrize("kind", ["picked", "typed"])
def test_danger_typed_beside_a_rung_is_heard_and_the_rung_counts(visitor: Visitor, kind: str) -> None:
    assert visitor.talk_until("happiness.now").control == "ladder"
    visitor.post(kind, words=DANGER, more=(("option", "3"),))
    assert "Veilig Thuis" in spoken(visitor.html)
    assert f"3, {DANGER}" in spoken(visitor.html)
    assert Form(visitor.post("chose:go_on").html).step != "happiness.now", "it was answered"


def test_words_beside_a_rung_stay_beside_it(visitor: Visitor) -> None:
    visitor.talk_until("happiness.now")
    visitor.post("typed", words="omdat ik gewonnen heb", more=(("option", "8"),))
    assert "8, omdat ik gewonnen heb" in spoken(visitor.html)
    assert "omdat ik gewonnen heb" in visitor.client.get("/bewaard").text


def test_danger_typed_beside_a_button_is_heard(visitor: Visitor) -> None:
    visitor.open("/?band=C")
    visitor.post("chose:fine_here", words=DANGER)
    assert "Veilig Thuis" in spoken(visitor.html)


def test_the_safe_word_beside_a_rung_is_the_safe_word(visitor: Visitor) -> None:
    visitor.talk_until("happiness.now")
    assert visitor.post("picked", words="ik wil hulp", more=(("option", "3"),)).control == "help"


def off(form: Form) -> tuple[str, dict[str, Any]]:
    """The first card that is on, and the fields of the page with that one switched off."""
    first = next(value for name, value in form.fields if name == "share")
    fields: dict[str, Any] = {}
    for name, value in form.fields:
        if (name, value) != ("share", first):
            fields.setdefault(name, []).append(value)
    return first, fields


def shared(html: str) -> set[str]:
    """The cards that are on."""
    return {value for name, value in Form(html).fields if name == "share"}


def test_danger_typed_at_the_review_is_heard_with_done_and_what_was_switched_stays(visitor: Visitor) -> None:
    first, fields = off(visitor.talk_until("review.items"))
    visitor.html = visitor.client.post(
        "/say", data={**fields, "kind": "picked", "words": "ik wil niet meer leven"}
    ).text
    assert "113" in spoken(visitor.html)
    assert visitor.post("chose:go_on").control == "cards"
    assert first not in shared(visitor.html)


@pytest.mark.parametrize("kind", ["picked", "typed"])
def test_words_at_the_review_are_told_to_be_shared_with_nobody(visitor: Visitor, kind: str) -> None:
    first, fields = off(visitor.talk_until("review.items"))
    visitor.html = visitor.client.post("/say", data={**fields, "kind": kind, "words": "nog iets over mama"}).text
    assert Form(visitor.html).control == "cards"
    assert first not in shared(visitor.html)
    assert DUTCH(NOT_AT_THE_REVIEW) in spoken(visitor.html)
    assert "nog iets over mama" in spoken(visitor.html)
    assert visitor.post("picked").control == "send"


def test_every_button_of_the_page_takes_the_switches_along(visitor: Visitor) -> None:
    visitor.talk_until("review.items")
    forms = re.findall(r'<button[^>]*form="(\w+)"', visitor.html)
    assert set(forms) == {"answer"}, "without script a button of another form would leave the switches behind"
