"""One bubble of the talk as the messages Telegram can show: texts that fit, a photo, buttons under the last one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.channels.telegram.keyboards import (
    Button,
    Keyboard,
    cards_keyboard,
    keyboard_of,
    languages_keyboard,
    listing,
)
from bot.channels.telegram.showing.picture import photo_of
from bot.channels.telegram.showing.preview import preview_text
from bot.channels.telegram.showing.texts import UNITS_OF_A_CAPTION, UNITS_OF_A_MESSAGE, split, units
from bot.languages import language_name
from bot.turn.messages import Card, Outgoing, Prompt
from bot.words import Catalogues
from documents.typesetting import DocumentError
from flows.engine.marking import N_

# Room for the switches of one message; a topic with more is shown in two.
CARDS_A_MESSAGE: Final = 12
KEPT_TO_THE_CHAT: Final = frozenset({"phrase", "export"})


SWITCHES: Final = N_("✅ goes along, ⬜ stays with you. Tap a line to change it.")
PREVIEW: Final = N_("This is exactly what will be sent:")
READS_IT_IN: Final = N_("({consultant} reads it in {language}.)")
STAYS_WITH_TELEGRAM: Final = N_(
    "The messages above are still in this chat. You can clear them yourself: clear the chat in Telegram's own menu."
)
CHAT_WITH: Final = N_("Chat: {name}")


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message. `photo` makes the text a caption; `link_ids` are the review cards it holds; `silent` makes no sound;
    `protect` keeps it from being forwarded."""

    text: str
    keyboard: Keyboard = ()
    photo: bytes | None = None
    link_ids: tuple[str, ...] = ()
    silent: bool = False
    protect: bool = False


def plain_bubbles(message: Outgoing, words: Catalogues) -> tuple[Bubble, ...]:
    """A bubble that asks nothing of the flow."""
    keyboard = _help_buttons(message, words)
    if message.kind == "languages" and message.prompt is not None:
        keyboard = languages_keyboard(message.prompt)
    text = message.text
    if message.kind == "gone":
        text = f"{text}\n\n{words.gettext(message.language)(STAYS_WITH_TELEGRAM)}"
    silent = message.kind == "say"
    protect = message.kind in KEPT_TO_THE_CHAT
    return _under_the_last(split(text), keyboard, silent=silent, protect=protect)


def question_text(prompt: Prompt, text: str) -> str:
    """A question with whom it is for, its numbered options, and how many are left."""
    head = f"{prompt.audience}: {text}" if prompt.audience else text
    left = f"({prompt.left})" if prompt.left else ""
    return "\n\n".join(part for part in (head, listing(prompt), left) if part)


def question_bubbles(
    message: Outgoing, prompt: Prompt, reader_language: str, words: Catalogues, *, main_only: bool = False
) -> tuple[Bubble, ...]:
    """The messages of a question; its main one, with the answers to tap, is the last. `main_only`: just that one."""
    text, keyboard = question_text(prompt, message.text), keyboard_of(prompt)
    _ = words.gettext(message.language)
    if message.picture is not None:
        return _pictured(message, text, keyboard, words)
    if prompt.control == "cards":
        text = f"{text}\n\n{_(SWITCHES)}"
    main = _under_the_last(split(text), keyboard)
    if main_only:
        return main[-1:]
    if prompt.control == "cards":
        return (*_card_bubbles(prompt), *main)
    if prompt.preview is not None:
        preview = split(
            f"{_preview_head(message, prompt.preview, reader_language, _)}\n\n{preview_text(prompt.preview, message.language, words)}"
        )
        return (*(Bubble(piece, silent=True, protect=True) for piece in preview), *main)
    return main


def _preview_head(message: Outgoing, preview: Mapping[str, Any], reader_language: str, _: Callable[[str], str]) -> str:
    if reader_language == message.language:
        return _(PREVIEW)
    said = {"consultant": preview["consultant"], "language": language_name(reader_language, message.language)}
    return f"{_(PREVIEW)} {_(READS_IT_IN).format(**said)}"


def _pictured(message: Outgoing, text: str, keyboard: Keyboard, words: Catalogues) -> tuple[Bubble, ...]:
    assert message.picture is not None
    equal = "\n".join(message.picture.alt)
    try:
        photo = photo_of(message.picture, message.language, words)
    except DocumentError:
        # The text says the same as the picture.
        return _under_the_last(split("\n\n".join(filter(None, (equal, text)))), keyboard)
    whole = "\n\n".join(part for part in (equal, text) if part)
    if units(whole) <= UNITS_OF_A_CAPTION:
        return (Bubble(whole, keyboard, photo),)
    caption = split(equal, UNITS_OF_A_CAPTION)
    rest = "\n\n".join(part for part in (" ".join(caption[1:]), text) if part)
    return (Bubble(caption[0] if caption else "", photo=photo, silent=True), *_under_the_last(split(rest), keyboard))


def _card_bubbles(prompt: Prompt) -> Iterator[Bubble]:
    for group in _groups(prompt.cards):
        link_ids = tuple(card.link_id for card in group)
        texts = split("\n\n".join("\n".join((card.heading, *card.lines)) for card in group))
        *before, last = _under_the_last(texts, cards_keyboard(prompt, link_ids), silent=True)
        yield from before
        yield Bubble(last.text, last.keyboard, link_ids=link_ids, silent=True)


def _groups(cards: Sequence[Card]) -> Iterator[tuple[Card, ...]]:
    """The cards of a topic together, as many as one message carries well."""
    group: tuple[Card, ...] = ()
    for card in cards:
        full = len(group) >= CARDS_A_MESSAGE or _letters((*group, card)) > UNITS_OF_A_MESSAGE
        if group and (card.topic != group[0].topic or full):
            yield group
            group = ()
        group = (*group, card)
    if group:
        yield group


def _letters(cards: Sequence[Card]) -> int:
    return sum(units(line) + 2 for card in cards for line in (card.heading, *card.lines))


def _help_buttons(message: Outgoing, words: Catalogues) -> Keyboard:
    """Chats of the help lines as buttons; their phone numbers stand in the text, where a phone can call them."""
    label = words.gettext(message.language)(CHAT_WITH)
    chats = (line for line in message.lines if line.chat and line.chat.startswith("https://"))
    return tuple((Button(label.format(name=line.name), url=line.chat),) for line in chats)


def _under_the_last(
    texts: Sequence[str], keyboard: Keyboard, *, silent: bool = False, protect: bool = False
) -> tuple[Bubble, ...]:
    last = len(texts) - 1
    return tuple(
        Bubble(text, keyboard if n == last else (), silent=silent or n < last, protect=protect)
        for n, text in enumerate(texts)
    )
