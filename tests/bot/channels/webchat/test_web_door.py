"""The door as a script shuts it without a line, and the question of a page whether it may still be here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.channels.webchat.identity import talk_named
from tests.bot.channels.webchat.house import Form, House, Visitor, open_house


def here(visitor: Visitor, **fields: Any) -> dict[str, Any]:
    """What the server answers to a page that asks."""
    answer = visitor.client.post("/hier", json=fields)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def talk_of(visitor: Visitor) -> str:
    """The name of the talk that this page belongs to."""
    return talk_named(visitor.client.cookies["m"])


@pytest.mark.parametrize(("name", "secure"), [("w", False), ("__Host-w", False), ("__Host-w", True)])
def test_a_door_that_a_script_shut_is_a_shut_door_and_opens_again(
    tmp_path: Path, chat_database: Path, name: str, secure: bool
) -> None:
    database = tmp_path / "chat.db"
    database.write_bytes(chat_database.read_bytes())
    house = open_house(database, secure_cookies=secure)
    visitor = house.visitor()
    real = "__Host-d" if secure else "d"
    visitor.open()
    answer = visitor.client.get("/", headers={"Cookie": f"{name}=1"})
    written = answer.headers.get_list("set-cookie")
    assert 'action="/binnen"' in answer.text
    assert any(one.startswith(f"{real}=1;") for one in written)
    assert any(one.startswith(f'{name}="";') for one in written)
    opened = visitor.client.post("/binnen", headers={"Cookie": f"{name}=1"}, follow_redirects=False)
    gone = [one.partition("=")[0] for one in opened.headers.get_list("set-cookie") if "Max-Age=0" in one]
    assert {real, name} <= set(gone)
    house.close()


def test_a_site_next_door_shuts_no_door_for_good(tmp_path: Path, chat_database: Path) -> None:
    database = tmp_path / "chat.db"
    database.write_bytes(chat_database.read_bytes())
    house = open_house(database, secure_cookies=True)
    # With a Domain, so that we could never take it away; a `__Host-` name cannot have one.
    page = house.visitor().client.get("/", headers={"Cookie": "w=1"}).text
    assert 'action="/binnen"' not in page
    house.close()


def test_behind_the_door_who_reads_this_is_not_to_be_read_and_help_is(visitor: Visitor) -> None:
    visitor.open()
    visitor.client.get("/weg")
    assert visitor.client.get("/privacy").url.path == "/weg"
    assert "112" in visitor.open("/hulp").html
    assert "data-left" in visitor.html


def test_a_page_hears_that_the_door_is_shut_that_another_talk_is_open_or_none(visitor: Visitor) -> None:
    visitor.open()
    assert here(visitor, talk=talk_of(visitor)) == {"closes": 0}
    assert here(visitor, talk="somebodyelses") == {"moved": True}
    visitor.client.get("/weg")
    assert here(visitor, talk=talk_of(visitor)) == {"closed": True}
    visitor.client.cookies.clear()
    assert here(visitor, talk="somebodyelses") == {"gone": True}


def test_behind_the_door_what_was_on_its_way_is_taken_and_nothing_of_the_talk_is_given(visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    visitor.client.get("/weg")
    assert visitor.json(kind="typed", words="paarden en regen") == {"closed": True}
    assert visitor.json(kind="command:repeat") == {"closed": True}
    plain = visitor.client.post("/say", data={"kind": "command:repeat"})
    assert (plain.url.path, "Noor" in plain.text) == ("/weg", False)
    assert 'action="/binnen"' in visitor.client.get("/").text, "the door stays shut"
    assert "paarden en regen" in visitor.client.post("/binnen").text


@pytest.mark.parametrize("said", [{"kind": "command:help"}, {"kind": "typed", "words": "papa slaat mij"}])
def test_behind_the_door_who_asks_for_help_or_tells_of_danger_sees_who_can_help(
    visitor: Visitor, said: dict[str, str]
) -> None:
    visitor.talk_until("happiness.more")
    visitor.client.get("/weg")
    heard = visitor.json(**said)
    assert heard["gone"] and "Veilig Thuis" in heard["help"]
    assert "Noor" not in heard["help"]
    assert "Veilig Thuis" in visitor.client.post("/say", data=said).text


def test_who_throws_everything_away_behind_the_door_leaves_no_address(visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("command:delete")
    token = Form(visitor.html).token
    visitor.client.get("/weg")
    assert visitor.json(kind="chose:erase_yes", token=token) == {"closed": True}
    assert "m" not in visitor.client.cookies


def test_who_is_busy_is_not_locked_out_and_asking_alone_is_no_sign_of_life(house: House, visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    visitor.post("command:closing:5")
    house.moment.goes_on(minutes=4)
    assert here(visitor, touched="yes") == {"closes": 5}
    house.moment.goes_on(minutes=4)
    assert here(visitor) == {"closes": 5}
    house.moment.goes_on(minutes=4)
    assert here(visitor) == {"closed": True}
    assert "m" not in visitor.client.cookies


def test_what_was_typed_in_a_page_of_another_talk_does_not_become_part_of_this_one(visitor: Visitor) -> None:
    visitor.talk_until("happiness.more")
    assert visitor.json(kind="typed", words="mama drinkt", talk="somebodyelses") == {"moved": True}
    assert "mama drinkt" not in visitor.client.get("/").text
    heard = visitor.json(kind="typed", words="papa slaat mij", talk="somebodyelses")
    assert heard["gone"] and "Veilig Thuis" in heard["help"]
    assert visitor.client.get("/live?talk=somebodyelses").status_code == 204


def test_nobody_elses_site_asks_for_a_page(visitor: Visitor) -> None:
    assert visitor.client.post("/hier", json={}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
