"""The menus: what stands in them, and that typing it is as good as tapping it, in every language there are words in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bot.turn.typed.commands import BY_WORD
from bot.turn.typed.lines import plain
from bot.words import Catalogues
from flows.engine import phrases
from flows.engine.marking import N_

ON_THE_WEB: Final[Mapping[str, str]] = {
    "why": N_("Why do you ask this?"),
    "privacy": N_("Who reads this?"),
    "easier": N_("Easier words, please"),
    "older": N_("Words for someone older"),
    "phrase": N_("Words to go on elsewhere"),
    "review": N_("Look at what I share"),
    "export": N_("What do you keep about me?"),
    "hide": N_("Hide what I said"),
    "closing": N_("Shared phone"),
    "stop": N_("Stop or take a break"),
    "withdraw": N_("Take back my yes"),
    "delete": N_("Throw everything away"),
}
HAS_WORDS: Final = N_("I have words to go on")
"""A door of its own in the web chat: words that somebody has are typed there."""
LEAVE: Final = N_("Leave now")
"""The way out of every page of the web chat."""
# Whoever looks over a shoulder reads this list: it says nothing about what the talk is about.
ON_TELEGRAM: Final = (
    ("help", N_("Help")),
    ("stop", N_("Stop or take a break")),
    ("back", N_("One question back")),
    ("skip", N_("Skip this question")),
    ("why", N_("Why this question")),
    ("language", N_("Another language")),
    ("privacy", N_("Who reads this")),
    ("phrase", N_("Words to go on elsewhere")),
    ("export", N_("What is kept")),
    ("take_back", N_("Take something back")),
    ("withdraw", N_("Take back my yes")),
    ("hide", N_("Tidy up this chat")),
    ("delete", N_("Throw everything away")),
)
# "No, leave it" is a button only where an answer is being changed; elsewhere it may be an answer.
REPAIRS: Final[Mapping[str, str]] = {
    "skip": phrases.SKIP_LABEL,
    "dont_know": phrases.DONT_KNOW_LABEL,
    "rather_not_say": phrases.RATHER_NOT_LABEL,
    "later": phrases.LATER_LABEL,
    "back": phrases.BACK_LABEL,
}


def labels() -> Iterator[tuple[str, str]]:
    """Every command that stands on a button wherever the talk is, with its label (English source)."""
    yield from ON_THE_WEB.items()
    yield from ON_TELEGRAM
    yield from REPAIRS.items()


def typed_commands(words: Catalogues) -> Mapping[str, str]:
    """Every line that means a command: what a child may say of itself, and the labels in every language."""
    said = {plain(text): command for command, label in labels() for text in everywhere(words, label)}
    return {**said, **BY_WORD}


def everywhere(words: Catalogues, label: str) -> frozenset[str]:
    """A label in every language there are words in."""
    return frozenset(words.gettext(language)(label) for language in words.languages)
