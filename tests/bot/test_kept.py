"""What we keep, told: complete, in the child's own language, and the same for the child and for the operator."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.authoring.simulation import Clock
from bot.kept import Mine
from bot.kept.telling import end_of
from bot.running.edges import clock
from flows.engine.events import Picked, Signal
from storage import Store
from storage.errors import UnknownPerson
from storage.tables import alarm, place
from tests.bot.talking import LIBRARY, ORGANISATION, WORDS, Child, conversation, heard
from tests.bot.test_withheld import ANSWERS, MARKERS

NOW = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


def mine(store: Store, talk: object) -> Mine:
    return Mine(store, LIBRARY, talk.tools, clock)  # type: ignore[attr-defined]


async def told(store: Store) -> Child:
    """A child who said something to everything."""
    child = Child(conversation(store), answers=ANSWERS)
    await child.until("review.items")
    await child.command("more")
    await child.until("review.items")
    return child


async def test_every_word_that_was_said_is_shown(store: Store) -> None:
    child = await told(store)
    found = mine(store, child.talk).look("web", "noor")
    assert found is not None
    lines = "\n".join(line for one in found[0].told for line in one.lines)
    assert [word for words in MARKERS.values() for word in words if word not in lines] == []
    assert "" not in [one.topic for one in found[0].told]
    assert "" not in [one.heading for one in found[0].told]


async def test_on_a_channel_of_text_alone_the_same_comes_as_text(store: Store) -> None:
    child = await told(store)
    said = heard(await child.command("export"))
    for words in ("Merkdroom", "Je hebt niets gedeeld.", "Je zei ja op", "Waar ik je ken", "Wanneer het weggaat"):
        assert words in said
    assert [word for words in MARKERS.values() for word in words if word not in said] == []


async def test_child_and_operator_get_the_same_export(store: Store) -> None:
    child = await told(store)
    door = mine(store, child.talk)
    with store.read() as work:
        person = work.people.by_identity("web", "noor")
    assert person is not None
    own = door.export("web", "noor")
    assert own is not None
    theirs = door.export_person(person)
    assert own.as_json() == theirs.as_json()
    assert own.as_html() == theirs.as_html()
    assert set(json.loads(own.as_json())) >= {"person", "answer", "turn", "outbox", "consent", "session"}


async def test_every_value_of_the_export_can_be_read_in_the_html_too(store: Store) -> None:
    child = await told(store)
    own = mine(store, child.talk).export("web", "noor")
    assert own is not None
    html = own.as_html()
    for name, rows in own.tables.items():
        assert f"<h3>{name}</h3>" in html
        for column in rows[0]:
            assert f"<th>{column}</th>" in html


async def test_an_operator_who_exports_somebody_is_on_the_log_and_the_person_sees_it(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("happiness.now")
    door = mine(store, child.talk)
    with store.read() as work:
        person = work.people.by_identity("web", "noor") or ""
    door.export_person(person)
    with store.read() as work:
        (look,) = work.access_log.about(person)
    assert (look.event, look.user_id, look.responsible_id) == ("operator_export", "operator", "operator")
    found = door.look("web", "noor")
    assert found is not None
    assert [one.who for one in found[0].openings] == [f"Iemand die voor de computer van {ORGANISATION.name} zorgt"]
    assert "Iemand die voor de computer" in heard(await child.command("export"))


def test_nobody_has_nothing(store: Store) -> None:
    door = mine(store, conversation(store))
    assert door.look("web", "stranger") is None
    assert door.export("web", "stranger") is None
    with pytest.raises(UnknownPerson):
        door.export_person("nobody")


def test_somebody_without_a_talk_can_be_exported_too(store: Store) -> None:
    with store.begin() as work:
        work.people.create("lonely", NOW)
    found = mine(store, conversation(store)).export_person("lonely")
    assert set(found.tables) == {"person", "data_key"}
    assert "<h3>person</h3>" in found.as_html()


async def test_nobody_sees_anything_of_somebody_else(store: Store) -> None:
    talk = conversation(store)
    for name in ("Noortje", "Semmie"):
        await Child(talk, name, answers={"me.name": name}).until("happiness.now")
    found = mine(store, talk).export("web", "Noortje")
    assert found is not None
    assert "Noortje" in found.as_json()
    assert "Semmie" not in found.as_json() + found.as_html()


async def test_an_alarm_is_told_with_its_state_and_without_its_content(store: Store) -> None:
    child = Child(conversation(store, clock=Clock(NOW)))
    await child.until("happiness.now")
    with store.begin() as work:
        person = work.people.by_identity("web", "noor")
        assert person is not None
        content = work.key_of(person).seal_json(place("alarm", "content", "al1"), {"quote": "Merkalarm"})
        values = {"id": "al1", "person_id": person, "urgency": "now", "content": content, "status": "open", "level": 0}
        work.connection.execute(alarm.insert().values(**values, raised_at=NOW))
    found = mine(store, child.talk).look("web", "noor")
    assert found is not None
    (one,) = found[0].alarms
    assert "Nog niemand heeft het opgepakt" in one.state
    assert "Merkalarm" not in repr(found[0])
    nl = WORDS.gettext("nl")
    assert found[0].gone_on != ""  # nothing is shared, so the answers go on their day
    assert end_of(found[0], nl).endswith("De rest gaat daarna weg."), "it has a term of its own"


async def test_the_day_on_which_everything_goes_is_the_day_on_which_it_goes(store: Store) -> None:
    from bot.jobs import keep
    from care.keeping import Terms

    now = Clock(NOW)
    child = Child(conversation(store, clock=now))
    await child.until("happiness.now")
    found = Mine(store, LIBRARY, child.talk.tools, now).look("web", "noor")
    assert found is not None
    with store.read() as work:
        person = work.people.by_identity("web", "noor") or ""
        last = work.sessions.of_person(person)[0].updated_at
    assert f"{last.day + 30 - 31} april" in found[0].gone_on
    assert keep(store, Terms(), last.replace(month=4, day=last.day - 1, hour=0)).people == 0
    assert keep(store, Terms(), last.replace(month=4, day=last.day, hour=23)).people == 1


async def test_a_taken_back_page_is_told_without_what_stood_on_it(store: Store) -> None:
    child = await told(store)
    cards = {card.link_id: True for card in child.open.cards}
    await child.do(Picked(child.open.token, switches=cards))
    await child.tap("send")
    await child.command("take_back", "everything")
    found = mine(store, child.talk).look("web", "noor")
    assert found is not None
    (page,) = found[0].pages
    assert (page.status, page.items) == ("withdrawn", ())


class Hears:
    """A safety layer that hears one word."""

    def screen(self, text: str, language: str) -> Signal | None:
        """What was noticed."""
        return Signal("abuse_physical", "now") if "pijn" in text else None


REMEMBERED = "Ik onthoud waar ik je hulp aanbood. Een tijdje ook wanneer, en waarover."


async def test_that_help_was_offered_is_said_as_long_as_it_is_remembered(store: Store) -> None:
    noor = Child(conversation(store, screener=Hears()))
    await noor.until("happiness.more")
    assert REMEMBERED not in heard(await noor.command("export"))
    await noor.say("het doet pijn")
    assert REMEMBERED in heard(await noor.command("export"))
    found = mine(store, noor.talk).look("web", "noor")
    assert found is not None and found[0].remembers == REMEMBERED
    await noor.tap("go_on")
    await noor.command("edit", "happiness.more")
    await noor.say("zwemmen")
    noor.talk.clock.now += timedelta(minutes=31)  # type: ignore[attr-defined]
    assert REMEMBERED not in heard(await noor.command("export"))


async def test_with_somebody_watching_nothing_says_that_help_was_offered(store: Store) -> None:
    noor = Child(conversation(store, screener=Hears()), answers={"welcome.place": "being_watched"})
    await noor.until("happiness.more")
    await noor.say("het doet pijn")
    assert "hulp aanbood" not in heard(await noor.command("export"))
