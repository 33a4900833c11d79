"""Whatever level is wished: what a child said stands in no log line, and our own lines come as wished."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.running.logs import OURS, STARTING, get_logger, set_up_logs
from tests.bot.channels.webchat.house import House, new_database, open_house

MARK = "KWIKSTAART"


@contextmanager
def told_to_log(level: str) -> Iterator[None]:
    """Logs as a new process sets them up; afterwards they are again as they were."""
    loggers = [logging.getLogger(name) for name in ("", STARTING, *OURS)]
    levels, handlers = [logger.level for logger in loggers], loggers[0].handlers[:]
    loggers[0].handlers.clear()
    # A test that served a page in this process left uvicorn with handlers of its own.
    server = logging.getLogger("uvicorn")
    server.handlers, server.propagate = [], True
    try:
        set_up_logs(level)
        yield
    finally:
        loggers[0].handlers[:] = handlers
        for logger, before in zip(loggers, levels, strict=True):
            logger.setLevel(before)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A web chat on a new database."""
    found = open_house(new_database(tmp_path))
    yield found
    found.close()


async def streamed(house: House, address: str, until: str) -> str:
    """What the live line of a page sends, up to a word."""
    gone, sent = asyncio.Event(), bytearray()

    async def receive() -> dict[str, Any]:
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.extend(message.get("body", b""))
        if until.encode() in sent:
            gone.set()

    headers = [(b"host", b"testserver"), (b"cookie", f"m={address}".encode())]
    about = {"type": "http", "method": "GET", "path": "/live", "query_string": b"after=0.0", "headers": headers}
    async with asyncio.timeout(10):
        await house.app(about, receive, send)
    return sent.decode()


async def test_what_a_child_says_is_nowhere_in_the_log_whatever_is_wished(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    child = house.visitor()
    with told_to_log("DEBUG"):
        await asyncio.to_thread(child.talk_until, "happiness.more")
        await asyncio.to_thread(child.post, "typed", words=f"mijn geheime zin {MARK}")
        assert MARK in await streamed(house, child.client.cookies["m"], MARK)
    assert MARK not in capsys.readouterr().err


def test_libraries_say_nothing_below_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    with told_to_log("debug"):
        for name in ("sse_starlette.sse", "httpx", "sqlalchemy.engine", "any.other"):
            logging.getLogger(name).info("library of %s", name)
            logging.getLogger(name).warning("warning of %s", name)
        for name in OURS:
            logging.getLogger(f"{name}.part").debug("ours of %s", name)
    said = capsys.readouterr().err
    assert "library of" not in said
    assert said.count("warning of") == 4
    assert [name for name in OURS if f"ours of {name}" not in said] == []


@pytest.mark.parametrize(
    ("level", "heard"),
    [
        ("INFO", ["ours", "started", "warned"]),
        ("WARNING", ["warned"]),
        ("ERROR", []),
    ],
)
def test_the_wished_level_is_that_of_our_own_lines_and_of_the_start(
    level: str, heard: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with told_to_log(level):
        get_logger("bot.jobs").info("ours")
        logging.getLogger(STARTING).info("started")
        logging.getLogger("a.library").warning("warned")
    said = capsys.readouterr().err
    assert [word for word in ("ours", "started", "warned") if word in said] == heard


def test_every_package_of_ours_is_one_whose_level_is_wished() -> None:
    packages = {folder.parent.name for folder in Path(__file__).parents[2].glob("*/__init__.py")}
    assert set(OURS) <= packages
    assert packages - set(OURS) <= {"benchmarks", "tests", "tools"}


def test_a_level_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="LOUD"), told_to_log("loud"):
        pass
