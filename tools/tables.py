"""The generated tables of the handbook: settings, commands, and what is kept how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import typer

from bot.cli import app
from bot.settings import PREFIX, Settings
from storage.tables import metadata
from storage.tables.personal import KEPT


def settings() -> Iterator[str]:
    """Every setting with its default and its sentence of help."""
    yield "| setting | default | what it is |"
    yield "|---|---|---|"
    for known in fields(Settings):
        secret = " *Secret.*" if known.metadata["secret"] else ""
        yield f"| `{PREFIX}{known.name.upper()}` | {_default(known.default)} | {_cell(known.metadata['help'])}{secret} |"


def commands() -> Iterator[str]:
    """Every command with what it takes and what it does."""
    yield "| command | does |"
    yield "|---|---|"
    yield from _commands(typer.main.get_command(app), "maatje")


def kept() -> Iterator[str]:
    """Every table: which columns are sealed, which are keyed hashes, which can be read; when it ends, what ends it."""
    yield "| table | sealed (unreadable without the keys) | keyed hash | readable | term | goes |"
    yield "|---|---|---|---|---|---|"
    for table in sorted(metadata.sorted_tables, key=lambda table: table.name):
        columns: dict[str, list[str]] = {"sealed": [], "hashed": [], "readable": []}
        for column in table.c:
            columns[_kind(column.name, column.info)].append(column.name)
        told = KEPT[table.name]
        cells = [*(", ".join(names) for names in columns.values()), told.term, told.goes]
        yield f"| `{table.name}` | " + " | ".join(cells) + " |"


def _kind(name: str, info: dict[Any, Any]) -> str:
    if "sealed" in info or name == "wrapped":
        return "sealed"
    return "hashed" if "hashed" in info or name == "recipient" else "readable"


def _default(value: object) -> str:
    if value is None or value == "":
        return "not set"
    return f"`{value}`" if not isinstance(value, bool) else "yes" if value else "no"


def _commands(command: Any, path: str) -> Iterator[str]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield f"| `{' '.join([path, *_takes(command)])}` | {_cell(_first(command.help))} |"
        return
    for name, found in inner.items():
        yield from _commands(found, f"{path} {name}")


def _takes(command: Any) -> Iterator[str]:
    """Arguments and options as somebody would type them."""
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            yield parameter.name.upper() if parameter.required else f"[{parameter.name.upper()}]"
        elif "--help" not in parameter.opts:
            value = "" if parameter.is_flag else f" {parameter.name.upper()}"
            yield f"[{parameter.opts[0]}{value}]"


def _first(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
