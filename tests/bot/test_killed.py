"""The whole turn in a process that is killed: what was acknowledged is there, and every turn is whole or absent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from flows.engine.events import Commanded
from storage import Store
from tests.bot.talking import Child, conversation

# Talks for ever and tells every turn after its commit; at "before commit" it stops inside the fifth turn, for ever.
_TALKER = """
import asyncio, sys
from storage import KeyRing, open_store
from flows.engine.events import Commanded
from tests.bot.talking import Child, conversation
url, master, stop_at = sys.argv[1:]
turns = [0]
def observe(event):
    if stop_at == "before commit" and turns[0] == 4:
        print("stopped", flush=True); sys.stdin.read()
talk = conversation(open_store(url, KeyRing.from_master(master)), observe=observe)
async def main():
    child = Child(talk)
    await child.until("happiness.sources") if stop_at != "before commit" else None
    while True:
        reply = await (child.begin() if child.prompt is None else child.command("repeat"))
        turns[0] += 1
        print(reply.seq, flush=True)
asyncio.run(main())
"""


def _talker(url: str, master: str, stop_at: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _TALKER, url, master, stop_at]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _kill(talker: subprocess.Popen[str]) -> list[str]:
    os.kill(talker.pid, signal.SIGKILL)
    rest, _ = talker.communicate(timeout=30)
    return rest.split()


async def test_killed_inside_a_turn_that_turn_never_was_and_can_come_again(
    sqlite_url: str, sqlite: Store, master_key: str
) -> None:
    talker = _talker(sqlite_url, master_key, "before commit")
    assert talker.stdout is not None
    assert [talker.stdout.readline().strip() for _ in range(5)] == ["1", "2", "3", "4", "stopped"]
    _kill(talker)
    talk = conversation(sqlite)
    assert talk.transcript("web", "noor")[-1].seq == 4
    child = Child(talk, _numbers=iter([4]))
    reply = await child.do(Commanded("repeat"))
    assert (reply.duplicate, reply.seq) == (False, 5)


def test_killed_anywhere_what_was_acknowledged_is_there(sqlite_url: str, sqlite: Store, master_key: str) -> None:
    talker = _talker(sqlite_url, master_key, "never")
    assert talker.stdout is not None
    told = [talker.stdout.readline().strip() for _ in range(12)]
    acknowledged = int([*told, *_kill(talker)][-1])
    talk = conversation(sqlite)
    seqs = list(dict.fromkeys(entry.seq for entry in talk.transcript("web", "noor")))
    assert seqs == list(range(1, len(seqs) + 1))
    assert len(seqs) in (acknowledged, acknowledged + 1)
    prompt = talk.open_prompt("web", "noor")
    assert prompt is not None
    assert prompt.step == "happiness.sources"
