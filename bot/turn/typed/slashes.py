"""Slash commands in the words of those who type them: "/hulp" is "/help"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

from bot.turn.typed.safe_words import asks_for_help
from flows.engine.events import Command

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
_KNOWN: Final = frozenset(get_args(Command))


def command_named(name: str) -> str:
    """The command that a word behind the slash stands for; the word itself when it stands for none."""
    if name in _KNOWN:
        return name
    return "help" if asks_for_help(name) else ALIASES.get(name, name)
