"""Everything we keep about one person, in their own language, ready to be shown. Moments are in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Told:
    """One answer: its heading, and what was said to it, own words between quotation marks.

    `topic` is the heading of its part of the talk. `state` is settled; begun (not finished yet); or asleep (it belongs to
    questions that are not asked now).
    """

    link_id: str
    heading: str
    lines: tuple[str, ...]
    state: Literal["settled", "begun", "asleep"] = "settled"
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody looked: who by role, never by name, and when."""

    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Page:
    """Something that was shared. `items` are the answers on it, as (link id, heading), while it can be read."""

    kind: Literal["summary", "call_request"]
    status: Literal["open", "replaced", "withdrawn"]
    at: str
    until: str
    items: tuple[tuple[str, str], ...] = ()

    @property
    def is_open(self) -> bool:
        """True while the organisation can read it."""
        return self.status == "open"


@dataclass(frozen=True, slots=True)
class Decision:
    """A yes, a no, or a yes taken back, with the whole wording it was about."""

    what: str
    at: str
    wording: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """What was passed on: whether somebody has taken it up, since when, and until when we keep that.

    `passed_on` says, about danger, what left and that it stays; () for a call, and where somebody may be reading along.
    """

    state: str
    at: str
    until: str
    passed_on: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it, to be read."""
        return (self.state, *self.passed_on)


@dataclass(frozen=True, slots=True)
class Kept:
    """All of it. `gone_on` is the day on which the answers go by themselves, "" while something is shared.

    Alarms have a day of their own. `has_phrase` says that there are words to go on. `nothing_shared` is what is true when
    there are no pages; `listed` says that, and when, the person's name was seen on the list of who waits, "" if never.
    `remembers` says that it is known where help was offered, "" where it is not, or somebody may be reading along.
    """

    language: str
    nothing_shared: str
    told: tuple[Told, ...] = ()
    pages: tuple[Page, ...] = ()
    openings: tuple[Opening, ...] = ()
    decisions: tuple[Decision, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    places: tuple[str, ...] = field(default=())
    has_phrase: bool = False
    gone_on: str = ""
    listed: str = ""
    remembers: str = ""

    @property
    def by_topic(self) -> tuple[tuple[str, tuple[Told, ...]], ...]:
        """The answers under the headings of the talk, in its order."""
        topics = dict.fromkeys(told.topic for told in self.told)
        return tuple((topic, tuple(told for told in self.told if told.topic == topic)) for topic in topics)

    @property
    def is_shared(self) -> bool:
        """True while the organisation can read something."""
        return any(page.is_open for page in self.pages)

    @property
    def looked(self) -> tuple[Opening, ...] | None:
        """Who opened something; None where there is nothing to open and nobody has looked."""
        return self.openings if self.openings or self.listed or self.is_shared else None
