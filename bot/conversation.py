"""One whole turn: take what came in, screen it, play it, store everything in one transaction; sending comes after.

Invariants that live here: store first, act after the commit; one turn at a time per session; a repeated delivery does
nothing; the safety layer sees every free text before anything else does.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import Final, NamedTuple

from bot.alarms.bell import Bell
from bot.handlers import HANDLERS
from bot.handlers.hiding import note_fleeting, note_unseen, take_fleeting_away
from bot.handlers.phrase import forget_shown
from bot.languages import is_language
from bot.turn.answer_rows import restored
from bot.turn.courses import courses_found
from bot.turn.doors import Doors, Way
from bot.turn.ear import Ear
from bot.turn.incoming import as_meant, cleaned, free_words, lane_of
from bot.turn.looking import Looking
from bot.turn.menus import typed_commands
from bot.turn.messages import Incoming, Reply, Sent
from bot.turn.noticing import Screen
from bot.turn.remembered import Remembered
from bot.turn.rendering import heard, invites_words, labels_everywhere, shown
from bot.turn.scene import WISHED_LANGUAGE, Scene, Tools
from bot.turn.typed.understanding import brings_words, cried_beside, understand
from flows.engine.compiling import START
from flows.engine.events import (
    Chose,
    Commanded,
    CoursesWanted,
    Env,
    Event,
    Picked,
    Prompt,
    Shown,
    Signal,
    Started,
)
from flows.engine.events import Incoming as EngineEvent
from flows.engine.limits import LETTERS_OF_AN_ANSWER
from flows.engine.prompts import question_at, ticked
from flows.engine.session import Session, to_data
from flows.engine.step import step
from flows.engine.turns import new_session
from flows.library import Library
from storage import Store, Work
from storage.errors import StaleSession
from storage.talk.sessions import SessionRow

LANGUAGES_REMEMBERED: Final = 10_000
TRIES_A_TURN: Final = 3
INTAKE: Final = "intake"


class Left(NamedTuple):
    """A talk as a turn leaves it; without a session it is gone."""

    session_id: str
    row_version: int
    session: Session | None
    at: datetime


class Conversation(Looking):
    """The one way into a talk, for every channel."""

    def __init__(
        self,
        *,
        store: Store,
        library: Library,
        tools: Tools,
        screener: Screen,
        clock: Callable[[], datetime],
        default_language: str = "nl",
        observe: Callable[[Event], None] | None = None,
        flow: str = INTAKE,
        bell: Bell | None = None,
    ) -> None:
        """`observe` is told every fact as it happens, before the commit; for metrics and simulations.

        `bell` is rung after the commit of a turn that raised an alarm.
        """
        super().__init__(store, library, tools, clock, Ear(screener))
        self.default_language = default_language
        self.doors = Doors(store, tools, clock)
        self.bell = bell or Bell()
        self._observe = observe
        self._flow = flow
        self._languages: OrderedDict[tuple[str, str], str] = OrderedDict()
        self.remembered = Remembered()
        self._commands = typed_commands(tools.words)

    async def take(self, incoming: Incoming) -> Reply:
        """Play one turn and commit it. The reply's messages are stored; deliver them with the outbox."""
        incoming = cleaned(incoming)
        signal = await self._screened(incoming)
        for attempt in range(TRIES_A_TURN):
            try:
                reply, left = await self.store.run_async(
                    lambda work: self._turn(work, incoming, signal), lane_of(incoming)
                )
            except StaleSession:
                if attempt == TRIES_A_TURN - 1:
                    raise
                continue
            self._remember(incoming, reply, left)
            if reply.alarmed:
                self.bell.ring()
            return reply
        raise AssertionError("unreachable")

    async def _screened(self, incoming: Incoming) -> Signal | None:
        text = free_words(incoming, self._buttons)
        if not text:
            return None
        language = self._languages.get((incoming.channel, incoming.address)) or incoming.start.language
        return await self.listen(text, language or self.default_language, lane_of(incoming))

    def _turn(self, work: Work, incoming: Incoming, signal: Signal | None) -> tuple[Reply, Left | None]:
        """The reply, and the talk as this turn leaves it, to be remembered after the commit."""
        now = self.clock()
        if not work.inbox.claim(incoming.channel, incoming.delivery, now):
            return self._duplicate(work, incoming), None
        row, session = self._session(work, incoming, now)
        compiled = self._compiled(work, row)
        scene = Scene(
            self.tools, work, compiled, row, session, incoming.channel, now, row.seq + 1, hears=self.ear.hears
        )
        scene.wrote = free_words(incoming, self._buttons)
        scene.was_discreet = scene.view.discreet
        take_fleeting_away(scene)
        forget_shown(scene)
        event, bubble = self._event(scene, incoming, signal)
        # What stood beside ticks was the child's own words, also where they ask for help.
        meant = incoming.event if isinstance(incoming.event, Picked | Chose) else event
        env = Env(now, as_meant(signal, meant, incoming.typed, self._commands))
        scene.rang = env.signal.rang if env.signal is not None else ()
        scene.session, events = self._played(scene, event, env)
        for fact in events:
            HANDLERS[type(fact)](scene, fact)
            if self._observe is not None:
                self._observe(fact)
            if scene.erased:
                break  # what was said after it belongs to a talk that is gone
        note_fleeting(scene)
        note_unseen(scene, env.signal)
        return self._gone(scene) if scene.erased else self._stored(scene, incoming, event, bubble)

    def _played(self, scene: Scene, event: EngineEvent, env: Env) -> tuple[Session, tuple[Event, ...]]:
        """The engine's outcome, with the facts it asked the world for."""
        outcome = step(scene.compiled, scene.session, event, env)
        events = list(outcome.events)
        while (wanted := next((e for e in events if isinstance(e, CoursesWanted)), None)) is not None:
            events.remove(wanted)
            found = courses_found(scene.courses, wanted)
            outcome = step(scene.compiled, outcome.session, found, Env(env.now))
            events.extend(outcome.events)
        return outcome.session, tuple(events)

    def _session(self, work: Work, incoming: Incoming, now: datetime) -> tuple[SessionRow, Session]:
        person_id = work.people.recognise(incoming.channel, incoming.address)
        if person_id is None:
            person_id = self.tools.ids.new()
            work.people.create(person_id, now)
            keep = incoming.channel != "web"
            work.people.add_identity(person_id, incoming.channel, incoming.address, now, keep_original=keep)
        row = work.sessions.load_for_turn(person_id)
        if row is None:
            return self._begun(work, incoming, person_id, now)
        return row, self.remembered.get(row.id, row.row_version) or restored(work, row)

    def _begun(self, work: Work, incoming: Incoming, person_id: str, now: datetime) -> tuple[SessionRow, Session]:
        compiled = self.library.newest(self._flow)
        language = self._language(incoming)
        session = new_session(compiled, language, incoming.start.band)
        wished = incoming.start.language or ""
        if wished not in self.tools.words.languages and is_language(wished):
            # We talk in what we have; what matters in danger is then said in Dutch and English together.
            session = session.but(facts={WISHED_LANGUAGE: wished})
        work.flow_versions.put_if_new(self._flow, compiled.version, self.library.texts[self._flow], now)
        row = work.sessions.create(
            self.tools.ids.new(),
            person_id,
            self._flow,
            compiled.version,
            language,
            to_data(session),
            now,
            organisation=incoming.start.organisation,
        )
        return row, session

    def _language(self, incoming: Incoming) -> str:
        wished = incoming.start.language
        return wished if wished in self.tools.words.languages else self.default_language

    def _event(self, scene: Scene, incoming: Incoming, signal: Signal | None) -> tuple[EngineEvent, str | None]:
        """The engine event, and what the child's own bubble shows."""
        if scene.session.at == START:
            return self._first(incoming), None
        prompt = question_at(scene.compiled, scene.session)
        event, bubble = self._meant(scene, incoming, signal, prompt)
        scene.uninvited = brings_words(event) and not invites_words(prompt)
        return event, bubble

    def _meant(
        self, scene: Scene, incoming: Incoming, signal: Signal | None, prompt: Prompt
    ) -> tuple[EngineEvent, str | None]:
        if incoming.typed is not None:
            urgency = signal.urgency if signal is not None else None
            labels = labels_everywhere(scene, prompt)
            event = understand(incoming.typed, shown(scene, prompt), labels, urgency, self._commands)
            return self._spoken(event), incoming.typed
        given = incoming.event or Shown()
        if isinstance(given, Picked | Chose) and (cry := cried_beside(given)) is not None:
            scene.session = ticked(scene.compiled, scene.session, given)
            return cry, given.words
        return self._spoken(given), incoming.heard if incoming.heard is not None else heard(scene, prompt, given)

    def _first(self, incoming: Incoming) -> EngineEvent:
        """What begins a talk: a command such as the safe word does it too, anything else is just the beginning."""
        typed = incoming.typed
        event = understand(typed, None, {}, commands=self._commands) if typed is not None else incoming.event
        return self._spoken(event) if isinstance(event, Started | Commanded) else Started(incoming.start.band)

    def _spoken(self, event: EngineEvent) -> EngineEvent:
        """A language we have no words in is answered with those there are."""
        match event:
            case Commanded(command="language", argument=code) if code not in self.tools.words.languages:
                return Commanded("language")
        return event

    def _stored(self, scene: Scene, incoming: Incoming, event: EngineEvent, bubble: str | None) -> tuple[Reply, Left]:
        work, row, session = scene.work, scene.row, scene.session
        saved = work.sessions.save(row, to_data(session), scene.seq, session.life, session.language, scene.now)
        bubble = bubble[:LETTERS_OF_AN_ANSWER] if bubble is not None else None
        work.turns.add(row.id, scene.seq, type(event).__name__, bubble, scene.now, heard_ref=incoming.heard_ref)
        recipient = work.hash(f"identity|{incoming.channel}", incoming.address)
        payloads = [message.to_data() for message in scene.messages]
        ids = work.outbox.add(row.id, scene.seq, payloads, incoming.channel, recipient, scene.now) if payloads else []
        sent = tuple(Sent(i, scene.seq, n, m) for n, (i, m) in enumerate(zip(ids, scene.messages, strict=True)))
        left = Left(row.id, saved.row_version, session, scene.now)
        reply = Reply(
            row.id,
            scene.seq,
            sent,
            language=session.language,
            alarmed=scene.alarmed,
            unseen=scene.unseen,
            fleeting=scene.taken_off,
        )
        return reply, left

    def _gone(self, scene: Scene) -> tuple[Reply, Left]:
        sent = tuple(Sent("", scene.seq, n, message) for n, message in enumerate(scene.messages))
        reply = Reply(None, scene.seq, sent, erased=True, language=scene.language, fleeting=scene.taken_off)
        return reply, Left(scene.row.id, 0, None, scene.now)

    def _duplicate(self, work: Work, incoming: Incoming) -> Reply:
        row = self._row(work, incoming.channel, incoming.address)
        if row is None:
            return Reply(None, 0, duplicate=True, language=self._language(incoming))
        return Reply(row.id, row.seq, duplicate=True, language=row.language)

    def _remember(self, incoming: Incoming, reply: Reply, left: Left | None) -> None:
        self._remember_language(incoming.channel, incoming.address, reply.language)
        if left is None:
            return
        if left.session is None:
            self.remembered.forget(left.session_id)
        else:
            self.remembered.put(left.session_id, left.row_version, left.session, left.at)

    def _remember_language(self, channel: str, address: str, language: str) -> None:
        self._languages[channel, address] = language
        self._languages.move_to_end((channel, address))
        if len(self._languages) > LANGUAGES_REMEMBERED:
            self._languages.popitem(last=False)

    def adopt(self, channel: str, address: str, token: str, purpose: str, *, leaving: str | None = None) -> bool:
        """Let this address go on with the talk that a resume phrase or a hand-over link belongs to.

        `leaving` is the address whose talk would be left, None when that is agreed.
        """
        return self.doors.adopt(Way(channel, address, token, purpose, leaving))

    def words_before_leaving(self, channel: str, address: str, language: str) -> str | None:
        """Four words for a talk that may be left; None when it has some that somebody holds."""
        return self.doors.words_before_leaving(channel, address, language)

    def hand_over(self, channel: str, address: str) -> str:
        """A one-time token with which this talk can go on in another channel."""
        return self.doors.hand_over(channel, address)
