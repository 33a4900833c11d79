"""The form of a talk that is written down, as strict data: a misspelt key is a complaint, not a step that is skipped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

ACTIONS: Final = (
    "says", "taps", "picks", "commands", "again", "redelivered", "stale", "sends", "language", "reloads", "returns",
    "until", "keeps_back", "waits",
)  # fmt: skip
IN_THE_STORE: Final = frozenset({"answer", "own_words", "asleep", "handoff", "call_request", "alarm", "life", "gone"})


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Typed(_Part):
    """What is typed; `times` repeats it, to write down very long things in a short way."""

    text: str

    @classmethod
    def of(cls, found: Any) -> Any:
        """From a text, or from `{repeat: text, times: n}`."""
        if isinstance(found, str):
            return {"text": found}
        return {"text": str(found["repeat"]) * int(found["times"])} if set(found) == {"repeat", "times"} else found


class Wait(_Part):
    """Time that goes by."""

    hours: int = 0
    days: int = 0

    def as_time(self) -> timedelta:
        """As a stretch of time."""
        return timedelta(days=self.days, hours=self.hours)


class Paper(_Part):
    """What the consultant gets: one paper with and without certain words, or none at all."""

    exists: bool = True
    contains: list[str] = []
    lacks: list[str] = []

    @classmethod
    def of(cls, found: Any) -> Any:
        """From a mapping, or from the word `none`."""
        return {"exists": False} if found == "none" else found

    def look(self, papers: list[str]) -> None:
        """Compare with the papers there are."""
        assert len(papers) == int(self.exists), f"the consultant has {len(papers)} papers"
        for paper in papers:
            for words in self.contains:
                assert words in paper, f"the consultant does not read {words!r}: {paper}"
            for words in self.lacks:
                assert words not in paper, f"the consultant reads {words!r}: {paper}"


class Alarm(_Part):
    """What reached the consultants on duty: how urgent, with and without certain words; or nothing at all."""

    exists: bool = True
    urgency: str | None = None
    contains: list[str] = []
    lacks: list[str] = []

    @classmethod
    def of(cls, found: Any) -> Any:
        """From a mapping, or from the word `none`."""
        return {"exists": False} if found == "none" else found

    def look(self, alarms: list[tuple[str, str]]) -> None:
        """Compare with the alarms there are, as urgency and everything in them."""
        assert len(alarms) == int(self.exists), f"there are {len(alarms)} alarms"
        for urgency, words in alarms:
            assert self.urgency in (None, urgency), f"the alarm is for {urgency}"
            for expected in self.contains:
                assert expected in words, f"the alarm does not say {expected!r}: {words}"
            for unwanted in self.lacks:
                assert unwanted not in words, f"the alarm says {unwanted!r}: {words}"


class Step(_Part):
    """One thing the child does (or nothing), and what must be seen afterwards."""

    says: Annotated[Typed | None, BeforeValidator(Typed.of)] = None
    taps: str | None = None
    picks: list[str] | None = None
    words: str | None = None
    commands: str | None = None
    again: bool = False
    redelivered: bool = False
    stale: str | None = None
    sends: str | None = None
    language: str | None = None
    reloads: bool = False
    returns: bool = False
    until: str | None = None
    keeps_back: list[str] | None = None
    waits: Wait | None = None

    bot: list[str] = []
    not_bot: list[str] = []
    help: Literal["shown", "none"] | None = None
    asked: str | None = None
    control: str | None = None
    buttons: list[str] = []
    no_buttons: list[str] = []
    left_less: bool = False
    passes: list[str] = []
    never_asks: list[str] = []
    cards: dict[str, str] = {}
    switched_off: list[str] | None = None
    answer: dict[str, Any] = {}
    own_words: dict[str, str | None] = {}
    asleep: list[str] = []
    life: str | None = None
    handoff: Annotated[Paper | None, BeforeValidator(Paper.of)] = None
    call_request: Annotated[Paper | None, BeforeValidator(Paper.of)] = None
    alarm: Annotated[Alarm | None, BeforeValidator(Alarm.of)] = None
    gone: bool = False

    @property
    def acts(self) -> bool:
        """True when the child does something."""
        return bool(self.model_fields_set & set(ACTIONS))

    @property
    def looks_into_store(self) -> bool:
        """True when something is expected of what is kept."""
        return bool(self.model_fields_set & IN_THE_STORE)

    def told(self) -> str:
        """The step in a few words, for a complaint."""
        given = self.model_dump(exclude_unset=True, include=set(ACTIONS) | {"words"})
        return str(given)[:160] if given else "looking"


class Talk(_Part):
    """A whole talk and the claim it stands for."""

    talk: str
    language: str = "nl"
    band: str | None = None
    age: int | None = None
    sends: Literal["send", "keep", "throw_away"] = "send"
    child: dict[str, Any] = {}
    organisation: dict[str, Any] = {}
    steps: list[Step] = Field(min_length=1)

    @property
    def head(self) -> str:
        """The same for two talks whose children begin in the same way."""
        return self.model_dump_json(exclude={"talk", "steps"})


def talks_in(folder: Path) -> Iterator[Talk]:
    """Every talk of a folder; one file may hold several, divided by lines of three dashes."""
    for path in sorted(folder.glob("*.yaml")):
        yield from talks_of(path.read_text("utf-8"))


def talks_of(text: str) -> Iterator[Talk]:
    """The talks of one file."""
    for document in yaml.safe_load_all(text):
        yield Talk.model_validate(document)
