"""end: the talk rests here; a way back stays open."""

from __future__ import annotations

from typing import Final

from flows.engine import phrases
from flows.engine.events import Choice, Line
from flows.engine.steps.base import Asking, Input, Misread, Question, Reading, sentence

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
                kept = asking.view.value("review.send") == "keep"
                send = (Choice(SEND, Line(phrases.SEND_IT_NOW)),) if kept else ()
                return (*send, Choice(REVIEW, Line(phrases.CHANGE_SOMETHING)))
            case "parked":
                return (Choice(MIND, Line(phrases.GO_ON)), Choice(WORDS, Line(phrases.WORDS_TO_GO_ON)))
        return (Choice(MIND, Line(phrases.CHANGE_MY_MIND)),)
