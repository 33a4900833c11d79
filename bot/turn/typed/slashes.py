"""What begins with a slash, in the words of those who type it: "/hulp" is "/help"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.turn.typed.commands import COMMANDS
from bot.turn.typed.lines import plain
from bot.turn.typed.safe_words import asks_for_help
from flows.engine.events import Commanded, SentOther

ALIASES: Final[Mapping[str, str]] = {
    "terug": "back",
    "verwijder": "delete",
    "wis": "delete",
    "taal": "language",
    "waarom": "why",
    "overslaan": "skip",
    "woorden": "phrase",
    "pauze": "pause",
    "bewaard": "export",
    "kept": "export",
    "bestanden": "files",
    "intrekken": "withdraw",
    "terughalen": "take_back",
    "verberg": "hide",
    "settings": "language",
    "belmij": "call_me",
    "belme": "call_me",
    "callme": "call_me",
}


def slashed(text: str, commands: Mapping[str, str]) -> Commanded | SentOther:
    """The event of a line that begins with a slash; `commands` are the lines that mean one without it."""
    name, _, argument = text[1:].strip().partition(" ")
    if (said := plain(text)) in commands:
        return Commanded(commands[said])  # type: ignore[arg-type]
    if asks_for_help(text):
        return Commanded("help")
    command = command_named(name.partition("@")[0].lower())
    if command in COMMANDS:
        return Commanded(command, argument.strip() or None)  # type: ignore[arg-type]
    return SentOther("command")


def command_named(name: str) -> str:
    """The command that a word behind the slash stands for; the word itself when it stands for none."""
    if name in COMMANDS:
        return name
    return "help" if asks_for_help(name) else ALIASES.get(name, name)
