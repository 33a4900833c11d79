"""Inline keyboards. What a button sends back is a prompt's token and a place in it, never a label: 64 bytes at most.

`4f.1c:3` is the fourth choice of prompt 4f.1c, `4f.1c#0` its first card, `4f.1c!skip` a repair, `4f.1c=` Done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.turn.messages import DONE, Card, Choice, Prompt

BYTES_OF_DATA: Final = 64
LETTERS_OF_A_LABEL: Final = 34
LETTERS_OF_A_ROW: Final = 32
WORDS_IN_A_ROW: Final = 3
NUMBERS_IN_A_ROW: Final = 7
LETTERS_OF_A_NUMBER: Final = 3
REMOVE: Final = "remove:"
LANGUAGE: Final = "language."
_DATA: Final = re.compile(r"([^:#!=]*)([:#!=])(.*)", re.DOTALL)


class DataTooLong(ValueError):
    """A button would carry more than Telegram allows; a token must have grown."""


@dataclass(frozen=True, slots=True)
class Button:
    """Something to tap: `data` comes back to us, `url` opens a page; one of the two."""

    text: str
    data: str | None = None
    url: str | None = None


Row = tuple[Button, ...]
Keyboard = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button's data, taken apart: `sort` is one of ":" choice, "#" card, "!" repair, "=" done."""

    token: str
    sort: str
    value: str

    @property
    def place(self) -> int:
        """The place in the prompt; -1 when this is no place."""
        return int(self.value) if self.value.isascii() and self.value.isdigit() else -1


def pressed(data: str) -> Pressed | None:
    """Read a button's data; None when it is none of ours."""
    found = _DATA.fullmatch(data)
    return Pressed(*found.groups()) if found else None


def data_of(token: str, sort: str, value: str | int = "") -> str:
    """The data of a button. Raises DataTooLong."""
    data = f"{token}{sort}{value}"
    if len(data.encode()) > BYTES_OF_DATA:
        raise DataTooLong(f"button data of {len(data.encode())} bytes; Telegram carries {BYTES_OF_DATA}")
    return data


def is_listed(prompt: Prompt) -> bool:
    """Whether the labels are too long for buttons, so that they stand numbered in the text."""
    return any(_wide(_label(choice, prompt)) > LETTERS_OF_A_LABEL for choice in prompt.choices)


def listing(prompt: Prompt) -> str:
    """The numbered labels; empty when they fit on the buttons."""
    if not is_listed(prompt):
        return ""
    return "\n".join(f"{number}. {_worded(choice)}" for number, choice in enumerate(prompt.choices, 1))


def keyboard_of(prompt: Prompt) -> Keyboard:
    """The buttons under a question: its choices, Done where several may be picked, and quietly below: skip, back …"""
    done = _done(prompt)
    repairs = [Button(r.label, data_of(prompt.token, "!", r.id)) for r in prompt.repairs]
    return (*_rows(_choices(prompt)), *(((done,),) if done else ()), *_rows(repairs))


def languages_keyboard(prompt: Prompt) -> Keyboard:
    """One button for each language."""
    return tuple((Button(c.label, data_of("", "!", f"{LANGUAGE}{c.id}")),) for c in prompt.choices)


def card_button(prompt: Prompt, place: int, card: Card) -> Button:
    """The switch of a review card."""
    return Button(f"{'✅' if card.shared else '⬜'} {card.heading}", data_of(prompt.token, "#", place))


def cards_keyboard(prompt: Prompt, link_ids: Sequence[str]) -> Keyboard:
    """The switches of some review cards, one below the other."""
    wanted = frozenset(link_ids)
    return tuple((card_button(prompt, n, card),) for n, card in enumerate(prompt.cards) if card.link_id in wanted)


def looks(keyboard: Keyboard) -> list[str]:
    """What a keyboard shows, whatever its buttons carry."""
    return [button.text for row in keyboard for button in row]


def label_of(choice: Choice) -> str:
    """What a choice is called where it was picked."""
    return _worded(choice)


def _done(prompt: Prompt) -> Button | None:
    # At the review "done" is one of the choices, with a sentence of its own.
    if not prompt.many or any(choice.id == DONE for choice in prompt.choices):
        return None
    return Button(prompt.done, data_of(prompt.token, "="))


def _choices(prompt: Prompt) -> list[Button]:
    listed = is_listed(prompt)
    return [
        Button(_numbered(number, choice) if listed else _label(choice, prompt), data_of(prompt.token, ":", number - 1))
        for number, choice in enumerate(prompt.choices, 1)
    ]


def _label(choice: Choice, prompt: Prompt) -> str:
    if choice.id.startswith(REMOVE):
        return f"✕ {choice.label}"
    return f"✓ {choice.label}" if choice.picked else _worded(choice)


def _worded(choice: Choice) -> str:
    return f"{choice.icon} {choice.label}" if choice.icon else choice.label


def _numbered(number: int, choice: Choice) -> str:
    return f"✓ {number}" if choice.picked else str(number)


def _rows(buttons: Sequence[Button]) -> Iterator[Row]:
    if buttons and all(_wide(button.text) <= LETTERS_OF_A_NUMBER for button in buttons):
        yield from _even_rows(buttons)
        return
    row: Row = ()
    for button in buttons:
        if row and not _fits((*row, button)):
            yield row
            row = ()
        row = (*row, button)
    if row:
        yield row


def _even_rows(buttons: Sequence[Button]) -> Iterator[Row]:
    rows = -(-len(buttons) // NUMBERS_IN_A_ROW)
    each = -(-len(buttons) // rows)
    for start in range(0, len(buttons), each):
        yield tuple(buttons[start : start + each])


def _fits(row: Row) -> bool:
    """Telegram gives every button of a row the same width, so the longest decides."""
    return len(row) <= WORDS_IN_A_ROW and max(_wide(b.text) for b in row) * len(row) <= LETTERS_OF_A_ROW


def _wide(text: str) -> int:
    return sum(2 if ord(sign) > 0x2600 else 1 for sign in text if sign != "\ufe0f")
