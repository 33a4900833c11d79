"""Erasing: nothing a child said stands readable in the file before, and nothing at all is left of it after."""

from __future__ import annotations

from sqlalchemy import create_engine, inspect, text

from flows.engine.events import Chose
from storage import Store
from tests.bot.talking import Child, conversation, file_bytes, heard

MARKER = "Zonnebloemmerk"


async def test_nothing_a_child_said_stands_readable_in_the_file_and_after_erasing_nothing_at_all(
    sqlite_url: str, sqlite: Store
) -> None:
    child = Child(conversation(sqlite), answers={"me.name": MARKER, "happiness.more": f"{MARKER} meer"})
    await child.until("review.send")
    await child.tap("send")
    assert MARKER.encode() not in file_bytes(sqlite_url)
    sealed = _personal_blobs(sqlite_url)
    assert len(sealed) > 50
    await child.command("delete")
    reply = await child.tap("erase_yes")
    assert reply.erased
    assert "Alles is weg" in heard(reply)
    sqlite.close()
    assert _rows(sqlite_url) == {"deletion": 1}
    left = file_bytes(sqlite_url)
    assert [blob for blob in sealed if blob in left] == []


async def test_after_erasing_a_repeated_tap_does_nothing_and_a_hello_begins_anew(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("happiness.sources")
    await child.command("delete")
    last = child.delivery(Chose(child.open.token, "erase_yes"))
    assert (await child.take(last)).erased
    again = await child.take(last)
    assert (again.duplicate, again.session_id) == (True, None)
    assert child.talk.transcript("web", "noor") == []
    assert child.talk.open_prompt("web", "noor") is None
    await child.say("hallo")
    assert child.open.step == "welcome.place"


async def test_erasing_takes_back_what_was_shared(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("review.send")
    await child.tap("send")
    await child.command("delete")
    await child.tap("erase_yes")
    with store.read() as work:
        assert work.handoffs.list_open() == []


OF_NOBODY = frozenset({"alembic_version", "flow_version", "inbox", "store_key", "attempt", "wording"})


def _rows(url: str) -> dict[str, int]:
    """How many rows there are about people, by table."""
    engine = create_engine(url)
    with engine.connect() as connection:
        tables = [name for name in inspect(connection).get_table_names() if name not in OF_NOBODY]
        counts = {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in tables}
    engine.dispose()
    return {name: count for name, count in counts.items() if count}


def _personal_blobs(url: str) -> list[bytes]:
    """Everything sealed that is about people."""
    engine = create_engine(url)
    with engine.connect() as connection:
        tables = [name for name in inspect(connection).get_table_names() if name not in OF_NOBODY]
        rows = [row for name in tables for row in connection.execute(text(f'SELECT * FROM "{name}"'))]
    engine.dispose()
    return [value for row in rows for value in row if isinstance(value, bytes) and len(value) > 28]
