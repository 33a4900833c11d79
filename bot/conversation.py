"""One whole turn: take what came in, screen it, play it, store everything in one transaction; sending comes after.

Invariants that live here: store first, act after the commit; one turn at a time per session; a repeated delivery does
nothing; the safety layer sees every free text before anything else does.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.alarms.bell import Bell
from bot.handlers import HANDLERS
from bot.handlers.hiding import note_fleeting, note_unseen, take_fleeting_away
from bot.handlers.phrase import forget_shown
from bot.turn.answer_rows import restored
from bot.turn.beginning import Beginnings
from bot.turn.courses import courses_found
from bot.turn.doors import Doors, Way
from bot.turn.incoming import cleaned, free_words, lane_of
from bot.turn.listening.ear import Ear
from bot.turn.listening.noticing import Screen
from bot.turn.looking import Looking
from bot.turn.meaning import Meaning
from bot.turn.messages import Incoming, Reply
from bot.turn.remembered import Remembered
from bot.turn.scene import Scene, Tools
from bot.turn.storing import Left, gone, stored
from flows.engine.events import CoursesWanted, Env, Event, Signal
from flows.engine.events import Incoming as EngineEvent
from flows.engine.session import Session
from flows.engine.step import step
from flows.library import Library
from storage import Store, Work
from storage.errors import StaleSession
from storage.talk.sessions import SessionRow

LANGUAGES_REMEMBERED: Final = 10_000
TRIES_A_TURN: Final = 3
INTAKE: Final = "intake"


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
        self._beginnings = Beginnings(library, tools, flow, default_language)
        self._meaning = Meaning(tools.words)
        self.doors = Doors(store, tools, clock)
        self.bell = bell or Bell()
        self._observe = observe
        self.remembered = Remembered()
        self._languages: OrderedDict[tuple[str, str], str] = OrderedDict()

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
        scene = self._scene(work, incoming, now)
        take_fleeting_away(scene)
        forget_shown(scene)
        meant = self._meaning.of(scene, incoming, signal)
        scene.rang = meant.signal.rang if meant.signal is not None else ()
        self._play(scene, meant.event, Env(now, meant.signal))
        note_fleeting(scene)
        note_unseen(scene, meant.signal)
        return gone(scene) if scene.erased else stored(scene, incoming, meant)

    def _scene(self, work: Work, incoming: Incoming, now: datetime) -> Scene:
        row, session = self._session(work, incoming, now)
        compiled = self._compiled(work, row)
        scene = Scene(
            self.tools, work, compiled, row, session, incoming.channel, now, row.seq + 1, hears=self.ear.hears
        )
        scene.wrote = free_words(incoming, self._buttons)
        scene.was_discreet = scene.view.discreet
        return scene

    def _session(self, work: Work, incoming: Incoming, now: datetime) -> tuple[SessionRow, Session]:
        person_id = self._beginnings.person(work, incoming, now)
        row = work.sessions.load_for_turn(person_id)
        if row is None:
            return self._beginnings.begun(work, incoming, person_id, now)
        return row, self.remembered.get(row.id, row.row_version) or restored(work, row)

    def _play(self, scene: Scene, event: EngineEvent, env: Env) -> None:
        """One step of the engine, and every fact of it handled."""
        scene.session, facts = _played(scene, event, env)
        for fact in facts:
            HANDLERS[type(fact)](scene, fact)
            if self._observe is not None:
                self._observe(fact)
            if scene.erased:
                break  # what was said after it belongs to a talk that is gone

    def _duplicate(self, work: Work, incoming: Incoming) -> Reply:
        row = self._row(work, incoming.channel, incoming.address)
        if row is None:
            return Reply(None, 0, duplicate=True, language=self._beginnings.language(incoming))
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


def _played(scene: Scene, event: EngineEvent, env: Env) -> tuple[Session, tuple[Event, ...]]:
    """The engine's outcome, with the facts it asked the world for."""
    outcome = step(scene.compiled, scene.session, event, env)
    events = list(outcome.events)
    while (wanted := next((e for e in events if isinstance(e, CoursesWanted)), None)) is not None:
        events.remove(wanted)
        found = courses_found(scene.courses, wanted)
        outcome = step(scene.compiled, outcome.session, found, Env(env.now))
        events.extend(outcome.events)
    return outcome.session, tuple(events)
