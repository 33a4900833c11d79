"""Whose talk something belongs to, and how a talk begins for who has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.languages import is_language
from bot.turn.messages import Incoming
from bot.turn.scene import WISHED_LANGUAGE, Tools
from flows.engine.session import Session, to_data
from flows.engine.turns import new_session
from flows.library import Library
from storage import Work
from storage.talk.sessions import SessionRow

# An address of our own making is of no use to anybody; others are kept to send to.
ADDRESSES_OF_OUR_OWN: Final = "web"


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Begins talks: which flow, and in which language when nobody wished for one that we have."""

    library: Library
    tools: Tools
    flow: str
    default_language: str

    def person(self, work: Work, incoming: Incoming, now: datetime) -> str:
        """Who has this address; somebody new when nobody has it yet."""
        known = work.people.recognise(incoming.channel, incoming.address)
        if known is not None:
            return known
        person_id = self.tools.ids.new()
        keep = incoming.channel != ADDRESSES_OF_OUR_OWN
        work.people.create(person_id, now)
        work.people.add_identity(person_id, incoming.channel, incoming.address, now, keep_original=keep)
        return person_id

    def begun(self, work: Work, incoming: Incoming, person_id: str, now: datetime) -> tuple[SessionRow, Session]:
        """A new talk, stored, in which nothing was said yet."""
        session = self._session(incoming)
        work.flow_versions.put_if_new(self.flow, session.version, self.library.texts[self.flow], now)
        row = work.sessions.create(
            self.tools.ids.new(),
            person_id,
            self.flow,
            session.version,
            session.language,
            to_data(session),
            now,
            organisation=incoming.start.organisation,
        )
        return row, session

    def language(self, incoming: Incoming) -> str:
        """The language of a talk that begins with this."""
        wished = incoming.start.language
        return wished if wished in self.tools.words.languages else self.default_language

    def _session(self, incoming: Incoming) -> Session:
        session = new_session(self.library.newest(self.flow), self.language(incoming), incoming.start.band)
        wished = incoming.start.language or ""
        if wished in self.tools.words.languages or not is_language(wished):
            return session
        # We talk in what we have; what matters in danger is then said in Dutch and English together.
        return session.but(facts={WISHED_LANGUAGE: wished})
