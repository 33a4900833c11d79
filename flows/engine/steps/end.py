"""end: the talk rests here; a way back stays open."""

from __future__ import annotations

from typing import Final

from flows.engine import phrases
from flows.engine.events import Choice, Line
from flows.engine.steps.base import Asking, Input, Misread, Question, Reading, sentence
from flows.engine.steps.cards import leaves
from flows.link_ids import REVIEW_SEND

MIND: Final = "change_my_mind"
REVIEW: Final = "review"
WORDS: Final = "words_to_go_on"
SEND: Final = "send_it_now"


class EndKind:
    """Says goodbye; the buttons lead back into the talk and are read by the engine itself."""

    def ask(self, asking: Asking) -> Question:
        """The goodbye with the ways back that make sense."""
        return Question("end", (sentence(asking),), self._ways_back(asking))

    def read(self, asking: Asking, found: Input) -> Reading:
        """Nothing is asked here, so nothing can be an answer."""
        return Misread(Line(phrases.AFTER_THE_END), "after the end")

    def _ways_back(self, asking: Asking) -> tuple[Choice, ...]:
        match asking.step.outcome:
            case "finished":
                sent = asking.view.value(REVIEW_SEND)
                send = (Choice(SEND, Line(phrases.SEND_IT_NOW)),) if sent == "keep" and leaves(asking) else ()
                # What was sent can be read for years; without words a new phone takes away the say over it.
                words = (self._words(),) if sent == "send" and not asking.view.discreet else ()
                return (*send, Choice(REVIEW, Line(phrases.CHANGE_SOMETHING)), *words)
            case "parked":
                return (Choice(MIND, Line(phrases.GO_ON)), self._words())
        return (Choice(MIND, Line(phrases.CHANGE_MY_MIND)),)

    def _words(self) -> Choice:
        return Choice(WORDS, Line(phrases.WORDS_TO_GO_ON))
