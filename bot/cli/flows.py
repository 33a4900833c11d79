"""flows check | graph | words: for who writes the questions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Look after the flows: lint, drawing, words.", no_args_is_help=True)


@app.command()
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Flow files; all that come with Maatje when left out.", dir_okay=False)
    ] = None,
) -> None:
    """Say with file and line what is wrong with a flow; exit code 1 when something is."""
    from bot.words import Catalogues
    from flows.engine.checking import check as check_source
    from flows.engine.errors import BrokenFlow
    from flows.engine.loading import decoded, load
    from flows.library import packaged_texts

    words = Catalogues.load()
    complaints: list[str] = []
    packed = () if files else packaged_texts()
    texts = [*((str(path), path.read_bytes()) for path in files or ()), *((n, t.encode()) for n, t in packed)]
    for name, raw in texts:
        try:
            source = load(decoded(raw, name), name)
            complaints += check_source(source, words.languages, lambda text, language: words.gettext(language)(text))
        except BrokenFlow as broken:
            complaints += broken.complaints
    for complaint in complaints:
        typer.echo(complaint)
    if complaints:
        raise typer.Exit(1)
    typer.echo(f"{len(texts)} flow{'s' if len(texts) != 1 else ''}: all is well")


@app.command()
def graph(
    flow: Annotated[str, typer.Argument(help="Which flow; `life` draws the life of a session.")] = "intake",
    band: Annotated[str | None, typer.Option(help="Only what this band meets.")] = None,
) -> None:
    """Draw a flow as Mermaid text, from the same machine that plays it."""
    from flows.engine.drawing import draw_flow, draw_life
    from flows.library import packaged

    typer.echo(draw_life() if flow == "life" else draw_flow(packaged().newest(flow), band))


@app.command()
def words() -> None:
    """Report on translations and reading level; exit code 1 when something is missing."""
    from bot.authoring.word_report import word_report

    report = word_report()
    typer.echo(report.text)
    if report.problems:
        raise typer.Exit(1)
