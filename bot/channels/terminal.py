"""The terminal: the conversation for authors and tests; it can print the talk as a test (form: tests/talks/README.md)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.conversation import Conversation
from bot.turn.messages import Incoming, Prompt, Reply, Start
from bot.words import DEFAULT_LANGUAGE
from flows.engine.events import Chose, Commanded

CHANNEL = "terminal"


@dataclass
class Terminal:
    """One talk on the screen. `read` asks for a line, `write` shows one; `steps` remembers the talk as a test."""

    conversation: Conversation
    address: str
    read: Callable[[str], str]
    write: Callable[[str], None]
    steps: list[dict[str, Any]] = field(default_factory=list)
    _count: int = 0

    async def talk(self, start: Start) -> None:
        """Talk until the goodbye, or until the input ends."""
        prompt = self._show(await self._take(start=start))
        while prompt is not None and prompt.control != "end":
            try:
                line = self.read("> ")
            except (EOFError, KeyboardInterrupt):
                self.write("")
                return
            prompt = self._show(await self._answer(prompt, line)) or prompt

    async def _take(self, **given: Any) -> Reply:
        self._count += 1
        return await self.conversation.take(Incoming(CHANNEL, self.address, str(self._count), **given))

    async def _answer(self, prompt: Prompt, line: str) -> Reply:
        """A number picks the choice with that number, `-1` a repair, anything else is typed."""
        number = int(line) if re.fullmatch(r"\s*-?\d{1,3}\s*", line, re.ASCII) else 0
        if number > 0 and prompt.control in ("number", "ladder"):
            number = 0  # there a number is the answer itself
        if 0 < number <= len(prompt.choices):
            choice = prompt.choices[number - 1]
            self.steps.append({"taps": choice.id})
            return await self._take(event=Chose(prompt.token, choice.id))
        if number < 0 and -number <= len(prompt.repairs):
            repair = prompt.repairs[-number - 1].id
            self.steps.append({"commands": repair})
            return await self._take(event=Commanded(repair))  # type: ignore[arg-type]
        self.steps.append({"says": line})
        return await self._take(typed=line)

    def _show(self, reply: Reply) -> Prompt | None:
        found = None
        for sent in reply.messages:
            message = sent.message
            self.write("")
            if message.prompt is not None and message.prompt.audience:
                self.write(f"  [{message.prompt.audience}]")
            for line in message.text.splitlines():
                self.write(f"  {line}")
            for line in message.picture.alt if message.picture else ():
                self.write(f"    {line}")
            if message.kind == "help":
                self._expect(help="shown")
            if message.prompt is not None:
                found = message.prompt
                self._show_prompt(message.prompt)
        return found

    def _show_prompt(self, prompt: Prompt) -> None:
        self._expect(asked=prompt.step, control=prompt.control)
        for card in prompt.cards:
            self.write(f"    [{'x' if card.shared else ' '}] {card.heading}: {'; '.join(card.lines)}")
        if prompt.control not in ("number", "ladder"):
            for number, choice in enumerate(prompt.choices, 1):
                self.write(f"    {number}. {'* ' if choice.picked else ''}{choice.label}")
        quiet = "  ".join(f"-{number} {repair.label}" for number, repair in enumerate(prompt.repairs, 1))
        done = f"  ({prompt.done})" if prompt.many else ""
        self.write(f"    {quiet}{done}  {prompt.left or ''}")

    def _expect(self, **seen: str) -> None:
        """What was seen belongs to the step that led to it; before the first one it is a step of its own."""
        if not self.steps:
            self.steps.append({})
        self.steps[-1].update(seen)

    def as_test(self, claim: str, start: Start) -> str:
        """The talk as a test: what was done, and after each step what was asked."""
        head = {"talk": claim, "language": start.language or DEFAULT_LANGUAGE, "band": start.band}
        talk = {key: value for key, value in head.items() if value is not None} | {"steps": self.steps}
        return yaml.safe_dump(talk, allow_unicode=True, sort_keys=False, width=120, default_flow_style=None)
