"""several: a few options at once, with own words beside them."""

from __future__ import annotations

from flows.engine import phrases
from flows.engine.events import Choice, Chose, Line, Picked
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
    is_blank,
    joined,
    sentence,
)
from flows.engine.steps.options import Chips, choices


class SeveralKind:
    """Any number of options, up to `most`."""

    def offered(self, asking: Asking, picked: tuple[str, ...]) -> tuple[Choice, ...]:
        """The options to tap."""
        return choices(asking, picked)

    def ask(self, asking: Asking) -> Question:
        """The question with its options as chips."""
        picked = self._picked(asking)
        return Question(
            "pictures" if asking.step.look == "pictures" else "chips",
            (sentence(asking),),
            self.offered(asking, picked),
            many=True,
            most=asking.step.most,
            own=asking.step.own,
            picked=picked,
        )

    def read(self, asking: Asking, found: Input) -> Reading:
        """Taps switch chips on and off until Done; several at once, or typed words, settle."""
        picked = self._picked(asking)
        match found:
            case Chose(option=option) if option == DONE:
                return self._done(asking, picked, None)
            case Chose(option=option):
                return self._toggled(asking, picked, option)
            case Picked(options=options, words=words):
                return self._done(asking, options, words)
        if is_blank(found.text):
            return Misread(Line(phrases.NOTHING_TYPED), "empty")
        if not (asking.step.own or self._own_welcome(asking)):
            return Misread(Line(phrases.PICK_ONE), "own words at a choice", keep=found.text)
        return self._done(asking, picked, found.text)

    def _picked(self, asking: Asking) -> tuple[str, ...]:
        """What is picked and still offered: an earlier answer that was changed may have taken a chip away."""
        picked = tuple(asking.draft.value or ())
        offered = {choice.id for choice in self.offered(asking, picked)}
        return tuple(option for option in picked if option in offered)

    def _toggled(self, asking: Asking, picked: tuple[str, ...], option: str) -> Reading:
        offered = {choice.id: choice for choice in self.offered(asking, picked)}
        if option not in offered:
            return Misread(Line(phrases.PICK_FROM_BUTTONS), "unknown option")
        alone = frozenset(choice.id for choice in offered.values() if choice.alone)
        now = Chips(picked).toggled(option, alone)
        if asking.step.most and len(now) > asking.step.most:
            return Misread(Line(phrases.AT_MOST, {"most": str(asking.step.most)}), "too many")
        if now == (option,) and option in alone:
            return Read(list(now), asking.draft.words)
        lines = (Line(phrases.TELL_IN_OWN_WORDS),) if offered[option].own and option in now else ()
        return Begun(Draft(list(now), asking.draft.words), lines)

    def _done(self, asking: Asking, picked: tuple[str, ...], words: str | None) -> Reading:
        offered = {choice.id: choice for choice in self.offered(asking, picked)}
        if any(option not in offered for option in picked):
            return Misread(Line(phrases.PICK_FROM_BUTTONS), "unknown option", keep=words)
        if asking.step.most and len(picked) > asking.step.most:
            return Misread(Line(phrases.AT_MOST, {"most": str(asking.step.most)}), "too many", keep=words)
        alone = [option for option in picked if offered[option].alone]
        chosen = alone[:1] if alone else list(dict.fromkeys(picked))
        return Read(chosen, self._words(asking, words))

    def _words(self, asking: Asking, words: str | None) -> str | None:
        """New words take the place of those of the answer that is being changed, and come beside those begun now."""
        settled = asking.view.answer(asking.step.id)
        if words and settled is not None and asking.draft.words == settled.words:
            return words
        return joined(asking.draft.words, words)

    def _own_welcome(self, asking: Asking) -> bool:
        """With "something else" among the options, or after asking once which button fits, words are an answer."""
        return asking.draft.words is not None or any(choice.own for choice in self.offered(asking, ()))
