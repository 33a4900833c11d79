"""Whole turns beside what others do: the bot library's own conversation handler, in memory and flushed, and raw SQL."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from telegram import Chat as TelegramChat
from telegram import Message, Update, User
from telegram.ext import Application, ContextTypes, ConversationHandler, MessageHandler, PicklePersistence, filters
from telegram.request import BaseRequest

from benchmarks.world import open_world, run_chats
from bot.turn.remembered import Remembered

CHATS: Final = 500
TURNS: Final = 12
FLUSHED: Final = 250
STATES: Final = 30
BUBBLE: Final = b"x" * 900
STATE: Final = b"x" * 500
ANSWER: Final = b"x" * 90


def maatje() -> float:
    """Turns a second of the whole conversation: incoming, engine, storage with encryption, commit, rendered."""
    with tempfile.TemporaryDirectory() as folder:
        world = open_world(Path(folder) / "turns.db")
        asyncio.run(run_chats(world, 8, 3))
        found = asyncio.run(run_chats(world, CHATS, TURNS))
        world.store.close()
    return found


def raw_sql(shared: int = 1) -> float:
    """Turns a second of bare sqlite3 writing the same rows with synchronous=FULL, `shared` turns in one commit."""
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "raw.db", isolation_level=None)
        database.executescript(
            "pragma journal_mode=wal; pragma synchronous=full;"
            "create table inbox(id text primary key); create table session(id integer primary key, state blob, seq int);"
            "create table answer(s int, l int, v blob, primary key (s, l)); create table turn(s int, q int, h blob, primary key (s, q));"
            "create table outbox(s int, q int, o int, p blob, primary key (s, q, o));"
        )
        turns = 4_000
        begin = perf_counter()
        for first in range(0, turns, shared):
            database.execute("begin immediate")
            for number in range(first, min(first + shared, turns)):
                _raw_turn(database, number)
            database.execute("commit")
        return turns / (perf_counter() - begin)


def _raw_turn(database: sqlite3.Connection, number: int) -> None:
    session, seq = number % CHATS, number // CHATS
    database.execute("insert into inbox values (?)", (f"d{number}",))
    database.execute("select * from session where id = ?", (session,)).fetchone()
    database.execute("select * from answer where s = ?", (session,)).fetchall()
    database.execute("insert or replace into session values (?, ?, ?)", (session, STATE, seq))
    database.execute("insert or replace into answer values (?, ?, ?)", (session, seq, ANSWER))
    database.execute("insert into turn values (?, ?, ?)", (session, seq, ANSWER))
    for ordinal in range(2):
        database.execute("insert into outbox values (?, ?, ?, ?)", (session, seq, ordinal, BUBBLE))


class Nowhere(BaseRequest):
    """A Bot API that answers at once and says yes, so that only the handler is measured."""

    @property
    def read_timeout(self) -> float:
        """No time at all."""
        return 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(self, url: str, *_args: Any, **_kwargs: Any) -> tuple[int, bytes]:
        """The answer that the library expects."""
        if url.endswith("getMe"):
            result: Any = {"id": 1, "is_bot": True, "first_name": "m", "username": "m_bot"}
        else:
            result = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}
        return 200, json.dumps({"ok": True, "result": result}).encode()


def handler(persistence: Path | None) -> float:
    """Turns a second of a 30-state ConversationHandler; with a file it is flushed after every turn, as ours is.

    Flushed turns are measured in the middle of the talks: every chat has had half of its turns, as ours have on average.
    """
    return asyncio.run(_handler(persistence))


async def _handler(path: Path | None) -> float:
    builder = Application.builder().token("1:x").updater(None).request(Nowhere()).get_updates_request(Nowhere())
    kept = PicklePersistence(path) if path is not None else None
    app = (builder.persistence(kept) if kept is not None else builder).job_queue(None).build()

    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        data: Any = context.user_data
        at: int = (data.get("at", 0) + 1) % STATES
        data["at"], data[f"answer {at}"] = at, "x" * 60
        assert update.message is not None
        await update.message.reply_text("the next question")
        return at

    anything: Any = MessageHandler(filters.TEXT, answer)
    app.add_handler(
        ConversationHandler(
            [anything], {n: [anything] for n in range(STATES)}, [], name="talk", persistent=kept is not None
        )
    )
    everybody = range(1, CHATS + 1)
    async with app:
        begin = perf_counter()
        for number in range(TURNS if kept is None else TURNS // 2):
            for chat in everybody:
                await app.process_update(_update(app, chat, number))
        if kept is None:
            return CHATS * TURNS / (perf_counter() - begin)
        begin = perf_counter()
        for chat in everybody[:FLUSHED]:
            await app.process_update(_update(app, chat, TURNS // 2))
            await app.update_persistence()
            await kept.flush()
        return FLUSHED / (perf_counter() - begin)


def _update(app: Any, chat: int, number: int) -> Update:
    user = User(chat, "n", is_bot=False)
    message = Message(number + 1, None, TelegramChat(chat, "private"), from_user=user, text="an answer")  # type: ignore[arg-type]
    message.set_bot(app.bot)
    return Update(number * 1000 + chat, message=message)


def stored(sessions: int, turns: int = 600) -> float:
    """Turns a second with this many sessions already in the database."""
    with tempfile.TemporaryDirectory() as folder:
        world = open_world(Path(folder) / "many.db")
        _fill(Path(folder) / "many.db", world, sessions)
        rounds = range(1_000, 7_000, 1_000)  # the first ones fill the cache
        found = max(asyncio.run(run_chats(world, 50, turns // 50, first)) for first in rounds)
        world.store.close()
    return found


def _fill(path: Path, world: Any, sessions: int) -> None:
    """Plant sessions by copying one real one row by row, so that indexes and pages are as full as in earnest."""
    asyncio.run(run_chats(world, 1, 12))
    world.store.close()
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("pragma synchronous=off")
    copy_person(database, sessions)
    database.close()
    os.sync()  # gigabytes still on their way to the disk would be measured as ours
    world.store = world.conversation.store = world.conversation.doors._store = reopened(path, world)
    world.conversation.remembered = Remembered()  # the copies are not the talks it knew


def copy_person(database: sqlite3.Connection, count: int) -> None:
    """Copy the first person's rows `count` times under new ids; they are never opened, so their keys do not matter."""
    database.execute("begin")
    person = database.execute("select id from person").fetchone()[0]
    session = database.execute("select id from session").fetchone()[0]
    for table in ("person", "data_key", "channel_identity", "session", "answer", "turn", "outbox", "inbox"):
        columns = [row[1] for row in database.execute(f"pragma table_info({table})")]
        rows = database.execute(f"select * from {table}").fetchall()
        copies = (
            tuple(_changed(value, person, session, number, name) for name, value in zip(columns, row, strict=True))
            for number in range(count)
            for row in rows
        )
        database.executemany(f"insert or ignore into {table} values ({','.join('?' * len(columns))})", copies)
    database.execute("commit")


def _changed(value: Any, person: str, session: str, number: int, column: str) -> Any:
    if value == person:
        return f"{number:031x}p"
    if value == session:
        return f"{number:031x}s"
    if column in ("external_hash", "recipient") and isinstance(value, bytes):
        return number.to_bytes(8, "big") + value[8:]
    return f"{value}-{number}" if column in ("external_id",) and isinstance(value, str) else value


def reopened(path: Path, world: Any) -> Any:
    """The same database, opened again with the same keys."""
    from storage import open_store

    return open_store(f"sqlite:///{path}", world.store.keys)


def cores() -> int:
    """How many cores the figures come from."""
    return os.cpu_count() or 1
