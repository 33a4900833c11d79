"""The proof: a mark in everything a child can reach, then everything is deleted, then every place is searched.

Searched are all tables (ours and those of the job engine), the raw files with journal and free pages, the log, files left
in the folder for temporary ones, and a backup made by our own command. Before the deletion no mark is readable anywhere;
after it not even the sealed bytes are there.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import inspect, make_url, text

from bot.outbox import Outbox
from bot.running.edges import clock
from bot.turn.messages import Incoming
from care.handoff import Handoff
from flows.engine.events import Picked, Signal
from storage import Store
from storage.backup import back_up
from storage.sharing.alarm_notices import Notice
from storage.sharing.networks import Alter
from storage.tables import meeting, metadata, place
from storage.tables.personal import KEPT
from tests.bot.jobs.conftest import until
from tests.bot.jobs.left_behind import PaperChannel
from tests.bot.talking import Child, conversation
from tests.bot.test_withheld import ANSWERS, MARKERS, _forms

ADDRESS: Final = "merkadres-4711"
WORDS: Final = ("Merknaam", "Merkdraad", "Merkschreeuw", "Merkalarm", "Merkplek", "Merkalter", "Merklink", ADDRESS)
PLANTED: Final = tuple({word for words in MARKERS.values() for word in words} | set(WORDS))
SHORTEST_SEAL: Final = 29


class Alert:
    """A safety layer that hears one cry."""

    def screen(self, said: str, language: str) -> Signal | None:
        """Danger, where the cry is."""
        return Signal("neglect", "now") if "Merkschreeuw" in said else None


class Numbered(Child):
    """A child whose deliveries have numbers, as those of real channels."""

    def delivery(self, *event: Any, **more: Any) -> Incoming:
        """The same, without the address in its number."""
        return replace(super().delivery(*event, **more), delivery=f"update-{next(NUMBERS)}")


NUMBERS: Final = itertools.count(1)


@dataclass
class Traces:
    """What must not be found afterwards: words, the sealed bytes, and the ids."""

    person: str
    session: str
    handoffs: tuple[str, ...]
    phrase: str
    sealed: list[bytes] = field(default_factory=list)

    @property
    def words(self) -> tuple[str, ...]:
        return (*PLANTED, self.phrase)


async def _live(store: Store, channel: PaperChannel) -> Traces:
    """One child uses everything there is."""
    talk = conversation(store, clock=clock, screener=Alert())
    outbox = Outbox(store, {channel.name: channel}, clock)
    child = Numbered(talk, ADDRESS, "telegram", answers={**ANSWERS, "me.name": "Merknaam"})
    await child.until("review.items")
    await child.command("more")
    prompt = await child.until("review.items")
    assert set(MARKERS) <= {card.link_id for card in prompt.cards}
    await child.do(Picked(prompt.token, switches={card.link_id: True for card in prompt.cards}))
    await child.tap("send")
    _make_paper(store)
    await child.command("take_back", "strength.good_at")
    await child.command("call_me")
    await child.command("export")
    await child.command("edit", "network.closest")
    await child.say("Merkdraad")  # begun, not finished
    await child.command("edit", "me.age")
    await child.say("Merkschreeuw")  # kept beside a number that was asked
    told = await child.command("phrase")
    phrase = next(sent.message.phrase for sent in told.messages if sent.message.phrase)
    await outbox.deliver(told, child.delivery())
    return _plant(store, phrase)


def _make_paper(store: Store) -> None:
    """The picture, the paper and the data, as the portal makes them: what is made may not stay anywhere."""
    with store.read() as work:
        (row,) = work.handoffs.list_open()
        document = work.handoffs.get(row.id)
    assert document is not None
    assert "Merkwens" in _forms(Handoff.from_data(document))["paper"]


def _plant(store: Store, phrase: str) -> Traces:
    """Also what this version does not write by itself yet: an alarm, a meeting, the network as rows, a link."""
    now = clock()
    with store.begin() as work:
        person = work.people.by_identity("telegram", ADDRESS)
        assert person is not None
        (talk,) = work.sessions.of_person(person)
        work.networks.replace(talk.id, [Alter(1, "Merkalter", 1, "family", "network.closest")], [])
        work.links.put(b"l" * 32, "handover", {"x": "Merklink"}, now.replace(year=now.year + 1), person_id=person)
        work.wishes.put("w1", person, talk.id, "samen-gamen", now, {"needs": "Merknodig"})
        work.prompts.remember(talk.id, "tok", 1, "telegram", "m1", now)
        key, ids = work.key_of(person), {"person_id": person, "session_id": talk.id}
        work.alarms.put("al1", person, talk.id, "now", {"quote": "Merkalarm"}, now)
        work.alarm_notices.add(Notice("al1", 1, "fallback", None, "mail", "sent", 1, None, now, now, now))
        where = key.seal_text(place("meeting", "place", "me1"), "Merkplek")
        values = {"status": "wished", "way": "school", "place": where, "sequence": 0, "at": now}
        work.connection.execute(meeting.insert().values(id="me1", **ids, **values))
        handoffs = work.handoffs.of_person(person)
        work.handoffs.mark_seen(handoffs[-1].id, "consultant", now)
        work.access_log.add("view", now, person_id=person, user_id="c", responsible_id="c")
    return Traces(person, talk.id, tuple(row.id for row in handoffs), phrase)


def _rows(store: Store) -> Iterator[tuple[str, Any]]:
    """Every row of every table of every schema, with the table's name."""
    reader = inspect(store.engine)
    with store.engine.connect() as connection:
        for schema in reader.get_schema_names():
            if schema in ("information_schema", "pg_catalog"):
                continue
            for name in reader.get_table_names(schema=schema):
                for row in connection.execute(text(f'SELECT * FROM "{schema}"."{name}"')):
                    yield (name if schema in ("main", "public") else f"{schema}.{name}"), row


def _bytes_of(row: Any) -> bytes:
    return b"\x00".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)


def _files(url: str) -> bytes:
    """The raw database files: pages in use, free pages, journal and its index; nothing on PostgreSQL."""
    if not url.startswith("sqlite"):
        return b""
    path = Path(str(make_url(url).database))
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def _backup(url: str, folder: Path, name: str) -> bytes:
    to = folder / name
    back_up(url, to)
    if url.startswith("sqlite"):
        return to.read_bytes()
    return subprocess.run(["pg_restore", "--file=-", str(to)], capture_output=True, check=True).stdout


def _found(needles: tuple[str, ...] | list[bytes], where: bytes) -> list[Any]:
    return [one for one in needles if (one.encode() if isinstance(one, str) else one) in where]


@pytest.mark.usefixtures("postgresql_programs")
async def test_after_deleting_no_mark_is_left_in_any_place(
    store: Store,
    database_url: str,
    channel: PaperChannel,
    running: Any,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    caplog.set_level(logging.DEBUG)
    async with running() as jobs:
        traces = await _live(store, channel)
        await until(lambda: jobs.swept_at is not None and len(channel.sent()) > 60)  # a job sent what was left
        await _before(store, database_url, tmp_path, traces)
        child = Numbered(conversation(store, clock=clock), ADDRESS, "telegram")
        await child.command("delete")
        reply = await child.tap("erase_yes")
        assert reply.erased
        await asyncio.sleep(0.3)  # jobs that were on their way end
    _after(store, database_url, tmp_path, traces)
    assert _found(traces.words, caplog.text.encode()) == []
    left = {path.name: path.read_bytes() for path in temporary.rglob("*") if path.is_file()}
    assert [name for name, content in left.items() if _found(traces.words, content)] == []


async def _before(store: Store, url: str, folder: Path, traces: Traces) -> None:
    """The marks are there, and none of them can be read; otherwise finding nothing later would prove nothing."""
    with store.read() as work:
        exported = repr(work.people.export(traces.person))
    assert [word for word in PLANTED if word not in exported] == []
    assert traces.phrase in exported
    rows = list(_rows(store))
    full = {name for name, _row in rows}
    assert {name for name, kept in KEPT.items() if kept.is_personal} - full == {"tie"}
    assert any("workflow" in name for name in full), "the job engine wrote nothing, so this would prove too little"
    assert [(name, hit) for name, row in rows for hit in _found(traces.words, _bytes_of(row))] == []
    assert _found(traces.words, _files(url)) == []
    assert _found(traces.words, _backup(url, folder, "before")) == []
    names = {name for name, kept in KEPT.items() if kept.is_personal} - {"access_log"}
    values = (value for name, row in rows if name in names for value in row)
    traces.sealed = [bytes(v) for v in values if isinstance(v, bytes | memoryview) and len(bytes(v)) >= SHORTEST_SEAL]
    assert len(traces.sealed) > 150
    assert len(_found(traces.sealed, b"".join(_bytes_of(row) for _name, row in rows))) == len(traces.sealed)


def _after(store: Store, url: str, folder: Path, traces: Traces) -> None:
    rows = list(_rows(store))
    ours = {table.name for table in metadata.sorted_tables}
    about_people = {name for name, kept in KEPT.items() if kept.is_personal}
    assert {name for name, _row in rows if name in about_people} == {"access_log", "alarm_notice"}
    gone: list[Any] = [*traces.words, *traces.sealed, *traces.handoffs]
    assert [(name, len(hits)) for name, row in rows if (hits := _found(gone, _bytes_of(row)))] == []
    with_id = {name for name, row in rows if _found((traces.person,), _bytes_of(row))}
    assert with_id == {"access_log"}  # who looked at which random id; kept by its own term
    with_session = {name for name, row in rows if _found((traces.session,), _bytes_of(row))}
    assert (
        not with_session & ours
    )  # only the job engine's records name it, for seven days: an id without anything behind it
    for where in (_files(url), _backup(url, folder, "after")):
        assert _found(traces.words, where) == []
        assert _found(traces.sealed, where) == []
        assert _found(traces.handoffs, where) == []


async def test_a_backup_made_before_the_deletion_opens_with_no_key_that_is_left(
    sqlite_template: Path, keys: Any, tmp_path: Path
) -> None:
    """Honest limit: the old file still holds the wrapped key. Putting it back deletes the child before anybody can read."""
    from storage import open_store
    from storage.backup import Cleaned, deletions_of, put_back

    url = f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'maatje.db')}"
    store = open_store(url, keys)
    child = Child(conversation(store, clock=clock), answers={"me.name": "Merknaam"})
    await child.until("happiness.sources")
    back_up(url, tmp_path / "old")
    await child.command("delete")
    await child.tap("erase_yes")
    known = deletions_of(store)
    store.close()
    with suppress(FileNotFoundError):
        (tmp_path / "maatje.db-wal").unlink()
    assert put_back(url, tmp_path / "old", keys, clock(), known) == Cleaned(people=1)
    again = open_store(url, keys)
    with again.read() as work:
        assert work.people.by_identity("web", "noor") is None
    assert [name for name, _row in _rows(again) if name in KEPT and KEPT[name].is_personal] == []
    again.close()
