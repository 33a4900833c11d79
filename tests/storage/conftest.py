"""A talk to try things on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from storage import Store
from storage.talk.answers import AnswerRow

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Talk:
    """A made-up person with an open session."""

    person: str
    session: str
    recipient: bytes


@pytest.fixture
def noon() -> datetime:
    """A fixed moment; the tests' clock stands still."""
    return NOON


@pytest.fixture
def make_talk(store: Store) -> Callable[[str], Talk]:
    """Make a person who has an open session and is known on Telegram."""

    def make(name: str) -> Talk:
        with store.begin() as work:
            work.people.create(f"person-{name}", NOON)
            recipient = work.people.add_identity(f"person-{name}", "telegram", f"chat-{name}", NOON, keep_original=True)
            work.sessions.create(f"session-{name}", f"person-{name}", "intake", "v1", "nl", {"at": "hello"}, NOON)
        return Talk(f"person-{name}", f"session-{name}", recipient)

    return make


@pytest.fixture
def talk(make_talk: Callable[[str], Talk]) -> Talk:
    """One made-up person with an open session."""
    return make_talk("noor")


@pytest.fixture
def answer() -> Callable[..., AnswerRow]:
    """Make an answer; everything but its question has a usual value."""

    def make(link_id: str, value: object = "yes", **changes: object) -> AnswerRow:
        usual: dict[str, object] = {
            "revision": 1,
            "kind": "answered",
            "words": None,
            "language": "nl",
            "text_hash": "abc",
            "provisional": False,
            "active": True,
            "at": NOON,
        }
        return AnswerRow(link_id=link_id, value=value, **{**usual, **changes})  # type: ignore[arg-type]

    return make
