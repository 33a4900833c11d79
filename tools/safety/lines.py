"""Which lines of the word lists find harmless messages: `python -m tools.safety.lines [--language nl] [--below 0.7]`.

Counts, over the training messages, how often each line under `now` and `soon` found danger and how often something harmless.
A line below the share belongs under `check` (docs/safety/README.md, "Adding a phrase").
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from bot.safety.screening import LANGUAGES, load_lexicons
from care.safety.lexicon import Lexicon
from care.safety.normalise import tidy
from care.safety.reading import read, words_of
from care.safety.rules import Rules
from tools.safety.messages import Message, training

BELOW: Final = 0.7
# Three spellings of a thought show where a line is wrong; eighteen show no more.
SPELLINGS: Final = 3
EXAMPLES: Final = 3


@dataclass(slots=True)
class Line:
    """One line of a word list and what it found; `harmless` are the messages themselves."""

    text: str
    language: str
    danger: int = 0
    harmless: list[str] = field(default_factory=list)

    def share(self) -> float:
        """How much of what it found was danger, 0 to 1; with few finds nearer to a half."""
        return (self.danger + 1) / (self.danger + len(self.harmless) + 2)


def lines_of(lexicon: Lexicon, messages: Iterable[Message]) -> list[Line]:
    """The lines of a word list under `now` and `soon` that found anything harmless, the worst first."""
    serious = {danger.pattern.line for danger in lexicon.dangers if danger.signal.urgency != "check"}
    rules = Rules(lexicon)
    lines: dict[str, Line] = {}
    for message in messages:
        for text in serious.intersection(_found(rules, lexicon, message.text)):
            line = lines.setdefault(text, Line(text, lexicon.language))
            if message.label == "none":
                line.harmless.append(message.text)
            else:
                line.danger += 1
    return sorted((line for line in lines.values() if line.harmless), key=Line.share)


def _found(rules: Rules, lexicon: Lexicon, text: str) -> Iterator[str]:
    for words in words_of(tidy(text)):
        yield from rules.apply(read(words, lexicon)).lines


def _told(line: Line) -> str:
    examples = "".join(f"\n    {text}" for text in dict.fromkeys(line.harmless[:EXAMPLES]))
    return f"{line.language}  {line.text}  danger {line.danger}, harmless {len(line.harmless)}{examples}"


def main() -> None:
    """Print them, three of the harmless messages below each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=LANGUAGES, help="only this word list")
    parser.add_argument("--below", type=float, default=BELOW, help="only lines whose share of danger is below this")
    options = parser.parse_args()
    messages = [message for message in training() if message.spelling < SPELLINGS]
    for lexicon in load_lexicons():
        if options.language in (None, lexicon.language):
            own = [message for message in messages if message.language == lexicon.language]
            print(*(_told(line) for line in lines_of(lexicon, own) if line.share() < options.below), sep="\n")


if __name__ == "__main__":
    main()
