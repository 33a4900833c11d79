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
    done = f"{count} keys are wrapped with the newest master key"
    typer.echo(done if left else f"{done}; the previous ones are no longer needed")
    if left:
        typer.echo(
            f"! {left} keys cannot be opened: they are damaged, or wrapped with a master key that is not named. Before you "
            "throw a previous one away, name every one there ever was and run this again",
            err=True,
        )


@keys.callback()
def _keys() -> None:
    """Look after the keys."""
