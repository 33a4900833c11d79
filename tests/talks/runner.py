"""Plays a talk that is written down: the real conversation on a real SQLite file, opened anew before every turn.

How a talk is written stands in tests/talks/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.authoring.persona import Persona
from bot.authoring.respondent import Respondent
from bot.authoring.simulation import MONDAY, Clock
from bot.conversation import Conversation
from bot.organisation import Organisation
from bot.running.demo import EMAIL, NAME
from bot.running.edges import CountingIds
from bot.turn.messages import Incoming, Outgoing, Prompt, Reply, Start
from bot.turn.phrase_words import phrase_words
from bot.turn.scene import Tools
from bot.words import Catalogues
from flows.engine.events import Chose, Commanded, Picked, SentOther, Shown, Started
from flows.engine.events import Incoming as EngineEvent
from flows.engine.prompts import SIDE_QUESTIONS
from flows.library import Library
from storage import KeyRing, Store, open_store
from tests.talks.beginnings import Beginnings
from tests.talks.form import Step, Talk
from tests.talks.looking import Seen, look, look_into_store

TURNS_TO_A_QUESTION: Final = 80
BUBBLES_IN_A_COMPLAINT: Final = 4
SLOT: Final = re.compile(r"{\w+}")
# A child for whom nothing special is going on: what it answers on the way `until` a question, unless the talk says otherwise.
ORDINARY: Final[Mapping[str, Any]] = {
    "welcome.place": "fine_here",
    "me.name": "Noor",
    "happiness.sources": ["sports"],
    "happiness.more": ["sports"],
    "care.who": ["mother"],
    "care.tasks": ["keeping_company_or_cheering_up"],
    "care.good": ["proud"],
    "strength.good_at": ["listening"],
    "strength.helps": ["music"],
    "network.closest": ["Lot", "Bram", "Pip"],
    "network.fun": ["Lot", "Kees"],
    "network.support": {"talk": "Lot", "fun": "Kees", "practical": "Bram", "advice": "Lot"},
    "load.weight": "ok",
    "load.cards": ["it_is_going_well_really"],
    "load.urgent": "no_need",
    "goal.wish": "sports",
    "goal.first_step": "together",
    "goal.helpers": ["myself"],
    "meeting.place": "not_yet",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where talks are played: what is the same for all of them, and the address of an empty database."""

    library: Library
    words: Catalogues
    organisation: Organisation
    screener: Any
    url: str
    master: str


@dataclass
class Player:
    """One child with one talk."""

    place: Place
    talk: Talk
    ids: CountingIds = field(default_factory=CountingIds)
    clock: Clock = field(default_factory=lambda: Clock(MONDAY))
    deliveries: int = 0
    last: Incoming | None = None
    prompt: Prompt | None = None
    before: Prompt | None = None
    said: list[Outgoing] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    beginnings: Beginnings | None = None

    CHANNEL: Final = "test"
    ADDRESS: Final = "noor"

    async def play(self) -> None:
        """Begin the talk in a house with somebody on duty, then take every step and look at what it expects. Raises AssertionError, naming the step."""
        self._put_somebody_on_duty()
        await self._take(Incoming(self.CHANNEL, self.ADDRESS, "", start=Start(self.talk.language, self.talk.band)))
        for number, step in enumerate(self.talk.steps, 1):
            self.before = self.prompt
            if step.acts:
                self.said, self.met = [], []
            try:
                await self._do(step)
                self._look(step)
            except AssertionError as wrong:
                heard = "\n".join(f"  {message.text}" for message in self.said[-BUBBLES_IN_A_COMPLAINT:])
                raise AssertionError(f"step {number} ({step.told()}): {wrong}\nMaatje said:\n{heard}") from None

    def _put_somebody_on_duty(self) -> None:
        store = self._opened()
        with store.begin() as work:
            work.consultants.add("amina", NAME, EMAIL, MONDAY)
        store.close()

    # --- what the child does --------------------------------------------------------------------------------------

    async def _do(self, step: Step) -> None:
        if step.until is not None:
            await self._walk(step.until)
        elif step.waits is not None:
            self.clock.now += step.waits.as_time()
        elif step.redelivered:
            await self._redeliver()
        elif step.acts:
            await self._take(self._incoming(step))

    def _incoming(self, step: Step) -> Incoming:
        if step.again:
            assert self.last is not None and self.last.event is not None, "there was no tap to do again"
            return Incoming(self.CHANNEL, self.ADDRESS, "", event=self.last.event)
        if step.says is not None:
            self.written.append(step.says.text)
            return Incoming(self.CHANNEL, self.ADDRESS, "", typed=step.says.text)
        return Incoming(self.CHANNEL, self.ADDRESS, "", event=self._event(step))

    def _event(self, step: Step) -> EngineEvent:
        if step.taps is not None:
            return self._tap(step.taps)
        if step.picks is not None or step.keeps_back is not None:
            return self._picked(step)
        if step.commands is not None:
            command, _, argument = step.commands.partition(" ")
            return Commanded(command, argument or None)  # type: ignore[arg-type]
        if step.stale is not None:
            link_id, _, option = step.stale.partition(" ")
            return Chose(self.tokens[link_id], option)
        if step.sends is not None:
            return SentOther(step.sends)
        if step.language is not None:
            return Commanded("language", step.language)
        return Started() if step.returns else Shown()

    def _tap(self, said: str) -> EngineEvent:
        prompt = self._open()
        for choice in prompt.choices:
            if said in (choice.id, choice.label):
                return Chose(prompt.token, choice.id)
        for repair in prompt.repairs:
            if said in (repair.id, repair.label):
                return Commanded(repair.id)  # type: ignore[arg-type]
        if prompt.many and said in ("done", prompt.done):
            return Chose(prompt.token, "done")
        for card in prompt.cards:
            if said == card.heading:
                return Chose(prompt.token, f"card:{card.link_id}")
        there = ", ".join(choice.label for choice in (*prompt.choices, *prompt.repairs))
        raise AssertionError(f"there is no button {said!r}; there are: {there}")

    def _picked(self, step: Step) -> EngineEvent:
        prompt = self._open()
        if step.keeps_back is not None:
            known = {card.link_id for card in prompt.cards}
            assert set(step.keeps_back) <= known, f"there is no card {set(step.keeps_back) - known}"
            return Picked(prompt.token, switches={link_id: link_id not in step.keeps_back for link_id in known})
        if step.words:
            self.written.append(step.words)
        ids = {choice.id: choice.id for choice in prompt.choices} | {c.label: c.id for c in prompt.choices}
        picked = tuple(ids.get(said, said) for said in step.picks or ())
        unknown = set(picked) - set(ids.values())
        assert not unknown or prompt.control == "names", f"there is no button {unknown}; there are {', '.join(ids)}"
        return Picked(prompt.token, picked, step.words)

    async def _walk(self, link_id: str) -> None:
        """Answer as this child would until a question is open."""
        answers = {**ORDINARY, **self.talk.child}
        respondent = Respondent(Persona(id="child", age=self.talk.age, answers=answers, send=self.talk.sends))
        shared = self.beginnings if self.deliveries == 1 else None
        if shared is not None:
            shared.go(self, link_id)
        for _ in range(TURNS_TO_A_QUESTION):
            prompt = self._open()
            if shared is not None:
                shared.keep(self, prompt.step)
            if prompt.step == link_id and prompt.control not in SIDE_QUESTIONS:
                return
            assert prompt.control != "end", f"the talk ended at {prompt.step} before {link_id} was asked"
            found = respondent.answer(prompt)
            typed, event = (found, None) if isinstance(found, str) else (None, found)
            await self._take(Incoming(self.CHANNEL, self.ADDRESS, "", event=event, typed=typed))
        raise AssertionError(f"{link_id} was never asked; the last question was {self._open().step}")

    # --- one turn -------------------------------------------------------------------------------------------------

    async def _take(self, incoming: Incoming) -> None:
        self.deliveries += 1
        new = Incoming(
            self.CHANNEL, self.ADDRESS, str(self.deliveries), incoming.event, incoming.typed, start=incoming.start
        )
        self.last = new
        store = self._opened()
        try:
            conversation = self._conversation(store)
            reply = await conversation.take(new)
            self._note(reply)
            if not reply.erased:
                self._same_when_read_again(conversation, reply)
        finally:
            store.close()

    async def _redeliver(self) -> None:
        """The channel delivers the last thing once more."""
        assert self.last is not None
        store = self._opened()
        try:
            reply = await self._conversation(store).take(self.last)
            assert reply.duplicate and not reply.messages, "a repeated delivery was played again"
        finally:
            store.close()

    def _note(self, reply: Reply) -> None:
        assert not reply.duplicate
        for sent in reply.messages:
            message = sent.message
            self.said.append(message)
            self._no_open_slot(message)
            if message.prompt is not None:
                self.prompt = message.prompt
                if message.prompt.control not in SIDE_QUESTIONS:
                    self.tokens[message.prompt.step] = message.prompt.token
                    if message.prompt.step not in self.met[-1:]:
                        self.met.append(message.prompt.step)

    def _no_open_slot(self, message: Outgoing) -> None:
        shown = [message.text, *(f"{title} {text}" for title, text in message.cards)]
        if message.prompt:
            shown += [choice.label for choice in (*message.prompt.choices, *message.prompt.repairs)]
        for text in shown:
            assert not SLOT.search(text) or any("{" in written for written in self.written), f"open slot in {text!r}"

    def _same_when_read_again(self, conversation: Conversation, reply: Reply) -> None:
        """What was said is what is stored, and the question that is open is the one that was asked last."""
        entries = conversation.transcript(self.CHANNEL, self.ADDRESS, after=(reply.seq, -1))
        stored = [entry.message for entry in entries if entry.message is not None]
        assert stored == [sent.message for sent in reply.messages], "the transcript tells something else"
        shown = [m.prompt for m in stored if m.prompt is not None and m.kind == "ask"]
        if shown:
            there = conversation.open_prompt(self.CHANNEL, self.ADDRESS)
            assert there is not None
            assert replace(there, preview=None) == replace(shown[-1], preview=None), "another question is open"
            assert len(shown) == 1, "more than one question was asked at once"

    def _opened(self) -> Store:
        return open_store(self.place.url, KeyRing.from_master(self.place.master))

    def _conversation(self, store: Store) -> Conversation:
        organisation = Organisation.model_validate({**dict(self.place.organisation), **self.talk.organisation})
        tools = Tools(organisation, self.place.words, self.ids, phrase_words)
        return Conversation(
            store=store, library=self.place.library, tools=tools, screener=self.place.screener, clock=self.clock
        )

    def _open(self) -> Prompt:
        assert self.prompt is not None, "no question is open"
        return self.prompt

    def _look(self, step: Step) -> None:
        look(step, Seen(self.said, self.met, self.prompt, self.before))
        if not step.looks_into_store:
            return
        flow = self.place.library.newest("intake").flow
        store = self._opened()
        try:
            with store.read() as work:
                person = work.people.by_identity(self.CHANNEL, self.ADDRESS)
                look_into_store(step, work, person, lambda link_id: flow.by_id[link_id].kind)
        finally:
            store.close()


def place_of(url: str, master: str, shared: Mapping[str, Any]) -> Place:
    """A place on an empty database at `url`."""
    return Place(url=url, master=master, **shared)
