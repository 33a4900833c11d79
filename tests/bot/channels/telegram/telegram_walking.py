"""Somebody who walks the whole intake on a phone, with what stands on the screen and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from emulated_telegram import Phone
from telegram_world import World

from bot.authoring.persona import Persona
from bot.authoring.respondent import Respondent
from bot.turn.messages import Incoming, Prompt, Start

TURNS_AT_MOST = 250
NAMES = ("Noor", "oma Wil", "Ömer", "meester Jaap", "Anna", "Бабуся", "tante Ria", "Puck 🐶")
ANSWERED = {
    "welcome.place": "fine_here",
    "me.name": "Noor",
    "network.closest": ["Ömer", "oma Wil"],
    "network.fun": ["Puck"],
    "care.who": ["mother"],
    "strength.good_at": ["listening"],
}


async def ahead(world: World, phone: Phone, step: str, age: int = 18) -> None:
    """Bring somebody to a question (or control) without Telegram, and let the phone ask for it."""
    respondent = Respondent(Persona(id="ahead", age=age, answers=ANSWERED))
    channel, address = "telegram", str(phone.chat_id)
    await world.conversation.take(Incoming(channel, address, f"{address}-start", start=Start(language="nl")))
    for number in range(TURNS_AT_MOST):
        prompt = world.prompt(phone)
        if step in (prompt.step, prompt.control):
            await world.does(phone, phone.type("/start"))
            return
        said = respondent.answer(prompt)
        typed, event = (said, None) if isinstance(said, str) else (None, said)
        await world.conversation.take(Incoming(channel, address, f"{address}-{number}", event=event, typed=typed))
    raise AssertionError(f"{step} was never asked")


async def asks(world: World, phone: Phone, text: str, answer: str) -> None:
    """Type something, and read these words on the screen."""
    await world.does(phone, phone.type(text))
    assert answer in phone.text()


async def throws_all_away(world: World, phone: Phone) -> None:
    """Say yes where it is asked whether everything may go."""
    choices = world.prompt(phone).choices
    await world.does(phone, phone.tap(next(choice.label for choice in choices if choice.id == "erase_yes")))


@dataclass
class Walker:
    """Answers by tapping (or by typing the words on the buttons) until the talk ends."""

    world: World
    phone: Phone
    age: int
    by_typing: bool = False
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    controls: set[str] = field(default_factory=set)

    async def walk(self, until: str = "end") -> None:
        """Answer everything."""
        for _ in range(TURNS_AT_MOST):
            prompt = self.world.prompt(self.phone)
            self.controls.add(prompt.control)
            if prompt.control == until or prompt.step == until or prompt.step.startswith("end."):
                return
            if prompt.step not in self.asked:
                self.asked.append(prompt.step)
            await self.answer(prompt)
        raise AssertionError(f"still at {self.world.prompt(self.phone).step} after {TURNS_AT_MOST} turns")

    async def answer(self, prompt: Prompt) -> None:
        """Answer the open question."""
        match prompt.step, prompt.control:
            case "me.age", _:
                await self.do(str(self.age))
            case _, "names":
                await self._names(prompt)
            case _, "text":
                await self._type("Iets in eigen woorden")
            case _, "cards":
                await self.do(next(c.label for c in prompt.choices if c.id == "done"))
            case _, "send":
                await self.do(next(c.label for c in prompt.choices if c.id == "send"))
            case "load.halfway", _:
                await self.do(next(c.label for c in prompt.choices if c.id == "go_on"))
            case _, "help" | "check":
                await self.do(next(c.label for c in prompt.choices if c.id == "go_on"))
            case _ if prompt.many:
                await self._several(prompt)
            case _:
                await self.do(self._label(prompt, 0))

    async def do(self, label: str) -> None:
        """Tap a button, or type its words."""
        await (self._type(label) if self.by_typing else self.world.does(self.phone, self.phone.tap(label)))

    async def _type(self, text: str) -> None:
        await self.world.does(self.phone, self.phone.type(text))

    async def _names(self, prompt: Prompt) -> None:
        if prompt.picked:
            await self.do(prompt.done)
            return
        start = 2 * len([step for step in self.asked if step.startswith("network.")])
        await self._type(", ".join(NAMES[n % len(NAMES)] for n in (start, start + 1)))

    async def _several(self, prompt: Prompt) -> None:
        wanted = [
            n for n, c in enumerate(prompt.choices) if not (c.alone or c.own or c.id in ("show_all", "tell_more"))
        ][:2]
        if not wanted or prompt.picked:
            await self.do(prompt.done if prompt.picked or not prompt.choices else self._label(prompt, -1))
            return
        if self.by_typing:
            await self._type(", ".join(prompt.choices[n].label for n in wanted))
            return
        for n in wanted:
            await self.do(self._label(self.world.prompt(self.phone), n))

    def _label(self, prompt: Prompt, place: int) -> str:
        place %= len(prompt.choices)
        label = prompt.choices[place].label
        return str(place + 1) if not self.by_typing and label not in _words(self.phone) else label


def _words(phone: Phone) -> set[str]:
    labels = phone.labels()
    return {*labels, *(label.partition(" ")[2] for label in labels)}
