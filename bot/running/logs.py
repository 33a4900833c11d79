"""Logs for people who look after the machine. Ids and kinds only: what a child said never comes near a log line."""

from __future__ import annotations

import logging
from typing import Final

OURS: Final = ("bot", "care", "documents", "flows", "portal", "storage")
STARTING: Final = "uvicorn.error"  # here the web server says that it started, too


class KeyedLogger:
    """A logger that takes facts by name: `log.warning("not delivered", kind="blocked")`."""

    def __init__(self, name: str) -> None:
        self._log = logging.getLogger(name)

    def info(self, what: str, **facts: object) -> None:
        """Something the operator may like to know."""
        self._say(logging.INFO, what, facts)

    def warning(self, what: str, **facts: object) -> None:
        """Something that mends itself, but not for ever."""
        self._say(logging.WARNING, what, facts)

    def error(self, what: str, **facts: object) -> None:
        """Something somebody has to look at."""
        self._say(logging.ERROR, what, facts)

    def _say(self, level: int, what: str, facts: dict[str, object]) -> None:
        self._log.log(level, "%s %s", what, " ".join(f"{name}={fact}" for name, fact in facts.items()))


def get_logger(name: str) -> KeyedLogger:
    """The logger of a module."""
    return KeyedLogger(name)


def set_up_logs(level: str) -> None:
    """Readable lines with time and level. Raises ValueError for a level nobody knows.

    The wished level is that of our own parts. Libraries only warn: below that they print what they carry, also what a
    child said (sse_starlette does).
    """
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in OURS:
        logging.getLogger(name).setLevel(level.upper())
    wished = logging.getLogger(OURS[0]).level
    logging.getLogger(STARTING).setLevel(max(wished, logging.INFO))
    logging.getLogger().setLevel(max(wished, logging.WARNING))
