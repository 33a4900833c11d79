"""A call that was taken back stays taken back when an older backup is put in place: nobody is told to call."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from storage import KeyRing, open_store
from storage.backup import Cleaned, back_up, deletions_of, put_back
from tests.bot.alarms.house import House
from tests.bot.alarms.test_call_taken_back import papers, shared


async def test_duty_is_not_told_to_call_a_child_who_said_no(
    sqlite_template: Path, keys: KeyRing, tmp_path: Path
) -> None:
    url = f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'maatje.db')}"
    store = open_store(url, keys)
    house = House(store)
    child = await shared(house)
    back_up(url, tmp_path / "backup")
    await child.command("take_back", "call")
    known = deletions_of(store)
    store.close()
    assert put_back(url, tmp_path / "backup", keys, house.clock(), known) == Cleaned(handoffs=2, alarms=1)
    again = open_store(url, keys)
    assert papers(again) == {}
    with again.read() as work:
        assert work.alarms.list_open() == []
        assert work.alarms.due(house.clock() + timedelta(hours=1), 10) == []
    again.close()
