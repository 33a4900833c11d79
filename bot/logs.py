"""Logs for people who look after the machine. Ids and kinds only: what a child said never comes near a log line."""

from __future__ import annotations

import logging

import structlog

QUIET = ("uvicorn.access", "httpx", "telegram", "transitions", "alembic", "dbos")


def set_up_logs(level: str) -> None:
    """Readable lines with time and level; libraries that might print content are kept to warnings."""
    logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.dev.ConsoleRenderer(colors=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=True,
    )
