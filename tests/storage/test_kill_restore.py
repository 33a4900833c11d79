"""A restore killed between any two of its lines: the old database or the new one is there, whole."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage import KeyRing, open_store
from storage.backup import Cleaned, back_up, deletions_of, put_back

# Restores again and again, each time in a fresh folder, and is killed before one line more; until nobody kills it.
_WORKER = """
import os, shutil, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from storage import KeyRing
from storage.backup import files, put_back, redeleting, replacing, restoring
from storage.people.deletions import Deletion
template, master, digest = Path(sys.argv[1]), sys.argv[2], bytes.fromhex(sys.argv[3])
ours = {module.__file__ for module in (files, redeleting, replacing, restoring)}
now = datetime.now(UTC)

def killing(number):
    seen = set()
    def trace(frame, event, _argument):
        if frame.f_code.co_filename not in ours:
            return None
        if event == "line":
            seen.add((frame.f_code.co_filename, frame.f_lineno))
            if len(seen) == number:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
    return trace

def killed(number):
    folder = shutil.copytree(template, template.with_name(f"killed-{number}"))
    child = os.fork()
    if not child:
        sys.settrace(killing(number))
        url = f"sqlite:///{folder / 'maatje.db'}"
        put_back(url, folder / "backup", KeyRing.from_master(master), now, [Deletion(digest, "asked", now)])
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), status
    return status != 0

number = 1
while killed(number):
    number += 1
print(number)
"""


@pytest.fixture
def template(tmp_path: Path, sqlite_template: Path, keys: KeyRing, noon: datetime) -> Path:
    """A backup with Noor and Ria, and a database as somebody who was killed left it: without them, Sem in its journal."""
    live, folder = tmp_path / "live", tmp_path / "template"
    live.mkdir()
    folder.mkdir()
    url = f"sqlite:///{shutil.copy(sqlite_template, live / 'maatje.db')}"
    store = open_store(url, keys)
    with store.begin() as work:
        for name in ("noor", "ria", "kim"):
            work.people.create(name, noon)
    back_up(url, folder / "backup")
    with store.begin() as work:
        work.people.delete("noor", noon)
        work.people.delete("ria", noon + timedelta(minutes=1))
    with store.begin() as work:
        work.people.create("sem", noon)
    for path in live.iterdir():
        shutil.copy(path, folder)
    store.close()
    assert (folder / "maatje.db-wal").stat().st_size
    return folder


def _people(file: Path, keys: KeyRing) -> set[str]:
    with closing(sqlite3.connect(file)) as found:
        assert found.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    store = open_store(f"sqlite:///{file}", keys)
    with store.read() as work:
        here = {name for name in ("noor", "ria", "kim", "sem") if work.people.exists(name)}
    store.close()
    return here


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by a signal")
def test_killed_anywhere_the_old_or_the_new_one_is_there_and_it_can_be_done_again(
    template: Path, keys: KeyRing, master_key: str, noon: datetime
) -> None:
    old, new = {"kim", "sem"}, {"kim", "ria"}  # of Ria nobody tells
    whole = open_store(f"sqlite:///{shutil.copytree(template, template.with_name('whole')) / 'maatje.db'}", keys)
    gone, _ria = deletions_of(whole)
    whole.close()
    command = [sys.executable, "-c", _WORKER, str(template), master_key, gone.hash.hex()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    last = int(done.stdout)
    assert last > 40
    found = []
    for number in range(1, last + 1):
        file = template.with_name(f"killed-{number}") / "maatje.db"
        found.append(_people(file, keys))
        again = put_back(f"sqlite:///{file}", file.with_name("backup"), keys, noon, [gone])
        assert again == Cleaned(people=1)
        assert sorted(path.name for path in file.parent.iterdir()) == ["backup", "maatje.db"]
    turned = found.index(new)
    assert found == [old] * turned + [new] * (last - turned), "once the new one is there it stays"
    assert turned > 1
