"""choice: one of several options, or own words where they are welcome."""

from __future__ import annotations

from collections.abc import Sequence

from flows.engine import phrases
from flows.engine.events import Choice, Chose, Line, Picked
from flows.engine.session import Draft
from flows.engine.steps.base import Asking, Begun, Input, Misread, Question, Read, Reading, is_blank, joined, sentence
from flows.engine.steps.options import OWN_WORDS, choices


class ChoiceKind:
    """One option out of a few."""

    def offered(self, asking: Asking, picked: Sequence[str] = ()) -> tuple[Choice, ...]:
        """The options to tap."""
        return choices(asking, picked)

    def ask(self, asking: Asking) -> Question:
        """The question with its options as buttons."""
        chosen = asking.draft.value
        found = self.offered(asking, (chosen,) if chosen else ())
        return Question(
            asking.step.look, (sentence(asking),), found, own=asking.step.own or _wants_words(asking, found)
        )

    def read(self, asking: Asking, found: Input) -> Reading:
        """A tap settles; typed words settle where own words are welcome and are kept for the button otherwise."""
        match found:
            case Chose(option=option):
                return self._chosen(asking, option, None)
            case Picked(options=[option], words=words):
                return self._chosen(asking, option, words)
            case Picked(words=words):
                return self._written(asking, words or "")
        return self._written(asking, found.text)

    def _chosen(self, asking: Asking, option: str, words: str | None) -> Reading:
        offered = {choice.id: choice for choice in self.offered(asking)}
        if option not in offered:
            return Misread(Line(phrases.PICK_FROM_BUTTONS), "unknown option", keep=words)
        if self._again(asking, option):
            return Begun(asking.draft, tuple(asking.line(text) for text in asking.step.more))
        kept = joined(asking.draft.words, words)
        if option == OWN_WORDS:
            return Read(None, joined(str(offered[option].label), kept))
        if offered[option].own and not kept:
            return Begun(Draft(option), (Line(phrases.TELL_IN_OWN_WORDS),))
        return Read(option, kept)

    def _written(self, asking: Asking, text: str) -> Reading:
        if is_blank(text):
            return Misread(Line(phrases.NOTHING_TYPED), "empty")
        words = joined(asking.draft.words, text)
        if asking.draft.value is not None:
            return Read(asking.draft.value, words)
        if asking.step.own or (asking.step.shown and asking.draft.words is not None):
            return Read(None, words)
        return Misread(Line(phrases.PICK_ONE), "own words at a choice", keep=text)

    def _again(self, asking: Asking, option: str) -> bool:
        return any(o.again for o in asking.step.options if o.id == option)


def _wants_words(asking: Asking, found: tuple[Choice, ...]) -> bool:
    return any(choice.own and choice.picked for choice in found)
