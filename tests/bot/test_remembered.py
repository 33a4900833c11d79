"""The memory of talks: never the truth, always equal to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.authoring.persona import read_persona
from bot.authoring.respondent import Respondent
from bot.turn.answer_rows import restored
from bot.turn.messages import Incoming, Reply
from bot.turn.remembered import Remembered
from flows.engine.events import Chose, Picked
from flows.engine.prompts import SIDE_QUESTIONS
from flows.engine.session import Session
from storage import Store
from tests.bot.talking import Child, conversation

PERSONAS = sorted((Path(__file__).parents[1] / "personas").glob("*.yaml"))
NOON = datetime(2031, 3, 12, 12, tzinfo=UTC)


class Checked(Child):
    """After every turn, what is remembered is held against what is stored."""

    async def take(self, incoming: Incoming) -> Reply:
        """Deliver something and compare."""
        reply = await super().take(incoming)
        assert reply.erased or both(self.talk, self.channel, self.address) is not None
        return reply


def both(talk: Any, channel: str, address: str) -> Session | None:
    """The talk as it is remembered, after holding it against the stored one."""
    with talk.store.read() as work:
        person = work.people.by_identity(channel, address)
        row = work.sessions.of_person(person)[0]
        remembered: Session | None = talk.remembered.get(row.id, row.row_version)
        assert remembered == restored(work, row)
    return remembered


@pytest.mark.parametrize("file", PERSONAS, ids=lambda file: file.stem)
async def test_a_whole_talk_is_remembered_exactly_as_it_is_stored(store: Store, file: Path) -> None:
    persona = read_persona(file.read_text("utf-8"))
    child = Checked(conversation(store), age=persona.age)
    respondent = Respondent(persona)
    await child.begin()
    for _ in range(120):
        found = respondent.answer(child.open)
        reply = await (child.say(found) if isinstance(found, str) else child.do(found))
        if reply.erased or child.open.control == "end":
            break
    else:
        pytest.fail("the talk never ended")


async def test_what_was_begun_changed_and_put_aside_is_remembered_too(store: Store) -> None:
    child = Checked(conversation(store))
    await child.until("happiness.sources")
    await child.tap("animals")
    await child.command("back")
    await child.command("language", "en")
    await child.until("network.people")
    await child.do(Picked(child.open.token, words="Mo"))
    await child.command("edit", "care.who")
    await child.command("help")
    assert child.open.control in SIDE_QUESTIONS
    await child.do(Chose(child.open.token, "go_on"))


async def test_another_process_that_went_on_is_seen(store: Store) -> None:
    here, there = Child(conversation(store)), Child(conversation(store))
    await here.until("happiness.sources")
    await there.take(Incoming("web", "noor", "from there", Chose(here.open.token, "animals")))
    await here.take(Incoming("web", "noor", "from here", Chose(here.open.token, "sports")))
    left = both(here.talk, "web", "noor")
    assert left is not None
    assert set(left.drafts["happiness.sources"].value) == {"animals", "sports"}


async def test_nothing_is_remembered_of_somebody_who_is_gone(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("happiness.sources")
    await child.command("delete")
    await child.tap("erase_yes")
    assert not child.talk.remembered._talks


def test_only_so_many_and_only_for_so_long() -> None:
    memory = Remembered(most=2, longest=timedelta(minutes=15))
    talk = Session("intake", "v", "nl", "start")
    for number, minutes in enumerate((0, 1, 2)):
        memory.put(f"s{number}", 1, talk, NOON + timedelta(minutes=minutes))
    assert memory.get("s0", 1) is None
    assert memory.get("s1", 1) is talk
    assert memory.get("s1", 2) is None
    memory.put("s3", 1, talk, NOON + timedelta(minutes=20))
    assert memory.get("s1", 1) is None
    assert memory.get("s2", 1) is None
    memory.forget_old(NOON + timedelta(minutes=36))
    assert memory.get("s3", 1) is None
