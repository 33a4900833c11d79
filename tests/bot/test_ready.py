"""/readyz says whether a turn can be taken, at once and at next to no cost; anybody may ask it."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.running import health
from bot.running.edges import clock
from bot.safety.later import LaterScreener
from bot.settings import Settings
from storage import Store, Work, trouble
from storage.errors import DiskFull, StatementFailed


def _door(store: Store, screener: LaterScreener | None = None) -> TestClient:
    """What a load balancer asks."""
    parts: Any = SimpleNamespace(store=store, screener=screener or LaterScreener(with_model=False))
    return TestClient(Starlette(routes=health.health_routes(parts, Settings())))


def _asked(door: TestClient) -> tuple[int, str]:
    found = door.get("/readyz")
    return found.status_code, found.text


def test_it_is_ready_without_looking_through_the_database(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "check", lambda: pytest.fail("that is for `maatje doctor`"))
    assert _asked(_door(store)) == (200, "ready")


def test_it_is_not_ready_while_the_writer_is_held_up(sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    door = _door(sqlite)
    started, go = threading.Event(), threading.Event()

    def hold(_: Work) -> None:
        started.set()
        assert go.wait(10)

    held = sqlite.submit(hold, "noor")
    assert started.wait(10)
    monkeypatch.setattr(health, "READY_SECONDS", 0.1)
    assert _asked(door) == (503, "not ready")
    go.set()
    held.result(10)
    monkeypatch.setattr(health, "READY_SECONDS", 10)
    assert _asked(door) == (200, "ready")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_it_is_not_ready_while_the_writer_dies_and_is_again_by_itself(
    sqlite: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = _door(sqlite)
    assert _asked(door) == (200, "ready")

    def die(_jobs: object) -> None:
        raise MemoryError

    monkeypatch.setattr(sqlite._writer, "_commit_together", die)
    assert _asked(door) == (503, "not ready")
    monkeypatch.undo()
    assert _asked(door) == (200, "ready")


def _fill_the_disk(work: Work) -> None:
    work.connection.exec_driver_sql("PRAGMA max_page_count = 1")  # it becomes as many as there are
    for number in range(50):
        work.people.create(f"{number}" * 4_000, clock())


def test_it_is_not_ready_after_a_write_failed_on_a_full_disk_and_is_again_by_itself(
    sqlite: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = _door(sqlite)
    with pytest.raises(DiskFull, match="The disk is full; make room"):
        sqlite.run(_fill_the_disk, "noor")
    sqlite.run(lambda _: None, "noor")  # the writer has said by now what it had to say of the one before
    assert _asked(door) == (503, "not ready")
    monkeypatch.setattr(trouble, "RECENT_SECONDS", 0.0)
    assert _asked(door) == (200, "ready")
    with pytest.raises(DiskFull), sqlite.begin() as work:
        _fill_the_disk(work)
    monkeypatch.undo()
    assert _asked(door) == (503, "not ready")


def test_it_is_ready_while_the_safety_layer_is_still_loading_and_not_any_more_when_that_failed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    screener = LaterScreener(with_model=False)
    ended: list[bool] = []
    screener.on_problem = lambda: ended.append(True)
    door = _door(store, screener)
    assert _asked(door) == (200, "ready"), "a text that comes early waits, and is taken"

    def damaged(_with_model: bool) -> None:
        raise ValueError("the trained file is damaged")

    monkeypatch.setattr("bot.safety.screening.load_screener", damaged)
    with pytest.raises(ValueError, match="damaged"):
        screener.screen("hallo", "nl")
    assert (_asked(door), ended) == ((503, "not ready"), [True])


def test_a_fault_of_our_own_says_nothing_about_the_place(store: Store) -> None:
    with pytest.raises(StatementFailed), store.begin() as work:
        work.people.create("noor", clock())
        work.people.create("noor", clock())
    assert _asked(_door(store)) == (200, "ready")
