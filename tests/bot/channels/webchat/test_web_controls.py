"""Every control as it is drawn."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.channels.webchat import Hub, webchat_routes
from bot.channels.webchat.assets import asset
from bot.channels.webchat.rendering import bubbles
from bot.organisation import load_organisation
from bot.turn.messages import Entry, Outgoing
from bot.words import Catalogues
from documents.colours import THEMES
from tests.bot.channels.webchat.gallery import EVERYTHING, PROMPTS, SAID, ScriptedTalk
from tests.bot.channels.webchat.house import Form

WORDS, ORGANISATION = Catalogues.load(), load_organisation(None)


def page_of(step: str) -> str:
    """The page with this control, as a browser gets it."""
    routes = webchat_routes(
        conversation=ScriptedTalk(step),
        organisation=ORGANISATION,
        words=WORDS,
        hub=Hub(),
        secure_cookies=False,
        public_url=None,
    )
    return TestClient(Starlette(routes=routes), headers={"Sec-Fetch-Site": "same-origin"}).get("/").text


@pytest.mark.parametrize("step", PROMPTS)
def test_every_choice_can_be_made_without_script(step: str) -> None:
    prompt = PROMPTS[step]
    form = Form(page_of(step))
    ways = [*form.buttons, *(value for _name, value in form.boxes)]
    for choice in prompt.choices:
        known = {choice.id, f"chose:{choice.id}", "picked" if choice.id == "done" else choice.id}
        assert known & set(ways) or choice.id == "edit", f"{choice.id} cannot be chosen"
    assert {"command:skip", "command:dont_know", "command:later", "command:back"} <= set(form.buttons)
    assert prompt.many is False or "picked" in form.buttons


@pytest.mark.parametrize("step", EVERYTHING)
def test_what_people_typed_is_never_markup(step: str) -> None:
    html = page_of(step)
    assert "<b>" not in html.replace("<bdi>", "")
    assert "<i>" not in html
    assert not re.search(r"\sstyle=|<style", html)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_ladder_stands_upright_and_is_a_group_of_radio_buttons() -> None:
    html = page_of("ladder")
    assert re.findall(r'type="radio" name="option" value="(\d+)"', html) == [str(n) for n in range(10, -1, -1)]
    assert 'role="radiogroup"' in html


def test_a_card_tells_what_is_shared_and_what_is_not() -> None:
    form = Form(page_of("cards"))
    assert ("share", "a.b") in form.fields
    assert ("share", "c.d") not in form.fields
    assert {("card", "a.b"), ("card", "c.d")} <= set(form.fields)
    assert {"command:edit:a.b", "command:edit:c.d", "chose:more", "picked"} <= set(form.buttons)


def test_help_lines_can_be_tapped_and_are_on_every_page_for_when_the_line_is_down() -> None:
    assert 'href="tel:08000432"' in page_of("help").split("<dialog")[0]
    assert 'href="tel:112"' in page_of("buttons").split("<dialog")[1]


def test_a_phrase_stands_once_and_large() -> None:
    talk = SAID["phrase"]
    (bubble,) = bubbles([Entry(1, 0, "bot", talk.text, talk)])
    assert (bubble.intro, bubble.rest) == ("Jouw woorden:", ["Bewaar ze goed."])


def test_the_picture_has_an_equal_text_and_only_the_newest_is_drawn() -> None:
    html = page_of("picture")
    assert html.count("<figure") == 1
    assert "Heel dichtbij: oma Riet" in html
    picture = SAID["picture"]
    older, newer = bubbles([Entry(1, 0, "bot", "a", picture), Entry(2, 0, "bot", "b", picture)])
    assert (older.draws, newer.draws) == (False, True)


def test_a_question_that_only_came_again_is_shown_once() -> None:
    question = Outgoing("ask", "En nu?", "nl", prompt=PROMPTS["buttons"])
    said = Outgoing("say", "Dank je.", "nl")
    entries = [
        Entry(1, 0, "bot", "En nu?", question),
        Entry(2, -1, "child", ""),
        Entry(2, 0, "bot", "En nu?", question),
        Entry(3, 0, "bot", "Dank je.", said),
        Entry(3, 1, "bot", "En nu?", question),
    ]
    assert [bubble.id for bubble in bubbles(entries)] == ["e2-0", "e3-0", "e3-1"]


def test_a_dark_page_darkens_every_colour_of_the_picture() -> None:
    css = files("bot.channels.webchat").joinpath("static", "chat.css").read_text(encoding="utf-8").lower()
    light, dark = THEMES["light"], THEMES["dark"]
    pairs = [(light.paper, dark.paper), (light.ink, dark.ink), (light.quiet, dark.quiet), (light.card, dark.card)]
    pairs += [(light.own, dark.own), *zip(light.rings, dark.rings, strict=True)]
    for before, after in pairs:
        rule = rf'\[fill="{before.lower()}"\][^{{]*{{ fill: {after.lower()}; }}'
        assert re.search(rule, css), f"{before} is not turned into {after} in chat.css"


def test_the_script_is_small_and_asks_for_nothing_elsewhere() -> None:
    script = asset("chat.js").body.decode()
    assert len(asset("chat.js").packed) < 7_500, "what goes over a weak line"
    assert "://" not in script
