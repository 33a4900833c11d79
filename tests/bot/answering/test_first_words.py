"""The first words after somebody told of danger are about that, and about nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from flows.engine.events import Signal
from storage import Store
from tests.bot.talking import Child, conversation, heard


class Hears:
    """A safety layer that notices something of one urgency wherever a word stands."""

    def __init__(self, urgency: Any) -> None:
        self.signal = Signal("abuse_physical", urgency)

    def screen(self, text: str, language: str) -> Signal | None:
        """Something, when the word is there."""
        return self.signal if "pijn" in text else None


@pytest.fixture
def database_kind() -> str:
    """Which database is not what this is about."""
    return "sqlite"


@pytest.mark.parametrize("urgency", ["now", "soon", "check"])
async def test_no_thanks_and_no_bridge_come_before_what_was_heard_is_met(store: Store, urgency: str) -> None:
    child = Child(conversation(store, screener=Hears(urgency)), age=9)
    await child.until("happiness.more")
    reply = await child.say("het doet pijn")
    assert reply.messages[0].message.kind == ("ask" if urgency == "check" else "help")
    assert "Goed om te weten" not in heard(reply)
    assert "Nu iets over thuis" not in heard(reply)


async def test_without_danger_the_bridge_is_said(store: Store) -> None:
    child = Child(conversation(store, screener=Hears("soon")), age=9)
    await child.until("happiness.more")
    assert "Nu iets over thuis" in heard(await child.say("vaker zwemmen"))
