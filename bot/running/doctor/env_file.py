"""Whether the file `.env`, where secrets may stand, is closed to everybody else on this machine."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.running.doctor.finding import Finding
from bot.settings import secrets_in

FILE: Final = Path(".env")
OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def open_to_others(file: Path = FILE) -> Iterator[Finding]:
    """A finding when others may read a file in which a secret stands."""
    if not file.is_file() or not file.stat().st_mode & OTHERS:
        return
    if found := secrets_in(file):
        yield Finding(
            f"Settings: others on this machine can read {', '.join(found)} in {file}; run `chmod 600 {file}`", bad=True
        )
