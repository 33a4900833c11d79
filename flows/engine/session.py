"""Where a person is in a flow, and what they answered. Frozen; a turn makes a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from flows.engine.bands import Band
from flows.engine.errors import WrongVersion

How = Literal["answered", "skipped", "dont_know", "rather_not_say", "later"]
SNAPSHOT_FORMAT: Final = 1
DANGER_AT: Final = "danger_at"  # a fact: the link ids where words of danger stand
REQUEST: Final = "call_request"  # a fact: what became of the last request to be called, OPEN or TAKEN back
OPEN: Final = "open"
TAKEN: Final = "taken"
MEMORY: Final = "_memory"  # see Session.memory


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one link id.

    `value` is an option id, a list of ids or names, a number, a text or a mapping; `words` is what was typed beside it,
    verbatim. An inactive answer fell off the path: kept, but invisible to guards and summaries until the path returns.
    `text_hash` names the wording the person saw (for review cards: the answers they saw).
    """

    how: How
    value: Any = None
    words: str | None = None
    active: bool = True
    revision: int = 1
    language: str = "en"
    text_hash: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer that has begun: some rows filled, some chips tapped. Nobody but this question sees it."""

    value: Any = None
    words: str | None = None


@dataclass(frozen=True)
class Session:
    """One person's talk: the answers are the truth, everything else can be derived or is a small memory of the screen.

    `at` is the state of the flow's machine, `part` the row or person within it, `token` names the open prompt,
    `overlay` an open side question (help, stop, …), `facts` what the world answered (course offers). Once something was
    `edited`, every turn walks the path from the start again; until then all answers lie before `at`.
    """

    flow: str
    version: str
    language: str
    at: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    part: str | None = None
    token: str = ""
    prompts: int = 0
    overlay: str | None = None
    life: str = "new"
    said: frozenset[str] = frozenset()
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    link_band: Band | None = None
    shift: int = 0
    edited: bool = False

    def but(self, **changes: Any) -> Session:
        """The same session with some fields changed. (`dataclasses.replace` takes a fifth of a turn's time.)"""
        new = object.__new__(Session)
        new.__dict__.update(self.__dict__)
        new.__dict__.update(changes)
        new.__dict__[MEMORY] = {}
        return new

    @property
    def memory(self) -> dict[str, Any]:
        """What was worked out from this very session and will be asked for again: its view, its open question.

        A session never changes, so neither does what follows from it; a changed one begins with an empty memory.
        """
        found: dict[str, Any] | None = self.__dict__.get(MEMORY)
        if found is None:
            found = self.__dict__[MEMORY] = {}
        return found

    def answered(self, link_id: str, answer: Answer) -> Session:
        """The same session with this answer as the newest for its question."""
        return self.but(answers={**self.answers, link_id: answer}, drafts=self._drafts_without(link_id))

    def drafted(self, link_id: str, draft: Draft) -> Session:
        """The same session with this unfinished answer beside the answers."""
        return self.but(drafts={**self.drafts, link_id: draft})

    def undrafted(self, link_id: str) -> Session:
        """The same session without what was begun of this answer."""
        return self.but(drafts=self._drafts_without(link_id))

    def _drafts_without(self, link_id: str) -> Mapping[str, Draft]:
        return {key: draft for key, draft in self.drafts.items() if key != link_id}


def to_data(session: Session) -> dict[str, Any]:
    """The small snapshot that is stored (encrypted) beside the answers; it holds no settled answer."""
    return {
        "format": SNAPSHOT_FORMAT,
        "flow": session.flow,
        "version": session.version,
        "language": session.language,
        "at": session.at,
        "part": session.part,
        "token": session.token,
        "prompts": session.prompts,
        "overlay": session.overlay,
        "life": session.life,
        "said": sorted(session.said),
        "drafts": {link_id: [draft.value, draft.words] for link_id, draft in session.drafts.items()},
        "facts": dict(session.facts),
        "link_band": session.link_band,
        "shift": session.shift,
        "edited": session.edited,
    }


def from_data(data: Mapping[str, Any], answers: Mapping[str, Answer]) -> Session:
    """The session again. Raises WrongVersion when the snapshot has a form this engine does not know."""
    if data.get("format") != SNAPSHOT_FORMAT:
        raise WrongVersion(f"session snapshot has format {data.get('format')!r}, this engine reads {SNAPSHOT_FORMAT}")
    kept = {key: value for key, value in data.items() if key not in ("format", "said", "drafts")}
    drafts = {link_id: Draft(*draft) for link_id, draft in data["drafts"].items()}
    return Session(**kept, said=frozenset(data["said"]), drafts=drafts, answers=answers)
