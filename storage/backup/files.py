"""The files of a backup: the one of an embedded database, and new ones that only their owner can read."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import URL

from storage.database import is_memory
from storage.errors import BackupFailed

OWNER_ONLY: Final = 0o600
OWNER_FOLDER: Final = 0o700
BROKEN: Final = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite says; of a damaged file its very message may be no text."""


def file_of(address: URL) -> Path:
    """The file of an embedded database. Raises BackupFailed when it lives in memory only."""
    if is_memory(address) or not address.database:
        raise BackupFailed("this database lives in memory only; there is nothing to back up")
    return Path(address.database)


def new_file(path: Path) -> None:
    """An empty file for its owner alone, in a folder that is made when missing: nobody can read along while it is written."""
    try:
        path.parent.mkdir(OWNER_FOLDER, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    except FileExistsError:
        raise BackupFailed(f"{path.name} is there already; name another file, or take that one away first") from None
    except OSError as problem:
        raise BackupFailed(f"{path} cannot be written ({type(problem).__name__}); choose another folder") from None
