"""backup, restore, person deleted, person redelete: a copy that can be put back, without bringing anybody back."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.backup import Cleaned
    from storage.people.deletions import Deletion
    from storage.staff.access_log import Access

HASH_BYTES: Final = 32
LOOKED: Final = "who looked"
UNTOLD: Final = f"who was deleted, what was taken back, which consultant was disabled and {LOOKED}"
List = Annotated[Path | None, typer.Argument(help="A list that `maatje person deleted` printed, kept apart.")]


def add_to(app: typer.Typer, person: typer.Typer) -> None:
    """Put the commands into the program."""
    app.command()(backup)
    app.command()(restore)
    person.command()(deleted)
    person.command()(redelete)


def backup(file: Path) -> None:
    """Write the whole database into a new file that only you can read, while work goes on."""
    from bot.running.keys import refuse_barred
    from bot.settings import read_settings
    from storage.backup import back_up

    settings = read_settings()
    refuse_barred(settings)
    back_up(settings.database_url, file)
    typer.echo(f"written to {file}. Keep it apart from the master key, and shorter than deletions are remembered")


def restore(
    file: Path,
    deleted: Annotated[Path | None, typer.Option(help="A list that `maatje person deleted` printed.")] = None,
) -> None:
    """Put a backup back in the place of an embedded database, without whoever was deleted since it was made."""
    from bot.running.edges import clock
    from bot.running.keys import database_file, key_ring, refuse_barred
    from bot.settings import read_settings
    from storage.backup import put_back

    settings = read_settings()
    refuse_barred(settings)
    keys = key_ring(settings, may_make=False)
    records, looks = _known_here()
    known = [*_listed(deleted), *records]
    if not database_file(settings).is_file():
        untold = LOOKED if known else UNTOLD
        typer.echo(
            f"! the database that is replaced cannot say {untold}: it is not there, and no list says so", err=True
        )
    _say(put_back(settings.database_url, file, keys, clock(), known, looks))


def deleted() -> None:
    """Print what is gone for good and who is disabled, as keyed hashes; keep the list apart from the backups."""
    from bot.running.build import found_data
    from bot.settings import read_settings
    from storage.backup import deletions_of

    store = found_data(read_settings())
    for record in deletions_of(store):
        typer.echo(f"{record.hash.hex()} {record.reason} {record.at.isoformat()}")
    store.close()


def redelete(deleted: List = None) -> None:
    """Delete again who is back although deleted, sign consultants out: after a backup was put back by other means."""
    from bot.running.build import found_data
    from bot.running.edges import clock
    from bot.settings import read_settings
    from storage.backup import delete_again

    known = _listed(deleted)
    store = found_data(read_settings())
    _say(delete_again(store, clock(), known))
    store.close()


def _known_here() -> tuple[Sequence[Deletion], Sequence[Access]]:
    """What the database that is about to be replaced remembers; nothing when it is not there or cannot be read."""
    from bot.running.keys import database_file, is_embedded, key_ring
    from bot.settings import read_settings
    from storage import open_store
    from storage.backup import deletions_of, looks_of

    settings = read_settings()
    file = database_file(settings)
    if not is_embedded(settings) or not file.is_file() or not file.stat().st_size:
        return [], []
    try:
        # As it is, not brought up to date: it may be of a newer version than this one, or damaged.
        with closing(open_store(settings.database_url, key_ring(settings, may_make=False))) as store:
            return deletions_of(store), looks_of(store)
    except Exception as problem:  # what is damaged breaks in any way, and a restore is what helps
        typer.echo(f"! the database that is replaced cannot say {UNTOLD}: {problem}", err=True)
        return [], []


def _listed(path: Path | None) -> list[Deletion]:
    if path is None:
        return []
    return [
        _record(line.split(), f"line {number} of {path.name}")
        for number, line in enumerate(path.read_bytes().splitlines(), 1)
        if line.strip()
    ]


def _record(parts: list[bytes], where: str) -> Deletion:
    from storage.people.deletions import Deletion

    try:
        digest, reason, at = (part.decode("ascii") for part in parts)
        found = Deletion(bytes.fromhex(digest), reason, datetime.fromisoformat(at))
        if len(found.hash) == HASH_BYTES and found.at.tzinfo is not None:
            return found
    except ValueError:
        pass
    typer.echo(f"maatje: {where} is no line of `maatje person deleted`; nothing was changed", err=True)
    raise typer.Exit(1)


def _say(went: Cleaned) -> None:
    typer.echo(
        f"deleted again: {went.people} people, {went.handoffs} shared pages and {went.alarms} alarms that were taken back"
    )
    typer.echo(f"disabled again: {went.consultants} consultants. Every consultant has to sign in anew")
    typer.echo(f"kept of the access log: {went.looks} lines that the copy did not have")
