"""flows check | graph | words: for who writes the questions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from flows.engine.compiling import Source

app = typer.Typer(help="Look after the flows: lint, drawing, words.", no_args_is_help=True)


FILES: Final = typer.Argument(help="Flow files; all that come with Maatje when left out.", dir_okay=False)


@app.command()
def check(files: Annotated[list[Path] | None, FILES] = None) -> None:
    """Say with file and line what is wrong with a flow; exit code 1 when something is."""
    from bot.words import Catalogues
    from flows.engine.lint import check as check_source

    words = Catalogues.load()
    sources, complaints = _read(files)
    for source in sources:
        complaints += check_source(source, words.languages, lambda text, language: words.gettext(language)(text))
    _stop_at(complaints)
    typer.echo(f"{len(sources)} flow{'s' if len(sources) != 1 else ''}: all is well")


def _read(files: list[Path] | None) -> tuple[list[Source], list[str]]:
    """The flows of these files, and what makes the others unreadable. Without files it says what is read instead."""
    from flows.engine.compiling import decoded, load
    from flows.engine.errors import BrokenFlow
    from flows.library import packaged_files

    sources: list[Source] = []
    complaints: list[str] = []
    for name in map(str, files or packaged_files()):
        if not files:
            typer.echo(f"reading {name}")
        try:
            sources.append(load(decoded(Path(name).read_bytes(), name), name))
        except BrokenFlow as broken:
            complaints += broken.complaints
    return sources, complaints


def _stop_at(complaints: list[str]) -> None:
    for complaint in complaints:
        typer.echo(complaint)
    if complaints:
        raise typer.Exit(1)


@app.command()
def graph(
    flow: Annotated[str, typer.Argument(help="Which flow; `life` draws the life of a session.")] = "intake",
    band: Annotated[str | None, typer.Option(help="Only what this band meets.")] = None,
) -> None:
    """Draw a flow as Mermaid text, from the same machine that plays it."""
    from flows.engine.bands import BANDS
    from flows.engine.compiling import draw_flow, draw_life
    from flows.library import packaged

    if band is not None and band not in BANDS:
        raise typer.BadParameter(f"there is no band {band!r}; there are {', '.join(BANDS)}", param_hint="--band")
    typer.echo(draw_life() if flow == "life" else draw_flow(packaged().newest(flow), band))


@app.command()
def words(files: Annotated[list[Path] | None, FILES] = None) -> None:
    """Report on translations and reading level; exit code 1 when something is missing."""
    from bot.authoring.word_report import word_report

    sources, complaints = _read(files)
    _stop_at(complaints)
    report = word_report([source.flow for source in sources])
    typer.echo(report.text)
    if report.problems:
        raise typer.Exit(1)
