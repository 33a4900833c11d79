"""Typing what stands on a button is as good as tapping it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from bot.turn.messages import DONE, Prompt
from bot.turn.typed.lines import plain
from flows.engine.events import Chose, Commanded, Incoming, Picked
from flows.engine.prompts import SIDE_QUESTIONS

DONE_WORDS: Final = ("klaar", "done")
# Many at once, but what stands on their buttons is no tick: it does what it says.
BUTTONS_APART: Final = frozenset({"names", "cards"})
_YES_OR_NO: Final = frozenset({"ja", "nee", "yes", "no"})
_FITS: Final = frozenset({"klopt", "ja klopt", "het klopt", "dit klopt", "ja dit klopt", "that's right", "right"})
_BEFORE_A_NUMBER: Final = frozenset("-\u2212\u2013\uff0d.,\u066b")


def tapped_by(text: str, said: str, prompt: Prompt, labels: Mapping[str, Iterable[str]]) -> Incoming | None:
    """The event of a line that says what stands on a button of this prompt; None when it says none.

    `said` is the line as it is compared; `labels` map the ids of the choices to their words in every language.
    """
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
