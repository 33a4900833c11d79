"""Rendering: templates, and from a talk's entries and open question to what a template shows."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from bot.channels.webchat.assets import asset_url
from bot.channels.webchat.picture import drawing, drawn_network
from bot.turn.menus import HAS_WORDS, LEAVE, ON_THE_WEB
from bot.turn.messages import Choice, Entry, Outgoing, Prompt

FACES: Final = {"😄": "very_happy", "🙂": "happy", "😐": "so_so", "🙁": "sad", "😢": "very_sad"}
DRAWN: Final = frozenset(
    {"chips", "pictures", "offer", "names", "number", "text", "cards", "send", "picture", "backpack", "ladder", "faces"}
)


@dataclass(frozen=True, slots=True)
class Page:
    """What every template knows: the language of who looks at it, and the organisation's names.

    `spoken` is the language of the words on it, which is another one where there are no words in `language`.
    `reader_language` names the language the consultant reads, when it is another one.
    """

    language: str
    spoken: str
    direction: str
    gettext: Callable[[str], str]
    bot: str
    organisation: str
    consultant: str
    days: int
    languages: tuple[tuple[str, str], ...]
    reader_language: str | None = None


@dataclass(frozen=True, slots=True)
class Bubble:
    """An entry on the page. `picture` is only drawn for the newest one; `follows` is true when the same one speaks on."""

    entry: Entry
    follows: bool = False
    draws: bool = True

    @property
    def id(self) -> str:
        """The bubble's id on the page."""
        return f"e{self.entry.seq}-{self.entry.ordinal}"

    @property
    def message(self) -> Outgoing | None:
        """What Maatje said; None for the child's own bubble."""
        return self.entry.message

    @property
    def intro(self) -> str:
        """The part of the text that its cards, lines or phrase do not say already."""
        message = self.entry.message
        if message is None:
            return self.entry.text
        if message.phrase:
            return message.text.partition(message.phrase)[0].strip()
        if message.cards:
            first = message.text.partition("\n\n")[0]
            return "" if first.startswith(message.cards[0][0]) else first
        return message.text.partition("\n\n")[0] if message.lines else message.text

    @property
    def rest(self) -> list[str]:
        """What stands under a phrase, or under help lines."""
        message = self.entry.message
        if message is not None and message.phrase:
            return [message.text.partition(message.phrase)[2].lstrip(" .,:;")]
        if message is not None and message.lines:
            return message.text.partition("\n\n")[2].partition("\n\n")[2].splitlines()
        return []

    @property
    def paragraphs(self) -> list[str]:
        """The lines of the intro."""
        return [line for line in self.intro.splitlines() if line.strip()]


def bubbles(entries: Sequence[Entry], *, before: str | None = None) -> list[Bubble]:
    """The entries as bubbles; a question that only came again is shown once, older pictures are only told."""
    kept = list(_without_repeats([entry for entry in entries if entry.message is not None or entry.text]))
    pictures = [index for index, entry in enumerate(kept) if entry.message is not None and entry.message.picture]
    speakers = [before, *(entry.speaker for entry in kept)]
    return [
        Bubble(entry, speakers[index] == entry.speaker, not pictures or index == pictures[-1])
        for index, entry in enumerate(kept)
    ]


def _without_repeats(entries: Sequence[Entry]) -> Iterator[Entry]:
    for entry, following in zip(entries, (*entries[1:], None), strict=True):
        again = following is not None and _asks(entry) and _asks(following) and entry.text == following.text
        if not again:
            yield entry


def _asks(entry: Entry) -> bool:
    return entry.message is not None and entry.message.kind == "ask"


def shape(prompt: Prompt) -> str:
    """Which drawing of controls fits: the prompt's own, except where pictures or numbers decide."""
    if prompt.control in ("ladder", "faces", "buttons") and prompt.choices:
        if all(choice.icon in FACES for choice in prompt.choices):
            return "faces"
        if prompt.control == "ladder" and all(choice.label.isdigit() for choice in prompt.choices):
            return "ladder"
        return "chips" if prompt.many else "buttons"
    if prompt.control in DRAWN:
        return prompt.control
    return "chips" if prompt.many else "buttons"


def shared_first(choices: Iterable[Choice]) -> list[Choice]:
    """The review's buttons without the one that every card has itself."""
    return [choice for choice in choices if choice.id not in ("done", "edit")]


class Pages:
    """The templates of the web chat."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=PackageLoader("bot.channels.webchat"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {
            "asset": asset_url,
            "drawing": drawing,
            "network_drawing": drawn_network,
            "faces": FACES,
            "shape": shape,
            "menu": ON_THE_WEB,
            "has_words": HAS_WORDS,
            "way_out": LEAVE,
            "review_buttons": shared_first,
            "new_delivery": new_delivery,
        }

    def render(self, template: str, page: Page, **values: Any) -> str:
        """A template as text."""
        return self._environment.get_template(template).render(page=page, _=page.gettext, **values)


def new_delivery() -> str:
    """A fresh id for a form, so that a double tap counts once."""
    return secrets.token_hex(16)
