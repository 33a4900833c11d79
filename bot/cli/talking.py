"""talk, simulate: trying the conversation out."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.engine.bands import OLDEST, YOUNGEST, band_of


def add_to(app: typer.Typer) -> None:
    """Put the commands into the program."""
    app.command()(talk)
    app.command()(simulate)


def talk(
    flow: Annotated[str, typer.Option(help="Which flow to play.")] = "intake",
    language: Annotated[str, typer.Option(help="nl or en.")] = "nl",
    age: Annotated[int | None, typer.Option(help="Use the words for this age from the first question on.")] = None,
    as_test: Annotated[bool, typer.Option("--as-test", help="Print the talk as a test when it ends.")] = False,
) -> None:
    """Have the conversation in the terminal, on a throw-away database."""
    from bot.authoring.trial import throw_away
    from bot.channels.terminal import Terminal
    from bot.turn.messages import Start
    from flows.library import packaged_files

    _refuse_unknown(language, age)
    start = Start(language=language, band=band_of(age))
    with throw_away(flow, language) as conversation:
        typer.echo("".join(f"reading {name}\n" for name in packaged_files() if Path(name).stem == flow), nl=False)
        terminal = Terminal(conversation, "terminal", input, typer.echo)
        asyncio.run(terminal.talk(start))
        if as_test:
            typer.echo("\n" + terminal.as_test("what this shows", start))


def _refuse_unknown(language: str, age: int | None) -> None:
    from bot.words import Catalogues

    known = Catalogues.load().languages
    if language not in known:
        raise typer.BadParameter(f"no words in {language!r}; there are {', '.join(known)}", param_hint="--language")
    if age is not None and not YOUNGEST <= age <= OLDEST:
        raise typer.BadParameter(f"there are words from {YOUNGEST} to {OLDEST} years", param_hint="--age")


def simulate(
    persona: Annotated[Path, typer.Argument(help="A persona in YAML; see docs/operating.md.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole report as JSON.")] = False,
    seed: Annotated[int, typer.Option(help="Another seed gives other ids; nothing else is random.")] = 0,
) -> None:
    """Let a synthetic respondent walk the real engine and storage."""
    from bot.authoring import simulation
    from bot.authoring.persona import read_persona
    from bot.authoring.trial import world
    from bot.written.plain_text import text_of

    who, here = read_persona(text_of(persona)), world()
    for unknown in simulation.unknown_links(who, here):
        typer.echo(f"maatje: the persona names {unknown}, which no question has; is it a typing mistake?", err=True)
    report = asyncio.run(simulation.simulate(who, here, seed))
    typer.echo(json.dumps(report, ensure_ascii=False, indent=2) if as_json else _told(report))


def _told(report: dict[str, Any]) -> str:
    lines = []
    for line in report["transcript"]:
        choices = f"   [{' | '.join(line['choices'])}]" if line["choices"] else ""
        lines.append(("  > " if line["from"] == "child" else "") + line["text"] + choices)
    lines.append(f"\n{len(report['asked'])} questions, band {report['band']}, signals: {len(report['signals'])}")
    return "\n".join(lines)
