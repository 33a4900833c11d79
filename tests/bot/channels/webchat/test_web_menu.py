"""The menu of the page shows what can be typed too; typing the words of a link leads where the link leads."""

from __future__ import annotations

import pytest

from bot.turn.menus import HAS_WORDS, LEAVE, ON_THE_WEB, everywhere
from tests.bot.channels.webchat.house import WORDS, Visitor


def test_the_menu_on_the_page_is_this_one(visitor: Visitor) -> None:
    visitor.open("/")
    shown = visitor.html.split('id="more"')[1].split("</details>")[0]
    assert [label for label in (*ON_THE_WEB.values(), HAS_WORDS) if WORDS.gettext("nl")(label) not in shown] == []


@pytest.mark.parametrize("label", sorted(everywhere(WORDS, HAS_WORDS)))
def test_the_link_to_another_page_leads_there_when_it_is_typed(visitor: Visitor, label: str) -> None:
    visitor.talk_until("happiness.more")
    assert visitor.json(kind="typed", words=label, delivery="0123456789") == {"go": "/verder"}
    answer = visitor.client.post("/say", data={"kind": "typed", "words": label}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/verder")
    assert visitor.open("/").step == "happiness.more"


@pytest.mark.parametrize("label", [*sorted(everywhere(WORDS, LEAVE)), "weg hier!", "LEAVE NOW"])
def test_the_way_out_is_taken_when_it_is_typed_and_nothing_of_the_talk_is_shown_after_it(
    visitor: Visitor, label: str
) -> None:
    visitor.talk_until("happiness.more")
    answer = visitor.client.post("/say", data={"kind": "typed", "words": label}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/weg")
    visitor.client.get("/weg")
    assert 'action="/binnen"' in visitor.client.get("/").text
    visitor.client.post("/binnen")
    assert visitor.open("/").step == "happiness.more", "it was nobody's answer"


def test_a_script_hears_that_the_way_out_was_typed(visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    assert visitor.json(kind="typed", words="Weg hier", delivery="0123456789") == {"closed": True}


def test_who_only_writes_about_going_away_stays(visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    assert visitor.json(kind="typed", words="ik wil weg hier met mijn zus", delivery="0123456789").get("closed") is None
