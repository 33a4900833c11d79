"""The lines that mean a command: what a child may say of itself. What stands on buttons is in `bot.turn.menus`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

from flows.engine.events import Command

COMMANDS: Final = frozenset(get_args(Command))
TYPED_COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "stop": ("stop", "stoppen", "ik wil stoppen", "i want to stop"),
    "pause": ("pauze", "even pauze", "pause", "break"),
    "back": ("terug", "ga terug", "back", "go back"),
    "skip": ("sla over", "overslaan", "skip", "volgende", "next"),
    "dont_know": ("weet ik niet", "geen idee", "weet niet", "i don't know", "i dont know", "dont know", "no idea"),
    "rather_not_say": ("zeg ik liever niet", "liever niet", "rather not say", "i'd rather not say"),
    "later": ("later", "straks", "misschien later", "maybe later"),
    "delete": (
        "wis",
        "wissen",
        "wis alles",
        "alles wissen",
        "verwijderen",
        "verwijder alles",
        "alles verwijderen",
        "gooi alles weg",
        "gooi alles maar weg",
        "delete",
        "delete all",
        "delete everything",
        "throw it all away",
    ),
    "why": ("waarom vraag je dat", "waarom wil je dat weten", "why do you ask", "why"),
    "privacy": ("privacy", "wie leest dit", "who reads this"),
    "repeat": ("herhaal", "nog een keer", "repeat", "again"),
    "phrase": ("woorden om verder te gaan", "words to go on"),
    "language": ("taal", "language"),
    "review": ("mijn verhaal", "my story"),
    "more": ("meer vragen", "more questions"),
    "edit": ("iets veranderen", "antwoord veranderen", "change something", "change an answer"),
    "easier": ("makkelijker", "makkelijker woorden", "easier", "easier words"),
    "older": ("moeilijker woorden", "words for older", "older words"),
    "export": (
        "wat weet je van mij",
        "wat bewaar je van mij",
        "what do you know about me",
        "what do you keep about me",
    ),
    "withdraw": (
        "ik trek mijn ja terug",
        "ik trek mijn ja in",
        "ik neem mijn ja terug",
        "neem mijn ja terug",
        "ik heb me bedacht",
        "toestemming intrekken",
        "i changed my mind",
        "i take back my yes",
        "i take my yes back",
    ),
    "take_back": ("haal terug wat ik deelde", "ik wil het terughalen", "take back what i shared", "take it back"),
    "hide": ("verberg", "verberg wat ik zei", "hide", "hide what i said"),
    "closing": ("gedeelde telefoon", "shared phone"),
    "call_me": ("bel mij", "bel me", "call me"),
}
BY_WORD: Final[Mapping[str, str]] = {word: command for command, words in TYPED_COMMANDS.items() for word in words}
