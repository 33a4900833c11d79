"""names: the people of one ring, a few first names or roles; pets welcome."""

from __future__ import annotations

import re
from typing import Final

from flows.engine import phrases
from flows.engine.events import Choice, Chose, Line, Picked
from flows.engine.limits import CHARACTERS_OF_A_NAME, PEOPLE_A_QUESTION
from flows.engine.session import Draft
from flows.engine.steps.base import (
    DONE,
    Asking,
    Begun,
    Input,
    Misread,
    Question,
    Read,
    Reading,
    joined,
    sentence,
)

NOBODY: Final = "nobody"
REMOVE: Final = "remove:"
BETWEEN: Final = re.compile(r"\s*(?:[,;\n\r/&+،、]|\s+(?:en|and|und|ve|i|та|و)\s+)\s*", re.IGNORECASE)


def split_names(text: str) -> list[str]:
    """The names in a typed line: separated by commas, lines, or the word for "and"."""
    parts = (" ".join(part.split()) for part in BETWEEN.split(text))
    return [part for part in parts if any(sign.isalnum() or ord(sign) > 0x2190 for sign in part)]


def merged(before: list[str], new: list[str]) -> list[str]:
    """Everybody once, in the order they were named."""
    found = {name.casefold(): name for name in reversed([*before, *new])}
    return [found[key] for key in dict.fromkeys(name.casefold() for name in (*before, *new))]


class NamesKind:
    """Up to a handful of names."""

    def ask(self, asking: Asking) -> Question:
        """The question; names already given stand as chips that can be taken away."""
        given = list(asking.draft.value or ())
        taken = tuple(Choice(f"{REMOVE}{name}", name, picked=True) for name in given)
        nobody = () if given else (Choice(NOBODY, Line(phrases.NOBODY_LABEL), alone=True),)
        most = asking.step.most or PEOPLE_A_QUESTION
        adding = given and asking.view.answer(asking.step.id) is None
        line = Line(phrases.NAME_KEPT) if adding else sentence(asking)
        return Question("names", (line,), taken + nobody, True, most, own=True, picked=tuple(given))

    def read(self, asking: Asking, found: Input) -> Reading:
        """Names add up until Done; a whole list at once settles; nobody is asked after kindly, once."""
        given = list(asking.draft.value or ())
        match found:
            case Chose(option=option) if option == DONE:
                return self._settle(asking, given)
            case Chose(option=option) if option == NOBODY:
                return self._settle(asking, [])
            case Chose(option=option) if option.startswith(REMOVE):
                kept = [name for name in given if name != option.removeprefix(REMOVE)]
                return Begun(Draft(kept, asking.draft.words))
            case Picked(options=options, words=words):
                names = [name for text in (*options, words or "") for name in split_names(text) if name != NOBODY]
                return self._added(asking, [], names, settle=True)
            case Chose(option=text):
                return self._added(asking, given, split_names(text), settle=False)
        return self._added(asking, given, split_names(found.text), settle=False)

    def _added(self, asking: Asking, given: list[str], new: list[str], *, settle: bool) -> Reading:
        if not new:
            return self._settle(asking, given) if settle else Misread(Line(phrases.NOTHING_TYPED), "no name")
        names = merged(given, [name for name in new if len(name) <= CHARACTERS_OF_A_NAME])
        long = [name for name in new if len(name) > CHARACTERS_OF_A_NAME]
        most = asking.step.most or PEOPLE_A_QUESTION
        if long or len(names) > most:
            lines = (Line(phrases.A_SHORTER_NAME if long else phrases.PEOPLE_AT_MOST),)
            return Begun(Draft(names[:most], joined(asking.draft.words, *long, *names[most:])), lines)
        if settle:
            return Read(names, asking.draft.words)
        return Begun(Draft(names, asking.draft.words))

    def _settle(self, asking: Asking, names: list[str]) -> Reading:
        if names or not asking.step.rescue or asking.draft.value == []:
            return Read(names, asking.draft.words)
        return Begun(Draft([], asking.draft.words), (asking.line(asking.step.rescue),))
