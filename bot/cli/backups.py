"""backup, restore, person deleted, person redelete: a copy that can be put back, without bringing anybody back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from storage.backup import Cleaned
    from storage.people.deletions import Deletion

List = Annotated[Path | None, typer.Argument(help="A list that `maatje person deleted` printed, kept apart.")]


def add_to(app: typer.Typer, person: typer.Typer) -> None:
    """Put the commands into the program."""
    app.command()(backup)
    app.command()(restore)
    person.command()(deleted)
    person.command()(redelete)


def backup(file: Path) -> None:
    """Write the whole database into a new file that only you can read, while work goes on."""
    from bot.settings import read_settings
    from storage.backup import back_up

    back_up(read_settings().database_url, file)
    typer.echo(f"written to {file}. Keep it apart from the master key, and shorter than deletions are remembered")


def restore(
    file: Path,
    deleted: Annotated[Path | None, typer.Option(help="A list that `maatje person deleted` printed.")] = None,
) -> None:
    """Put a backup back in the place of an embedded database, without whoever was deleted since it was made."""
    from bot.running.edges import clock
    from bot.running.keys import key_ring
    from bot.settings import read_settings
    from storage.backup import put_back

    settings = read_settings()
    known = [*_known_here(), *(_listed(deleted) if deleted else ())]
    _say(put_back(settings.database_url, file, key_ring(settings), clock(), known))


def deleted() -> None:
    """Print what is gone for good, as keyed hashes without meaning; keep the list apart from the backups."""
    from bot.running.build import open_data
    from bot.settings import read_settings

    store = open_data(read_settings())
    with store.read() as work:
        for record in work.deletions.all():
            typer.echo(f"{record.hash.hex()} {record.reason} {record.at.isoformat()}")
    store.close()


def redelete(deleted: List = None) -> None:
    """Delete again who is back although deleted: after a backup was put back by other means."""
    from bot.running.build import open_data
    from bot.running.edges import clock
    from bot.settings import read_settings
    from storage.backup import delete_again

    store = open_data(read_settings())
    _say(delete_again(store, clock(), list(_listed(deleted)) if deleted else []))
    store.close()


def _known_here() -> list[Deletion]:
    """What the database that is about to be replaced remembers; nothing when it is not there or cannot be opened."""
    from bot.running.build import open_data
    from bot.running.keys import database_file
    from bot.settings import read_settings
    from storage.backup import deletions_of
    from storage.errors import StorageError

    settings = read_settings()
    if not settings.database_url.startswith("sqlite:///") or not database_file(settings).is_file():
        return []
    try:
        store = open_data(settings)
    except StorageError as problem:
        typer.echo(f"! the database that is replaced cannot say who was deleted: {problem}", err=True)
        return []
    found = list(deletions_of(store))
    store.close()
    return found


def _listed(path: Path) -> Iterator[Deletion]:
    from storage.people.deletions import Deletion

    for number, line in enumerate(path.read_text(encoding="ascii").splitlines(), 1):
        parts = line.split()
        if not parts:
            continue
        try:
            digest, reason, at = parts
            yield Deletion(bytes.fromhex(digest), reason, datetime.fromisoformat(at))
        except ValueError:
            typer.echo(f"maatje: line {number} of {path.name} is no line of `maatje person deleted`", err=True)
            raise typer.Exit(1) from None


def _say(went: Cleaned) -> None:
    typer.echo(f"deleted again: {went.people} people, {went.handoffs} shared pages that were taken back")
