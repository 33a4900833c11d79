"""Writing a backup: the whole database in one file that only its owner can read, while work goes on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url

from storage.backup.files import BROKEN, file_of, new_file
from storage.errors import BackupFailed

PASSWORD: Final = "password"
SECRETS: Final = ("sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key")
"""What libpq takes out of an address and out of nothing else that others cannot read."""


def back_up(url: str, to: Path) -> None:
    """Write the whole database into a new file, while work goes on. Raises BackupFailed."""
    address = make_url(url)
    new_file(to)
    try:
        if address.get_backend_name() == "sqlite":
            _copy_sqlite(file_of(address), to)
        else:
            _dump_postgresql(address, to)
    except BackupFailed:
        to.unlink(missing_ok=True)
        raise


def _copy_sqlite(file: Path, to: Path) -> None:
    if not file.is_file():
        raise BackupFailed(f"there is no database at {file.absolute()}; look at MAATJE_DATABASE_URL")
    try:
        # Not read-only: such a connection could not take its own journal index away again.
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as source:
            source.execute("VACUUM INTO ?", [str(to)])
    except BROKEN as problem:
        raise BackupFailed(f"SQLite could not copy ({problem}); is the disk full?") from None


def _dump_postgresql(address: URL, to: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupFailed("pg_dump is not installed here (Debian: postgresql-client); run it where the database is")
    dsn, password = _without_password(address)
    # The password goes through the environment: what stands in a command line, every user of the machine can read.
    secret = {"PGPASSWORD": password} if password else {}
    command = [program, "--format=custom", "--no-owner", f"--file={to}", f"--dbname={dsn}"]
    done = subprocess.run(command, env={**os.environ, **secret}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupFailed(f"pg_dump ended with code {done.returncode}; run it by hand to see why")


def _without_password(address: URL) -> tuple[str, str | None]:
    """The address as pg_dump wants it, and its password; what stands behind the ? goes before, as for the driver."""
    told = address.normalized_query
    for name in SECRETS:
        if name in told:
            raise BackupFailed(
                f"pg_dump can be given {name} only where every user of this machine can read it: take it out of "
                "MAATJE_DATABASE_URL for the backup, or run pg_dump by hand with a service file"
            )
    password = told[PASSWORD][-1] if PASSWORD in told else address.password
    rest = address.difference_update_query([PASSWORD]).query
    plain = URL.create("postgresql", address.username, None, address.host, address.port, address.database, rest)
    return plain.render_as_string(hide_password=False), password
