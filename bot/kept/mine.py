"""The door for the person themselves: by the address they talk from, or for the operator by their random id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from bot.kept.export import Export, export_of
from bot.kept.gathering import EXPORTED, kept_of
from bot.kept.view import Kept
from bot.turn.answer_rows import restored
from bot.turn.scene import Scene, Tools
from flows.engine.turns import new_session
from flows.library import Library
from storage import Store, Work
from storage.talk.sessions import SessionRow

INTAKE: Final = "intake"
OPERATOR: Final = "operator"


class Mine:
    """Shows somebody what is kept about them; never anything of anybody else."""

    def __init__(self, store: Store, library: Library, tools: Tools, clock: Callable[[], datetime]) -> None:
        self._store, self._library, self._tools, self._clock = store, library, tools, clock

    def look(self, channel: str, address: str, language: str = "") -> tuple[Kept, Mapping[str, str]] | None:
        """What is kept about whoever talks from here, with the organisation's slots; None when nothing is.

        `language` counts where there is no talk that has one.
        """
        with self._store.read() as work:
            scene = self._by_address(work, channel, address, language)
            return None if scene is None else (kept_of(scene), scene.slots)

    def export(self, channel: str, address: str, language: str = "") -> Export | None:
        """Everything, to take along; None when nothing is kept."""
        with self._store.read() as work:
            scene = self._by_address(work, channel, address, language)
            return None if scene is None else export_of(scene)

    def export_person(self, person_id: str) -> Export:
        """The same by the random id, for an operator who was asked for it; the person sees it. Raises UnknownPerson."""
        with self._store.begin() as work:
            export = export_of(self._scene(work, person_id, OPERATOR, ""))
            # Whoever has the commands has no name here: which of them it was is the organisation's to know.
            work.access_log.add(EXPORTED, self._clock(), person_id=person_id, user_id=OPERATOR, responsible_id=OPERATOR)
            return export

    def _by_address(self, work: Work, channel: str, address: str, language: str) -> Scene | None:
        person_id = work.people.by_identity(channel, address)
        return None if person_id is None else self._scene(work, person_id, channel, language)

    def _scene(self, work: Work, person_id: str, channel: str, language: str) -> Scene:
        row = next(iter(work.sessions.of_person(person_id)), None)
        if row is None:
            return self._without_talk(work, person_id, channel, language)
        compiled = self._library.version(row.flow_id, row.flow_version)
        if compiled is None:
            text = work.flow_versions.get(row.flow_id, row.flow_version) or ""
            compiled = self._library.remember(text, row.flow_id, row.flow_version)
        return Scene(self._tools, work, compiled, row, restored(work, row), channel, self._clock(), row.seq)

    def _without_talk(self, work: Work, person_id: str, channel: str, language: str) -> Scene:
        """Whose talk is gone may still have an alarm: it is shown beside an empty talk, which is stored nowhere."""
        compiled, now = self._library.newest(INTAKE), self._clock()
        language = language or self._tools.organisation.languages[0]
        row = SessionRow(
            key=work.key_of(person_id),
            id="",
            person_id=person_id,
            flow_id=INTAKE,
            flow_version=compiled.version,
            language=language,
            life="new",
            seq=0,
            row_version=0,
            created_at=now,
            updated_at=now,
            organisation=None,
            ended_at=None,
            sealed_state=b"",
        )
        return Scene(self._tools, work, compiled, row, new_session(compiled, language, None), channel, now, row.seq)
