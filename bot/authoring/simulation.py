"""A synthetic respondent walks the real engine, conversation and storage, on a throw-away database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from bot.authoring.persona import Persona
from bot.authoring.report import Seen, report
from bot.authoring.respondent import Respondent
from bot.authoring.transcript import bot_lines, child_text
from bot.conversation import Conversation
from bot.organisation import Organisation
from bot.running.edges import CountingIds
from bot.turn.messages import Incoming, Start
from bot.turn.scene import Tools
from bot.words import Catalogues
from flows.library import Library
from storage import KeyRing, Store, open_store

MONDAY: Final = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
TURNS_AT_MOST: Final = 400


class Clock:
    """A clock that goes on one second whenever it is looked at."""

    def __init__(self, start: datetime = MONDAY) -> None:
        self.now = start

    def __call__(self) -> datetime:
        """A second later than the last time."""
        self.now += timedelta(seconds=1)
        return self.now


@dataclass(frozen=True, slots=True)
class World:
    """Everything a simulation needs that is the same for all personas."""

    library: Library
    words: Catalogues
    organisation: Organisation
    screener: Any


def unknown_links(persona: Persona, world: World) -> list[str]:
    """The link ids of a persona that no question of the intake has."""
    known = {step.id for step in world.library.newest("intake").flow.steps}
    return [link_id for link_id in (*persona.answers, *persona.withhold) if link_id not in known]


async def simulate(persona: Persona, world: World, seed: int = 0) -> dict[str, Any]:
    """Walk the whole intake and report it in the form of design.md 7."""
    store = open_store("sqlite://", KeyRing.generate())
    store.upgrade()
    try:
        return await _walk(persona, world, seed, store)
    finally:
        store.close()


async def _walk(persona: Persona, world: World, seed: int, store: Store) -> dict[str, Any]:
    seen = Seen()
    tools = Tools(world.organisation, world.words, CountingIds(seed), lambda _language: ("water",) * 1024)
    conversation = Conversation(
        store=store, library=world.library, tools=tools, screener=world.screener, clock=Clock(), observe=seen.note
    )
    transcript: list[dict[str, Any]] = []
    await _talk(conversation, Respondent(persona), persona, transcript)
    return report(store, world.library.newest("intake").flow, persona, seen, transcript)


async def _talk(
    conversation: Conversation, respondent: Respondent, persona: Persona, transcript: list[dict[str, Any]]
) -> None:
    start = Start(language=persona.language)
    reply = await conversation.take(Incoming("simulation", persona.id, "0", start=start))
    for number in range(1, TURNS_AT_MOST):
        transcript.extend(bot_lines(reply))
        prompt = next((s.message.prompt for s in reversed(reply.messages) if s.message.prompt), None)
        if prompt is None or prompt.control == "end":
            return
        answer = respondent.answer(prompt)
        typed = answer if isinstance(answer, str) else None
        event = None if isinstance(answer, str) else answer
        incoming = Incoming("simulation", persona.id, str(number), event=event, typed=typed)
        transcript.append({"from": "child", "text": child_text(prompt, answer), "choices": []})
        reply = await conversation.take(incoming)
