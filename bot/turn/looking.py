"""What may be read of a talk without playing a turn: what was said, the open question, the language, the age."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.handlers.hiding import shown_from, unseen_turns
from bot.turn.answer_rows import restored
from bot.turn.listening.ear import Ear
from bot.turn.messages import Entry, Outgoing, Prompt
from bot.turn.rendering import shown
from bot.turn.scene import Scene, Tools
from bot.turn.typed.free_text import buttons_of
from flows.engine.compiling import START, CompiledFlow
from flows.engine.events import Signal
from flows.engine.prompts import prompt_at
from flows.library import Library
from flows.link_ids import ME_AGE
from storage import Store, Work
from storage.talk.sessions import SessionRow
from storage.talk.transcript import Line


class Looking:
    """Reads talks and listens; changes nothing."""

    def __init__(self, store: Store, library: Library, tools: Tools, clock: Callable[[], datetime], ear: Ear) -> None:
        self.store = store
        self.library = library
        self.tools = tools
        self.clock = clock
        self.ear = ear
        courses = {course.id for course in tools.organisation.courses}
        self._buttons = buttons_of(library.newest(name).flow for name in library.names) | courses

    def transcript(self, channel: str, address: str, after: tuple[int, int] | None = None) -> list[Entry]:
        """The talk as it may be seen, oldest first, or only what came after a place; empty when there is no talk."""
        with self.store.read() as work:
            row = self._row(work, channel, address)
            if row is None:
                return []
            lines, unseen = work.transcript.of(row.id, shown_from(row.state, after)), unseen_turns(row.state)
        entries = [_entry(line) for line in lines if line.payload is not None or line.seq not in unseen]
        return [entry for entry in entries if entry.message is None or not entry.message.taken_away]

    def references(self, channel: str, address: str, since: datetime) -> list[str]:
        """The channel's own numbers of what both sides said at this address since a moment (aware), oldest first."""
        with self.store.read() as work:
            row = self._row(work, channel, address)
            return work.transcript.references(row.id, since) if row is not None else []

    def open_prompt(self, channel: str, address: str) -> Prompt | None:
        """The question that is open, ready to show; None when there is no talk."""
        with self.store.read() as work:
            row = self._row(work, channel, address)
            if row is None:
                return None
            session = restored(work, row)
            if session.at == START or session.life == "erased":
                return None
            compiled = self._compiled(work, row)
            scene = Scene(
                self.tools, work, compiled, row, session, channel, self.clock(), row.seq, hears=self.ear.hears
            )
            return shown(scene, prompt_at(compiled, session))

    def knows(self, channel: str, address: str) -> bool:
        """True when something is kept about whoever has this address, even when their talk is gone."""
        with self.store.read() as work:
            return work.people.by_identity(channel, address) is not None

    async def listen(self, text: str, language: str, whose: str) -> Signal | None:
        """What the safety layer makes of a text; of one writer (`whose`) one text at a time is looked at."""
        return await self.ear.listen(text, language, whose)

    def language_of(self, channel: str, address: str) -> str | None:
        """The language of somebody's talk."""
        with self.store.read() as work:
            row = self._row(work, channel, address)
        return row.language if row is not None else None

    def age_of(self, channel: str, address: str) -> int | None:
        """Somebody's age, once they told it."""
        with self.store.read() as work:
            row = self._row(work, channel, address)
            answer = restored(work, row).answers.get(ME_AGE) if row is not None else None
        return answer.value if answer is not None and isinstance(answer.value, int) else None

    def _row(self, work: Work, channel: str, address: str) -> SessionRow | None:
        person_id = work.people.by_identity(channel, address)
        rows = work.sessions.of_person(person_id) if person_id is not None else []
        return next((row for row in rows if row.ended_at is None), None)

    def _compiled(self, work: Work, row: SessionRow) -> CompiledFlow:
        found = self.library.version(row.flow_id, row.flow_version)
        if found is None:
            text = work.flow_versions.get(row.flow_id, row.flow_version) or ""
            found = self.library.remember(text, row.flow_id, row.flow_version)
            self._buttons |= buttons_of([found.flow])
        return found


def _entry(line: Line) -> Entry:
    if line.payload is None:
        return Entry(line.seq, line.ordinal, "child", line.text or "")
    message = Outgoing.from_data(line.payload)
    return Entry(line.seq, line.ordinal, "bot", message.text, message)
