"""How many files and connections this process may have open at once."""

from __future__ import annotations

import resource
from typing import Final

WANTED: Final = 65_536


def files_at_once() -> int:
    """The limit that holds now."""
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return WANTED if soft == resource.RLIM_INFINITY else soft


def allow_many() -> None:
    """Raise the limit as far as we want it and may: every open page is a connection, and the usual 1,024 are few."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wished = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wished:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wished, hard))
