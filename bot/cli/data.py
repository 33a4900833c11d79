"""db upgrade, keys rotate: looking after the database."""

from __future__ import annotations

import typer

database = typer.Typer(help="Look after the database.", no_args_is_help=True)
keys = typer.Typer(help="Look after the keys.", no_args_is_help=True)


@database.command()
def upgrade() -> None:
    """Bring the database to the newest form; safe to run again."""
    from bot.running.build import open_data
    from bot.settings import read_settings

    open_data(read_settings()).close()
    typer.echo("the database is up to date")


@database.callback()
def _database() -> None:
    """Look after the database."""


@keys.command()
def rotate() -> None:
    """Wrap every key with the newest master key, while work goes on."""
    from bot.running.build import found_data
    from bot.settings import read_settings

    store = found_data(read_settings())
    count = store.rotate_keys()
    with store.read() as work:
        left = work.people.unreadable()
    store.close()
    typer.echo(f"{count} keys are wrapped with the newest master key{_what_next(count, left)}")
    if left:
        typer.echo(
            f"! {left} keys cannot be opened: they are damaged, or wrapped with a master key that is not named. Before you "
            "throw a previous one away, name every one there ever was and run this again",
            err=True,
        )


def _what_next(count: int, left: int) -> str:
    """A process that still runs with the previous key makes keys with it: only a run that finds none is the last."""
    if left:
        return ""
    if count:
        return "; start every process with it, and run this again until it says 0"
    return "; the previous ones are no longer needed"


@keys.callback()
def _keys() -> None:
    """Look after the keys."""
