"""`maatje`: the commands. Heavy things are imported inside a command, so that `maatje --help` is quick."""

from __future__ import annotations

import sys
from typing import Final

import typer

from bot.cli import access, backups, data, flows, people, retention, screening, serving, talking

app: Final = typer.Typer(
    name="maatje",
    help="Maatje: a guided conversation for young carers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
serving.add_to(app)
talking.add_to(app)
retention.add_to(app)
access.add_to(app)
backups.add_to(app, people.person)
screening.add_to(app)
app.add_typer(flows.app, name="flows")
app.add_typer(data.database, name="db")
app.add_typer(data.keys, name="keys")
app.add_typer(people.consultant, name="consultant")
app.add_typer(people.person, name="person")
app.add_typer(people.courses, name="courses")


def main() -> None:
    """Run a command; an error we know is one plain sentence and exit code 1."""
    from bot.cli.errors import known_errors, sentence

    try:
        _warn()
        app()
    except known_errors() as problem:
        typer.echo(f"maatje: {sentence(problem)}", err=True)
        sys.exit(1)


def _warn() -> None:
    """A misspelt setting does nothing, and nobody would see that."""
    from bot.settings import BadSetting, unknown_settings

    try:
        strange = unknown_settings()
    except (BadSetting, OSError):
        return  # whoever needs the settings says so
    for text in strange:
        typer.echo(f"maatje: {text}", err=True)
