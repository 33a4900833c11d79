"""The master key changes while children talk: no turn is lost, nothing becomes unreadable, the old key opens nothing."""

from __future__ import annotations

import asyncio

import pytest

from bot.running.edges import RandomIds, clock
from storage import KeyRing, Store, open_store
from storage.errors import WrongMasterKey
from tests.bot.talking import Child, answers_of, conversation

CHILDREN = 6
BEFORE = 3


async def _talk(talk: object, name: str) -> None:
    """One child, from hello to sending."""
    child = Child(talk, name, answers={"me.name": f"Naam{name}"})  # type: ignore[arg-type]
    await child.until("review.send")
    await child.tap("send")


async def test_children_talk_share_and_leave_while_another_process_wraps_every_key(
    store: Store, database_url: str, master_key: str
) -> None:
    for number in range(BEFORE):  # these have keys wrapped with the old master key
        await _talk(conversation(store, clock=clock, ids=RandomIds()), f"old{number}")
    new_master = KeyRing.new_master()
    serving = open_store(database_url, KeyRing.from_master(new_master, [master_key]))
    rotating = open_store(database_url, KeyRing.from_master(new_master, [master_key]))
    talk = conversation(serving, clock=clock, ids=RandomIds())
    leaving = Child(talk, "old0", _numbers=iter(range(900, 999)))

    async def leave() -> None:
        await leaving.command("delete")
        await leaving.tap("erase_yes")

    async def rotate() -> int:
        await asyncio.sleep(0.05)
        return await asyncio.to_thread(rotating.rotate_keys)

    *_, wrapped = await asyncio.gather(*(_talk(talk, f"new{n}") for n in range(CHILDREN)), leave(), rotate())
    assert BEFORE - 1 <= wrapped <= BEFORE  # who left in the meantime may be among them or not
    assert rotating.rotate_keys() == 0
    for each in (serving, rotating):
        each.close()
    with pytest.raises(WrongMasterKey):
        open_store(database_url, KeyRing.from_master(master_key))
    after = open_store(database_url, KeyRing.from_master(new_master))
    names = [*(f"old{n}" for n in range(1, BEFORE)), *(f"new{n}" for n in range(CHILDREN))]
    assert [answers_of(after, address=name)["me.name"].value for name in names] == [f"Naam{name}" for name in names]
    with after.read() as work:
        assert len(work.handoffs.list_open()) == len(names)
        assert all(work.handoffs.get(row.id) for row in work.handoffs.list_open())
        assert work.people.by_identity("web", "old0") is None
    after.close()
