"""A process killed at any moment: what was acknowledged is there, and every turn is whole or absent."""

import os
import signal
import subprocess
import sys
from typing import Any

import pytest

from storage import Store

# Plays turns for ever and acknowledges each on its output after the commit, so it can be killed anywhere.
_WORKER = """
import sys
from datetime import UTC, datetime
from storage import KeyRing, open_store
url, master, person, way, stop_at = sys.argv[1:]
store = open_store(url, KeyRing.from_master(master))

def turn(work):
    row = work.sessions.load_for_turn(person)
    at, seq = datetime.now(UTC), row.seq + 1
    work.inbox.claim("web", str(seq), at)
    work.sessions.save(row, {"seq": seq}, seq, "talking", "nl", at)
    if stop_at == "after saving" and seq == 5:
        print("stopped", flush=True); sys.stdin.read()
    work.turns.add(row.id, seq, "Wrote", f"zin {seq}", at)
    work.outbox.add(row.id, seq, [{"seq": seq}, {"seq": seq}], "web", None, at)
    if stop_at == "before commit" and seq == 5:
        print("stopped", flush=True); sys.stdin.read()
    return seq

def one():
    if way == "group":
        return store.run(turn, person)
    with store.begin() as work:
        return turn(work)

while True:
    print(one(), flush=True)
"""


def _start(url: str, master: str, person: str, way: str, stop_at: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", _WORKER, url, master, person, way, stop_at]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _kill(worker: "subprocess.Popen[str]") -> list[str]:
    os.kill(worker.pid, signal.SIGKILL)
    with worker:
        assert worker.stdout is not None
        return worker.stdout.read().split()  # not communicate(): that passes by what readline() has taken in already


def _turns_kept(store: Store, session: str) -> int:
    """How many turns are there, after checking that each is whole."""
    with store.begin() as work:  # a writer: on PostgreSQL it waits until the killed one's locks are gone
        row = work.sessions.load_for_turn("person-noor")
        assert row is not None
        assert row.state == {"seq": row.seq}
        lines = work.transcript.of(session)
        unsent = work.outbox.pending(session)
        assert not work.inbox.claim("web", str(row.seq), row.updated_at)
        assert work.inbox.claim("web", str(row.seq + 1), row.updated_at)
    assert [line.place for line in lines] == [(seq, at) for seq in range(1, row.seq + 1) for at in (-1, 0, 1)]
    assert len(unsent) == 2 * row.seq
    return row.seq


@pytest.mark.parametrize(("way", "moment"), [("alone", "after saving"), ("group", "before commit")])
def test_killed_within_a_turn_the_turn_is_as_if_it_never_was(
    database_url: str, store: Store, talk: Any, master_key: str, way: str, moment: str
) -> None:
    worker = _start(database_url, master_key, talk.person, way, moment)
    assert worker.stdout is not None
    said = [worker.stdout.readline().strip() for _ in range(5)]
    assert said == ["1", "2", "3", "4", "stopped"]
    _kill(worker)
    assert _turns_kept(store, talk.session) == 4


@pytest.mark.parametrize("after", [1, 20])
def test_killed_anywhere_what_was_acknowledged_is_there(
    database_url: str, store: Store, talk: Any, master_key: str, after: int
) -> None:
    worker = _start(database_url, master_key, talk.person, "group", "never")
    assert worker.stdout is not None
    heard = [worker.stdout.readline().strip() for _ in range(after)]
    heard += _kill(worker)
    acknowledged = int(heard[-1])
    assert _turns_kept(store, talk.session) in (acknowledged, acknowledged + 1)
