"""Two threads or two processes at one session: nothing is lost and nothing counts twice."""

import subprocess
import sys
import threading
from datetime import datetime
from typing import Any

from storage import KeyRing, Store, open_store

THREADS, TURNS = 4, 12

_OTHER_PROCESS = """
import sys
from datetime import UTC, datetime
from storage import KeyRing, open_store
url, master, person, turns = sys.argv[1:]
store = open_store(url, KeyRing.from_master(master))
for _ in range(int(turns)):
    with store.begin() as work:
        row = work.sessions.load_for_turn(person)
        at = datetime.now(UTC)
        work.sessions.save(row, {"count": row.state.get("count", 0) + 1}, row.seq + 1, "talking", "nl", at)
        work.turns.add(row.id, row.seq + 1, "Wrote", "zin", at)
        work.outbox.add(row.id, row.seq + 1, [{"text": "dank je"}], "web", None, at)
store.close()
"""


def _count_up(store: Store, person: str, at: datetime, times: int) -> None:
    for _ in range(times):
        with store.begin() as work:
            row = work.sessions.load_for_turn(person)
            assert row is not None
            work.sessions.save(row, {"count": row.state.get("count", 0) + 1}, row.seq + 1, "talking", "nl", at)
            work.turns.add(row.id, row.seq + 1, "Wrote", "zin", at)


def test_threads_at_one_session_take_turns(store: Store, talk: Any, noon: datetime) -> None:
    threads = [threading.Thread(target=_count_up, args=(store, talk.person, noon, TURNS)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as work:
        session = work.sessions.get(talk.session)
        heard = work.transcript.of(talk.session)
    assert (session.state, session.seq, len(heard)) == ({"count": THREADS * TURNS}, THREADS * TURNS, THREADS * TURNS)


def test_two_processes_at_one_session_take_turns(
    database_url: str, store: Store, talk: Any, master_key: str, noon: datetime
) -> None:
    command = [sys.executable, "-c", _OTHER_PROCESS, database_url, master_key, talk.person, str(TURNS)]
    others = [subprocess.Popen(command) for _ in range(2)]
    assert [other.wait(30) for other in others] == [0, 0]
    with store.read() as work:
        session = work.sessions.get(talk.session)
        places = [line.place for line in work.transcript.of(talk.session)]
    assert session.state == {"count": 2 * TURNS}
    assert places == sorted(set(places))
    assert len(places) == 4 * TURNS


def test_the_same_message_at_two_workers_counts_once(
    database_url: str, store: Store, noon: datetime, master_key: str
) -> None:
    second = open_store(database_url, KeyRing.from_master(master_key))
    won = []

    def claim_all(worker: Store) -> None:
        for number in range(25):
            with worker.begin() as work:
                won.append((work.inbox.claim("telegram", str(number), noon), number))

    threads = [threading.Thread(target=claim_all, args=(worker,)) for worker in (store, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    second.close()
    assert sorted(number for claimed, number in won if claimed) == list(range(25))


def test_whoever_waits_for_a_turn_gets_the_session_that_the_other_began(
    database_url: str, store: Store, talk: Any, noon: datetime, master_key: str
) -> None:
    second = open_store(database_url, KeyRing.from_master(master_key))
    with store.begin() as work:
        first = work.sessions.load_for_turn(talk.person)
        assert first is not None
        waiting = second.submit(lambda other: other.sessions.load_for_turn(talk.person), talk.person)
        threading.Event().wait(0.3)
        assert not waiting.done()
        work.sessions.save(first, {}, 1, "kept", "nl", noon, ended=True)
        work.sessions.create("later", talk.person, "check_in", "v1", "nl", {}, noon)
    found = waiting.result(10)
    second.close()
    assert found is not None
    assert found.id == "later"
