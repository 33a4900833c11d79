"""The master key: from the settings, or for an embedded database from a file beside it that only its owner may read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from bot.settings import BadSetting, Settings
from storage import KeyRing

KEY_FILE: Final = "master.key"
SQLITE: Final = "sqlite:///"


def key_ring(settings: Settings, *, may_make: bool = True) -> KeyRing:
    """The ring that opens this installation's data. Raises BadSetting when there is no key and none may be made."""
    previous = [key.strip() for key in settings.previous_master_keys.split(",") if key.strip()]
    return KeyRing.from_master(settings.master_key or _from_file(settings, may_make), previous)


def _from_file(settings: Settings, may_make: bool) -> str:
    if not is_embedded(settings):
        raise BadSetting("MAATJE_MASTER_KEY is not set; make one with `openssl rand -base64 32` and keep a copy apart")
    path = key_file(settings)
    if not path.exists():
        _refuse_a_new_lock_on_an_old_door(settings)
        if not may_make:
            raise BadSetting(
                f"there is no master key: put the {KEY_FILE} that the backup was made with at {path}, or set "
                "MAATJE_MASTER_KEY; a new one opens no backup, so we make none"
            )
        _create(path)
    try:
        return path.read_text(encoding="ascii").strip()
    except UnicodeDecodeError:
        raise BadSetting(f"{path} is damaged: put your copy of it there, or set MAATJE_MASTER_KEY") from None


def _refuse_a_new_lock_on_an_old_door(settings: Settings) -> None:
    """A fresh key opens nothing that is there already, and would look as if all were well."""
    database = database_file(settings)
    if database.is_file() and database.stat().st_size:
        raise BadSetting(
            f"the database {database} is there, but its master key is not: put {KEY_FILE} back beside it, or set "
            "MAATJE_MASTER_KEY; without that key nobody can read it, and we make no new one"
        )


def key_file(settings: Settings) -> Path:
    """Where the key of an embedded database lies when it is not in the settings."""
    return database_file(settings).parent / KEY_FILE


def is_embedded(settings: Settings) -> bool:
    """True when the database is a file on this machine."""
    return settings.database_url.startswith(SQLITE)


def database_file(settings: Settings) -> Path:
    """The file of an embedded database."""
    return Path(settings.database_url.removeprefix(SQLITE))


def refuse_barred(settings: Settings) -> None:
    """Whoever may not write the data of the service hears so, not what SQLite makes of it. Raises BadSetting."""
    if not is_embedded(settings):
        return
    file = database_file(settings)
    barred = [file.parent] if _is_barred(file.parent, os.R_OK | os.W_OK | os.X_OK) else []
    barred += [one for one in (file, *_beside(file)) if _is_barred(one, os.R_OK | os.W_OK)]
    if not settings.master_key and _is_barred(key_file(settings), os.R_OK):
        barred.append(key_file(settings))
    if barred:
        raise BadSetting(f"you may not write {barred[0].absolute()}: run this as the user of the service")


def _beside(file: Path) -> list[Path]:
    return [file.with_name(file.name + ending) for ending in ("-wal", "-shm")]


def _is_barred(path: Path, wanted: int) -> bool:
    return os.path.exists(path) and not os.access(path, wanted)  # Path.exists raises where one may not look


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(KeyRing.new_master() + "\n")
