"""A respondent: answers every prompt as a persona would."""

from __future__ import annotations

from typing import Any, Final

from bot.authoring.persona import Persona
from bot.turn.messages import Prompt
from flows.engine.events import Chose, Commanded, Picked
from flows.engine.events import Incoming as EngineEvent
from flows.engine.prompts import SIDE_QUESTIONS
from flows.link_ids import CONSENT_AGREE, LOAD_HALFWAY, ME_AGE, MEETING_CONTACT

TRIES_A_PROMPT: Final = 3
WAYS_TO_PASS: Final = ("skip", "dont_know", "rather_not_say", "later")
PASSED_ROW: Final = "(not given)"


class Respondent:
    """Answers prompts as a persona would."""

    def __init__(self, persona: Persona) -> None:
        self.persona = persona
        self._tries: dict[tuple[str, str | None, str], int] = {}

    def answer(self, prompt: Prompt) -> EngineEvent | str:
        """The engine event for a prompt, or text to type."""
        key = (prompt.step, prompt.part, prompt.control)
        tries = self._tries[key] = self._tries.get(key, 0) + 1
        if prompt.control in SIDE_QUESTIONS:
            return self._aside(prompt)
        special = self._special(prompt)
        if special is not None:
            return special
        given = self._given(prompt)
        if given is None or tries > TRIES_A_PROMPT:
            return _skip(prompt)
        if given == PASSED_ROW:
            return Chose(prompt.token, "skip")  # this row or person only, also before anything else was answered
        if given in WAYS_TO_PASS and given not in {choice.id for choice in prompt.choices}:
            return Commanded(given)
        return _as_event(prompt, given)

    def _aside(self, prompt: Prompt) -> EngineEvent:
        return Chose(prompt.token, "erase_yes" if prompt.control == "erase" else "go_on")

    def _special(self, prompt: Prompt) -> EngineEvent | None:
        match prompt.control:
            case "cards":
                on = {card.link_id: card.shared and card.link_id not in self.persona.withhold for card in prompt.cards}
                return Picked(prompt.token, switches=on)
            case "send":
                return Chose(prompt.token, self._sends(prompt))
            case "picture":
                return Chose(prompt.token, "fits")
        return None

    def _sends(self, prompt: Prompt) -> str:
        """What is done with it all; nothing is sent by who has nothing to send, so it stays."""
        offered = {choice.id for choice in prompt.choices}
        return self.persona.send if self.persona.send in offered else "keep"

    def _given(self, prompt: Prompt) -> Any:
        defaults = {CONSENT_AGREE: "agree", ME_AGE: self.persona.age, LOAD_HALFWAY: "go_on"}
        given = self.persona.answers.get(prompt.step, defaults.get(prompt.step))
        if isinstance(given, dict):
            return given.get(prompt.part, PASSED_ROW)
        if prompt.step == MEETING_CONTACT and prompt.part != "way":
            return "skip"  # a plain text is the address, and that field was asked first
        return given


def _skip(prompt: Prompt) -> EngineEvent:
    """Pass over a question, as its option where it has one, and else in words: an answer is never made up."""
    among = "skip" in {choice.id for choice in prompt.choices}
    return Chose(prompt.token, "skip") if among else Commanded("skip")


def _as_event(prompt: Prompt, given: Any) -> EngineEvent | str:
    ids = {choice.id for choice in prompt.choices}
    if isinstance(given, list):
        known = tuple(str(one) for one in given if str(one) in ids)
        own = [str(one) for one in given if str(one) not in ids]
        if prompt.control == "names":
            return Picked(prompt.token, tuple(map(str, given)))
        return Picked(prompt.token, known, ", ".join(own) or None)
    if str(given) in ids:
        return (
            Picked(prompt.token, (str(given),))
            if prompt.many and prompt.control != "names"
            else Chose(prompt.token, str(given))
        )
    return str(given)
