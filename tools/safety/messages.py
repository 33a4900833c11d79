"""The data files of invented messages: reading them, and spelling out their choices the same way every time."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zlib import crc32

DATA: Final = Path(__file__).parent / "data"
SEED: Final = 20
SPELLINGS: Final = {"nl": 18, "en": 18}
SPELLINGS_ELSEWHERE: Final = 12
TYPO_SHARE: Final = 0.2
TALKATIVE_SHARE: Final = 0.15
_CHOICE: Final = re.compile(r"\{([^{}]*)\}")
_SLOT: Final = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Message:
    """One invented message. `label` is a category or "none"; `kind` is an urgency, or lookalike | ordinary."""

    text: str
    language: str
    label: str
    kind: str


def unseen(language: str | None = None) -> list[Message]:
    """The messages that nothing was trained on."""
    return [message for message in _lines("unseen") if language in (None, message.language)]


def is_for_tuning(message: Message) -> bool:
    """Half of the unseen messages set the limits; the other half is only ever reported on."""
    return crc32(message.text.encode()) % 2 == 0


def training() -> list[Message]:
    """Every training message, choices spelt out, some with typing errors or after an ordinary sentence."""
    chance = random.Random(SEED)
    spelt = [spelling for template in _lines("training") for spelling in _spellings(template, chance)]
    ordinary = [message for message in spelt if message.kind == "ordinary"]
    return [_varied(message, ordinary, chance) for message in spelt]


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
                text = _SLOT.sub(lambda found, known=slots: known.get(found.group(1), found.group()), line)
                yield Message(text.strip(), file.stem, label, kind)


def _spellings(template: Message, chance: random.Random) -> list[Message]:
    wanted = SPELLINGS.get(template.language, SPELLINGS_ELSEWHERE)
    texts = dict.fromkeys(_chosen(template.text, chance) for _ in range(wanted))
    return [Message(text, template.language, template.label, template.kind) for text in texts]


def _chosen(text: str, chance: random.Random) -> str:
    while "{" in text:
        text = _CHOICE.sub(lambda found: chance.choice(found.group(1).split("|")), text)
        # A slot inside a choice brings its own choices.
    return " ".join(text.split())


def _varied(message: Message, ordinary: list[Message], chance: random.Random) -> Message:
    text = _mistyped(message.text, chance) if chance.random() < TYPO_SHARE else message.text
    if chance.random() < TALKATIVE_SHARE:
        own = [other for other in chance.sample(ordinary, 20) if other.language == message.language]
        text = f"{own[0].text}. {text}" if own else text
    return Message(text, message.language, message.label, message.kind)


def _mistyped(text: str, chance: random.Random) -> str:
    if len(text) < 8:
        return text
    spot = chance.randrange(1, len(text) - 2)
    swapped = text[:spot] + text[spot + 1] + text[spot] + text[spot + 2 :]
    dropped = text[:spot] + text[spot + 1 :]
    return chance.choice([swapped, dropped, dropped])
