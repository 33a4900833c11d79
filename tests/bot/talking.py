"""A child in a test: says and taps things in the real conversation, one delivery after the other."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.authoring.persona import Persona
from bot.authoring.respondent import Respondent
from bot.authoring.simulation import Clock
from bot.conversation import Conversation
from bot.organisation import Organisation, load_organisation
from bot.running.edges import CountingIds
from bot.turn.messages import Incoming, Prompt, Reply, Start
from bot.turn.phrase_words import phrase_words
from bot.turn.scene import Tools
from bot.words import Catalogues
from care.handoff import Handoff
from flows.engine.events import Chose, Commanded, Event, Picked, Shown
from flows.engine.events import Incoming as EngineEvent
from flows.engine.prompts import SIDE_QUESTIONS
from flows.library import packaged
from storage import Store
from storage.talk.answers import AnswerRow
from tests.talks.runner import ORDINARY

LIBRARY, WORDS, ORGANISATION = packaged(), Catalogues.load(), load_organisation(None)


class Deaf:
    """A safety layer that notices nothing, for what is not about safety."""

    def screen(self, text: str, language: str) -> None:
        """Nothing."""


def conversation(
    store: Store,
    *,
    screener: Any = None,
    clock: Callable[[], datetime] | None = None,
    observe: Callable[[Event], None] | None = None,
    organisation: Organisation = ORGANISATION,
    ids: CountingIds | None = None,
) -> Conversation:
    """The real conversation on a store."""
    return Conversation(
        store=store,
        library=LIBRARY,
        tools=Tools(organisation, WORDS, ids or CountingIds(), phrase_words),
        screener=screener or Deaf(),
        clock=clock or Clock(),
        observe=observe,
    )


@dataclass
class Child:
    """Somebody at one address of one channel."""

    talk: Conversation
    address: str = "noor"
    channel: str = "web"
    answers: Mapping[str, Any] = field(default_factory=dict)
    age: int = 13
    prompt: Prompt | None = None
    _numbers: Any = field(default_factory=itertools.count)

    async def take(self, incoming: Incoming) -> Reply:
        """Deliver something as it is."""
        reply = await self.talk.take(incoming)
        self.prompt = next((s.message.prompt for s in reversed(reply.messages) if s.message.prompt), self.prompt)
        return reply

    def delivery(self, event: EngineEvent | None = None, typed: str | None = None, **more: Any) -> Incoming:
        """Something new from this address."""
        return Incoming(self.channel, self.address, f"{self.address}-{next(self._numbers)}", event, typed, **more)

    async def begin(self, start: Start | None = None) -> Reply:
        """Open the talk."""
        return await self.take(self.delivery(Shown(), start=start or Start()))

    async def say(self, text: str) -> Reply:
        """Type something."""
        return await self.take(self.delivery(typed=text))

    async def tap(self, option: str) -> Reply:
        """Tap a button of the open question."""
        return await self.take(self.delivery(Chose(self.open.token, option)))

    async def command(self, command: Any, argument: str | None = None) -> Reply:
        """Use one of the commands."""
        return await self.take(self.delivery(Commanded(command, argument)))

    async def do(self, event: EngineEvent) -> Reply:
        """Anything a channel may send."""
        return await self.take(self.delivery(event))

    async def until(self, link_id: str) -> Prompt:
        """Answer as an ordinary child would until a question is open."""
        if self.prompt is None:
            await self.begin()
        respondent = Respondent(Persona(id="child", age=self.age, answers={**ORDINARY, **self.answers}))
        for _ in range(80):
            if self.open.step == link_id and self.open.control not in SIDE_QUESTIONS:
                return self.open
            found = respondent.answer(self.open)
            await (self.say(found) if isinstance(found, str) else self.do(found))
        raise AssertionError(f"{link_id} was never asked")

    async def send(self, *, switched_on: bool) -> None:
        """Go on to the preview, switch every card on, or only the first (an empty page cannot be sent), and send it."""
        await self.until("review.items")
        first, *others = (card.link_id for card in self.open.cards)
        await self.do(Picked(self.open.token, switches={first: True} | dict.fromkeys(others, switched_on)))
        await self.until("review.send")
        await self.tap("send")

    @property
    def open(self) -> Prompt:
        """The question that is open."""
        assert self.prompt is not None
        return self.prompt


def answers_of(store: Store, channel: str = "web", address: str = "noor") -> dict[str, AnswerRow]:
    """What is stored of somebody's answers."""
    with store.read() as work:
        person = work.people.by_identity(channel, address)
        session = work.sessions.of_person(person)[0] if person else None
        return {answer.link_id: answer for answer in work.answers.load(session.id)} if session else {}


def summary_of(store: Store) -> Handoff:
    """The one summary that waits for a consultant."""
    with store.read() as work:
        (paper,) = [work.handoffs.get(one.id) for one in work.handoffs.list_open() if one.kind == "summary"]
    assert paper is not None
    return Handoff.from_data(paper)


def heard(reply: Reply) -> str:
    """Everything Maatje said in a turn."""
    return "\n".join(sent.message.text for sent in reply.messages)


def file_bytes(url: str) -> bytes:
    """Everything that stands in the files of an embedded database."""
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
