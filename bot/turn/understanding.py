"""What a typed line means before it is an answer: a safe word, a command, or the words on a button in any language.

Only a whole line can be a command; inside a story "stop" is a word like any other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from typing import Final, get_args

from bot.languages import language_called
from bot.turn.messages import DONE, Prompt
from bot.turn.typed.replies import reply_to
from bot.turn.typed.safe_words import asks_for_help
from bot.turn.typed.slashes import command_named
from care.safety import Urgency
from flows.engine.compiling import Flow
from flows.engine.events import (
    Chose,
    Command,
    Commanded,
    Incoming,
    Picked,
    SentOther,
    Wrote,
)
from flows.engine.prompts import SIDE_QUESTIONS

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
_BEFORE_A_NUMBER: Final = frozenset("-\u2212\u2013\uff0d.,\u066b")
_KEPT_CONTROLS: Final = frozenset("\n\t")
DONE_WORDS: Final = ("klaar", "done")
# Many at once, but what stands on their buttons is no tick: it does what it says.
BUTTONS_APART: Final = frozenset({"names", "cards"})
_YES_OR_NO: Final = frozenset({"ja", "nee", "yes", "no"})
_FITS: Final = frozenset({"klopt", "ja klopt", "het klopt", "dit klopt", "ja dit klopt", "that's right", "right"})
_KNOWN: Final = frozenset(get_args(Command))
# What points at a question; with anything else behind the colon it may be somebody's words.
_POINTER: Final = re.compile(r"(?:card|link):[a-z0-9_.]+")
_FIXED_BUTTONS: Final = _KNOWN | {
    DONE, "go_on", "break", "erase", "erase_yes", "change", "fits", "add", "remove", "move", "nobody", "myself",
    "show_all", "tell_more", "none", "change_my_mind", "send_it_now", "words_to_go_on", "withdraw_keep", "take_back_all",
    "everything", "show_words",
}  # fmt: skip


def clean(text: str) -> str:
    """The text as it may be stored: no null bytes, control signs or broken characters; nothing a child meant is lost."""
    if text.isascii() and text.isprintable():
        return text
    whole = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    kept = (sign for sign in whole if sign in _KEPT_CONTROLS or unicodedata.category(sign) != "Cc")
    return unicodedata.normalize("NFC", "".join(kept))


def plain(text: str) -> str:
    """A line as it is compared: lower case, no signs around it, single spaces."""
    return " ".join(re.sub(r"[^\w' ]+", " ", text.casefold().replace("’", "'")).split())


def understand(
    text: str,
    prompt: Prompt | None,
    labels: Mapping[str, Iterable[str]],
    urgency: Urgency | None = None,
    commands: Mapping[str, str] = BY_WORD,
) -> Incoming:
    """The engine event a typed line stands for.

    `labels` maps the ids of the open prompt's choices to their words in every language; `urgency` is that of what the
    safety layer heard in the line. `commands` are the lines that mean a command (see `bot.turn.menus.typed_commands`).
    """
    said = plain(text)
    if text.startswith("/"):
        return _slashed(text, commands)
    if asks_for_help(text):
        return Commanded("help")
    if prompt is not None and (tapped := _button(text, said, prompt, labels)) is not None:
        return tapped
    if (language := language_called(said.removeprefix("in "))) is not None:
        return Commanded("language", language)
    if said in commands:
        return Commanded(commands[said])  # type: ignore[arg-type]
    return reply_to(text, prompt, urgency) or Wrote(text)


def cried_beside(picked: Picked | Chose) -> Commanded | None:
    """A safe word, or asking to be called, in the words that came with a tap or names: that is no part of the answer."""
    return _cry(picked.words or "")


def cries(words: str) -> bool:
    """True for a safe word, or asking to be called: beside whatever button it stands, that is what is meant."""
    return _cry(words) is not None


def _cry(words: str) -> Commanded | None:
    meant = understand(words, None, {}) if words else None
    return meant if isinstance(meant, Commanded) and meant.command in ("help", "call_me") else None


def brings_words(event: Incoming) -> bool:
    """True for an answer that has words of its own."""
    return isinstance(event, Wrote) or (isinstance(event, Picked | Chose) and bool(event.words))


def _slashed(text: str, commands: Mapping[str, str]) -> Incoming:
    name, _, argument = text[1:].strip().partition(" ")
    if (said := plain(text)) in commands:
        return Commanded(commands[said])  # type: ignore[arg-type]
    if asks_for_help(text):
        return Commanded("help")
    command = command_named(name.partition("@")[0].lower())
    if command in _KNOWN:
        return Commanded(command, argument.strip() or None)  # type: ignore[arg-type]
    return SentOther("command")


def _button(text: str, said: str, prompt: Prompt, labels: Mapping[str, Iterable[str]]) -> Incoming | None:
    by_label = {plain(label): option for option, words in labels.items() for label in words if plain(label)}
    if prompt.many and said in (*DONE_WORDS, plain(prompt.done)):
        return Chose(prompt.token, DONE)
    if said in DONE_WORDS and prompt.control in SIDE_QUESTIONS:
        return Chose(prompt.token, "go_on")  # done with the side question; to the one below it would be a name
    if said in by_label and not _is_part_of_a_number(text, said):
        return _tap(prompt, by_label[said])
    if said in _YES_OR_NO and not prompt.many and (option := _only_one_that_begins(said, by_label)):
        return _tap(prompt, option)
    if (repair := next((one.id for one in prompt.repairs if plain(one.label) == said), None)) is not None:
        return Commanded(repair)  # type: ignore[arg-type]
    if prompt.control == "picture" and said in _FITS:
        return Chose(prompt.token, "fits")
    if prompt.many and prompt.control not in BUTTONS_APART:
        return _several(text, prompt, by_label)
    return None


def _is_part_of_a_number(text: str, said: str) -> bool:
    """True for "-1" and ".5", which are not the buttons 1 and 5: the question itself reads what number was meant."""
    return said.isdecimal() and text.strip()[:1] in _BEFORE_A_NUMBER


def _only_one_that_begins(said: str, by_label: Mapping[str, str]) -> str | None:
    """The button that begins with this word, when there is no other: "ja" is enough for "Ja, dat is goed"."""
    found = {option for label, option in by_label.items() if label.split(" ")[0] == said}
    return found.pop() if len(found) == 1 else None


def _tap(prompt: Prompt, option: str) -> Incoming:
    if prompt.many and prompt.control not in BUTTONS_APART:
        return Picked(prompt.token, (*prompt.picked, option))
    return Chose(prompt.token, option)


def _several(text: str, prompt: Prompt, by_label: Mapping[str, str]) -> Incoming | None:
    parts = [part.strip() for part in re.split(r"[,;\n]| en | and ", text) if part.strip()]
    known = [by_label[plain(part)] for part in parts if plain(part) in by_label]
    if not known:
        return None
    own = [part for part in parts if plain(part) not in by_label]
    return Picked(prompt.token, (*prompt.picked, *known), ", ".join(own) or None)


def buttons_of(flows: Iterable[Flow]) -> frozenset[str]:
    """The id of every button the flows can show. What is tapped and is none of these may be a child's own word."""
    found = set(_FIXED_BUTTONS)
    for flow in flows:
        for step in flow.steps:
            shown = (step.options, *(variant.options for variant in step.variants), *(row.options for row in step.rows))
            found.update(option.id for options in shown for option in options)
    return frozenset(found)


def free_text(event: Incoming | None, typed: str | None, buttons: Container[str]) -> str:
    """Everything in an incoming that a child may have typed freely; this is what the safety layer looks at.

    A name is a button too, so a tap counts as free text unless it is one of `buttons` (see `buttons_of`).
    """
    parts = [typed or ""]
    match event:
        case Wrote(text=text):
            parts.append(text)
        case Picked(options=options, words=words):
            parts.extend((words or "", *(option for option in options if not _is_button(option, buttons))))
        case Chose(option=option, words=words):
            parts.extend((words or "", "" if _is_button(option, buttons) else option))
        case Commanded(argument=argument):
            parts.append(argument or "")
    return "\n".join(part for part in parts if part)


def _is_button(option: str, buttons: Container[str]) -> bool:
    return option in buttons or option.isdecimal() or _POINTER.fullmatch(option) is not None
