"""screen: what the safety layer makes of texts, for those who look after the word lists."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from care.safety import Screener


def add_to(app: typer.Typer) -> None:
    """Put the command into the program."""
    app.command()(screen)


def screen(
    language: Annotated[str, typer.Option(help="The language of the talk; the texts may be in any other.")] = "nl",
) -> None:
    """Read JSON Lines ({"id", "text"}) and say what the safety layer makes of each."""
    from bot.safety.screening import load_screener
    from bot.safety.word_lists import folder

    # Beside the answers, which a program reads: a phrase that was only added to the sources is not in the installed lists.
    typer.echo(f"reading {folder()}", err=True)
    screener = load_screener()
    unread = 0
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        given = _given(line)
        if given is None:
            unread += 1
            # Which line, and never what was in it.
            typer.echo(f'maatje: line {number} is no {{"id", "text"}}', err=True)
        else:
            typer.echo(json.dumps(_answer(screener, given, language)))
    if unread:
        typer.echo(f"maatje: {unread} lines could not be read; every other line has its answer", err=True)
        raise typer.Exit(1)


def _given(line: bytes) -> dict[str, Any] | None:
    """The object on a line; None when it is no object with a text."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return given if isinstance(given, dict) and isinstance(given.get("text"), str | int | float) else None


def _answer(screener: Screener, given: dict[str, Any], language: str) -> dict[str, Any]:
    signal = screener.screen(str(given["text"]), language)
    return {
        "id": given.get("id"),
        "flagged": signal is not None,
        "category": signal.category if signal else None,
        "urgency": signal.urgency if signal else "none",
    }
