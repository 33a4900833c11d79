"""A second tab whose talk was thrown away meanwhile: what is typed there is kept nowhere, but it is looked at."""

from __future__ import annotations

import pytest

from flows.engine.events import Signal
from storage.tables import answer, outbox, person
from tests.bot.channels.webchat.house import House, Visitor

DANGER = "mijn vader slaat me elke dag"
CARD = "Je kunt nu met een mens praten."


@pytest.fixture(params=["deleted elsewhere", "cookie gone"])
def second_tab(request: pytest.FixtureRequest, house: House, visitor: Visitor) -> Visitor:
    """A page that is still open, with nothing behind it."""
    visitor.talk_until("happiness.more")
    page, cookie = visitor.html, visitor.client.cookies["m"]
    visitor.post("command:delete")
    visitor.post("chose:erase_yes")
    if request.param == "deleted elsewhere":
        visitor.client.cookies.set("m", cookie)
    visitor.html = page
    return visitor


def nothing_is_kept(house: House) -> bool:
    with house.store.read() as work:
        return all(work.connection.execute(table.select()).first() is None for table in (person, answer, outbox))


@pytest.mark.parametrize("kind", ["typed", "picked", "command:skip", "command:stop", "chose:remove:Sam"])
def test_danger_is_answered_with_help_lines_and_nothing_is_stored(house: House, second_tab: Visitor, kind: str) -> None:
    second_tab.post(kind, words=DANGER)
    for part in ("Je schreef", CARD, "112", "0800"):
        assert part in second_tab.html
    assert "slaat" not in second_tab.html
    assert nothing_is_kept(house)


def test_the_script_gets_the_page_to_show(house: House, second_tab: Visitor) -> None:
    news = second_tab.json(kind="typed", words=DANGER, token="1.1", seen="3.0", delivery="0123456789")
    assert news["gone"]
    assert "<main" in news["help"]
    assert CARD in news["help"]
    assert nothing_is_kept(house)


@pytest.mark.parametrize("words", ["HULP", "help", "/hulp", "Help me"])
@pytest.mark.parametrize("kind", ["typed", "command:skip"])
def test_the_safe_word(second_tab: Visitor, words: str, kind: str) -> None:
    second_tab.post(kind, words=words)
    assert CARD in second_tab.html


def test_the_button(second_tab: Visitor) -> None:
    assert CARD in second_tab.json(kind="command:help", words="voetbal", delivery="0123456780")["help"]
    assert CARD in second_tab.json(kind="command:help", delivery="0123456789")["help"]


class Worried:
    """A safety layer that always asks gently."""

    def screen(self, text: str, language: str) -> Signal:
        """Look at a text."""
        return Signal("severe_distress", "check")


def test_a_gentle_worry_is_not_named(house: House, second_tab: Visitor) -> None:
    house.talk.ear.screener = Worried()
    second_tab.post("typed", words="ik voel me zo leeg")
    assert CARD in second_tab.html
    assert "Je schreef" not in second_tab.html


@pytest.mark.parametrize("fields", [{"kind": "typed", "words": "voetbal"}, {"kind": "chose:go_on"}, {"kind": "typed"}])
def test_anything_else_is_only_told_that_it_is_gone(house: House, second_tab: Visitor, fields: dict[str, str]) -> None:
    assert second_tab.json(**fields, delivery="0123456789") == {"gone": True}
    assert nothing_is_kept(house)


def test_a_browser_without_script_begins_anew(second_tab: Visitor) -> None:
    form = second_tab.post("typed", words="voetbal")
    assert form.step == "welcome.place"
