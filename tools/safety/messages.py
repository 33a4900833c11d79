"""The data files of invented messages: reading them, and spelling out their choices the same way every time."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from zlib import crc32

DATA: Final = Path(__file__).parent / "data"
SPELLINGS: Final = {"nl": 18, "en": 18}
SPELLINGS_ELSEWHERE: Final = 12
TYPO_SHARE: Final = 0.2
TALKATIVE_SHARE: Final = 0.15
_CHOICE: Final = re.compile(r"\{([^{}]*)\}")
_SLOT: Final = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Message:
    """One invented message. `label` is a category or "none"; `kind` is an urgency, or lookalike | ordinary.

    `spelling` counts the variants of one template, of which there are `spellings`.
    """

    text: str
    language: str
    label: str
    kind: str
    spelling: int = 0
    spellings: int = 1


def unseen(language: str | None = None) -> list[Message]:
    """The messages that are only ever reported on."""
    return [message for message in _lines("unseen") if language in (None, message.language)]


def tuning() -> list[Message]:
    """The messages that choose the limits; nothing was trained on them either, but what fails there may lead to words."""
    return list(_lines("tuning"))


def training() -> list[Message]:
    """Every training message, choices spelt out, some with typing errors or after an ordinary sentence."""
    written = templates()
    ordinary: dict[str, list[Message]] = {template.language: [] for template in written}
    for template in written:
        if template.kind == "ordinary":
            ordinary[template.language].append(template)
    # "Yes" and "dunno" are said by everybody: what stands among the unseen messages is not trained on.
    kept_back = {message.text.casefold() for message in (*unseen(), *tuning())}
    spelt = (one for template in written for one in _spellings(template, ordinary[template.language]))
    return [message for message in spelt if message.text.casefold() not in kept_back]


def templates() -> list[Message]:
    """Every training message as it was written, choices and all."""
    return list(_lines("training"))


def _lines(folder: str) -> Iterator[Message]:
    for file in sorted((DATA / folder).glob("*.txt")):
        slots: dict[str, str] = {}
        label = kind = ""
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("== "):
                label, kind = line[3:].split()
            elif line.startswith("= "):
                name, _, choices = line[2:].partition(" ")
                slots[name] = choices
            elif line.strip() and not line.startswith("#"):
                text = _filled(line, slots)
                yield Message(text.strip(), file.stem.partition("-")[0], label, kind)


def _filled(line: str, slots: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda found: slots.get(found.group(1), found.group()), line)


def _spellings(template: Message, ordinary: list[Message]) -> list[Message]:
    # A seed of its own for each template: a new line in a file leaves all other messages as they were.
    chance = random.Random(crc32(template.text.encode()))
    wanted = SPELLINGS.get(template.language, SPELLINGS_ELSEWHERE)
    texts = dict.fromkeys(_chosen(template.text, chance) for _ in range(wanted))
    return [
        replace(template, text=_varied(text, ordinary, chance), spelling=number, spellings=len(texts))
        for number, text in enumerate(texts)
    ]


def _chosen(text: str, chance: random.Random) -> str:
    while "{" in text:
        text = _CHOICE.sub(lambda found: chance.choice(found.group(1).split("|")), text)
    return " ".join(text.split())


def _varied(text: str, ordinary: list[Message], chance: random.Random) -> str:
    if chance.random() < TYPO_SHARE:
        text = _mistyped(text, chance)
    if chance.random() < TALKATIVE_SHARE:
        text = f"{_chosen(chance.choice(ordinary).text, chance)}. {text}"
    return text


def _mistyped(text: str, chance: random.Random) -> str:
    if len(text) < 8:
        return text
    spot = chance.randrange(1, len(text) - 2)
    swapped = text[:spot] + text[spot + 1] + text[spot] + text[spot + 2 :]
    dropped = text[:spot] + text[spot + 1 :]
    return chance.choice([swapped, dropped, dropped])
